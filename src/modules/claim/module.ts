import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { personPoint } from '../../kernel/server/persons.ts'
import { approvalPoint } from '../../mechanisms/approval/index.ts'
import { subjectVisibility } from '../../mechanisms/attachment/index.ts'
import { deskPoint, searchPoint } from '../../mechanisms/desk/index.ts'
import { documentPoint } from '../../mechanisms/ledger/index.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { parameterPoint } from '../../mechanisms/parameter/index.ts'
import { reconciliationPoint } from '../../mechanisms/reconciliation/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { claimApproval } from './approval.ts'
import { contract } from './contract.ts'
import { claimDesk, claimSearch } from './desk.ts'
import { invoiceRegister } from './importing.ts'
import { addInvoice, voidInvoice } from './invoices.ts'
import { movePerson } from './merging.ts'
import { metrics } from './metrics.ts'
import { cancel, draft, edit, submit, withdraw } from './operations/draft.ts'
import { book, pay, reversePayment, unbook } from './operations/pay.ts'
import { accept, audit, sendBack } from './operations/sign.ts'
import { claimParameters } from './parameters.ts'
import { personal } from './personal.ts'
import { exportInvoices } from './queries/export-invoices.ts'
import { get } from './queries/get.ts'
import { invoices, invoiceVisibility, start } from './queries/invoices.ts'
import { exportList, list } from './queries/list.ts'
import { drawSample, look, sample, samples } from './queries/samples.ts'
import { acceptanceAgainstInvoice, commitmentAgainstPurchase } from './reconciliations.ts'
import { claimSummary } from './summary.ts'
import './schema.ts'

export const claimModule = defineModule({
  contract,
  dependsOn: [
    'desk',
    'metric',
    'parameter',
    'attachment',
    'register',
    'signature',
    'approval',
    'ledger',
    'reconciliation',
    'people',
    'supplier',
    'budget',
    'stock',
    'asset',
    'contract',
    'procurement',
  ],
  handlers: {
    invoices,
    addInvoice,
    voidInvoice,
    start,
    list,
    exportInvoices,
    exportList,
    get,
    draft,
    edit,
    submit,
    accept,
    audit,
    sendBack,
    withdraw,
    cancel,
    pay,
    reversePayment,
    book,
    unbook,
    samples,
    drawSample,
    sample,
    look,
  },
  migrations: 'modules/claim/migrations',
  provides: [
    personDataPoint.of(personal),
    ...metrics.map(m => metricPoint.of(m)),
    summaryPoint.of(claimSummary),
    deskPoint.of(claimDesk),
    searchPoint.of(claimSearch),
    subjectVisibility.of(invoiceVisibility),
    registerPoint.of(invoiceRegister),
    approvalPoint.of(claimApproval),
    documentPoint.of({ kind: 'claim.claim', title: '报销单', href: id => `/claims/${id}` }),
    documentPoint.of({ kind: 'claim.payment', title: '付款', href: () => '/pay-desk' }),
    personPoint.of(movePerson),
    reconciliationPoint.of(acceptanceAgainstInvoice),
    reconciliationPoint.of(commitmentAgainstPurchase),
    ...claimParameters.map(p => parameterPoint.of(p)),
  ],
})
