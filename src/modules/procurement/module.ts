import { hasRole, userOf } from '../../kernel/server/ctx.ts'
import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { approvalPoint } from '../../mechanisms/approval/index.ts'
import { subjectVisibility } from '../../mechanisms/attachment/index.ts'
import { deskPoint, searchPoint } from '../../mechanisms/desk/index.ts'
import { documentPoint } from '../../mechanisms/ledger/index.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { parameterPoint } from '../../mechanisms/parameter/index.ts'
import { requestSubject, singleSubject } from './approvals.ts'
import { contract } from './contract.ts'
import { procurementDesk, procurementSearch } from './desk.ts'
import { ORDER_REF, REQUEST_REF } from './door.ts'
import { metrics } from './metrics.ts'
import { ACCEPTANCE_REF, receive, signAcceptance, voidAcceptance } from './operations/accepting.ts'
import * as asking from './operations/asking.ts'
import * as comparing from './operations/comparing.ts'
import { cancelBatch, merge, takeOut } from './operations/merging.ts'
import { cancelOrder, cancelRest, placeOrder, trackPortal } from './operations/ordering.ts'
import * as settling from './operations/settling.ts'
import { parameters } from './parameters.ts'
import { personal } from './personal.ts'
import { acceptances, getAcceptance, receiving } from './queries/acceptances.ts'
import { offChannel, yearMeter } from './queries/control.ts'
import { mismatches } from './queries/mismatches.ts'
import { getOrder, orders } from './queries/orders.ts'
import { priceHistory } from './queries/prices.ts'
import * as registers from './queries/registers.ts'
import { get, hints, list, readNeed } from './queries/requests.ts'
import { getSheet, sheets } from './queries/sheets.ts'
import { batches, getBatch, waiting } from './queries/sourcing.ts'
import { WATCHERS } from './roles.ts'
import './schema.ts'
import { purchaseSummary } from './summary.ts'

const { exportRequests, ...exports } = registers

export const procurementModule = defineModule({
  contract,
  dependsOn: [
    'metric',
    'desk',
    'parameter',
    'attachment',
    'notification',
    'register',
    'signature',
    'approval',
    'ledger',
    'org',
    'people',
    'place',
    'supplier',
    'budget',
    'stock',
    'asset',
    'contract',
  ],
  handlers: {
    list,
    export: exportRequests,
    get,
    hints,
    readNeed,
    ask: asking.ask,
    edit: asking.edit,
    submit: asking.submit,
    setLine: asking.setLine,
    withdraw: asking.withdraw,
    closeRest: asking.closeRest,
    yearMeter,
    waiting,
    batches,
    getBatch,
    merge,
    takeOut,
    cancelBatch,
    openSheet: comparing.openSheet,
    getSheet,
    sheets,
    quote: comparing.quote,
    dropQuote: comparing.dropQuote,
    propose: comparing.propose,
    choose: comparing.choose,
    sendBackSheet: comparing.sendBackSheet,
    voidSheet: comparing.voidSheet,
    priceHistory,
    placeOrder,
    orders,
    getOrder,
    trackPortal,
    cancelOrder,
    cancelRest,
    receiving,
    receive,
    acceptances,
    getAcceptance,
    signAcceptance,
    voidAcceptance,
    mismatches,
    offChannel,
    ...exports,
    ...settling,
  },
  migrations: 'modules/procurement/migrations',
  provides: [
    personDataPoint.of(personal),
    deskPoint.of(procurementDesk),
    searchPoint.of(procurementSearch),
    ...metrics.map(metric => metricPoint.of(metric)),
    summaryPoint.of(purchaseSummary),
    approvalPoint.of(requestSubject),
    documentPoint.of({ kind: REQUEST_REF, title: '采购申请', href: id => `/procurement/requests/${id}` }),
    approvalPoint.of(singleSubject),
    ...parameters.map(p => parameterPoint.of(p)),
    ...['procurement.quote', ORDER_REF].map(kind =>
      subjectVisibility.of({ kind, maySee: async ctx => hasRole(ctx, ...WATCHERS) }),
    ),
    subjectVisibility.of({
      kind: ACCEPTANCE_REF,
      maySee: async (ctx, id) => {
        if (hasRole(ctx, ...WATCHERS)) return true
        const me = userOf(ctx)?.personId
        if (!me) return false
        const member = await ctx.db
          .selectFrom('procurement_acceptance_member')
          .select('id')
          .where('school_id', '=', ctx.schoolId)
          .where('acceptance_id', '=', id)
          .where('person_id', '=', me)
          .executeTakeFirst()
        return member !== undefined
      },
    }),
  ],
})
