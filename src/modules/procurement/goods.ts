import type { Ctx } from '../../kernel/server/ctx.ts'
import { parseItems } from '../../mechanisms/register/parse/index.ts'
import { idleLike } from '../asset/index.ts'
import { findItems, itemNames, stockOf } from '../stock/index.ts'
import type { LineHint } from './shapes.ts'

export interface Wish {
  name: string
  itemId: string | null
}

export type Hint = (typeof LineHint)['_output']

/** What lies in the stores, what stands idle, what it cost last: looked at before anything is bought. */
export async function hintsFor(ctx: Ctx, wishes: readonly Wish[], withIdle: boolean): Promise<Hint[]> {
  const known: Wish[] = []
  for (const wish of wishes)
    known.push({ name: wish.name, itemId: wish.itemId ?? (await itemByName(ctx, wish.name)) })
  const ids = known.flatMap(wish => (wish.itemId ? [wish.itemId] : []))
  const items = await itemNames(ctx, ids)
  const held = await stockOf(ctx, ids)
  const last = await lastPrices(ctx, known)
  const hints: Hint[] = []
  for (const [at, wish] of known.entries()) {
    const item = wish.itemId ? items.get(wish.itemId) : undefined
    const idle = withIdle && wish.name.trim() ? await idleLike(ctx, wish.name) : []
    hints.push({
      itemId: item ? wish.itemId : null,
      itemName: item?.name ?? '',
      measure: item?.measure ?? '',
      onhand: wish.itemId ? (held.get(wish.itemId)?.onhand ?? null) : null,
      lastPriceFen: last[at]?.price_fen ?? null,
      lastOn: last[at]?.ordered_on ?? null,
      idle: idle.slice(0, 5).map(a => ({
        id: a.id,
        no: a.no,
        name: a.name,
        where: [a.placeText, a.unitText].filter(Boolean).join('，'),
      })),
    })
  }
  return hints
}

/** The item whose name is just this, or the only one that is found. */
async function itemByName(ctx: Ctx, name: string): Promise<string | null> {
  if (name.trim() === '') return null
  const found = await findItems(ctx, { q: name.trim(), limit: 5 })
  const same = found.find(row => row.name === name.trim())
  return same?.itemId ?? (found.length === 1 ? (found[0]?.itemId ?? null) : null)
}

interface LastPrice {
  price_fen: number
  ordered_on: string
  supplier_name: string
}

/** The newest purchase of each thing, by its item or else by its name; in their order. */
export async function lastPrices(ctx: Ctx, wishes: readonly Wish[]): Promise<(LastPrice | undefined)[]> {
  const byItem = await newest(
    ctx,
    'l.item_id',
    wishes.flatMap(wish => (wish.itemId ? [wish.itemId] : [])),
  )
  const byName = await newest(
    ctx,
    'l.name',
    wishes.flatMap(wish => (!wish.itemId && wish.name.trim() ? [wish.name.trim()] : [])),
  )
  return wishes.map(wish => (wish.itemId ? byItem.get(wish.itemId) : byName.get(wish.name.trim())))
}

async function newest(
  ctx: Ctx,
  column: 'l.item_id' | 'l.name',
  keys: readonly string[],
): Promise<Map<string, LastPrice>> {
  if (keys.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('procurement_order_line as l')
    .innerJoin('procurement_order as o', join =>
      join.onRef('o.school_id', '=', 'l.school_id').onRef('o.id', '=', 'l.order_id'),
    )
    .distinctOn(column)
    .select([`${column} as key`, 'l.price_fen', 'o.ordered_on', 'o.supplier_name'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('o.state', '<>', 'cancelled')
    .where(column, 'in', [...new Set(keys)])
    .orderBy(column)
    .orderBy('o.ordered_on', 'desc')
    .orderBy('l.id', 'desc')
    .execute()
  return new Map(rows.map(({ key, ...row }) => [key as string, row]))
}

/** '扫把3把、投影仪1台' → what is wanted; without a number one of it is. */
export function readWishes(
  text: string,
): { text: string; name: string; quantity: number; measure: string }[] {
  return parseItems(text)
    .filter(item => item.text.trim() !== '')
    .map(item => ({
      text: text.slice(item.span[0], item.span[1]).trim(),
      name: item.text.trim(),
      quantity: item.qty ?? 1,
      measure: item.measure ?? '',
    }))
}
