import { sql } from 'kysely'
import { z } from 'zod'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { refKey } from '../../../kernel/pure/ref.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { listFor } from '../../../mechanisms/attachment/index.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { SHEET_REF } from '../approvals.ts'
import { type contract, procurement } from '../contract.ts'
import { lastPrice } from '../goods.ts'
import { batchMachine, sheetMachine } from '../machines.ts'
import { goodsOf, quotesOf } from '../operations/comparing.ts'
import { openOf } from '../operations/merging.ts'
import { QUOTE_LADDER } from '../parameters.ts'
import { compareOffers, quotesNeeded } from '../rules.ts'
import { eventsOf, type RowOf, read } from '../store.ts'
import type { Category } from '../words.ts'

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
  const like = input.search ? `%${input.search.replace(/[\\%_]/g, '\\$&')}%` : undefined
  const base = ctx.db
    .selectFrom('procurement_batch as b')
    .where('b.school_id', '=', ctx.schoolId)
    .$if(Boolean(input.states?.length), q => q.where('b.state', 'in', input.states as ['open']))
    .$if(like !== undefined, q =>
      q.where(eb => eb.or([eb('b.no', 'ilike', like as string), eb('b.title', 'ilike', like as string)])),
    )
  let select = base
    .selectAll('b')
    .select([countOf('lines').as('lines'), countOf('requests').as('requests')])
    .orderBy('b.made_on', 'desc')
    .orderBy('b.id', 'desc')
    .limit(input.limit + 1)
  if (after) select = select.where(sql<boolean>`(b.made_on, b.id) < (${after[0]}::date, ${after[1]}::uuid)`)
  const page = pageFrom(await select.execute(), input.limit, row => [row.made_on, row.id])
  const { total } = await base.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { rows: page.rows.map(batchView), next: page.next, total }
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
  may(
    'placeOrder',
    procurement.placeOrder,
    mayTransit(batchMachine, 'order', batch.state),
    ready ? undefined : '先询价、选定供应商',
  )
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

async function batchLines(ctx: Ctx, batchId: string) {
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

export const getSheet: H['getSheet'] = async (ctx, input) => {
  const sheet = await read(ctx, 'procurement_sheet', input.id)
  const batch = await read(ctx, 'procurement_batch', sheet.batch_id)
  const quotes = await quotesOf(ctx, sheet.id)
  const quoteLines =
    quotes.length === 0
      ? []
      : await ctx.db
          .selectFrom('procurement_quote_line')
          .selectAll()
          .where('school_id', '=', ctx.schoolId)
          .where(
            'quote_id',
            'in',
            quotes.map(q => q.id),
          )
          .execute()
  const refs = quotes.map(q => ({ kind: 'procurement.quote', id: q.id }))
  const files = await listFor(ctx, refs)
  const compared = compareOffers(
    quotes.map(q => ({ id: q.id, totalFen: q.total_fen, firstFen: q.first_fen, checked: q.checked })),
  )
  const lines = []
  for (const l of await batchLines(ctx, batch.id)) {
    const last = await lastPrice(ctx, { itemId: l.itemId, name: l.name })
    lines.push({ ...l, lastPriceFen: last?.price_fen ?? null, lastOn: last?.ordered_on ?? null })
  }
  const order = await ctx.db
    .selectFrom('procurement_order')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', sheet.id)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return {
    id: sheet.id,
    no: sheet.no,
    state: sheet.state,
    version: sheet.version,
    single: sheet.single,
    needed: sheet.needed,
    batchId: batch.id,
    batchNo: batch.no,
    batchVersion: batch.version,
    title: batch.title,
    openedOn: sheet.opened_on,
    chosenOn: sheet.chosen_on,
    askedByName: sheet.asked_by_name,
    chosenByName: sheet.chosen_by_name,
    chosenQuoteId: sheet.chosen_quote_id,
    fewReason: sheet.few_reason,
    dearReason: sheet.dear_reason,
    conclusion: sheet.conclusion,
    decision: sheet.decision,
    lowestFen: compared.lowestFen,
    meanFen: compared.meanFen,
    firstFen: compared.firstFen,
    lines,
    quotes: quotes.map((q, at) => ({
      id: q.id,
      supplierId: q.supplier_id,
      supplierName: q.supplier_name,
      contact: q.contact,
      phone: q.phone,
      creditCode: q.credit_code,
      checked: q.checked,
      deliveryDays: q.delivery_days,
      warrantyMonths: q.warranty_months,
      validUntil: q.valid_until,
      note: q.note,
      totalFen: q.total_fen,
      firstFen: q.first_fen,
      quotedOn: q.quoted_on,
      version: q.version,
      lines: quoteLines
        .filter(l => l.quote_id === q.id)
        .map(l => ({
          batchLineId: l.batch_line_id,
          brand: l.brand,
          priceFen: l.price_fen,
          amountFen: l.amount_fen,
        })),
      files: files.get(refKey(refs[at] as { kind: string; id: string })) ?? [],
    })),
    orderId: order?.id ?? null,
    signatures: await signaturesOf(ctx, [{ kind: SHEET_REF, id: sheet.id }]),
    events: await eventsOf(ctx, sheet.id),
    actions: sheetActions(ctx, sheet, batch),
  }
}

function sheetActions(
  ctx: Ctx,
  sheet: RowOf<'procurement_sheet'>,
  batch: RowOf<'procurement_batch'>,
): Actions {
  const actions: Actions = {}
  const me = userOf(ctx)?.personId
  const bought = [sheet.asked_by, sheet.proposed_by, batch.buyer_id].includes(me ?? '')
  const put = (key: string, operation: { id: string }, ok: boolean, why?: string): void => {
    if (ctx.may(operation) && ok) actions[key] = why ? { allowed: false, why } : { allowed: true }
  }
  const may = (action: 'quote' | 'propose' | 'choose' | 'sendBack' | 'void'): boolean =>
    mayTransit(sheetMachine, action, sheet.state)
  put('quote', procurement.quote, may('quote'))
  put('propose', procurement.propose, may('propose'))
  put('choose', procurement.choose, may('choose'), bought ? '经办采购的人不能选定供应商' : undefined)
  put('sendBack', procurement.sendBackSheet, sheet.state === 'proposed')
  put('void', procurement.voidSheet, may('void') && batch.state !== 'ordered')
  put('placeOrder', procurement.placeOrder, sheet.state === 'chosen' && batch.state === 'sourcing')
  return actions
}

export const priceHistory: H['priceHistory'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const like = input.search ? `%${input.search.replace(/[\\%_]/g, '\\$&')}%` : undefined
  const base = ctx.db
    .selectFrom('procurement_order_line as l')
    .innerJoin('procurement_order as o', join =>
      join.onRef('o.school_id', '=', 'l.school_id').onRef('o.id', '=', 'l.order_id'),
    )
    .where('l.school_id', '=', ctx.schoolId)
    .where('o.state', '<>', 'cancelled')
    .$if(input.itemId !== undefined, q => q.where('l.item_id', '=', input.itemId as string))
    .$if(like !== undefined, q => q.where('l.name', 'ilike', like as string))
  let select = base
    .selectAll('l')
    .select(['o.ordered_on', 'o.supplier_name', 'o.no'])
    .select(
      sql<number | null>`(select p.price_fen from procurement_order_line p
        join procurement_order q on q.school_id = p.school_id and q.id = p.order_id
        where p.school_id = l.school_id and q.state <> 'cancelled' and p.name = l.name and p.spec = l.spec
          and (q.ordered_on, p.id) < (o.ordered_on, l.id)
        order by q.ordered_on desc, p.id desc limit 1)`.as('before'),
    )
    .orderBy('o.ordered_on', 'desc')
    .orderBy('l.id', 'desc')
    .limit(input.limit + 1)
  if (after)
    select = select.where(sql<boolean>`(o.ordered_on, l.id) < (${after[0]}::date, ${after[1]}::uuid)`)
  const page = pageFrom(await select.execute(), input.limit, row => [row.ordered_on, row.id])
  const { total } = await base.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return {
    rows: page.rows.map(l => ({
      id: l.id,
      on: l.ordered_on,
      name: l.name,
      spec: l.spec,
      brand: l.brand,
      measure: l.measure,
      quantity: Number(l.quantity),
      priceFen: l.price_fen,
      beforeFen: l.before,
      supplierName: l.supplier_name,
      orderId: l.order_id,
      orderNo: l.no,
    })),
    next: page.next,
    total,
  }
}
