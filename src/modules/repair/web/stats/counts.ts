import { addDays, diffDays, minDay } from '../../../../kernel/pure/calendar/day.ts'
import type { contract } from '../../../../mechanisms/workorder/contract.ts'
import type { Answer } from '../../../../web/api.ts'

export type Count = Answer<typeof contract.operations.counts>['rows'][number]

export interface TradeTotal {
  trade: string
  name: string
  orders: number
  finished: number
  late: number
  items: number
}

/** The months between two days, both included: '2025-09' … '2026-01'. */
export function monthsOf(from: string, to: string): string[] {
  const [year = 0, month = 1] = from.split('-').map(Number)
  const months: string[] = []
  for (let i = month - 1; i < month + 23; i++) {
    const name = `${year + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`
    if (name > to.slice(0, 7)) break
    months.push(name)
  }
  return months
}

interface Span {
  from: string
  to: string
}

/** The day of the term before that is as far into it as `today` is into this one; its end at the latest. */
export function sameDayOf(before: Span, term: Span, today: string): string {
  const days = diffDays(term.from, minDay(term.to, today))
  return today >= term.to ? before.to : minDay(before.to, addDays(before.from, days))
}

/** By trade, the busiest first. */
export function tradeTotals(rows: readonly Count[]): TradeTotal[] {
  const totals = new Map<string, TradeTotal>()
  for (const row of rows) {
    const t = totals.get(row.trade) ?? {
      trade: row.trade,
      name: row.tradeName,
      orders: 0,
      finished: 0,
      late: 0,
      items: 0,
    }
    totals.set(row.trade, {
      ...t,
      orders: t.orders + row.orders,
      finished: t.finished + row.finished,
      late: t.late + row.late,
      items: Math.round((t.items + Number(row.items)) * 1000) / 1000,
    })
  }
  return [...totals.values()].sort((a, b) => b.items - a.items || b.orders - a.orders)
}

/** Items counted a month, for the trades asked for; null where the month has no order at all. */
export function byMonth(
  rows: readonly Count[],
  months: readonly string[],
  trade?: string,
): (number | null)[] {
  return months.map(month => {
    const found = rows.filter(r => r.month === month && (!trade || r.trade === trade))
    return found.length === 0 ? null : found.reduce((sum, r) => sum + Number(r.items), 0)
  })
}

/** 比上学期同期多 12%; nothing where there is nothing to compare with. */
export function comparison(now: number, before: number): string | undefined {
  if (before <= 0) return undefined
  const change = Math.round((now / before - 1) * 100)
  if (change === 0) return '和上学期同期差不多'
  return `比上学期同期${change > 0 ? '多' : '少'} ${Math.abs(change)}%`
}

/** What the chart shows, said first. */
export function sentenceOf(totals: readonly TradeTotal[], termName: string, before: number): string {
  const all = totals.reduce((sum, t) => sum + t.items, 0)
  if (all === 0) return `${termName}还没有修好的记录。`
  const [most] = totals
  const share = most ? Math.round((most.items / all) * 100) : 0
  return [
    `${termName}报修 ${all.toLocaleString('zh-CN')} 次`,
    comparison(all, before),
    most && totals.length > 1 ? `${most.name}最多，占 ${share}%` : undefined,
  ]
    .filter(Boolean)
    .join('，')
    .concat('。')
}
