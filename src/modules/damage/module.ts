import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { documentPoint } from '../../mechanisms/ledger/index.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { retentionPoint } from '../../mechanisms/retention/index.ts'
import { ORDER_FINISHED } from '../../mechanisms/workorder/index.ts'
import { contract } from './contract.ts'
import { exportList } from './export.ts'
import { followOrder } from './from-order.ts'
import { damageRegister } from './import.ts'
import { metrics } from './metrics.ts'
import * as operations from './operations.ts'
import { personal } from './personal.ts'
import { get, list, notice, prices } from './queries.ts'
import { personsOfCases } from './retention.ts'
import './schema.ts'
import { damageSummary } from './summary.ts'

export const damageModule = defineModule({
  contract,
  dependsOn: ['metric', 'retention', 'register', 'ledger', 'workorder', 'org', 'calendar', 'place', 'budget'],
  handlers: { ...operations, get, list, exportList, notice, prices },
  migrations: 'modules/damage/migrations',
  subscribers: [{ event: ORDER_FINISHED, name: 'followOrder', handle: followOrder }],
  provides: [
    personDataPoint.of(personal),
    ...metrics.map(m => metricPoint.of(m)),
    summaryPoint.of(damageSummary),
    registerPoint.of(damageRegister),
    retentionPoint.of(personsOfCases),
    documentPoint.of({ kind: 'damage.receipt', title: '赔款收据', href: () => '/damage' }),
  ],
})
