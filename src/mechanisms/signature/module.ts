import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { contract } from './contract.ts'
import { personal } from './personal.ts'
import './schema.ts'

export const signatureModule = defineModule({
  contract,
  dependsOn: [],
  handlers: {},
  migrations: 'mechanisms/signature/migrations',
  provides: [personDataPoint.of(personal)],
})
