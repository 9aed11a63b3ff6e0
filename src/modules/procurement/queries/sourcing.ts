import { sql } from 'kysely'
import { z } from 'zod'
import type { Actions } from '../../../kernel/pure/fields.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { type contract, procurement } from '../contract.ts'
import { batchMachine } from '../machines.ts'
import { goodsOf, quotesOf } from '../operations/comparing.ts'
import { openOf } from '../operations/merging.ts'
import { QUOTE_LADDER } from '../parameters.ts'
import { quotesNeeded } from '../rules.ts'
import { eventsOf, type RowOf, read } from '../store.ts'
import type { Category } from '../words.ts'
import { likeText } from './like.ts'

type H = Handlers<typeof contract>

export const waiting: H['waiting'] = async (ctx, input) => {
  const rows = await ctx.db
    .selectFrom('procurement_request_line as l')
    .innerJoin('procurement_request as r', join =>
      join.onRef('r.school_id', '=', 'l.school_id').onRef('r.id', '=', 'l.request_id'),
    )
    .selectAll('l')
    .select(['r.no', 'r.asker_name', 'r.unit_text', 'r.asked_on', 'r.needed_on', 'r.category', 'r.channel'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('r.state', 'in', ['approved', 'buying'])
    .where('l.batch_line_id', 'is', null)
    .where(sql<boolean>`l.accepted + l.called_off < l.quantity`)
    .$if(input.category !== undefined, q => q.where('r.category', '=', input.category as Category))
    .orderBy('r.category')
    .orderBy('l.name')
    .orderBy('r.asked_on')
    .limit(500)
    .execute()
  return {
    rows: rows.map(l => ({
      lineId: l.id,
      requestId: l.request_id,
      requestNo: l.no,
      askerName: l.asker_name,
      unitText: l.unit_text,
      askedOn: l.asked_on,
      neededOn: l.needed_on,
      category: l.category as Category,
      channel: l.channel,
      itemId: l.item_id,
      name: l.name,
      spec: l.spec,
      measure: l.measure,
      quantity: openOf(l),
      amountFen: l.standing_fen,
    })),
  }
}

const countOf = (table: 'lines' | 'requests') =>
  table === 'lines'
    ? sql<number>`(select count(*)::int from procurement_batch_line x where x.school_id = b.school_id and x.batch_id = b.id)`
    : sql<number>`(select count(distinct l.request_id)::int from procurement_request_line l
        join procurement_batch_line x on x.school_id = l.school_id and x.id = l.batch_line_id
        where l.school_id = b.school_id and x.batch_id = b.id)`

export const batches: H['batches'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  let select = batchesLike(ctx, input)
    .selectAll('b')
    .select([countOf('lines').as('lines'), countOf('requests').as('requests')])
    .orderBy('b.made_on', 'desc')
    .orderBy('b.id', 'desc')
    .limit(input.limit + 1)
  if (after) select = select.where(sql<boolean>`(b.made_on, b.id) < (${after[0]}::date, ${after[1]}::uuid)`)
  const page = pageFrom(await select.execute(), input.limit, row => [row.made_on, row.id])
  const { total, fen } = await batchesLike(ctx, input)
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      eb.fn.coalesce(eb.fn.sum<string>('b.amount_fen'), sql<string>`0`).as('fen'),
    ])
    .executeTakeFirstOrThrow()
  return { rows: page.rows.map(batchView), next: page.next, total, amountFen: Number(fen) }
}

type BatchFilter = Omit<ParsedOf<typeof procurement.batches>, 'cursor' | 'limit'>

function batchesLike(ctx: Ctx, filter: BatchFilter) {
  let select = ctx.db.selectFrom('procurement_batch as b').where('b.school_id', '=', ctx.schoolId)
  if (filter.states?.length) select = select.where('b.state', 'in', filter.states)
  if (filter.category) select = select.where('b.category', '=', filter.category)
  if (filter.channel) select = select.where('b.channel', '=', filter.channel)
  if (filter.from) select = select.where('b.made_on', '>=', filter.from)
  if (filter.to) select = select.where('b.made_on', '<=', filter.to)
  if (!filter.search) return select
  const like = likeText(filter.search)
  return select.where(eb =>
    eb.or([eb('b.no', 'ilike', like), eb('b.title', 'ilike', like), eb('b.buyer_name', 'ilike', like)]),
  )
}

const batchView = (b: RowOf<'procurement_batch'> & { lines: number; requests: number }) => ({
  id: b.id,
  no: b.no,
  state: b.state,
  title: b.title,
  category: b.category as Category,
  channel: b.channel,
  amountFen: b.amount_fen,
  buyerName: b.buyer_name,
  madeOn: b.made_on,
  lineCount: b.lines,
  requestCount: b.requests,
})

export const getBatch: H['getBatch'] = async (ctx, input) => {
  const batch = await read(ctx, 'procurement_batch', input.id)
  const lines = await batchLines(ctx, batch.id)
  const sheet = await ctx.db
    .selectFrom('procurement_sheet')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('batch_id', '=', batch.id)
    .where('state', '<>', 'void')
    .executeTakeFirst()
  const order = await liveOrder(ctx, batch.id)
  const actions: Actions = {}
  const may = (key: string, operation: { id: string }, ok: boolean, why?: string): void => {
    if (ctx.may(operation) && ok) actions[key] = why ? { allowed: false, why } : { allowed: true }
  }
  may('openSheet', procurement.openSheet, batch.state === 'open' && batch.channel === 'own')
  may('takeOut', procurement.takeOut, batch.state === 'open')
  may('cancelBatch', procurement.cancelBatch, batch.state === 'open')
  const ready = batch.channel === 'portal' || sheet?.state === 'chosen'
  const orders = mayTransit(batchMachine, 'order', batch.state)
  const asking = sheet !== undefined
  may('placeOrder', procurement.placeOrder, orders && (ready || asking), ready ? undefined : '先选定供应商')
  may('byContract', procurement.placeOrder, orders && !ready && !asking)
  const requests = new Set(lines.flatMap(l => l.parts.map(p => p.requestId)))
  return {
    ...batchView({ ...batch, lines: lines.length, requests: requests.size }),
    version: batch.version,
    note: batch.note,
    lines,
    sheet: sheet
      ? { id: sheet.id, no: sheet.no, state: sheet.state, quotes: (await quotesOf(ctx, sheet.id)).length }
      : null,
    order: order ? { id: order.id, no: order.no, state: order.state } : null,
    quotesNeeded: quotesNeeded(batch.amount_fen, await readParameter(ctx, QUOTE_LADDER)),
    events: await eventsOf(ctx, batch.id),
    actions,
  }
}

const liveOrder = (ctx: Ctx, batchId: string) =>
  ctx.db
    .selectFrom('procurement_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('batch_id', '=', batchId)
    .where('state', '<>', 'cancelled')
    .executeTakeFirst()

export async function batchLines(ctx: Ctx, batchId: string) {
  const goods = await goodsOf(ctx, batchId)
  const parts = await ctx.db
    .selectFrom('procurement_request_line as l')
    .innerJoin('procurement_batch_line as bl', join =>
      join.onRef('bl.school_id', '=', 'l.school_id').onRef('bl.id', '=', 'l.batch_line_id'),
    )
    .innerJoin('procurement_request as r', join =>
      join.onRef('r.school_id', '=', 'l.school_id').onRef('r.id', '=', 'l.request_id'),
    )
    .selectAll('l')
    .select(['r.no', 'r.asker_name', 'r.unit_text'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('bl.batch_id', '=', batchId)
    .orderBy('r.no')
    .execute()
  return goods.map(g => ({
    id: g.id,
    itemId: g.item_id,
    name: g.name,
    spec: g.spec,
    measure: g.measure,
    quantity: Number(g.quantity),
    priceFen: g.price_fen,
    target: g.target,
    parts: parts
      .filter(p => p.batch_line_id === g.id)
      .map(p => ({
        lineId: p.id,
        requestId: p.request_id,
        requestNo: p.no,
        askerName: p.asker_name,
        unitText: p.unit_text,
        quantity: Number(p.quantity),
      })),
  }))
}
