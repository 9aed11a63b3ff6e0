import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { deskPoint, searchPoint } from '../../mechanisms/desk/index.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { parameterPoint } from '../../mechanisms/parameter/index.ts'
import { board } from './board.ts'
import { contract } from './contract.ts'
import { propertyDesk, propertySearch } from './desk.ts'
import { exportSheets } from './export.ts'
import { metrics } from './metrics.ts'
import { deduct, month, publishMonth, reopenMonth, takeCases, withdrawDeduction } from './month.ts'
import { parameters } from './parameters.ts'
import { personal } from './personal.ts'
import { get, list } from './queries.ts'
import { remind } from './reminding.ts'
import { charge, close, explain, finishReview, saveReview, startReview, startReviews } from './review.ts'
import './schema.ts'
import { cancel, hand, saveLines, takeBack } from './sheets.ts'
import { sign, signFor } from './signing.ts'
import { start, startTerm } from './start.ts'
import { propertySummary } from './summary.ts'
import { saveTemplate, templates } from './templates.ts'

export const propertyModule = defineModule({
  contract,
  dependsOn: [
    'desk',
    'metric',
    'parameter',
    'notification',
    'register',
    'signature',
    'org',
    'people',
    'calendar',
    'place',
    'stock',
    'asset',
    'damage',
  ],
  handlers: {
    list,
    export: exportSheets,
    get,
    board,
    startTerm,
    start,
    saveLines,
    hand,
    takeBack,
    sign,
    signFor,
    cancel,
    startReview,
    startReviews,
    remind,
    saveReview,
    finishReview,
    explain,
    charge,
    close,
    templates,
    saveTemplate,
    month,
    deduct,
    takeCases,
    withdrawDeduction,
    publishMonth,
    reopenMonth,
  },
  migrations: 'modules/property/migrations',
  provides: [
    personDataPoint.of(personal),
    ...metrics.map(m => metricPoint.of(m)),
    ...parameters.map(p => parameterPoint.of(p)),
    summaryPoint.of(propertySummary),
    deskPoint.of(propertyDesk),
    searchPoint.of(propertySearch),
  ],
})
