import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { contract } from './contract.ts'
import { exportReport } from './export.ts'
import * as operations from './operations.ts'
import { personal } from './personal.ts'
import { get, list } from './queries.ts'
import './schema.ts'

export const summaryModule = defineModule({
  contract,
  dependsOn: ['metric', 'calendar'],
  handlers: { ...operations, get, list, export: exportReport },
  migrations: 'modules/summary/migrations',
  provides: [personDataPoint.of(personal)],
})
