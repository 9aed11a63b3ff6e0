import { diffDays } from '../../kernel/pure/calendar/day.ts'

/** Whole fen of quantity × unit price. */
export const lineAmount = (priceFen: number, quantity: number): number => Math.round(priceFen * quantity)

/** Quantities have three decimals; sums of floats are brought back to them. */
export const tidyQuantity = (quantity: number): number => Math.round(quantity * 1000) / 1000

export interface QuoteLadder {
  /** Above this amount two offers, in yuan. */
  twoAbove: number
  /** Above this amount three. */
  threeAbove: number
}

/** How many offers a purchase of this amount needs. */
export function quotesNeeded(amountFen: number, ladder: QuoteLadder): 1 | 2 | 3 {
  if (amountFen > ladder.threeAbove * 100) return 3
  return amountFen > ladder.twoAbove * 100 ? 2 : 1
}

export interface Offer {
  id: string
  totalFen: number
  firstFen: number
  /** Papers of the supplier were looked at. */
  checked: boolean
}

export interface Comparison {
  lowestId: string | undefined
  lowestFen: number
  meanFen: number
  /** The dearest first offer, what would have been paid without asking around. */
  firstFen: number
}

/** What the offers say beside each other. */
export function compareOffers(offers: readonly Offer[]): Comparison {
  const lowest = [...offers].sort((a, b) => a.totalFen - b.totalFen)[0]
  const sum = offers.reduce((total, offer) => total + offer.totalFen, 0)
  return {
    lowestId: lowest?.id,
    lowestFen: lowest?.totalFen ?? 0,
    meanFen: offers.length > 0 ? Math.round(sum / offers.length) : 0,
    firstFen: offers.reduce((highest, offer) => Math.max(highest, offer.firstFen), 0),
  }
}

/** Is it dearer than another offer? Equal to the lowest is not. */
export const isDearer = (offer: Offer, offers: readonly Offer[]): boolean =>
  offers.some(other => other.totalFen < offer.totalFen)

export type YearState = 'free' | 'warn' | 'full'

/** Where a year's running sum stands against its limit once `addFen` has joined it. */
export function yearState(
  sumFen: number,
  addFen: number,
  limitFen: number,
  warnPercent: number,
): { state: YearState; percent: number; leftFen: number } {
  const total = sumFen + addFen
  const percent = limitFen > 0 ? Math.round((total / limitFen) * 1000) / 10 : 100
  const state = total >= limitFen ? 'full' : total * 100 >= limitFen * warnPercent ? 'warn' : 'free'
  return { state, percent, leftFen: Math.max(0, limitFen - sumFen) }
}

export interface Near {
  no: string
  amountFen: number
  askedOn: string
}

/**
 * Requests that together look like one: each would climb a lower rung of the ladder of approval than all of
 * them together. The amount that the ladder must then be chosen by, and which requests make it up.
 */
export function looksSplit(
  amountFen: number,
  near: readonly Near[],
  rungsFen: readonly number[],
): { split: boolean; ladderFen: number; with: readonly string[] } {
  const total = near.reduce((sum, other) => sum + other.amountFen, amountFen)
  const rungOf = (fen: number): number => rungsFen.filter(rung => fen > rung).length
  const highest = Math.max(rungOf(amountFen), ...near.map(other => rungOf(other.amountFen)))
  const split = near.length > 0 && rungOf(total) > highest
  return {
    split,
    ladderFen: split ? total : amountFen,
    with: split ? near.map(other => other.no) : [],
  }
}

export interface Share {
  id: string
  /** What still waits of it. */
  open: number
}

/** Deals out what came over those who wait, in their order: the first gets all of his before the second. */
export function dealOut(quantity: number, shares: readonly Share[]): { id: string; quantity: number }[] {
  let left = quantity
  const dealt: { id: string; quantity: number }[] = []
  for (const { id, open } of shares) {
    const mine = tidyQuantity(Math.min(left, open))
    if (mine <= 0) continue
    dealt.push({ id, quantity: mine })
    left = tidyQuantity(left - mine)
  }
  return dealt
}

/** Splits a whole amount by weights so that the parts add up to it exactly. */
export function byWeight(amountFen: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  if (sum <= 0) return weights.map(() => 0)
  let before = 0
  let given = 0
  return weights.map(weight => {
    before += weight
    const upTo = Math.round((amountFen * before) / sum)
    const part = upTo - given
    given = upTo
    return part
  })
}

/** Names that mean the same thing on two papers: spaces, brackets and width aside. */
export const sameThing = (one: string, other: string): boolean => plain(one) === plain(other)
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s()（）[\]【】·]/g, '')
    .toLowerCase()

/**
 * Payments of an order in their order, the last of them negative: which payment came back by it. Each payment comes
 * back once; the newest of the same amount first.
 */
export function cameBack(amountsFen: readonly number[]): number | undefined {
  const open: number[] = []
  let found: number | undefined
  for (const [at, amountFen] of amountsFen.entries()) {
    if (amountFen > 0) {
      open.push(at)
      continue
    }
    const match = open.findLastIndex(i => amountsFen[i] === -amountFen)
    found = match < 0 ? undefined : open.splice(match, 1)[0]
  }
  return found
}

export interface DeliveryFacts {
  ordered: number
  delivered: number
  rejected: number
  dueOn: string | null
  arrivedOn: string
  placeOk: boolean
  /** The price paid beside the mean of the offers; none without offers. */
  paidFen: number
  referenceFen: number | null
}

/** Five marks of a delivery, 1 to 5: quality, quantity, time, place, price; null where nothing measures it. */
export function deliveryMarks(facts: DeliveryFacts) {
  const { ordered, delivered, rejected, dueOn, arrivedOn, placeOk, paidFen, referenceFen } = facts
  const late = dueOn ? diffDays(dueOn, arrivedOn) : 0
  return {
    quality: delivered > 0 ? stepped(rejected / delivered, [0, 0.02, 0.05, 0.15]) : null,
    quantity: ordered > 0 ? stepped(Math.max(0, 1 - delivered / ordered), [0, 0.05, 0.2, 0.5]) : null,
    time: dueOn ? stepped(late, [0, 2, 7, 15]) : null,
    place: placeOk ? 5 : 2,
    price: referenceFen ? stepped(paidFen / referenceFen, [0.95, 1, 1.03, 1.1]) : null,
  }
}

/** 5 up to the first bound, 4 up to the second, … 1 beyond the last. */
const stepped = (value: number, bounds: readonly [number, number, number, number]): number =>
  5 - bounds.filter(bound => value > bound).length

/** How far a request has come, in one line for whoever asked. */
export const PATH_STEPS = ['asked', 'approved', 'quoted', 'ordered', 'accepted', 'handed', 'paid'] as const
export type PathStep = (typeof PATH_STEPS)[number]
export const PATH_TITLES: Record<PathStep, string> = {
  asked: '申请',
  approved: '批准',
  quoted: '询价',
  ordered: '下单',
  accepted: '验收',
  handed: '入库或建卡',
  paid: '付款',
}
