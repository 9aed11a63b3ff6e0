export { summary } from './contract.ts'
export { type ExportFormat, renderSummary } from './export.ts'
