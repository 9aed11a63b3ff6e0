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
  const hints: Hint[] = []
  for (const wish of wishes) {
    const itemId = wish.itemId ?? (await itemByName(ctx, wish.name))
    const item = itemId ? (await itemNames(ctx, [itemId])).get(itemId) : undefined
    const held = itemId ? (await stockOf(ctx, [itemId])).get(itemId) : undefined
    const last = await lastPrice(ctx, { itemId, name: wish.name })
    const idle = withIdle && wish.name.trim() ? await idleLike(ctx, wish.name) : []
    hints.push({
      itemId: item ? itemId : null,
      itemName: item?.name ?? '',
      measure: item?.measure ?? '',
      onhand: held?.onhand ?? null,
      lastPriceFen: last?.price_fen ?? null,
      lastOn: last?.ordered_on ?? null,
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

/** The newest purchase of the thing. */
export function lastPrice(ctx: Ctx, { itemId, name }: Wish) {
  return ctx.db
    .selectFrom('procurement_order_line as l')
    .innerJoin('procurement_order as o', join =>
      join.onRef('o.school_id', '=', 'l.school_id').onRef('o.id', '=', 'l.order_id'),
    )
    .select(['l.price_fen', 'o.ordered_on', 'o.supplier_name'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('o.state', '<>', 'cancelled')
    .where(eb => (itemId ? eb('l.item_id', '=', itemId) : eb('l.name', '=', name.trim())))
    .orderBy('o.ordered_on', 'desc')
    .orderBy('l.id', 'desc')
    .limit(1)
    .executeTakeFirst()
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
