import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { deskPoint } from '../desk/index.ts'
import { metricPoint } from '../metric/index.ts'
import { parameterPoint } from '../parameter/index.ts'
import { contract } from './contract.ts'
import { approvalDesk } from './desk.ts'
import { approvalMetrics } from './metrics.ts'
import { operations } from './operations/index.ts'
import { approvalParameters } from './parameters.ts'
import { personal } from './personal.ts'
import { inbox } from './queries/inbox.ts'
import { one } from './queries/one.ts'
import { routes } from './queries/routes.ts'
import { schedules } from './schedules.ts'
import './schema.ts'

export const approvalModule = defineModule({
  contract,
  dependsOn: ['desk', 'metric', 'parameter', 'notification'],
  handlers: { ...operations, ...inbox, ...one, ...routes },
  migrations: 'mechanisms/approval/migrations',
  schedules,
  provides: [
    personDataPoint.of(personal),
    ...approvalParameters.map(p => parameterPoint.of(p)),
    ...approvalMetrics.map(m => metricPoint.of(m)),
    deskPoint.of(approvalDesk),
  ],
})
