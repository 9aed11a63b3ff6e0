export {
  contract,
  type EvidenceRow,
  METRIC_READERS,
  type MetricValue,
  metric,
  type Params,
  type Period,
} from './contract.ts'
export {
  defineMetric,
  type EvidencePage,
  type MetricSpec,
  measure,
  metricModule,
  metricPoint,
} from './module.ts'
