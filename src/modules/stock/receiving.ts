import { notFound } from '../../kernel/pure/errors.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { mustBeUsable, supplierNames } from '../supplier/index.ts'
import { contract } from './contract.ts'
import { dayOf, itemOf, itemsById, storeById, titleOf } from './lookup.ts'
import { DOCUMENT_REF, type PaperLine, postPaper } from './paper.ts'
import { amountOf } from './rules.ts'

type H = Handlers<typeof contract>

interface Incoming {
  itemId: string
  quantity: number
  priceFen: number
  /** Where a whole price is known (opening stock), rather than a price of one. */
  amountFen?: number
  batchNo?: string | undefined
  expiresOn?: string | null | undefined
  note?: string
}

interface Receipt {
  storeId: string
  day: string
  kind: 'receipt' | 'opening'
  supplierId?: string | null | undefined
  supplierText?: string
  orderNo?: string
  invoiceNo?: string
  source?: { document: Ref; no: string }
  note?: string
  lines: readonly Incoming[]
}

export const receive: H['receive'] = async (ctx, input) => {
  if (input.supplierId) await mustBeUsable(ctx, input.supplierId, dayOf(ctx, input.day))
  const made = await takeIn(ctx, {
    ...input,
    day: dayOf(ctx, input.day),
    kind: input.opening ? 'opening' : 'receipt',
  })
  return { ...made, version: 1 }
}

/** What was accepted goes into a store; the acceptance is its paper, and enters once. */
export async function receiveAccepted(
  ctx: Ctx,
  accepted: {
    document: Ref
    no: string
    storeId: string
    supplierId?: string | undefined
    supplierText?: string
    day: string
    lines: readonly Omit<Incoming, 'amountFen'>[]
  },
): Promise<{ id: string; no: string }> {
  const { document, no, ...rest } = accepted
  return takeIn(ctx, { ...rest, kind: 'receipt', source: { document, no } })
}

/** Goods come onto the shelf, each batch for itself, at what they cost. */
export async function takeIn(ctx: Ctx, receipt: Receipt): Promise<{ id: string; no: string }> {
  const store = await storeById(ctx, receipt.storeId)
  const items = await itemsById(
    ctx,
    receipt.lines.map(l => l.itemId),
  )
  if (receipt.lines.length === 0) throw contract.fail('no_lines')
  for (const line of receipt.lines)
    if (line.expiresOn && line.expiresOn < receipt.day && receipt.kind === 'receipt')
      throw contract.fail('day_order', { day: line.expiresOn })
  const supplierText = await supplierOf(ctx, receipt)
  if (receipt.source) await mustBeNew(ctx, receipt.source, store.id)
  const lines: PaperLine[] = []
  for (const line of receipt.lines) {
    const item = itemOf(items, line.itemId)
    lines.push({
      itemId: item.id,
      itemName: titleOf(item),
      batchId: await batchFor(ctx, line, receipt.day),
      quantity: line.quantity,
      amountFen: line.amountFen ?? amountOf(line.priceFen, line.quantity),
      note: line.note ?? '',
    })
  }
  const id = ctx.id()
  const no = await ctx.number('RK', Number(receipt.day.slice(0, 4)))
  await postPaper(
    ctx,
    { id, no, kind: receipt.kind, day: receipt.day, storeId: store.id, note: supplierText },
    lines,
    {
      supplier_id: receipt.supplierId ?? null,
      supplier_text: supplierText,
      source_kind: receipt.source?.document.kind ?? null,
      source_id: receipt.source?.document.id ?? null,
      source_no: receipt.source?.no ?? receipt.orderNo ?? '',
      invoice_no: receipt.invoiceNo ?? '',
      reason: receipt.note ?? '',
    },
  )
  ctx.about({ kind: DOCUMENT_REF, id }, `${no} 入库到${store.name}`)
  return { id, no }
}

async function supplierOf(ctx: Ctx, { supplierId, supplierText }: Receipt): Promise<string> {
  if (!supplierId) return supplierText ?? ''
  const name = (await supplierNames(ctx, [supplierId])).get(supplierId)
  if (name === undefined) throw contract.fail('supplier_unknown')
  return name
}

/** Goods without number and date lie together; the others by batch. */
async function batchFor(ctx: Ctx, line: Incoming, day: string): Promise<string | null> {
  if (!line.batchNo && !line.expiresOn) return null
  const batchNo = line.batchNo || (line.expiresOn ?? '')
  const expires = line.expiresOn ?? null
  const find = () =>
    ctx.db
      .selectFrom('stock_batch')
      .select('id')
      .where('school_id', '=', ctx.schoolId)
      .where('item_id', '=', line.itemId)
      .where('batch_no', '=', batchNo)
      .where('expires_on', expires === null ? 'is' : '=', expires)
      .executeTakeFirst()
  const known = await find()
  if (known) return known.id
  const made = await ctx.db
    .insertInto('stock_batch')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      item_id: line.itemId,
      batch_no: batchNo,
      expires_on: expires,
      received_on: day,
      created_at: ctx.now,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  const id = made?.id ?? (await find())?.id
  if (!id) throw notFound()
  return id
}

async function mustBeNew(ctx: Ctx, source: { document: Ref; no: string }, storeId: string): Promise<void> {
  const used = await ctx.db
    .selectFrom('stock_document')
    .select('no')
    .where('school_id', '=', ctx.schoolId)
    .where('source_kind', '=', source.document.kind)
    .where('source_id', '=', source.document.id)
    .where('store_id', '=', storeId)
    .where('state', '=', 'posted')
    .where('reverses_id', 'is', null)
    .executeTakeFirst()
  if (used) throw contract.fail('source_used', { source: source.no, no: used.no })
}
