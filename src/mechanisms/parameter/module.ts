import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { contract } from './contract.ts'
import { handlers } from './operations.ts'
import { personal } from './personal.ts'
import './schema.ts'

export const parameterModule = defineModule({
  contract,
  dependsOn: [],
  handlers,
  migrations: 'mechanisms/parameter/migrations',
  provides: [personDataPoint.of(personal)],
})
