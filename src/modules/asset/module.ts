import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { approvalPoint } from '../../mechanisms/approval/index.ts'
import { subjectVisibility } from '../../mechanisms/attachment/index.ts'
import { deskPoint, searchPoint } from '../../mechanisms/desk/index.ts'
import { bookPoint, documentPoint } from '../../mechanisms/ledger/index.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { parameterPoint } from '../../mechanisms/parameter/index.ts'
import { reconciliationPoint } from '../../mechanisms/reconciliation/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { disposalApproval } from './approving.ts'
import { contract } from './contract.ts'
import { assetDesk, assetSearch } from './desk.ts'
import { metrics } from './metrics.ts'
import { refreshNames } from './names.ts'
import * as cards from './operations/cards.ts'
import { answerSheet, closeCheck, openCheck, remindCheck, settleLine } from './operations/checks.ts'
import * as custodyOps from './operations/custody.ts'
import { depreciate, depreciateLastMonth, depreciation } from './operations/depreciation.ts'
import { cancelDisposal, checkDisposal, executeDisposal, proposeDisposal } from './operations/disposals.ts'
import * as idleOps from './operations/idle.ts'
import { importCard } from './operations/import-card.ts'
import {
  claimCode,
  labelBatches,
  makeBlankLabels,
  makeLabels,
  printLabels,
  retireCode,
  scan,
} from './operations/labels.ts'
import { cancelLoan, extendLoan, lend, returnLoan, takeLoan } from './operations/loans.ts'
import { reorganise } from './operations/reorganise.ts'
import {
  bookTransfer,
  cancelTransfer,
  receiveTransfer,
  releaseTransfer,
  requestTransfer,
} from './operations/transfers.ts'
import * as upkeep from './operations/upkeep.ts'
import { parameters } from './parameters.ts'
import { personal } from './personal.ts'
import { IMPORT_POSTED, postImport } from './posting-imports.ts'
import { classes, get, maySeeCard, suggest } from './queries/card.ts'
import { check, checks, sheet } from './queries/checks.ts'
import { custodies, custody, mine } from './queries/custody.ts'
import { disposal, disposals } from './queries/disposals.ts'
import { exportList } from './queries/export.ts'
import { exportCheck } from './queries/export-check.ts'
import { exportDisposals, exportIdle, exportLoans, exportTransfers } from './queries/export-papers.ts'
import { hrefOf } from './queries/hrefs.ts'
import { list, pick, summary } from './queries/list.ts'
import { idle, loan, loans } from './queries/loans.ts'
import { assetsOfOrder } from './queries/repairs.ts'
import { transfer, transfers } from './queries/transfers.ts'
import { assetReconciliation } from './reconciling.ts'
import { assetRegister } from './register.ts'
import { CARD } from './store.ts'
import { assetSummary } from './summary.ts'
import { ACCOUNT_KINDS, BOOK } from './values.ts'
import './schema.ts'

const DOCUMENTS = {
  'asset.batch': '资产登记',
  'asset.run': '计提折旧',
  'asset.card': '资产卡片',
  'asset.disposal': '资产处置单',
} as const

export const assetModule = defineModule({
  contract,
  dependsOn: [
    'desk',
    'metric',
    'parameter',
    'attachment',
    'notification',
    'register',
    'label',
    'signature',
    'approval',
    'ledger',
    'reconciliation',
    'workorder',
    'org',
    'people',
    'place',
    'budget',
  ],
  handlers: {
    ...cards,
    ...upkeep,
    ...custodyOps,
    ...idleOps,
    ...{ list, pick, get, classes, suggest, summary, exportList, assetsOfOrder, importCard, reorganise },
    ...{ exportTransfers, exportLoans, exportDisposals, exportIdle },
    ...{ depreciate, depreciation, mine, custodies, custody },
    ...{
      transfers,
      transfer,
      requestTransfer,
      releaseTransfer,
      receiveTransfer,
      bookTransfer,
      cancelTransfer,
    },
    ...{ loans, loan, lend, takeLoan, returnLoan, extendLoan, cancelLoan, idle },
    ...{ disposals, disposal, proposeDisposal, checkDisposal, executeDisposal, cancelDisposal },
    ...{ checks, check, openCheck, exportCheck, sheet, answerSheet, settleLine, remindCheck, closeCheck },
    ...{ makeLabels, makeBlankLabels, labelBatches, printLabels, claimCode, retireCode, scan },
  },
  migrations: 'modules/asset/migrations',
  subscribers: [{ event: IMPORT_POSTED, name: 'postImport', handle: postImport }],
  schedules: [
    { name: 'depreciate', title: '计提上月折旧', cron: '20 2 1-5 * *', run: depreciateLastMonth },
    { name: 'names', title: '更新卡片上的地点、部门和姓名', cron: '50 1 * * *', run: refreshNames },
  ],
  provides: [
    personDataPoint.of(personal),
    ...parameters.map(spec => parameterPoint.of(spec)),
    bookPoint.of({
      id: BOOK,
      title: '资产价值账',
      accounts: ACCOUNT_KINDS,
      gates: [assetReconciliation.id],
      readers: ['asset_keeper'],
    }),
    ...Object.entries(DOCUMENTS).map(([kind, title]) =>
      documentPoint.of({ kind, title, href: id => hrefOf(kind, id) || '/assets' }),
    ),
    reconciliationPoint.of(assetReconciliation),
    approvalPoint.of(disposalApproval),
    registerPoint.of(assetRegister),
    ...metrics.map(metric => metricPoint.of(metric)),
    summaryPoint.of(assetSummary),
    deskPoint.of(assetDesk),
    searchPoint.of(assetSearch),
    subjectVisibility.of({ kind: CARD, maySee: maySeeCard }),
  ],
})
