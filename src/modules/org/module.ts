import { defineModule } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { importRow } from './import-row.ts'
import { create, end, move, rename, update } from './operations.ts'
import * as queries from './queries.ts'
import { school, updateSchool } from './school.ts'
import { moveUp, moveUpPreview } from './school-year.ts'
import './schema.ts'

export const orgModule = defineModule({
  contract,
  dependsOn: [],
  handlers: {
    ...queries,
    create,
    rename,
    move,
    update,
    end,
    moveUpPreview,
    moveUp,
    importRow,
    school,
    updateSchool,
  },
  migrations: 'modules/org/migrations',
})
