import { defineModule } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import './schema.ts'

export const procurementModule = defineModule({
  contract,
  dependsOn: [],
  handlers: {},
  migrations: 'modules/procurement/migrations',
})
