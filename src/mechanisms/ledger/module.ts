import { defineModule } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import './schema.ts'

export const ledgerModule = defineModule({
  contract,
  dependsOn: ['desk'],
  handlers: {},
  migrations: 'mechanisms/ledger/migrations',
})
