import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { contract } from '../contract.ts'
import { accountTitle, CATEGORIES } from '../rules.ts'
import type { CardFilter, CardRow, Sort } from '../shapes.ts'
import { type Card, heldText } from '../store.ts'
import { apply, type Resolved, resolve } from './filter.ts'

type H = Handlers<typeof contract>

const COLUMNS = [
  'id',
  'no',
  'state',
  'name',
  'pinyin',
  'category',
  'class_code',
  'class_edition',
  'spec',
  'brand',
  'model',
  'measure',
  'quantity',
  'value_fen',
  'depreciated_fen',
  'acquired_on',
  'booked_on',
  'place_id',
  'place_text',
  'unit_id',
  'unit_text',
  'keeper_id',
  'keeper_name',
  'user_name',
  'funding',
  'warranty_until',
  'custody_id',
  'transfer_id',
  'loan_id',
  'disposal_id',
  'count_no',
  'version',
] as const
export type Listed = Pick<Card, (typeof COLUMNS)[number]>

const SORTS = {
  no: { column: 'no', type: 'text', shape: z.string() },
  name: { column: 'pinyin', type: 'text', shape: z.string() },
  value: { column: 'value_fen', type: 'bigint', shape: z.int() },
  acquired: { column: 'acquired_on', type: 'date', shape: z.iso.date() },
} as const

/** Sums over a search that meets half the book would have to test every card. */
const COUNT_MOST = 1000

export const list: H['list'] = async (ctx, input) => {
  const { cursor, limit, sort, descending, withTotal, ...filter } = input
  const resolved = await resolve(ctx, filter)
  const found = await page(ctx, resolved, { sort, descending, cursor, limit: limit + 1 })
  const cut = pageFrom(found, limit, row => [keyOf(row, sort), row.id])
  return {
    rows: cut.rows.map(toRow),
    next: cut.next,
    ...(withTotal ? await totals(ctx, resolved) : {}),
  }
}

const keyOf = (row: Listed, sort: Sort): string | number => row[SORTS[sort].column]

async function page(
  ctx: Ctx,
  resolved: Resolved,
  ask: { sort: Sort; descending: boolean; cursor: string | undefined; limit: number },
): Promise<Listed[]> {
  const { column, type, shape } = SORTS[ask.sort]
  const direction = ask.descending ? 'desc' : 'asc'
  let q = apply(ctx, resolved).select(COLUMNS)
  const after = decodeCursor(ask.cursor, [shape, z.uuid()])
  if (after) {
    const than = sql.raw(ask.descending ? '<' : '>')
    q = q.where(
      sql<boolean>`(${sql.ref(column)}, id) ${than} (${after[0]}::${sql.raw(type)}, ${after[1]}::uuid)`,
    )
  }
  return await q.orderBy(column, direction).orderBy('id', direction).limit(ask.limit).execute()
}

async function totals(ctx: Ctx, resolved: Resolved) {
  const all = apply(ctx, resolved)
  if (resolved.broad) {
    const { n } = await ctx.db
      .selectFrom(
        all
          .select('id')
          .limit(COUNT_MOST + 1)
          .as('some'),
      )
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    if (n > COUNT_MOST) return { total: COUNT_MOST, capped: true }
  }
  const sums = await all
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      sql<number>`coalesce(sum(quantity), 0)::int`.as('quantity'),
      sql<number>`coalesce(sum(value_fen), 0)::bigint`.as('valueFen'),
    ])
    .executeTakeFirstOrThrow()
  return sums
}

export const toRow = (card: Listed): CardRow => ({
  id: card.id,
  no: card.no,
  state: card.state,
  name: card.name,
  category: card.category,
  classCode: card.class_code,
  classEdition: card.class_edition,
  spec: card.spec,
  brand: card.brand,
  model: card.model,
  measure: card.measure,
  quantity: card.quantity,
  valueFen: card.value_fen,
  netFen: card.value_fen - card.depreciated_fen,
  acquiredOn: card.acquired_on,
  bookedOn: card.booked_on,
  placeId: card.place_id,
  placeText: card.place_text,
  unitId: card.unit_id,
  unitText: card.unit_text,
  keeperId: card.keeper_id,
  keeperName: card.keeper_name,
  userName: card.user_name,
  funding: card.funding,
  warrantyUntil: card.warranty_until,
  held: heldText(card),
  version: card.version,
})

/** A few cards for a picker: by words, or those already chosen. */
export const pick: H['pick'] = async (ctx, input) => {
  const filter: CardFilter = {
    writtenOff: input.ids !== undefined,
    ...(input.text ? { search: input.text } : {}),
  }
  const q = apply(ctx, await resolve(ctx, filter)).select(COLUMNS)
  const rows = await (input.ids?.length ? q.where('id', 'in', input.ids) : q.limit(30))
    .orderBy('no')
    .execute()
  return { rows: rows.map(toRow) }
}

export const summary: H['summary'] = async (ctx, filter) => {
  const rows = await apply(ctx, await resolve(ctx, filter))
    .select(eb => [
      'category',
      eb.fn.countAll<number>().as('cards'),
      sql<number>`sum(quantity)::int`.as('quantity'),
      sql<number>`sum(value_fen)::bigint`.as('valueFen'),
      sql<number>`sum(value_fen - depreciated_fen)::bigint`.as('netFen'),
    ])
    .groupBy('category')
    .execute()
  const order = Object.keys(CATEGORIES)
  return {
    rows: rows
      .sort((a, b) => order.indexOf(a.category) - order.indexOf(b.category))
      .map(row => ({
        ...row,
        title: CATEGORIES[row.category].title,
        accountTitle: accountTitle(row.category),
      })),
  }
}

/** All rows of a filter in batches, whole cards. */
export async function* allCards(ctx: Ctx, filter: CardFilter): AsyncGenerator<Card> {
  const resolved = await resolve(ctx, filter)
  let after: string | undefined
  for (;;) {
    let q = apply(ctx, resolved).selectAll().orderBy('no').limit(1000)
    if (after !== undefined) q = q.where('no', '>', after)
    const rows = await q.execute()
    yield* rows
    after = rows.at(-1)?.no
    if (rows.length < 1000) return
  }
}
