import { type ExpressionBuilder, sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { refKey } from '../../../kernel/pure/ref.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, hasRole, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { Tables } from '../../../kernel/server/tables.ts'
import { listFor } from '../../../mechanisms/attachment/index.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { type contract, procurement } from '../contract.ts'
import { ORDER_REF } from '../door.ts'
import { orderMachine } from '../machines.ts'
import { isFixed } from '../operations/low-value.ts'
import { COMMITTEE } from '../parameters.ts'
import { WATCHERS } from '../roles.ts'
import { tidyQuantity } from '../rules.ts'
import { eventsOf, type RowOf, read } from '../store.ts'
import type { Category } from '../words.ts'
import { acceptanceRows } from './acceptances.ts'
import { likeText } from './like.ts'
import { mismatchViews } from './mismatches.ts'
import { orderViews, requestsOf } from './order-views.ts'

type H = Handlers<typeof contract>
type Order = RowOf<'procurement_order'>
export type OrderFilter = Omit<ParsedOf<typeof procurement.orders>, 'cursor' | 'limit'>

export const orders: H['orders'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  let select = ctx.db
    .selectFrom('procurement_order')
    .selectAll()
    .where(eb => matches(eb, ctx, input))
    .orderBy('ordered_on', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
  if (after) select = select.where(sql<boolean>`(ordered_on, id) < (${after[0]}::date, ${after[1]}::uuid)`)
  const page = pageFrom(await select.execute(), input.limit, row => [row.ordered_on, row.id])
  const totals = await ctx.db
    .selectFrom('procurement_order')
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      sql<string>`coalesce(sum(total_fen - called_off_fen), 0)`.as('sum'),
      eb.fn.coalesce(eb.fn.sum<string>('accepted_fen'), eb.lit(0)).as('accepted'),
    ])
    .where(eb => matches(eb, ctx, input))
    .executeTakeFirstOrThrow()
  return {
    rows: await orderViews(ctx, page.rows),
    next: page.next,
    total: totals.total,
    totalFen: Number(totals.sum),
    acceptedFen: Number(totals.accepted),
  }
}

function matches(eb: ExpressionBuilder<Tables, 'procurement_order'>, ctx: Ctx, filter: OrderFilter) {
  const all = [eb('school_id', '=', ctx.schoolId)]
  if (filter.states?.length) all.push(eb('state', 'in', filter.states))
  if (filter.channel) all.push(eb('channel', '=', filter.channel))
  if (filter.portalStates?.length) all.push(eb('portal_state', 'in', filter.portalStates))
  if (filter.contractId) all.push(eb('contract_id', '=', filter.contractId))
  if (filter.supplierId) all.push(eb('supplier_id', '=', filter.supplierId))
  if (filter.late) all.push(eb('state', 'in', ['ordered', 'partly']), eb('due_on', '<', ctx.today))
  if (filter.category) all.push(eb('category', '=', filter.category))
  if (filter.from) all.push(eb('ordered_on', '>=', filter.from))
  if (filter.to) all.push(eb('ordered_on', '<=', filter.to))
  if (filter.search) {
    const like = likeText(filter.search)
    all.push(
      eb.or([
        eb('no', 'ilike', like),
        eb('title', 'ilike', like),
        eb('supplier_name', 'ilike', like),
        eb('portal_no', 'ilike', like),
        eb('contract_no', 'ilike', like),
      ]),
    )
  }
  return eb.and(all)
}

export const getOrder: H['getOrder'] = async (ctx, input) => {
  const order = await read(ctx, 'procurement_order', input.id)
  const requests = await requestsOf(ctx, [order.id])
  const me = userOf(ctx)?.personId
  const acceptances = await acceptanceRows(ctx, { orderId: order.id })
  const mine =
    requests.some(r => r.askerId === me) || acceptances.some(a => a.members.some(m => m.personId === me))
  if (!mine && !hasRole(ctx, ...WATCHERS)) throw notFound()
  const lines = await ctx.db
    .selectFrom('procurement_order_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', order.id)
    .orderBy('sort')
    .execute()
  const batch = await read(ctx, 'procurement_batch', order.batch_id)
  const sheet = order.sheet_id ? await read(ctx, 'procurement_sheet', order.sheet_id) : undefined
  const payments = await ctx.db
    .selectFrom('procurement_payment')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', order.id)
    .orderBy('id')
    .execute()
  const [view] = await orderViews(ctx, [order])
  const ref = { kind: ORDER_REF, id: order.id }
  const { from, members } = await readParameter(ctx, COMMITTEE)
  return {
    ...(view as NonNullable<typeof view>),
    version: order.version,
    batchId: batch.id,
    batchNo: batch.no,
    sheetId: order.sheet_id,
    sheetNo: sheet?.no ?? '',
    supplierId: order.supplier_id,
    contractId: order.contract_id,
    portalName: order.portal_name,
    placeText: order.place_text,
    note: order.note,
    calledOffFen: order.called_off_fen,
    deductedFen: order.deducted_fen,
    lines: await inTurn(lines, async l => ({
      id: l.id,
      itemId: l.item_id,
      name: l.name,
      spec: l.spec,
      brand: l.brand,
      measure: l.measure,
      quantity: Number(l.quantity),
      priceFen: l.price_fen,
      amountFen: l.amount_fen,
      target: l.target,
      counted: Number(l.counted),
      accepted: Number(l.accepted),
      rejected: Number(l.rejected),
      calledOff: Number(l.called_off),
      open: tidyQuantity(Number(l.quantity) - Number(l.accepted) - Number(l.counted) - Number(l.called_off)),
      fixed: await isFixed(ctx, l, order.category as Category, Math.floor(Number(l.quantity))),
    })),
    requests: requests.map(({ id, no, askerName, unitText }) => ({ id, no, askerName, unitText })),
    acceptances,
    mismatchRows: await mismatchViews(ctx, { orderId: order.id }),
    payments: payments.map(p => ({ no: p.document_no, amountFen: p.amount_fen, paidOn: p.paid_on })),
    files: (await listFor(ctx, [ref])).get(refKey(ref)) ?? [],
    events: await eventsOf(ctx, order.id),
    actions: actionsFor(ctx, order, { bought: [order.buyer_id, batch.buyer_id], mine }),
    committee: { fromFen: from * 100, members },
  }
}

/** One after the other: a transaction has one connection. */
async function inTurn<A, B>(rows: readonly A[], make: (row: A) => Promise<B>): Promise<B[]> {
  const made: B[] = []
  for (const row of rows) made.push(await make(row))
  return made
}

function actionsFor(ctx: Ctx, order: Order, more: { bought: readonly string[]; mine: boolean }): Actions {
  const actions: Actions = {}
  const me = userOf(ctx)?.personId ?? ''
  const put = (key: string, operation: { id: string }, ok: boolean, why?: string): void => {
    if (ctx.may(operation) && ok) actions[key] = why ? { allowed: false, why } : { allowed: true }
  }
  const receives =
    hasRole(ctx, 'storekeeper', 'asset_keeper', 'director', 'clerk', 'auditor', 'buyer') || more.mine
  put(
    'receive',
    procurement.receive,
    receives && mayTransit(orderMachine, 'receive', order.state),
    more.bought.includes(me) ? '经办采购的人不能验收' : undefined,
  )
  put(
    'trackPortal',
    procurement.trackPortal,
    order.channel === 'portal' && mayTransit(orderMachine, 'track', order.state),
  )
  put('cancelRest', procurement.cancelRest, mayTransit(orderMachine, 'cancelRest', order.state))
  put('cancelOrder', procurement.cancelOrder, mayTransit(orderMachine, 'cancel', order.state))
  put('noteMismatch', procurement.noteMismatch, order.state !== 'cancelled')
  return actions
}
