import { defineModule } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { handlers } from './operations.ts'
import './schema.ts'

export const parameterModule = defineModule({
  contract,
  dependsOn: [],
  handlers,
  migrations: 'mechanisms/parameter/migrations',
})
