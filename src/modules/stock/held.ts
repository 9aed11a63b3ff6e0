import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { type Held, type Take, takeFefo } from './fefo.ts'
import { placeKey } from './pool.ts'
import { minus, plus, quantityText } from './rules.ts'
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

/**
 * What lies in these stores of these items, locked until the transaction ends. The items are locked first and
 * in one order: then nobody else puts a new batch beside what is read here.
 */
export async function lockHeld(
  ctx: Ctx,
  storeIds: readonly string[],
  itemIds: readonly string[],
): Promise<Held[]> {
  if (itemIds.length === 0) return []
  await lockItems(ctx, itemIds)
  return readHeld(ctx, storeIds, itemIds)
}

async function lockItems(ctx: Ctx, itemIds: readonly string[]): Promise<void> {
  await ctx.db
    .selectFrom('stock_item')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...new Set(itemIds)])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

async function readHeld(ctx: Ctx, storeIds: readonly string[], itemIds: readonly string[]): Promise<Held[]> {
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

/** The same, with a place made for each batch that is put there for the first time. */
export async function lockPlaces(ctx: Ctx, places: readonly Place[]): Promise<Held[]> {
  await lockItems(
    ctx,
    places.map(p => p.itemId),
  )
  await ensurePlaces(ctx, places)
  return readHeld(
    ctx,
    places.map(p => p.storeId),
    places.map(p => p.itemId),
  )
}

interface Place {
  storeId: string
  itemId: string
  batchId: string | null
}

async function ensurePlaces(ctx: Ctx, places: readonly Place[]): Promise<void> {
  const wanted = [...new Map(places.map(p => [placeKey(p), p])).values()]
  await ctx.db
    .insertInto('stock_onhand')
    .values(
      wanted.map(p => ({
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

/** Writes what lies there now; the rows were locked before. */
export async function writeHeld(
  ctx: Ctx,
  held: readonly { id: string; quantity: number; amountFen: number }[],
): Promise<void> {
  const rows = JSON.stringify(held.map(h => ({ id: h.id, q: h.quantity, a: h.amountFen })))
  await sql`update stock_onhand o set quantity = x.q, amount_fen = x.a
    from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, q numeric, a bigint)
    where o.school_id = ${ctx.schoolId} and o.id = x.id`.execute(ctx.db)
}
