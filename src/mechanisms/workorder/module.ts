import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { subjectVisibility } from '../attachment/index.ts'
import { deskPoint, searchPoint } from '../desk/index.ts'
import { parameterPoint } from '../parameter/index.ts'
import { retentionPoint } from '../retention/index.ts'
import { contract } from './contract.ts'
import { orderDesk, orderSearch } from './desk.ts'
import { operations } from './operations/index.ts'
import { orderParameters } from './parameters.ts'
import { personal } from './personal.ts'
import { exporting } from './queries/export.ts'
import { list } from './queries/list.ts'
import { officeViews } from './queries/office.ts'
import { slip } from './queries/slip.ts'
import { views } from './queries/views.ts'
import { workers } from './queries/workers.ts'
import { strangersOfOrders } from './retention.ts'
import { schedules } from './schedules.ts'
import './schema.ts'
import { ORDER_REF } from './store.ts'
import { maySeeFiles } from './visibility.ts'

export const workorderModule = defineModule({
  contract,
  dependsOn: ['desk', 'parameter', 'retention', 'attachment', 'notification', 'register'],
  handlers: { ...operations, ...list, ...exporting, ...views, ...slip, ...workers, ...officeViews },
  migrations: 'mechanisms/workorder/migrations',
  schedules,
  provides: [
    personDataPoint.of(personal),
    ...orderParameters.map(p => parameterPoint.of(p)),
    retentionPoint.of(strangersOfOrders),
    deskPoint.of(orderDesk),
    searchPoint.of(orderSearch),
    subjectVisibility.of({ kind: ORDER_REF, maySee: maySeeFiles }),
  ],
})
