export {
  type Committing,
  commit,
  commitmentsOf,
  heldOn,
  type Releasing,
  release,
  reverseSpend,
  type Spending,
  spend,
  type Unspending,
} from './commitments.ts'
export { budget } from './contract.ts'
export { type LineFacts, lineFacts } from './facts.ts'
export { type Receiving, receiveIncome, reverseIncome, type Unreceiving } from './income.ts'
export { budgetModule } from './module.ts'
export { CATEGORIES, type Category, INCOME_KINDS, type IncomeKind, SOURCE_KINDS } from './rules.ts'
