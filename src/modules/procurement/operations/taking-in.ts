import { addDays, addMonths, firstOfMonth, minDay, monthOf } from '../../../kernel/pure/calendar/day.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { type AcceptedLine, registerAccepted } from '../../asset/index.ts'
import { receiveAccepted } from '../../stock/index.ts'
import { recordDelivery } from '../../supplier/index.ts'
import { dealOut, deliveryMarks, tidyQuantity } from '../rules.ts'
import { change, lock, type RowOf } from '../store.ts'
import { CATEGORIES, type Category } from '../words.ts'
import { countBack, finishRequests } from './finishing.ts'
import { DEPRECIATED_AS } from './low-value.ts'
import { partsOf } from './ordering.ts'

type Acceptance = RowOf<'procurement_acceptance'>
type Line = RowOf<'procurement_acceptance_line'>
type OrderLine = RowOf<'procurement_order_line'>
type Order = RowOf<'procurement_order'>

interface Taken {
  line: Line
  bought: OrderLine
  shares: { requestId: string; quantity: number }[]
}

/**
 * The committee has signed: the order counts what came, the requests get theirs, goods go onto the shelf or
 * onto cards, and the supplier is marked. All of it or none.
 */
export async function takeIn(ctx: Ctx, row: Acceptance, lines: readonly Line[]): Promise<void> {
  const order = await lock(ctx, 'procurement_order', row.order_id)
  const taken: Taken[] = []
  for (const line of lines) taken.push(await takeLine(ctx, line))
  await toStores(ctx, row, order, taken)
  await toCards(ctx, row, order, taken)
  await countOrder(ctx, row, order)
  await finishRequests(
    ctx,
    taken.flatMap(t => t.shares.map(s => s.requestId)),
  )
  await markSupplier(ctx, row, order, taken)
}

async function takeLine(ctx: Ctx, line: Line): Promise<Taken> {
  await countBack(ctx, line, { rejected: Number(line.rejected) })
  const bought = await ctx.db
    .updateTable('procurement_order_line')
    .set(eb => ({
      accepted: eb('accepted', '+', line.accepted),
      accepted_fen: eb('accepted_fen', '+', line.amount_fen),
      ...(line.item_id ? { item_id: line.item_id } : {}),
    }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', line.order_line_id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const parts = await partsOf(ctx, bought.batch_line_id)
  const dealt = dealOut(
    Number(line.accepted),
    parts.map(p => ({
      id: p.id,
      open: tidyQuantity(Number(p.quantity) - Number(p.accepted) - Number(p.called_off)),
    })),
  )
  for (const share of dealt)
    await ctx.db
      .updateTable('procurement_request_line')
      .set(eb => ({ accepted: eb('accepted', '+', String(share.quantity)) }))
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', share.id)
      .execute()
  const byLine = new Map(parts.map(p => [p.id, p.request_id]))
  return {
    line,
    bought,
    shares: dealt.map(s => ({ requestId: byLine.get(s.id) as string, quantity: s.quantity })),
  }
}

const refOf = (row: Acceptance) => ({ kind: 'procurement.acceptance', id: row.id })

async function toStores(ctx: Ctx, row: Acceptance, order: Order, taken: readonly Taken[]): Promise<void> {
  const lines = taken
    .filter(t => t.line.target === 'store' && Number(t.line.accepted) > 0)
    .map(t => ({
      itemId: t.line.item_id as string,
      quantity: Number(t.line.accepted),
      priceFen: t.bought.price_fen,
    }))
  if (lines.length === 0) return
  await ctx.asSystem('验收入库', system =>
    receiveAccepted(system, {
      document: refOf(row),
      no: row.no,
      storeId: row.store_id as string,
      supplierId: order.supplier_id,
      day: ctx.today,
      lines,
    }),
  )
}

async function toCards(ctx: Ctx, row: Acceptance, order: Order, taken: readonly Taken[]): Promise<void> {
  const cards = taken.filter(t => t.line.target === 'asset' && Number(t.line.accepted) > 0)
  if (cards.length === 0) return
  const lines: AcceptedLine[] = []
  for (const t of cards)
    for (const share of t.shares) {
      const request = await lock(ctx, 'procurement_request', share.requestId)
      const months = t.bought.warranty_months
      lines.push({
        name: t.bought.name,
        ...classOf(t.bought.class_code, order.category),
        spec: t.bought.spec,
        brand: t.line.found || t.bought.brand,
        measure: t.bought.measure,
        quantity: share.quantity,
        priceFen: t.bought.price_fen,
        unitId: request.unit_id,
        placeId: request.place_id,
        keeperId: request.asker_id,
        supplierId: order.supplier_id,
        supplierText: order.supplier_name,
        warrantyUntil: months ? monthsLater(ctx.today, months) : null,
        bulkReason: t.line.card_reason || undefined,
      })
    }
  await ctx.asSystem('验收建卡', system =>
    registerAccepted(system, { document: refOf(row), no: row.no, day: ctx.today, lines }),
  )
}

/**
 * The class that was asked for; where none was, the category that such purchases mostly are depreciated by,
 * said on the card, since only whoever keeps the register can know it.
 */
function classOf(
  code: string,
  category: Order['category'],
): Pick<AcceptedLine, 'classCode' | 'classEdition' | 'category' | 'note'> {
  if (code) return { classCode: code, classEdition: '2022' }
  return {
    category: DEPRECIATED_AS[category as Category],
    note: `折旧类别按采购品目“${CATEGORIES[category as Category]}”暂定，请核对并补分类代码`,
  }
}

/** The same day so many months on; the last of the month where it has no such day. */
function monthsLater(day: string, months: number): string {
  const month = addMonths(monthOf(day), months)
  return minDay(`${month}-${day.slice(8)}`, addDays(firstOfMonth(addMonths(month, 1)), -1))
}

async function countOrder(ctx: Ctx, row: Acceptance, order: Order): Promise<void> {
  const lines = await ctx.db
    .selectFrom('procurement_order_line')
    .select(['quantity', 'accepted', 'called_off', 'accepted_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', order.id)
    .execute()
  const whole = lines.every(l => Number(l.accepted) + Number(l.called_off) >= Number(l.quantity))
  const some = lines.some(l => Number(l.accepted) > 0)
  const state = whole ? 'received' : some ? 'partly' : order.state
  await change(ctx, 'procurement_order', order, state, {
    action: '验收',
    note: row.no,
    set: { accepted_fen: lines.reduce((sum, l) => sum + l.accepted_fen, 0) },
  })
}

async function markSupplier(ctx: Ctx, row: Acceptance, order: Order, taken: readonly Taken[]): Promise<void> {
  const sheet = order.sheet_id ? await lock(ctx, 'procurement_sheet', order.sheet_id) : undefined
  const marks = deliveryMarks({
    ordered: taken.reduce((sum, t) => sum + Number(t.bought.quantity), 0),
    delivered: taken.reduce((sum, t) => sum + Number(t.line.delivered), 0),
    rejected: taken.reduce((sum, t) => sum + Number(t.line.rejected), 0),
    dueOn: order.due_on,
    arrivedOn: row.arrived_on,
    placeOk: row.place_ok,
    paidFen: order.total_fen,
    referenceFen: sheet?.mean_fen ?? null,
  })
  await recordDelivery(ctx, {
    supplierId: order.supplier_id,
    document: refOf(row),
    documentNo: row.no,
    deliveredOn: row.arrived_on,
    ...marks,
  })
}
