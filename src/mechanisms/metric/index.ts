export { contract, type EvidenceRow, METRIC_READERS, metric, type MetricValue, type Params, type Period } from './contract.ts'
export { defineMetric, type EvidencePage, measure, metricModule, metricPoint, type MetricSpec } from './module.ts'
