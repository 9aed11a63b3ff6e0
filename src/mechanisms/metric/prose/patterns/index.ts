export {
  type Comparison,
  comparison,
  comparisonLine,
  type MoneyLine,
  moneyLine,
  type RatingLine,
  ratingLine,
  type ServiceLine,
  serviceLine,
} from './measures.ts'
export {
  type Missing,
  nothingRecorded,
  omitted,
  type PartFigure,
  type PatternResult,
  sentence,
  together,
} from './result.ts'
export { type AddedThings, addedThings, type WorksList, worksList } from './things.ts'
export { sumPart, type TotalWithParts, totalWithParts } from './total.ts'
export { type Coverage, type ZeroAndStreak, zeroAndStreak } from './zero.ts'
