import { sql } from 'kysely'
import { z } from 'zod'
import type { Actions } from '../../../kernel/pure/fields.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { refKey } from '../../../kernel/pure/ref.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { listFor } from '../../../mechanisms/attachment/index.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { SHEET_REF } from '../approvals.ts'
import { type contract, procurement } from '../contract.ts'
import { lastPrices } from '../goods.ts'
import { sheetMachine } from '../machines.ts'
import { quotesOf } from '../operations/comparing.ts'
import { compareOffers } from '../rules.ts'
import { eventsOf, type RowOf, read } from '../store.ts'
import type { Category } from '../words.ts'
import { likeText } from './like.ts'
import { batchLines } from './sourcing.ts'

type H = Handlers<typeof contract>
type SheetFilter = Omit<ParsedOf<typeof procurement.sheets>, 'cursor' | 'limit'>

/** Inquiries with how many offers each has and which was taken, newest first. */
export const sheets: H['sheets'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  let select = sheetsLike(ctx, input)
    .selectAll('s')
    .select(['b.no as batchNo', 'b.title', 'b.category', 'q.supplier_name as chosenName'])
    .select([
      sql<number>`(select count(*)::int from procurement_quote x
        where x.school_id = s.school_id and x.sheet_id = s.id)`.as('offers'),
      sql<number | null>`(select min(x.total_fen) from procurement_quote x
        where x.school_id = s.school_id and x.sheet_id = s.id)`.as('lowest'),
    ])
    .orderBy('s.opened_on', 'desc')
    .orderBy('s.id', 'desc')
    .limit(input.limit + 1)
  if (after) select = select.where(sql<boolean>`(s.opened_on, s.id) < (${after[0]}::date, ${after[1]}::uuid)`)
  const page = pageFrom(await select.execute(), input.limit, row => [row.opened_on, row.id])
  const { total } = await sheetsLike(ctx, input)
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return {
    rows: page.rows.map(s => ({
      id: s.id,
      no: s.no,
      state: s.state,
      title: s.title,
      category: s.category as Category,
      batchNo: s.batchNo,
      single: s.single,
      needed: s.needed,
      offers: s.offers,
      lowestFen: s.lowest === null ? null : Number(s.lowest),
      meanFen: s.mean_fen,
      chosenFen: s.chosen_fen,
      chosenName: s.chosenName ?? '',
      askedByName: s.asked_by_name,
      chosenByName: s.chosen_by_name,
      openedOn: s.opened_on,
      chosenOn: s.chosen_on,
    })),
    next: page.next,
    total,
  }
}

function sheetsLike(ctx: Ctx, filter: SheetFilter) {
  let select = ctx.db
    .selectFrom('procurement_sheet as s')
    .innerJoin('procurement_batch as b', join =>
      join.onRef('b.school_id', '=', 's.school_id').onRef('b.id', '=', 's.batch_id'),
    )
    .leftJoin('procurement_quote as q', join =>
      join.onRef('q.school_id', '=', 's.school_id').onRef('q.id', '=', 's.chosen_quote_id'),
    )
    .where('s.school_id', '=', ctx.schoolId)
  if (filter.states?.length) select = select.where('s.state', 'in', filter.states)
  if (filter.category) select = select.where('b.category', '=', filter.category)
  if (filter.single !== undefined) select = select.where('s.single', '=', filter.single)
  if (filter.from) select = select.where('s.opened_on', '>=', filter.from)
  if (filter.to) select = select.where('s.opened_on', '<=', filter.to)
  if (!filter.search) return select
  const like = likeText(filter.search)
  return select.where(eb =>
    eb.or([
      eb('s.no', 'ilike', like),
      eb('b.title', 'ilike', like),
      eb('q.supplier_name', 'ilike', like),
      eb('s.asked_by_name', 'ilike', like),
    ]),
  )
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
  const goods = await batchLines(ctx, batch.id)
  const last = await lastPrices(ctx, goods)
  const lines = goods.map((l, at) => ({
    ...l,
    lastPriceFen: last[at]?.price_fen ?? null,
    lastOn: last[at]?.ordered_on ?? null,
  }))
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
