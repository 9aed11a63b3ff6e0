import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { approvalPoint } from '../../mechanisms/approval/index.ts'
import { deskPoint, searchPoint } from '../../mechanisms/desk/index.ts'
import { bookPoint, documentPoint } from '../../mechanisms/ledger/index.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { parameterPoint } from '../../mechanisms/parameter/index.ts'
import { reconciliationPoint } from '../../mechanisms/reconciliation/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { correct, withdrawDocument, writeOff } from './adjusting.ts'
import { adjustSubject, needSubject } from './approvals.ts'
import { stockBook, stockDocument, stockLedger } from './books.ts'
import { contract } from './contract.ts'
import { stockDesk, stockSearch } from './desk.ts'
import { settleDifference } from './differences.ts'
import { exportDocuments, exportItems, exportLoans, exportNeeds } from './exporting.ts'
import { findItemsQuery } from './finding.ts'
import { importItem } from './import-item.ts'
import { collect, issue, pick } from './issuing.ts'
import { addItem, closeItem, editItem } from './items.ts'
import { cancelSheet, editSheet, issueSheet, makeSheet, saveKit, signKit } from './kits.ts'
import { extendLoan, giveBack, lend, reportLost } from './loans.ts'
import { metrics } from './metrics.ts'
import { askFor, closeNeed, request, resubmit, withdraw } from './needs.ts'
import { parameters } from './parameters.ts'
import { personal } from './personal.ts'
import { document, documents } from './queries/documents.ts'
import { item, items, moves } from './queries/items.ts'
import { kits, sheet, sheets } from './queries/kits.ts'
import { loan, loans } from './queries/loans.ts'
import { checkNeed, need, needs, orderMaterials } from './queries/needs.ts'
import { quotas, setQuota } from './quotas.ts'
import { receive } from './receiving.ts'
import { itemRegister } from './register.ts'
import { giveIn, reverse } from './returning.ts'
import { schedules } from './schedules.ts'
import './schema.ts'
import { saveStore, stores } from './stores.ts'
import { suggestions } from './suggesting.ts'
import { stockSummary } from './summary.ts'
import { recallTransfer, receiveTransfer, transfer } from './transit.ts'

export const stockModule = defineModule({
  contract,
  dependsOn: [
    'desk',
    'metric',
    'parameter',
    'notification',
    'register',
    'signature',
    'approval',
    'ledger',
    'reconciliation',
    'workorder',
    'org',
    'people',
    'calendar',
    'supplier',
  ],
  handlers: {
    ...{ items, item, moves, findItems: findItemsQuery, addItem, editItem, closeItem, importItem },
    ...{ exportItems, exportDocuments, exportNeeds, exportLoans, stores, saveStore },
    ...{ documents, document, receive, reverse },
    ...{
      needs,
      need,
      checkNeed,
      askFor,
      request,
      resubmit,
      withdraw,
      pick,
      collect,
      issue,
      closeNeed,
      giveIn,
    },
    ...{ loans, loan, lend, giveBack, reportLost, extendLoan },
    ...{ transfer, receiveTransfer, recallTransfer, settleDifference },
    ...{ writeOff, correct, withdrawDocument },
    ...{
      quotas,
      setQuota,
      kits,
      saveKit,
      sheets,
      sheet,
      makeSheet,
      editSheet,
      issueSheet,
      signKit,
      cancelSheet,
    },
    ...{ suggestions, orderMaterials },
  },
  migrations: 'modules/stock/migrations',
  schedules,
  provides: [
    personDataPoint.of(personal),
    bookPoint.of(stockBook),
    documentPoint.of(stockDocument),
    reconciliationPoint.of(stockLedger),
    approvalPoint.of(needSubject),
    approvalPoint.of(adjustSubject),
    deskPoint.of(stockDesk),
    searchPoint.of(stockSearch),
    registerPoint.of(itemRegister),
    summaryPoint.of(stockSummary),
    ...metrics.map(metric => metricPoint.of(metric)),
    ...parameters.map(parameter => parameterPoint.of(parameter)),
  ],
})
