import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { type Held, minus, plus, quantityText, type Take, takeFefo } from './rules.ts'
import './schema.ts'

export interface ItemFacts {
  id: string
  code: string
  name: string
  spec: string
  measure: string
  closed: boolean
  tradeIn: boolean
  lendable: boolean
}

export interface StoreFacts {
  id: string
  name: string
  closed: boolean
}

/** What lies in these stores of these items, locked until the transaction ends, always in one order. */
export async function lockHeld(
  ctx: Ctx,
  storeIds: readonly string[],
  itemIds: readonly string[],
): Promise<Held[]> {
  if (itemIds.length === 0) return []
  const rows = await ctx.db
    .selectFrom('stock_onhand as o')
    .leftJoin('stock_batch as b', join =>
      join.onRef('b.school_id', '=', 'o.school_id').onRef('b.id', '=', 'o.batch_id'),
    )
    .select(['o.id', 'o.store_id', 'o.item_id', 'o.batch_id', 'b.expires_on', 'o.quantity', 'o.amount_fen'])
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.item_id', 'in', [...new Set(itemIds)])
    .where('o.store_id', 'in', [...new Set(storeIds)])
    .orderBy('o.id')
    .forUpdate('o')
    .execute()
  return rows.map(r => ({
    id: r.id,
    storeId: r.store_id,
    itemId: r.item_id,
    batchId: r.batch_id,
    expiresOn: r.expires_on,
    quantity: Number(r.quantity),
    amountFen: r.amount_fen,
  }))
}

export const placeKey = (at: { storeId: string; itemId: string; batchId: string | null }): string =>
  `${at.storeId}:${at.itemId}:${at.batchId ?? '-'}`

/** Makes the places where something is to be put for the first time. */
export async function ensurePlaces(
  ctx: Ctx,
  places: readonly { storeId: string; itemId: string; batchId: string | null }[],
): Promise<void> {
  const wanted = [...new Map(places.map(p => [placeKey(p), p])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  if (wanted.length === 0) return
  await ctx.db
    .insertInto('stock_onhand')
    .values(
      wanted.map(([, p]) => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        store_id: p.storeId,
        item_id: p.itemId,
        batch_id: p.batchId,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** Out of the store, first expired first; refused with what is left where it does not suffice. */
export function takeOut(
  ctx: Ctx,
  held: readonly Held[],
  wanted: readonly { item: ItemFacts; quantity: number }[],
  store: StoreFacts,
): (Take & { item: ItemFacts })[] {
  return wanted.flatMap(({ item, quantity }) => {
    const here = held.filter(h => h.itemId === item.id && h.storeId === store.id)
    const { takes, short } = takeFefo(here, quantity, ctx.today)
    if (short > 0) throw shortage(item, store, here, quantity, minus(quantity, short))
    return takes.map(take => ({ ...take, item }))
  })
}

function shortage(item: ItemFacts, store: StoreFacts, here: readonly Held[], need: number, left: number) {
  const all = here.reduce((sum, h) => plus(sum, h.quantity), 0)
  const params = {
    store: store.name,
    name: item.name,
    left: left > 0 ? quantityText(left, item.measure) : '0',
    need: quantityText(need, item.measure),
  }
  return contract.fail(all >= need ? 'expired_left' : 'short', params)
}

/** Changes what lies there by these differences; the rows were locked before. */
export async function changeHeld(
  ctx: Ctx,
  changes: readonly { id: string; quantity: number; amountFen: number }[],
): Promise<void> {
  if (changes.length === 0) return
  const rows = JSON.stringify(changes.map(c => ({ id: c.id, dq: c.quantity, da: c.amountFen })))
  await sql`update stock_onhand o set quantity = o.quantity + x.dq, amount_fen = o.amount_fen + x.da
    from (select id, sum(dq) as dq, sum(da) as da
      from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, dq numeric, da bigint) group by id) as x
    where o.school_id = ${ctx.schoolId} and o.id = x.id`.execute(ctx.db)
}
