import { describe, expect, it } from 'vitest'
import { byMonth, type Count, comparison, monthsOf, sameDayOf, sentenceOf, tradeTotals } from './counts.ts'

const row = (month: string, trade: string, items: string, orders = 1): Count => ({
  month,
  trade,
  tradeName: trade === 'plumber' ? '水道工' : '电工',
  orders,
  finished: orders,
  late: 0,
  items,
})
const ROWS = [
  row('2025-09', 'plumber', '30'),
  row('2025-09', 'electrician', '10'),
  row('2025-11', 'plumber', '20.5'),
]

describe('the counts of a term', () => {
  it('run over the turn of the year', () => {
    expect(monthsOf('2025-11-03', '2026-01-20')).toEqual(['2025-11', '2025-12', '2026-01'])
    expect(monthsOf('2026-02-01', '2026-01-01')).toEqual([])
  })

  it('add up by trade, the busiest first', () => {
    expect(tradeTotals(ROWS).map(t => [t.name, t.items, t.orders])).toEqual([
      ['水道工', 50.5, 2],
      ['电工', 10, 1],
    ])
  })

  it('leave a month without records empty instead of zero', () => {
    expect(byMonth(ROWS, ['2025-09', '2025-10', '2025-11'])).toEqual([40, null, 20.5])
    expect(byMonth(ROWS, ['2025-09', '2025-11'], 'electrician')).toEqual([10, null])
  })

  it('stand beside as many days of the term before, and beside all of it once over', () => {
    const before = { from: '2026-02-23', to: '2026-07-10' }
    const term = { from: '2026-09-01', to: '2027-01-31' }
    expect(sameDayOf(before, term, '2026-09-01')).toBe('2026-02-23')
    expect(sameDayOf(before, term, '2026-09-11')).toBe('2026-03-05')
    expect(sameDayOf(before, term, '2027-01-30')).toBe('2026-07-10')
    expect(sameDayOf(before, term, '2027-03-01')).toBe('2026-07-10')
  })

  it('say what they show', () => {
    expect(sentenceOf(tradeTotals(ROWS), '2025年秋季学期', 50)).toBe(
      '2025年秋季学期报修 60.5 次，比上学期同期多 21%，水道工最多，占 83%。',
    )
    expect(sentenceOf([], '本学期', 10)).toContain('还没有')
    expect(comparison(9, 10)).toBe('比上学期同期少 10%')
    expect(comparison(9, 0)).toBeUndefined()
  })
})
