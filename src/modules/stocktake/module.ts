import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { approvalPoint } from '../../mechanisms/approval/index.ts'
import { subjectVisibility } from '../../mechanisms/attachment/index.ts'
import { deskPoint, searchPoint } from '../../mechanisms/desk/index.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { reconciliationPoint } from '../../mechanisms/reconciliation/index.ts'
import { compare } from './compare.ts'
import { contract } from './contract.ts'
import { stocktakeDesk, stocktakeSearch } from './desk.ts'
import { explain } from './explaining.ts'
import { exportLines, exportList, exportReport } from './exporting.ts'
import { lines } from './lines.ts'
import { metrics } from './metrics.ts'
import { personal } from './personal.ts'
import { assign, cancel, edit, plan, start } from './plan.ts'
import { get, list } from './queries.ts'
import { reconciliations } from './reconcile.ts'
import { record } from './record.ts'
import { release } from './release.ts'
import './schema.ts'
import { adjust, finish, recount, stocktakeApproval, submit, withdraw } from './settle.ts'
import { sign } from './signing.ts'
import { LINE, readsAll } from './store.ts'
import { stocktakeSummary } from './summary.ts'
import { task } from './task.ts'

export const stocktakeModule = defineModule({
  contract,
  dependsOn: [
    'desk',
    'metric',
    'attachment',
    'register',
    'signature',
    'approval',
    'reconciliation',
    'org',
    'people',
    'place',
    'stock',
    'asset',
  ],
  handlers: {
    list,
    get,
    lines,
    export: exportLines,
    exportList,
    exportReport,
    compare,
    plan,
    edit,
    assign,
    start,
    task,
    record,
    release,
    finish,
    recount,
    explain,
    submit,
    withdraw,
    adjust,
    sign,
    cancel,
  },
  migrations: 'modules/stocktake/migrations',
  provides: [
    personDataPoint.of(personal),
    ...metrics.map(m => metricPoint.of(m)),
    ...reconciliations.map(r => reconciliationPoint.of(r)),
    approvalPoint.of(stocktakeApproval),
    summaryPoint.of(stocktakeSummary),
    deskPoint.of(stocktakeDesk),
    searchPoint.of(stocktakeSearch),
    subjectVisibility.of({ kind: LINE, maySee: async ctx => readsAll(ctx) }),
  ],
})
