import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { RowOf } from '../store.ts'
import type { Category } from '../words.ts'

type Order = RowOf<'procurement_order'>

/** Orders as lists show them, with the money they are paid from and what is wrong with them. */
export async function orderViews(ctx: Ctx, rows: readonly Order[]) {
  const ids = rows.map(row => row.id)
  const wrong = new Map<string, number>()
  const fundings = new Map<string, string>()
  if (ids.length > 0) {
    const open = await ctx.db
      .selectFrom('procurement_mismatch')
      .select(eb => ['order_id', eb.fn.countAll<number>().as('n')])
      .where('school_id', '=', ctx.schoolId)
      .where('order_id', 'in', ids)
      .where('state', '=', 'open')
      .groupBy('order_id')
      .execute()
    for (const row of open) wrong.set(row.order_id, row.n)
    for (const request of await requestsOf(ctx, ids)) {
      const known = fundings.get(request.orderId) ?? ''
      if (request.funding && !known.includes(request.funding))
        fundings.set(request.orderId, [known, request.funding].filter(Boolean).join('、'))
    }
  }
  return rows.map(row => ({
    id: row.id,
    no: row.no,
    state: row.state,
    channel: row.channel,
    category: row.category as Category,
    title: row.title,
    supplierName: row.supplier_name,
    buyerName: row.buyer_name,
    orderedOn: row.ordered_on,
    dueOn: row.due_on,
    portalNo: row.portal_no,
    portalState: row.portal_state,
    contractNo: row.contract_no,
    fundings: fundings.get(row.id) ?? '',
    totalFen: row.total_fen,
    acceptedFen: row.accepted_fen,
    paidFen: row.paid_fen,
    mismatches: wrong.get(row.id) ?? 0,
  }))
}

/** For whom the orders are. */
export async function requestsOf(ctx: Ctx, orderIds: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('procurement_order_line as o')
    .innerJoin('procurement_request_line as l', join =>
      join.onRef('l.school_id', '=', 'o.school_id').onRef('l.batch_line_id', '=', 'o.batch_line_id'),
    )
    .innerJoin('procurement_request as r', join =>
      join.onRef('r.school_id', '=', 'l.school_id').onRef('r.id', '=', 'l.request_id'),
    )
    .select(['o.order_id', 'r.id', 'r.no', 'r.asker_id', 'r.asker_name', 'r.unit_text', 'r.funding'])
    .distinct()
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.order_id', 'in', [...orderIds])
    .orderBy('r.no')
    .execute()
  return rows.map(r => ({
    orderId: r.order_id,
    id: r.id,
    no: r.no,
    askerId: r.asker_id,
    askerName: r.asker_name,
    unitText: r.unit_text,
    funding: r.funding,
  }))
}
