import type { Selectable } from 'kysely'
import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { unitNames, unitsHeadedBy, unitsToday } from '../org/index.ts'
import { classesTaughtBy, contactOf } from '../people/index.ts'
import { contract } from './contract.ts'
import type { ItemFacts, StoreFacts } from './held.ts'

/** The items by id, each open; an unknown one is not there. */
export async function itemsById(
  ctx: Ctx,
  ids: readonly string[],
  { closedToo = false } = {},
): Promise<ReadonlyMap<string, ItemFacts>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('stock_item')
    .select(['id', 'code', 'name', 'spec', 'measure', 'closed', 'trade_in', 'lendable'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', wanted)
    .execute()
  if (rows.length < wanted.length) throw notFound()
  const closed = rows.find(row => row.closed)
  if (closed && !closedToo) throw contract.fail('item_closed', { name: closed.name })
  return new Map(rows.map(({ trade_in, ...row }) => [row.id, { ...row, tradeIn: trade_in }]))
}

export const itemOf = (items: ReadonlyMap<string, ItemFacts>, id: string): ItemFacts => {
  const item = items.get(id)
  if (!item) throw notFound()
  return item
}

export const titleOf = (item: { name: string; spec: string }): string =>
  item.spec ? `${item.name}（${item.spec}）` : item.name

/** Refuses a paper that names an item twice. */
export function mustBeOnce(
  items: ReadonlyMap<string, ItemFacts>,
  lines: readonly { itemId: string }[],
): void {
  const seen = new Set<string>()
  for (const { itemId } of lines) {
    if (seen.has(itemId)) throw contract.fail('line_twice', { name: itemOf(items, itemId).name })
    seen.add(itemId)
  }
}

/** Refuses an answer that names a line of the paper twice. */
export function mustBeDistinct(lines: readonly { lineId: string }[]): void {
  if (new Set(lines.map(l => l.lineId)).size < lines.length)
    throw contract.fail('line_twice', { name: '同一种物品' })
}

export async function storeById(ctx: Ctx, id: string): Promise<StoreFacts & { keeperId: string | null }> {
  const row = await ctx.db
    .selectFrom('stock_store')
    .select(['id', 'name', 'closed', 'keeper_id as keeperId'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.closed) throw contract.fail('store_closed', { name: row.name })
  return row
}

/** The first open store, where nobody said which. */
export async function usualStore(ctx: Ctx): Promise<StoreFacts & { keeperId: string | null }> {
  const row = await ctx.db
    .selectFrom('stock_store')
    .select(['id', 'name', 'closed', 'keeper_id as keeperId'])
    .where('school_id', '=', ctx.schoolId)
    .where('closed', '=', false)
    .orderBy('sort')
    .orderBy('id')
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

export function dayOf(ctx: Ctx, day: string | undefined): string {
  if (day !== undefined && day > ctx.today) throw contract.fail('future', { day })
  return day ?? ctx.today
}

/** Who acts; papers are made by persons only. */
export function me(ctx: Ctx): { personId: string; name: string } {
  const user = userOf(ctx)
  if (!user) throw kernelError('kernel.signed_out')
  return { personId: user.personId, name: user.name }
}

export async function unitText(ctx: Ctx, unitId: string | null): Promise<string> {
  if (!unitId) return ''
  const name = (await unitNames(ctx, [unitId])).get(unitId)
  if (name === undefined) throw notFound()
  return name
}

/** The units for which a person may ask: the class he is teacher of, his own, those he heads; the usual one first. */
export async function askingUnits(ctx: Ctx, personId: string): Promise<{ id: string; name: string }[]> {
  const classes = await classesTaughtBy(ctx, personId)
  const own = (await contactOf(ctx, personId))?.unitId
  const headed = await unitsHeadedBy(ctx, personId)
  const ids = [...new Set([...classes, ...(own ? [own] : []), ...headed.map(unit => unit.id)])]
  const today = new Map((await unitsToday(ctx, ids)).map(unit => [unit.id, unit.name]))
  return ids.flatMap(id => {
    const name = today.get(id)
    return name === undefined ? [] : [{ id, name }]
  })
}

export type Table = 'stock_need' | 'stock_document' | 'stock_loan' | 'stock_sheet'

/** Locks a row for change and checks that the caller has seen its newest version. */
export async function lockRow<T extends Table>(
  ctx: Ctx,
  table: T,
  input: { id: string; version?: number },
): Promise<Selectable<Tables[T]>> {
  const row = (await ctx.db
    .selectFrom(table as 'stock_need')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()) as unknown as (Selectable<Tables[T]> & { version: number }) | undefined
  if (!row) throw notFound()
  if (input.version !== undefined && row.version !== input.version)
    throw kernelError('kernel.changed', { who: '别人' })
  return row
}
