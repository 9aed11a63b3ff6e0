export { contracts } from './contract.ts'
export {
  type CommitmentPair,
  type ContractFacts,
  commitmentPairs,
  contractFacts,
  payableContract,
} from './door.ts'
export { type Drawing, drawOn, type Orderable, orderable } from './drawing.ts'
export { contractModule } from './module.ts'
export { type AgreementPapers, agreementPapers } from './papers.ts'
export { type ContractPayment, type Reversal, recordPayment, reversePayment } from './paying.ts'
export { AGREEMENT_REF } from './store.ts'
