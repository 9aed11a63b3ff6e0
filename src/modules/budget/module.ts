import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { personPoint } from '../../kernel/server/persons.ts'
import { approvalPoint } from '../../mechanisms/approval/index.ts'
import { subjectVisibility } from '../../mechanisms/attachment/index.ts'
import { deskPoint, searchPoint } from '../../mechanisms/desk/index.ts'
import { bookPoint, documentPoint } from '../../mechanisms/ledger/index.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { adjustmentApproval } from './adjusting.ts'
import { budgetBook, budgetDocuments, incomeBook } from './books.ts'
import { contract } from './contract.ts'
import { budgetDesk, budgetSearch, savingVisibility } from './desk.ts'
import { budgetRegister, importLine } from './importing.ts'
import { movePerson } from './merging.ts'
import { metrics } from './metrics.ts'
import * as adjustments from './operations/adjust.ts'
import * as incomeOps from './operations/income.ts'
import {
  approvePlan,
  closePlan,
  openPlan,
  removeLine,
  saveLine,
  saveSource,
  sendBackPlan,
  startPlan,
} from './operations/plan.ts'
import * as reportOps from './operations/report.ts'
import * as savingOps from './operations/saving.ts'
import { personal } from './personal.ts'
import { adjustment, adjustments as listAdjustments } from './queries/adjustment.ts'
import { exportLines } from './queries/export.ts'
import { exportIncomes, exportSavings } from './queries/export-lists.ts'
import { incomes, remittance, remittances } from './queries/income.ts'
import { line } from './queries/line.ts'
import { lines, plan, plans, sources } from './queries/plan.ts'
import { report, reports } from './queries/report.ts'
import { saving, savings } from './queries/saving.ts'
import { budgetSummary } from './summary.ts'
import './schema.ts'

export const budgetModule = defineModule({
  contract,
  dependsOn: ['desk', 'metric', 'attachment', 'register', 'signature', 'approval', 'ledger'],
  handlers: {
    sources,
    plans,
    plan,
    lines,
    line,
    adjustment,
    adjustments: listAdjustments,
    saveSource,
    openPlan,
    saveLine,
    removeLine,
    exportLines,
    exportIncomes,
    exportSavings,
    importLine,
    approvePlan,
    sendBackPlan,
    startPlan,
    closePlan,
    ...adjustments,
    ...incomeOps,
    ...savingOps,
    ...reportOps,
    incomes,
    remittance,
    remittances,
    saving,
    savings,
    report,
    reports,
  },
  migrations: 'modules/budget/migrations',
  provides: [
    personDataPoint.of(personal),
    registerPoint.of(budgetRegister),
    ...metrics.map(m => metricPoint.of(m)),
    summaryPoint.of(budgetSummary),
    deskPoint.of(budgetDesk),
    searchPoint.of(budgetSearch),
    subjectVisibility.of(savingVisibility),
    personPoint.of(movePerson),
    approvalPoint.of(adjustmentApproval),
    bookPoint.of(budgetBook),
    bookPoint.of(incomeBook),
    ...budgetDocuments.map(d => documentPoint.of(d)),
  ],
})
