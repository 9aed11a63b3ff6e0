export {
  type Balance,
  balance,
  balances,
  type DocumentEntry,
  entriesOf,
  lockBalances,
  mustBeOpen,
  type Turnover,
  turnover,
} from './balances.ts'
export {
  type BookSpec,
  bookPoint,
  type DocumentSpec,
  documentPoint,
  type GateSpec,
  gatePoint,
  type Obstacle,
} from './books.ts'
export { ledger } from './contract.ts'
export { ledgerModule } from './module.ts'
export { type Posting, post, type Reversing, reverse } from './posting.ts'
export type { AccountRef, PostLine } from './rules.ts'
