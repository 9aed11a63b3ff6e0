export { retention } from './contract.ts'
export { type Destroyed, type Past, type RetentionKind, retentionPoint } from './kinds.ts'
export { retentionModule } from './module.ts'
