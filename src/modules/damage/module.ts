import { defineModule } from '../../kernel/server/module.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { contract } from './contract.ts'
import { metrics } from './metrics.ts'
import * as operations from './operations.ts'
import { get, list, notice, prices } from './queries.ts'
import './schema.ts'
import { damageSummary } from './summary.ts'

export const damageModule = defineModule({
  contract,
  dependsOn: ['metric', 'org', 'place'],
  handlers: { ...operations, get, list, notice, prices },
  migrations: 'modules/damage/migrations',
  provides: [...metrics.map(m => metricPoint.of(m)), summaryPoint.of(damageSummary)],
})
