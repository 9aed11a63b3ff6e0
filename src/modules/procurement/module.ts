import { defineModule } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import './schema.ts'

/** The tables first; the operations follow with their handlers. */
export const procurementModule = defineModule({
  contract: { ...contract, operations: {} },
  dependsOn: [],
  handlers: {},
  migrations: 'modules/procurement/migrations',
})
