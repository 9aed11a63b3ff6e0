import { defineModule } from '../../kernel/server/module.ts'
import { searchPoint } from '../../mechanisms/desk/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { addAlias, removeAlias } from './aliases.ts'
import { byCode, codes, printLabels } from './code-queries.ts'
import { claimCode, makeBlankCodes, makeCodes, retireCode } from './codes.ts'
import { contract } from './contract.ts'
import { placeSearch } from './desk.ts'
import { importRow } from './import-row.ts'
import { layOut } from './lay-out.ts'
import { create, end, move, reopen, update } from './operations.ts'
import { get, list, tree } from './queries.ts'
import { placeRegister } from './register.ts'
import './schema.ts'
import { resolve, search } from './search.ts'

export const placeModule = defineModule({
  contract,
  dependsOn: ['desk', 'label', 'register', 'org'],
  handlers: {
    tree,
    list,
    get,
    search,
    resolve,
    create,
    update,
    move,
    end,
    reopen,
    addAlias,
    removeAlias,
    layOut,
    importRow,
    codes,
    makeCodes,
    makeBlankCodes,
    claimCode,
    retireCode,
    byCode,
    printLabels,
  },
  migrations: 'modules/place/migrations',
  provides: [searchPoint.of(placeSearch), registerPoint.of(placeRegister)],
})
