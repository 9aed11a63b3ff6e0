import { defineModule } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import './schema.ts'

export const signatureModule = defineModule({
  contract,
  dependsOn: [],
  handlers: {},
  migrations: 'mechanisms/signature/migrations',
})
