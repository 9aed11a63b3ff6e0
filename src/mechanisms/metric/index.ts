export {
  contract,
  type EvidenceRow,
  METRIC_READERS,
  type MetricValue,
  metric,
  type Params,
  type Period,
} from './contract.ts'
export { type EvidencePage, type EvidenceRequest, evidencePage } from './evidence.ts'
export {
  defineMetric,
  type MetricSpec,
  measure,
  metricModule,
  metricPoint,
} from './module.ts'
export type { Contribution } from './prose/assemble.ts'
export { figureFor, type SummaryRequest, type SummarySource, summaryPoint } from './summary-source.ts'
