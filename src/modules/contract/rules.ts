import { addDays, diffDays } from '../../kernel/pure/calendar/day.ts'

export const KINDS = {
  goods: '货物',
  service: '服务',
  works: '工程',
  care: '养护',
  rent: '租赁收入',
} as const
export type Kind = keyof typeof KINDS
export const KIND_CODES = Object.keys(KINDS) as [Kind, ...Kind[]]

/** How a supplier was found; codes as the procurement law and the trade write them. */
export const WAYS = {
  YQZB: '邀请招标',
  JZXTP: '竞争性谈判',
  JZXCS: '竞争性磋商',
  XJ: '询价',
  ZXCG: '自行采购（货比三家）',
  DYLY: '单一来源',
} as const
export type Way = keyof typeof WAYS
export const WAY_CODES = Object.keys(WAYS) as [Way, ...Way[]]

/** Where the law says something about a way. */
export const WAY_LAWS: Partial<Record<Way, string>> = {
  YQZB: '《政府采购法》第三十四条',
  JZXTP: '《政府采购法》第三十八条',
  XJ: '《政府采购法》第四十条',
  DYLY: '《政府采购法》第三十一条、《政府采购法实施条例》第三十八条',
}

export const ADD_ON_LAW = '《政府采购法》第三十一条：添购总额不超过原合同采购金额的百分之十'
export const MOST_FEN = 90_000_000_000

/** Unit price × quantity in whole fen; exact, where a product of doubles would not be. */
export function lineAmount(quantity: number, priceFen: number): number {
  const thousandths = BigInt(Math.round(quantity * 1000)) * BigInt(priceFen)
  return Number((thousandths + 500n) / 1000n)
}

export const totalOf = (lines: readonly { quantity: number; priceFen: number }[]): number =>
  lines.reduce((sum, line) => sum + lineAmount(line.quantity, line.priceFen), 0)

export interface Part {
  title: string
  dueOn: string
  amountFen: number
}

export const planSum = (plan: readonly { amountFen: number }[]): number =>
  plan.reduce((sum, part) => sum + part.amountFen, 0)

/** Without a plan the whole is paid at the end. */
export const planOrWhole = (plan: readonly Part[], totalFen: number, endsOn: string): Part[] =>
  plan.length > 0 ? [...plan] : [{ title: '一次付清', dueOn: endsOn, amountFen: totalFen }]

/**
 * The plan after a variation: more money is a part of its own, less money comes off the last parts first.
 * Its parts add up to the old sum and the change.
 */
export function planAfter(plan: readonly Part[], deltaFen: number, title: string, dueOn: string): Part[] {
  if (deltaFen > 0) return [...plan, { title, dueOn, amountFen: deltaFen }]
  let less = -deltaFen
  const parts: Part[] = []
  for (const part of [...plan].reverse()) {
    const off = Math.min(less, part.amountFen)
    less -= off
    if (part.amountFen > off) parts.unshift({ ...part, amountFen: part.amountFen - off })
  }
  return parts
}

/** What of each part is paid: payments fill the plan from its first part on. */
export function planPaid(plan: readonly Part[], paidFen: number): (Part & { paidFen: number })[] {
  let left = paidFen
  return plan.map(part => {
    const paid = Math.min(left, part.amountFen)
    left -= paid
    return { ...part, paidFen: paid }
  })
}

/**
 * The alert that is due for a contract that ends on a day: the nearest of the thresholds reached, once.
 * `alerted` is the nearest that was given already.
 */
export function alertDue(
  endsOn: string,
  today: string,
  thresholds: readonly number[],
  alerted: number | null,
): number | undefined {
  const left = diffDays(today, endsOn)
  if (left < 0) return undefined
  const reached = thresholds.filter(days => left <= days)
  if (reached.length === 0) return undefined
  const nearest = Math.min(...reached)
  return alerted === null || nearest < alerted ? nearest : undefined
}

export interface Bid {
  supplierId: string
  amountFen: number
}

export type Objection = 'few' | 'not_lowest'

/** What must be explained when this bid is chosen. */
export function objections(bids: readonly Bid[], winnerId: string, least: number): Objection[] {
  const winner = bids.find(bid => bid.supplierId === winnerId)
  const lowest = Math.min(...bids.map(bid => bid.amountFen))
  return [
    ...(bids.length < least ? (['few'] as const) : []),
    ...(winner && winner.amountFen > lowest ? (['not_lowest'] as const) : []),
  ]
}

/** Share of the first total by which a contract has grown, in percent with one decimal. */
export const addOnPercent = (firstFen: number, addedFen: number): number =>
  firstFen === 0 ? 0 : Math.round((addedFen / firstFen) * 1000) / 10

/** Additions of more than a tenth of the first total of a contract from a single source. */
export const exceedsAddOn = (way: Way | null, firstFen: number, addedFen: number): boolean =>
  way === 'DYLY' && addedFen * 10 > firstFen

/** Value in fen of an amount in foreign money at the rate of the day (fen are rounded half up). */
export function valueFen(foreignCents: number, rateMillionths: number): number {
  const product = BigInt(foreignCents) * BigInt(rateMillionths)
  return Number((product + 500_000n) / 1_000_000n)
}

/** Duty that was not paid: dutiable value × rate in thousandths of a percent. */
export function dutySavedFen(dutiableFen: number, rateThousandths: number): number {
  const product = BigInt(dutiableFen) * BigInt(rateThousandths)
  return Number((product + 50_000n) / 100_000n)
}

/** What equipment from abroad costs once it is in the country: its value and the duty that is not exempted. */
export const landedFen = (batch: {
  valueFen: number
  dutiableFen: number
  dutyRate: number
  savedFen: number
}) => batch.valueFen + dutySavedFen(batch.dutiableFen, Math.round(batch.dutyRate * 1000)) - batch.savedFen

/** The same time again, from the day after the old end. */
export function nextTerm(startsOn: string, endsOn: string): { startsOn: string; endsOn: string } {
  const next = addDays(endsOn, 1)
  return { startsOn: next, endsOn: addDays(next, diffDays(startsOn, endsOn)) }
}

/** The plan of the old contract, moved to the new time. */
export const movedPlan = (plan: readonly Part[], oldStart: string, newStart: string): Part[] => {
  const days = diffDays(oldStart, newStart)
  return plan.map(part => ({ ...part, dueOn: addDays(part.dueOn, days) }))
}
