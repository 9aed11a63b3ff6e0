import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { startApproval } from '../../../mechanisms/approval/index.ts'
import { attach } from '../../../mechanisms/attachment/index.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { sign, voidSignatures } from '../../../mechanisms/signature/index.ts'
import { mustBeUsable } from '../../supplier/index.ts'
import { SHEET_REF } from '../approvals.ts'
import { contract } from '../contract.ts'
import { batchMachine, sheetMachine } from '../machines.ts'
import { QUOTE_LADDER } from '../parameters.ts'
import { compareOffers, isDearer, lineAmount, quotesNeeded } from '../rules.ts'
import { change, lock, lockFor, me, note, type RowOf } from '../store.ts'

type H = Handlers<typeof contract>
type Sheet = RowOf<'procurement_sheet'>

export const openSheet: H['openSheet'] = async (ctx, input) => {
  const batch = await lockFor(ctx, 'procurement_batch', batchMachine, 'startQuotes', input)
  const buyer = me(ctx)
  const ladder = await readParameter(ctx, QUOTE_LADDER)
  const id = ctx.id()
  const no = await ctx.number('XJ')
  await ctx.db
    .insertInto('procurement_sheet')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      batch_id: batch.id,
      state: 'asking',
      needed: quotesNeeded(batch.amount_fen, ladder),
      asked_by: buyer.personId,
      asked_by_name: buyer.name,
      opened_on: ctx.today,
      created_at: ctx.now,
      updated_at: ctx.now,
      chosen_quote_id: null,
      proposed_by: null,
      chosen_by: null,
      chosen_on: null,
      mean_fen: null,
      first_fen: null,
      chosen_fen: null,
    })
    .execute()
  await change(ctx, 'procurement_batch', batch, 'sourcing', { action: '开始询价', note: no })
  await note(ctx, 'sheet', id, '开始询价')
  return { id, no, state: 'asking' as const, version: 1 }
}

export const quote: H['quote'] = async (ctx, input) => {
  const sheet = await toAsk(ctx, input)
  const firm = await mustBeUsable(ctx, input.supplierId, ctx.today)
  const { name } = firm
  const goods = await goodsOf(ctx, sheet.batch_id)
  const prices = new Map(input.lines.map(l => [l.batchLineId, l]))
  if ([...prices.keys()].some(id => !goods.some(g => g.id === id))) throw notFound()
  const lines = goods.map(g => {
    const offer = prices.get(g.id)
    if (!offer) throw contract.fail('quote_lines', { name: g.name })
    return { ...offer, amountFen: lineAmount(offer.priceFen, Number(g.quantity)) }
  })
  const totalFen = lines.reduce((sum, l) => sum + l.amountFen, 0)
  const firstFen = input.firstFen ?? totalFen
  if (firstFen < totalFen) throw contract.fail('first_below')
  const quoteId = await writeQuote(ctx, sheet.id, input.quoteId, {
    supplier_id: input.supplierId,
    supplier_name: name,
    contact: input.contact || firm.contact,
    phone: input.phone || firm.phone,
    credit_code: input.creditCode || firm.creditCode,
    checked: input.checked,
    delivery_days: input.deliveryDays,
    warranty_months: input.warrantyMonths,
    valid_until: input.validUntil,
    note: input.note,
    total_fen: totalFen,
    first_fen: firstFen,
    quoted_on: ctx.today,
  })
  await ctx.db
    .deleteFrom('procurement_quote_line')
    .where('school_id', '=', ctx.schoolId)
    .where('quote_id', '=', quoteId)
    .execute()
  await ctx.db
    .insertInto('procurement_quote_line')
    .values(
      lines.map(l => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        quote_id: quoteId,
        batch_line_id: l.batchLineId,
        brand: l.brand,
        price_fen: l.priceFen,
        amount_fen: l.amountFen,
      })),
    )
    .execute()
  await attach(ctx, { kind: 'procurement.quote', id: quoteId }, input.fileIds, 'other')
  const done = await change(ctx, 'procurement_sheet', sheet, 'asking', {
    action: input.quoteId ? '改报价' : '登记报价',
    note: `${name} ${formatFen(totalFen)}`,
  })
  return { ...done, no: sheet.no, quoteId }
}

export const dropQuote: H['dropQuote'] = async (ctx, input) => {
  const sheet = await toAsk(ctx, input)
  const gone = await quoteOf(ctx, sheet.id, input.quoteId)
  await ctx.db
    .deleteFrom('procurement_quote_line')
    .where('school_id', '=', ctx.schoolId)
    .where('quote_id', '=', gone.id)
    .execute()
  await ctx.db
    .deleteFrom('procurement_quote')
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', gone.id)
    .execute()
  const done = await change(ctx, 'procurement_sheet', sheet, 'asking', {
    action: '删去报价',
    note: `${gone.supplier_name} ${formatFen(gone.total_fen)}`,
  })
  return { ...done, no: sheet.no }
}

export const propose: H['propose'] = async (ctx, input) => {
  const sheet = await lockFor(ctx, 'procurement_sheet', sheetMachine, 'propose', input)
  const quotes = await quotesOf(ctx, sheet.id)
  const wanted = quotes.find(q => q.id === input.quoteId)
  if (!wanted) throw quotes.length === 0 ? contract.fail('no_quotes') : notFound()
  const offers = quotes.map(offerOf)
  const compared = compareOffers(offers)
  const needed = Math.max(
    sheet.needed,
    quotesNeeded(wanted.total_fen, await readParameter(ctx, QUOTE_LADDER)),
  )
  if (input.single && !input.fewReason) throw contract.fail('single_reason')
  if (quotes.length < needed && !input.fewReason)
    throw contract.fail('few_quotes', { needed, have: quotes.length })
  if (isDearer(offerOf(wanted), offers) && !input.dearReason)
    throw contract.fail('dear_reason', {
      supplier: wanted.supplier_name,
      price: formatFen(wanted.total_fen),
      lowest: formatFen(compared.lowestFen),
    })
  const buyer = me(ctx)
  await sign(ctx, {
    subject: { kind: SHEET_REF, id: sheet.id },
    duty: '询价人',
    statement: `${sheet.no} 询价 ${quotes.length} 家，拟选${wanted.supplier_name}，${formatFen(wanted.total_fen)}。`,
  })
  const done = await change(ctx, 'procurement_sheet', sheet, input.single ? 'approving' : 'proposed', {
    action: sheetMachine.transitions[input.single ? 'askApproval' : 'propose'].title,
    note: `${wanted.supplier_name} ${formatFen(wanted.total_fen)}`,
    set: {
      single: input.single,
      needed,
      few_reason: input.fewReason,
      dear_reason: input.dearReason,
      conclusion: input.conclusion,
      chosen_quote_id: wanted.id,
      proposed_by: buyer.personId,
      mean_fen: compared.meanFen,
      first_fen: compared.firstFen,
      chosen_fen: wanted.total_fen,
    },
  })
  if (input.single) {
    const batch = await lock(ctx, 'procurement_batch', sheet.batch_id)
    await startApproval(ctx, {
      subject: { kind: SHEET_REF, id: sheet.id },
      no: sheet.no,
      title: `${batch.title}，单一来源：${wanted.supplier_name}`,
      href: `/procurement/sheets/${sheet.id}`,
      amountFen: wanted.total_fen,
      category: batch.category,
      askerId: buyer.personId,
      barred: [{ personId: batch.buyer_id, reason: '是这次采购的经办人' }],
    })
  }
  return { ...done, no: sheet.no }
}

export const choose: H['choose'] = async (ctx, input) => {
  const sheet = await lockFor(ctx, 'procurement_sheet', sheetMachine, 'choose', input)
  const chooser = me(ctx)
  const batch = await lock(ctx, 'procurement_batch', sheet.batch_id)
  if ([sheet.asked_by, sheet.proposed_by, batch.buyer_id].includes(chooser.personId))
    throw contract.fail('buyer_chooses')
  const wanted = await quoteOf(ctx, sheet.id, sheet.chosen_quote_id as string)
  await sign(ctx, {
    subject: { kind: SHEET_REF, id: sheet.id },
    duty: '选定人',
    statement: `选定${wanted.supplier_name}，${formatFen(wanted.total_fen)}。`,
  })
  const done = await change(ctx, 'procurement_sheet', sheet, 'chosen', {
    action: '选定供应商',
    note: [wanted.supplier_name, input.note].filter(Boolean).join('，'),
    set: {
      chosen_by: chooser.personId,
      chosen_by_name: chooser.name,
      chosen_on: ctx.today,
      decision: input.note,
    },
  })
  return { ...done, no: sheet.no }
}

export const sendBackSheet: H['sendBackSheet'] = async (ctx, input) => {
  const sheet = await lockFor(ctx, 'procurement_sheet', sheetMachine, 'sendBack', input)
  // What is with the approvers goes back through their decision.
  if (sheet.state === 'approving')
    throw kernelError('kernel.state', {
      state: sheetMachine.states.approving.label,
      action: sheetMachine.transitions.sendBack.title,
    })
  await voidSignatures(ctx, { kind: SHEET_REF, id: sheet.id }, input.reason)
  const done = await change(ctx, 'procurement_sheet', sheet, 'asking', {
    action: sheetMachine.transitions.sendBack.title,
    note: input.reason,
    set: { decision: input.reason, chosen_quote_id: null },
  })
  return { ...done, no: sheet.no }
}

export const voidSheet: H['voidSheet'] = async (ctx, input) => {
  const sheet = await lockFor(ctx, 'procurement_sheet', sheetMachine, 'void', input)
  const batch = await lock(ctx, 'procurement_batch', sheet.batch_id)
  if (batch.state === 'ordered')
    throw kernelError('kernel.state', { state: batchMachine.states.ordered.label, action: '作废询价记录' })
  await voidSignatures(ctx, { kind: SHEET_REF, id: sheet.id }, input.reason)
  const done = await change(ctx, 'procurement_sheet', sheet, 'void', { action: '作废', note: input.reason })
  if (batch.state === 'sourcing')
    await change(ctx, 'procurement_batch', batch, 'open', {
      action: batchMachine.transitions.stopQuotes.title,
      note: sheet.no,
    })
  return { ...done, no: sheet.no }
}

export const goodsOf = (ctx: Ctx, batchId: string) =>
  ctx.db
    .selectFrom('procurement_batch_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('batch_id', '=', batchId)
    .orderBy('sort')
    .execute()

export const quotesOf = (ctx: Ctx, sheetId: string) =>
  ctx.db
    .selectFrom('procurement_quote')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', sheetId)
    .orderBy('total_fen')
    .orderBy('id')
    .execute()

const offerOf = (q: RowOf<'procurement_quote'>) => ({
  id: q.id,
  totalFen: q.total_fen,
  firstFen: q.first_fen,
  checked: q.checked,
})

/** Offers may be written down until one was put forward: after that the sheet is frozen. */
async function toAsk(ctx: Ctx, input: { id: string; version: number }): Promise<Sheet> {
  const sheet = await lock(ctx, 'procurement_sheet', input.id)
  if (sheet.state !== 'asking')
    throw contract.fail('frozen', { no: sheet.no, state: sheetMachine.states[sheet.state].label })
  if (sheet.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  return sheet
}

async function quoteOf(ctx: Ctx, sheetId: string, id: string): Promise<RowOf<'procurement_quote'>> {
  const found = await ctx.db
    .selectFrom('procurement_quote')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', sheetId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw notFound()
  return found
}

type QuoteFacts = Omit<RowOf<'procurement_quote'>, 'school_id' | 'id' | 'sheet_id' | 'version' | 'created_at'>

async function writeQuote(
  ctx: Ctx,
  sheetId: string,
  quoteId: string | undefined,
  facts: QuoteFacts,
): Promise<string> {
  const others = (await quotesOf(ctx, sheetId)).filter(q => q.id !== quoteId)
  if (others.some(q => q.supplier_name === facts.supplier_name))
    throw contract.fail('quote_twice', { supplier: facts.supplier_name })
  if (quoteId) {
    const known = await quoteOf(ctx, sheetId, quoteId)
    await ctx.db
      .updateTable('procurement_quote')
      .set({ ...facts, version: known.version + 1 })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', known.id)
      .execute()
    return known.id
  }
  const id = ctx.id()
  await ctx.db
    .insertInto('procurement_quote')
    .values({ school_id: ctx.schoolId, id, sheet_id: sheetId, created_at: ctx.now, ...facts })
    .execute()
  return id
}
