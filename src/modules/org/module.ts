import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { searchPoint } from '../../mechanisms/desk/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { contract } from './contract.ts'
import { unitSearch } from './desk.ts'
import { importRow } from './import-row.ts'
import { create, end, move, rename, update } from './operations.ts'
import { personal } from './personal.ts'
import * as queries from './queries.ts'
import { unitRegister } from './register.ts'
import { school, updateSchool } from './school.ts'
import { moveUp, moveUpPreview } from './school-year.ts'
import './schema.ts'

export const orgModule = defineModule({
  contract,
  dependsOn: ['desk', 'register'],
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
  provides: [personDataPoint.of(personal), searchPoint.of(unitSearch), registerPoint.of(unitRegister)],
})
