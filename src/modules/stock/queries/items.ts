import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { addDays } from '../../../kernel/pure/calendar/day.ts'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { type contract, stock } from '../contract.ts'
import { onTheWay } from '../in-transit.ts'
import { EXPIRY_DAYS, USAGE_WEEKS } from '../parameters.ts'
import { averageFen } from '../pool.ts'
import type { DocumentKind, ItemClass } from '../rules.ts'

type H = Handlers<typeof contract>
type Filter = Omit<ParsedOf<typeof stock.items>, 'limit' | 'cursor'>

interface Found {
  id: string
  code: string
  name: string
  spec: string
  measure: string
  class: ItemClass
  pack_measure: string
  pack_factor: string | null
  min_quantity: string | null
  max_quantity: string | null
  trade_in: boolean
  lendable: boolean
  closed: boolean
  location: string
  aliases: string[]
  note: string
  version: number
  onhand: string
  amount_fen: string
  reserved: string
  expiry: string | null
}

/** Items with what is held of them (in one store, where one is asked for), as a query to build on. */
function shelf(ctx: Ctx, storeId: string | undefined): RawBuilder<Found> {
  return sql<Found>`select i.*, h.onhand, h.amount_fen, h.expiry, r.reserved,
      (i.min_quantity is not null and not i.closed and h.onhand <= i.min_quantity) as low
    from stock_item i
    cross join lateral (select coalesce(sum(o.quantity), 0) as onhand, coalesce(sum(o.amount_fen), 0) as amount_fen,
        min(b.expires_on) filter (where o.quantity > 0) as expiry
      from stock_onhand o left join stock_batch b on b.school_id = o.school_id and b.id = o.batch_id
      where o.school_id = i.school_id and o.item_id = i.id
        ${storeId ? sql`and o.store_id = ${storeId}` : sql``}) as h
    cross join lateral (select coalesce(sum(l.quantity - l.issued), 0) as reserved
      from stock_need_line l join stock_need n on n.school_id = l.school_id and n.id = l.need_id
      where l.school_id = i.school_id and l.item_id = i.id and n.state in ('approved', 'picked', 'part')) as r
    where i.school_id = ${ctx.schoolId}`
}

function matching(filter: Filter, soon: string): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [filter.show === 'closed' ? sql`closed` : sql`not closed`]
  for (const word of filter.q.toLowerCase().split(/\s+/).filter(Boolean))
    parts.push(sql`search like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`)
  if (filter.classes?.length) parts.push(sql`class = any(${filter.classes})`)
  if (filter.show === 'held' || (filter.storeId && filter.show === 'all')) parts.push(sql`onhand > 0`)
  if (filter.show === 'low') parts.push(sql`low`)
  if (filter.show === 'expiring') parts.push(sql`expiry <= ${soon}::date`)
  return sql.join(parts, sql` and `)
}

export const items: H['items'] = async (ctx, input) => {
  const soon = addDays(ctx.today, await readParameter(ctx, EXPIRY_DAYS))
  const after = decodeCursor(input.cursor, [z.string(), z.uuid()])
  const where = matching(input, soon)
  const page = after ? sql`and (name, id) > (${after[0]}, ${after[1]}::uuid)` : sql``
  const { rows: found } =
    await sql<Found>`select * from (${shelf(ctx, input.storeId)}) as s where ${where} ${page}
    order by name, id limit ${input.limit + 1}`.execute(ctx.db)
  const { rows: totals } = await sql<{ total: string; fen: string; low: string; expiring: string }>`
    select count(*) filter (where ${where}) as total, coalesce(sum(amount_fen) filter (where ${where}), 0) as fen,
      count(*) filter (where low) as low, count(*) filter (where expiry <= ${soon}::date and not closed) as expiring
    from (${shelf(ctx, input.storeId)}) as s`.execute(ctx.db)
  const { rows, next } = pageFrom(found, input.limit, row => [row.name, row.id])
  const total = totals[0]
  return {
    rows: rows.map(row => toRow(row, seesMoney(ctx))),
    next,
    total: Number(total?.total ?? 0),
    amountFen: seesMoney(ctx) ? Number(total?.fen ?? 0) : 0,
    low: Number(total?.low ?? 0),
    expiring: Number(total?.expiring ?? 0),
  }
}

/** All rows of a filter in batches, for the export. */
export async function* allItems(ctx: Ctx, filter: Filter) {
  let cursor: string | undefined
  do {
    const page = await items(ctx, { ...filter, limit: 200, cursor })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

/** What things cost is for those who keep the books and the stores. */
const seesMoney = (ctx: Ctx): boolean => ctx.may(stock.documents)

const number = (text: string | null): number | null => (text === null ? null : Number(text))

function toRow(row: Found, money: boolean) {
  const onhand = Number(row.onhand)
  const amountFen = Number(row.amount_fen)
  const min = number(row.min_quantity)
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    spec: row.spec,
    measure: row.measure,
    class: row.class,
    packMeasure: row.pack_measure,
    packFactor: number(row.pack_factor),
    minQuantity: min,
    maxQuantity: number(row.max_quantity),
    onhand,
    amountFen: money ? amountFen : 0,
    averageFen: money ? averageFen({ quantity: onhand, amountFen }) : 0,
    reserved: Number(row.reserved),
    earliestExpiry: row.expiry,
    tradeIn: row.trade_in,
    lendable: row.lendable,
    closed: row.closed,
    location: row.location,
    low: min !== null && !row.closed && onhand <= min,
  }
}

export const item: H['item'] = async (ctx, input) => {
  const { rows } =
    await sql<Found>`select * from (${shelf(ctx, undefined)}) as s where id = ${input.id}`.execute(ctx.db)
  const [row] = rows
  if (!row) throw notFound()
  const weeks = await readParameter(ctx, USAGE_WEEKS)
  const holdings = await holdingsOf(ctx, row.id)
  const { rows: months } = await sql<{ month: string; added: string; used: string }>`
    select to_char(day, 'YYYY-MM') as month, coalesce(sum(quantity) filter (where quantity > 0), 0) as added,
      coalesce(-sum(quantity) filter (where quantity < 0), 0) as used
    from stock_move where school_id = ${ctx.schoolId} and item_id = ${row.id} and kind not in ('transfer', 'arrival')
      and day > ${addDays(ctx.today, -366)} group by 1 order by 1`.execute(ctx.db)
  const { rows: used } = await sql<{
    used: string
  }>`select coalesce(-sum(quantity), 0) as used from stock_move
    where school_id = ${ctx.schoolId} and item_id = ${row.id} and kind in ('issue', 'kit', 'return')
      and day > ${addDays(ctx.today, -7 * weeks)}`.execute(ctx.db)
  const money = seesMoney(ctx)
  return {
    ...toRow(row, money),
    aliases: row.aliases,
    note: row.note,
    version: row.version,
    inTransit: await onTheWay(ctx, [row.id]),
    holdings: holdings.map(h => (money ? h : { ...h, amountFen: 0 })),
    weeks,
    perWeek: Math.round((Math.max(0, Number(used[0]?.used ?? 0)) / weeks) * 100) / 100,
    months: months.map(m => ({ month: m.month, inQuantity: Number(m.added), outQuantity: Number(m.used) })),
    actions: {
      ...(ctx.may(stock.editItem) ? { edit: { allowed: true } } : {}),
      ...(ctx.may(stock.receive) && !row.closed ? { receive: { allowed: true } } : {}),
      ...(ctx.may(stock.closeItem)
        ? {
            close:
              Number(row.onhand) > 0 && !row.closed
                ? { allowed: false, why: '还有库存，先发完、调出或报损' }
                : { allowed: true },
          }
        : {}),
    },
  }
}

async function holdingsOf(ctx: Ctx, itemId: string) {
  const rows = await ctx.db
    .selectFrom('stock_onhand as o')
    .innerJoin('stock_store as s', join =>
      join.onRef('s.school_id', '=', 'o.school_id').onRef('s.id', '=', 'o.store_id'),
    )
    .leftJoin('stock_batch as b', join =>
      join.onRef('b.school_id', '=', 'o.school_id').onRef('b.id', '=', 'o.batch_id'),
    )
    .select([
      'o.id',
      'o.store_id',
      's.name',
      'o.batch_id',
      'b.batch_no',
      'b.expires_on',
      'o.quantity',
      'o.amount_fen',
    ])
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.item_id', '=', itemId)
    .where('o.quantity', '>', '0')
    .orderBy('s.sort')
    .orderBy('b.expires_on')
    .orderBy('o.id')
    .execute()
  return rows.map(r => ({
    id: r.id,
    storeId: r.store_id,
    storeName: r.name,
    batchId: r.batch_id,
    batchNo: r.batch_no ?? '',
    expiresOn: r.expires_on,
    quantity: Number(r.quantity),
    amountFen: r.amount_fen,
  }))
}

export const moves: H['moves'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const store = input.storeId ? sql`and m.store_id = ${input.storeId}` : sql``
  const { rows: found } = await sql<{
    id: string
    document_id: string
    no: string
    kind: DocumentKind
    day: string
    store: string
    batch_no: string | null
    quantity: string
    amount_fen: number
    who: string
    balance: string
  }>`select * from (
      select m.id, m.document_id, d.no, m.kind, m.day, s.name as store, b.batch_no, m.quantity, m.amount_fen,
        concat_ws(' ', nullif(d.unit_text, ''), nullif(d.person_text, ''), nullif(d.supplier_text, '')) as who,
        sum(m.quantity) over (order by m.day, m.id) as balance
      from stock_move m
      join stock_document d on d.school_id = m.school_id and d.id = m.document_id
      join stock_store s on s.school_id = m.school_id and s.id = m.store_id
      left join stock_batch b on b.school_id = m.school_id and b.id = m.batch_id
      where m.school_id = ${ctx.schoolId} and m.item_id = ${input.itemId} ${store}) as x
    ${after ? sql`where (day, id) < (${after[0]}::date, ${after[1]}::uuid)` : sql``}
    order by day desc, id desc limit ${input.limit + 1}`.execute(ctx.db)
  const { rows, next } = pageFrom(found, input.limit, r => [r.day, r.id])
  return {
    rows: rows.map(r => ({
      id: r.id,
      documentId: r.document_id,
      no: r.no,
      kind: r.kind,
      day: r.day,
      storeName: r.store,
      batchNo: r.batch_no ?? '',
      quantity: Number(r.quantity),
      amountFen: Number(r.amount_fen),
      who: r.who,
      balance: Number(r.balance),
    })),
    next,
  }
}
