import type { Answer } from '../../../../web/api.ts'
import type { procurement } from '../../contract.ts'
import { type Guess, guessFor } from '../../guess.ts'

export type Read = Answer<typeof procurement.readNeed>['rows'][number]

/** One thing that is wanted, and which way it comes: from the stores, from where it stands idle, or bought. */
export interface Wish extends Guess {
  key: string
  itemId: string | null
  name: string
  measure: string
  quantity: number
  onhand: number
  idle: Read['idle']
  /** The idle ones that are taken instead of buying. */
  takeIds: readonly string[]
  /** Why what is there does not serve. */
  why: string
  lastPriceFen: number | null
  priceFen: number | undefined
}

export const wishFrom = (read: Read): Wish => ({
  key: `${read.itemId ?? ''}${read.name}`,
  itemId: read.itemId,
  name: read.name,
  measure: read.measure,
  quantity: read.quantity,
  onhand: read.onhand ?? 0,
  idle: read.idle,
  takeIds: [],
  why: '',
  lastPriceFen: read.lastPriceFen,
  priceFen: read.lastPriceFen ?? undefined,
  ...guessFor(read.name, read.lastPriceFen ?? 0),
})

export type Way = 'store' | 'idle' | 'buy'

/** The stores first where they have enough, what was picked of the idle next, and only then buying. */
export function wayOf(wish: Wish): Way {
  if (wish.takeIds.length >= wish.quantity) return 'idle'
  return wish.itemId && wish.onhand >= wish.quantity && !wish.why.trim() ? 'store' : 'buy'
}

/** What is still missing before it can be sent; empty where nothing is. */
export function lacks(wish: Wish): string {
  if (wish.quantity <= 0) return `${wish.name}：数量要大于零`
  if (wayOf(wish) !== 'buy') return ''
  if (wish.idle.length > wish.takeIds.length && !wish.why.trim())
    return `${wish.name}：校内有闲置的，选了调过来，或写明为什么不合用`
  if (!wish.priceFen) return `${wish.name}：请估一个单价（元，最多两位小数），不知道的估个大概`
  return ''
}

/** How many of it are left to buy once the idle ones have come. */
export const toBuy = (wish: Wish): number => Math.max(0, wish.quantity - wish.takeIds.length)

/** Why not all that stands idle is taken, for whoever approves. */
export const idleReasonOf = (wish: Wish): string =>
  [wish.takeIds.length > 0 ? `已申请调用 ${wish.takeIds.length}${wish.measure}，余下的要买` : '', wish.why]
    .filter(Boolean)
    .join('；')
