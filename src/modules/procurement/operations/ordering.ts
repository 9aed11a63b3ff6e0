import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { attach } from '../../../mechanisms/attachment/index.ts'
import { orderable } from '../../contract/index.ts'
import { mustBeUsable } from '../../supplier/index.ts'
import { approversOf } from '../approvals.ts'
import { contract } from '../contract.ts'
import { ORDER_REF } from '../door.ts'
import { batchMachine, orderMachine } from '../machines.ts'
import { settleRequests } from '../money.ts'
import { byWeight, lineAmount, tidyQuantity } from '../rules.ts'
import { change, lock, lockFor, me, note, type RowOf } from '../store.ts'
import { goodsOf } from './comparing.ts'
import { finishRequests } from './finishing.ts'
import { linesOfBatch, openOf } from './merging.ts'
import { mustBeNewPortalNo, sourceOf } from './sources.ts'
import { agreedLine, drawFor, mustBeAgreed } from './under-contract.ts'

type H = Handlers<typeof contract>

export const placeOrder: H['placeOrder'] = async (ctx, input) => {
  const batch = await lockFor(ctx, 'procurement_batch', batchMachine, 'order', {
    id: input.batchId,
    version: input.version,
  })
  const buyer = me(ctx)
  const waiting = await linesOfBatch(ctx, batch.id)
  for (const requestId of new Set(waiting.map(l => l.request_id)))
    if ((await approversOf(ctx, requestId)).includes(buyer.personId)) {
      const request = await lock(ctx, 'procurement_request', requestId)
      throw contract.fail('approver_buys', { no: request.no })
    }
  const deal = input.contractId ? await orderable(ctx, input.contractId) : undefined
  const source = await sourceOf(ctx, batch, input, deal)
  if (source.chosenBy === buyer.personId) throw contract.fail('buyer_chooses')
  const { name } = await mustBeUsable(ctx, source.supplierId, ctx.today)
  const goods = await goodsOf(ctx, batch.id)
  const lines = goods.map(g => {
    const price = source.prices.get(g.id)
    if (!price) throw contract.fail('needs_prices', { name: g.name })
    const amountFen = lineAmount(price.priceFen, Number(g.quantity))
    return { goods: g, ...price, amountFen, agreed: agreedLine(deal, g, input.contractLines) }
  })
  if (deal) await mustBeAgreed(ctx, deal, source.supplierId, lines)
  const id = ctx.id()
  const no = await ctx.number('DD')
  const totalFen = lines.reduce((sum, l) => sum + l.amountFen, 0)
  await ctx.db
    .insertInto('procurement_order')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      batch_id: batch.id,
      sheet_id: source.sheetId,
      state: 'ordered',
      channel: batch.channel,
      supplier_id: source.supplierId,
      supplier_name: name,
      contract_id: deal?.id ?? null,
      contract_no: deal?.no ?? '',
      portal_name: input.portalName,
      portal_no: input.portalNo,
      portal_state: input.portalNo ? 'placed' : '',
      title: batch.title,
      category: batch.category,
      place_text: input.placeText,
      buyer_id: buyer.personId,
      buyer_name: buyer.name,
      ordered_on: ctx.today,
      due_on: input.dueOn,
      arrived_on: null,
      total_fen: totalFen,
      note: input.note,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('procurement_order_line')
    .values(
      lines.map(({ goods: g, brand, priceFen, amountFen, agreed }, sort) => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        order_id: id,
        batch_line_id: g.id,
        sort,
        item_id: g.item_id,
        name: g.name,
        spec: g.spec,
        brand,
        measure: g.measure,
        quantity: g.quantity,
        price_fen: priceFen,
        amount_fen: amountFen,
        target: g.target,
        class_code: g.class_code,
        warranty_months: source.warrantyMonths,
        contract_line_id: agreed?.id ?? null,
      })),
    )
    .execute()
  await drawFor(ctx, await lock(ctx, 'procurement_order', id))
  for (const l of lines) await standFor(ctx, l.goods.id, l.amountFen)
  await settleRequests(
    ctx,
    waiting.map(l => l.request_id),
    `下单 ${no}`,
  )
  await change(ctx, 'procurement_batch', batch, 'ordered', { action: '下单', note: no })
  await note(ctx, 'order', id, '下单', deal ? `${name}，按合同 ${deal.no}` : name)
  return { id, no, state: 'ordered' as const, version: 1 }
}

export const trackPortal: H['trackPortal'] = async (ctx, input) => {
  const order = await lockFor(ctx, 'procurement_order', orderMachine, 'track', input)
  if (order.channel !== 'portal') throw contract.fail('not_portal')
  await mustBeNewPortalNo(ctx, input.portalNo, order.id)
  await attach(ctx, { kind: ORDER_REF, id: order.id }, input.fileIds, 'other')
  const done = await change(ctx, 'procurement_order', order, order.state, {
    action: orderMachine.transitions.track.title,
    note: input.note,
    set: { portal_no: input.portalNo, portal_state: input.portalState },
  })
  return { ...done, no: order.no }
}

/** Nothing came yet: the whole order goes, and the batch can be bought anew. */
export const cancelOrder: H['cancelOrder'] = async (ctx, input) => {
  const order = await lock(ctx, 'procurement_order', input.id)
  if (order.accepted_fen > 0) throw contract.fail('has_goods', { no: order.no })
  const known = await lockFor(ctx, 'procurement_order', orderMachine, 'cancel', input)
  await mustNotBeCounted(ctx, order.id, '取消订单')
  const batch = await lock(ctx, 'procurement_batch', order.batch_id)
  const done = await change(ctx, 'procurement_order', known, 'cancelled', {
    action: '取消订单',
    note: input.reason,
    set: { called_off_fen: order.total_fen },
  })
  await drawFor(ctx, await lock(ctx, 'procurement_order', order.id))
  // The chosen offer stays on paper; buying anew begins with asking anew, or from the same sheet.
  const sheeted = order.sheet_id !== null
  await change(ctx, 'procurement_batch', batch, 'open', {
    action: batchMachine.transitions.reopen.title,
    note: order.no,
  })
  if (sheeted) {
    const sheet = await lock(ctx, 'procurement_sheet', order.sheet_id as string)
    await change(ctx, 'procurement_sheet', sheet, 'void', { action: '作废', note: `${order.no} 取消` })
  }
  return { ...done, no: order.no }
}

/** What has not come will not come; the budget gets back what it would have cost. */
export const cancelRest: H['cancelRest'] = async (ctx, input) => {
  const order = await lockFor(ctx, 'procurement_order', orderMachine, 'cancelRest', input)
  await mustNotBeCounted(ctx, order.id, '取消余量')
  const lines = await ctx.db
    .selectFrom('procurement_order_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', order.id)
    .execute()
  let offFen = 0
  const touched: string[] = []
  for (const l of lines) {
    const rest = tidyQuantity(Number(l.quantity) - Number(l.accepted) - Number(l.called_off))
    if (rest <= 0) continue
    offFen += l.amount_fen - l.accepted_fen
    await ctx.db
      .updateTable('procurement_order_line')
      .set({ called_off: tidyQuantity(Number(l.called_off) + rest) })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', l.id)
      .execute()
    touched.push(...(await callOff(ctx, l)))
  }
  if (offFen <= 0) throw contract.fail('nothing_left')
  await settleRequests(ctx, touched, `${order.no} 取消余量`)
  const done = await change(ctx, 'procurement_order', order, 'ended', {
    action: '取消余量',
    note: input.reason,
    set: { called_off_fen: order.called_off_fen + offFen },
  })
  await drawFor(ctx, await lock(ctx, 'procurement_order', order.id))
  await finishRequests(ctx, touched)
  return { ...done, no: order.no }
}

/** The requests behind an order line stand for what was accepted of them, less what was taken off its price. */
async function callOff(ctx: Ctx, line: RowOf<'procurement_order_line'>): Promise<string[]> {
  const parts = await partsOf(ctx, line.batch_line_id)
  const amounts = byWeight(
    line.accepted_fen - line.deducted_fen,
    parts.map(p => Number(p.accepted)),
  )
  for (const [at, p] of parts.entries())
    await ctx.db
      .updateTable('procurement_request_line')
      .set({
        called_off: tidyQuantity(Number(p.quantity) - Number(p.accepted)),
        standing_fen: amounts[at] as number,
      })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', p.id)
      .execute()
  return parts.map(p => p.request_id)
}

export const partsOf = (ctx: Ctx, batchLineId: string) =>
  ctx.db
    .selectFrom('procurement_request_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('batch_line_id', '=', batchLineId)
    .orderBy('id')
    .forUpdate()
    .execute()

/** The request lines behind a batch line now stand for its price, each for its part. */
async function standFor(ctx: Ctx, batchLineId: string, amountFen: number): Promise<void> {
  const parts = await partsOf(ctx, batchLineId)
  const amounts = byWeight(amountFen, parts.map(openOf))
  for (const [at, p] of parts.entries())
    await ctx.db
      .updateTable('procurement_request_line')
      .set({ standing_fen: amounts[at] as number })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', p.id)
      .execute()
}

async function mustNotBeCounted(ctx: Ctx, orderId: string, action: string): Promise<void> {
  const open = await ctx.db
    .selectFrom('procurement_acceptance')
    .select('no')
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', orderId)
    .where('state', '=', 'signing')
    .executeTakeFirst()
  if (open) throw contract.fail('being_accepted', { no: open.no, action })
}
