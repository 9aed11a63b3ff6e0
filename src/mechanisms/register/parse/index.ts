export { clockOf, splitClock } from './clock.ts'
export { DAMAGE_FIELDS } from './damage-fields.ts'
export { type DayContext, type ParsedDay, parseDay } from './day.ts'
export {
  DICTIONARY_VERSION,
  FAULT_ITEMS,
  type FaultItem,
  type FaultLevel,
  faultItem,
  REPORT_GROUPS,
  type ReportGroup,
  TRADES,
  type Trade,
  type TradeCode,
  tradeName,
} from './dictionary/index.ts'
export { isDitto, type Resolved, resolveDitto } from './ditto.ts'
export { type Item, parseItems } from './items.ts'
export type { RepairLine } from './lines.ts'
export {
  type FieldKind,
  type FieldSpec,
  type LearnedHeadings,
  type Mapping,
  type MappingChoice,
  proposeMapping,
} from './mapping.ts'
export { type Confidence, type FaultMatch, learnKey, matchFault } from './match-fault.ts'
export { isExtent, MEASURES, plainMeasure } from './measures.ts'
export { parseMoney } from './money.ts'
export { chineseNumber, plainNumber } from './numerals.ts'
export { type PlaceMatch, type PlaceMatcher, type PlaceNode, placeMatcher } from './place-matcher.ts'
export { normaliseBuilding, type PlaceParts, plainRoom, splitPlace } from './place-text.ts'
export { parseQuantity, type Quantity } from './quantity.ts'
export * from './reading.ts'
export { type Cause, causeIn, parseRating } from './remarks.ts'
export { REPAIR_FIELDS } from './repair-fields.ts'
export { type BookOptions, type BookReading, readRepairBook, termOfBook } from './repair-sheet.ts'
export { claimedSum, classifyRow, type RowClass, type RowContext, type RowKind } from './rows.ts'
export { fieldsOf, guessSheet, type SheetChoice, type SheetGuess } from './sheet-kind.ts'
export { checkSubtotals, type SubtotalCheck } from './subtotals.ts'
export { type DetectedTerm, detectTerm, monthIn, termOfDays } from './term.ts'
export { cleanText, isRefusal, likeness, type Refusal, tightText } from './text.ts'
export { tradeIn, tradeOf } from './trade.ts'
