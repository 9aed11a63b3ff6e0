import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { approvalPoint } from '../../mechanisms/approval/index.ts'
import { subjectVisibility } from '../../mechanisms/attachment/index.ts'
import { deskPoint, searchPoint } from '../../mechanisms/desk/index.ts'
import { documentPoint } from '../../mechanisms/ledger/index.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { parameterPoint } from '../../mechanisms/parameter/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { agreementApproval, changeApproval, tenderApproval } from './approvals.ts'
import { contract, contracts } from './contract.ts'
import { contractDesk, contractSearch } from './desk.ts'
import { exportAgreements, exportImports, exportTenders } from './export.ts'
import { metrics } from './metrics.ts'
import { change } from './operations/change.ts'
import { decide } from './operations/decide.ts'
import * as drafting from './operations/draft.ts'
import { addImportFiles, createImport, moveImport, updateImport } from './operations/import-batch.ts'
import { importRow } from './operations/import-row.ts'
import * as running from './operations/run.ts'
import * as tendering from './operations/tender.ts'
import { expiryDays, minBidders } from './parameters.ts'
import { personal } from './personal.ts'
import { get } from './queries/agreement.ts'
import { list, options } from './queries/agreements.ts'
import { importBatch, imports } from './queries/imports.ts'
import { tender, tenders } from './queries/tenders.ts'
import { contractRegister } from './register.ts'
import { schedules } from './schedules.ts'
import './schema.ts'
import { AGREEMENT_REF, IMPORT_REF, RECEIPT_REF, TENDER_REF } from './store.ts'
import { contractSummary } from './summary.ts'

export const contractModule = defineModule({
  contract,
  dependsOn: [
    'desk',
    'metric',
    'parameter',
    'attachment',
    'notification',
    'register',
    'approval',
    'ledger',
    'org',
    'people',
    'supplier',
    'budget',
  ],
  handlers: {
    ...drafting,
    ...running,
    ...tendering,
    change,
    decide,
    createImport,
    updateImport,
    moveImport,
    addImportFiles,
    importRow,
    list,
    get,
    options,
    tenders,
    tender,
    imports,
    importBatch,
    export: exportAgreements,
    exportTenders,
    exportImports,
  },
  migrations: 'modules/contract/migrations',
  schedules,
  provides: [
    personDataPoint.of(personal),
    ...metrics.map(metric => metricPoint.of(metric)),
    summaryPoint.of(contractSummary),
    registerPoint.of(contractRegister),
    deskPoint.of(contractDesk),
    searchPoint.of(contractSearch),
    parameterPoint.of(minBidders),
    parameterPoint.of(expiryDays),
    approvalPoint.of(agreementApproval),
    approvalPoint.of(changeApproval),
    approvalPoint.of(tenderApproval),
    documentPoint.of({ kind: AGREEMENT_REF, title: '合同', href: id => `/contracts/${id}` }),
    documentPoint.of({ kind: RECEIPT_REF, title: '合同收款', href: () => '/contracts' }),
    ...[AGREEMENT_REF, TENDER_REF, IMPORT_REF].map(kind =>
      subjectVisibility.of({ kind, maySee: async ctx => ctx.may(contracts.get) }),
    ),
  ],
})
