export { ApprovalChain } from './ApprovalChain.tsx'
export { DecisionFacts } from './DecisionFacts.tsx'
