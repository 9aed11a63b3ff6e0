import { formatFen } from '../../../kernel/pure/money.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { type CategoryCode, isFixedAsset } from '../../asset/index.ts'
import { contract } from '../contract.ts'
import type { RowOf } from '../store.ts'
import type { Category } from '../words.ts'

type OrderLine = RowOf<'procurement_order_line'>

/** By which table of lives the cards are depreciated, where no class code says it. */
export const DEPRECIATED_AS: Record<Category, CategoryCode> = {
  office: 'office',
  cleaning: 'utensil',
  repair: 'machine',
  teaching: 'office',
  it: 'computer',
  furniture: 'furniture',
  sports: 'sports',
  books: 'book',
  print: 'office',
  canteen: 'utensil',
  safety: 'special',
  greening: 'utensil',
  service: 'special',
  other: 'office',
}

/** Is it worth a card of its own, by its price or because so many of it were bought at once? */
export const isFixed = (ctx: Ctx, line: OrderLine, category: Category, count: number): Promise<boolean> =>
  isFixedAsset(ctx, {
    name: line.name,
    classCode: line.class_code,
    category: DEPRECIATED_AS[category],
    priceFen: line.price_fen,
    count,
    day: ctx.today,
  })

/**
 * What the card of a cheap thing says about why it is on the book. Asked for when it is counted: the committee
 * would learn of it only with the last signature.
 */
export async function cardReasonOf(
  ctx: Ctx,
  line: OrderLine,
  category: Category,
  said: string,
): Promise<string> {
  if (said || (await isFixed(ctx, line, category, 1))) return said
  if (await isFixed(ctx, line, category, Math.floor(Number(line.quantity)))) return '大批同类物资'
  throw contract.fail('low_value', { name: line.name, price: formatFen(line.price_fen) })
}
