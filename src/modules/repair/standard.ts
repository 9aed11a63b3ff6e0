import { FAULT_ITEMS, TRADES, type TradeCode } from '../../mechanisms/register/parse/dictionary/index.ts'
import { matchFault } from '../../mechanisms/register/parse/match-fault.ts'
import type { CatalogueItem } from './contract.ts'

/** Until the office has said whose work it is. */
export const OTHER_TRADE = 'other'

export const STANDARD_TRADES: readonly { code: string; name: string }[] = [
  ...TRADES.map(({ code, name }) => ({ code, name })),
  { code: OTHER_TRADE, name: '其他' },
]

/** The catalogue every school begins with: the items of the dictionary of faults. */
export const STANDARD_ITEMS: readonly CatalogueItem[] = FAULT_ITEMS.map(item => ({
  code: item.code,
  name: item.name,
  trade: item.trade,
  measure: item.measure,
  counts: item.countsAsOrder,
  group: item.reportGroup,
  level: item.level,
  active: true,
  own: false,
}))

const SCORES = { sure: 0.95, likely: 0.75, unsure: 0.3 }
const ALTERNATIVE = 0.4

/** What the dictionary makes of the words, best first; 0.6 and more is fit to go by. */
export function guessStandard(text: string, trade?: string): { code: string; score: number }[] {
  const known = TRADES.find(t => t.code === trade)?.code as TradeCode | undefined
  const { item, confidence, alternatives } = matchFault(text, known ? { trade: known } : {})
  const best = item ? [{ code: item.code, score: SCORES[confidence] }] : []
  return [...best, ...alternatives.map((other, i) => ({ code: other.code, score: ALTERNATIVE - i * 0.05 }))]
}
