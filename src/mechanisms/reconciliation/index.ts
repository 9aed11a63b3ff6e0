export { reconciliation } from './contract.ts'
export { type ReconciliationSpec, reconciliationPoint } from './kinds.ts'
export { reconciliationModule } from './module.ts'
export type { ComparedRow } from './rules.ts'
