export { approval, type Chain, type DecisionFact, type RouteDraft } from './contract.ts'
export { chainOf, type Start, startApproval, withdrawApproval } from './door.ts'
export { type ChainHead, chainHeads } from './heads.ts'
export type { Outcome } from './machine.ts'
export { replaceApprover } from './merging.ts'
export { approvalModule } from './module.ts'
export {
  type ApprovalSubject,
  type ApproverDirectory,
  approvalPoint,
  approverPoint,
  type UnitFacts,
} from './points.ts'
