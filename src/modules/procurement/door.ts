import { type Selectable, sql } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { recordPayment, reversePayment } from '../contract/index.ts'
import { contract } from './contract.ts'
import type { RequestState } from './machines.ts'
import { byWeight, cameBack } from './rules.ts'

/** The money of a request is committed under this document: `{ kind: REQUEST_REF, id }`. */
export const REQUEST_REF = 'procurement.request'
export const ORDER_REF = 'procurement.order'

export interface RequestFacts {
  id: string
  no: string
  title: string
  state: RequestState
  /** Approved, and not called off since. */
  approved: boolean
  askerId: string
  askerName: string
  unitId: string | null
  unitText: string
  /** The budget line that holds the money. */
  lineId: string | null
  funding: string
  amountFen: number
  committedFen: number
}

const APPROVED: readonly RequestState[] = ['approved', 'buying', 'done']

/** What others must know of a request; 404 where there is none. */
export async function requestFacts(ctx: Ctx, id: string): Promise<RequestFacts> {
  const facts = (await requestsFacts(ctx, [id])).get(id)
  if (!facts) throw notFound()
  return facts
}

/** The same of many, in one statement. */
export async function requestsFacts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, RequestFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('procurement_request')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, toRequestFacts(row)]))
}

export const toRequestFacts = (row: Selectable<Tables['procurement_request']>): RequestFacts => ({
  id: row.id,
  no: row.no,
  title: row.title,
  state: row.state,
  approved: APPROVED.includes(row.state),
  askerId: row.asker_id,
  askerName: row.asker_name,
  unitId: row.unit_id,
  unitText: row.unit_text,
  lineId: row.line_id,
  funding: row.funding,
  amountFen: row.amount_fen,
  committedFen: row.committed_fen,
})

export interface AcceptedOrder {
  orderId: string
  orderNo: string
  title: string
  supplierId: string
  supplierName: string
  buyerId: string
  buyerName: string
  contractId: string | null
  contractNo: string
  /** All who signed an acceptance that counts. */
  acceptorIds: string[]
  requestIds: string[]
  /** Lines with something accepted; `amountFen` is price × accepted quantity in whole fen. */
  lines: {
    id: string
    name: string
    measure: string
    acceptedQty: number
    priceFen: number
    amountFen: number
  }[]
  /** What was accepted, less what was taken off its price: no more may be paid. */
  acceptedFen: number
  deductedFen: number
  paidFen: number
  /** For whom it was, with their budget lines; the amounts add up to acceptedFen. */
  shares: { requestId: string; requestNo: string; lineId: string | null; acceptedFen: number }[]
  /** Something differs from the paper and is not settled: nothing is paid. */
  mismatchOpen: boolean
}

/** What has been accepted on an order; 404 where there is none. */
export async function acceptedFor(ctx: Ctx, orderId: string): Promise<AcceptedOrder> {
  const order = await ctx.db
    .selectFrom('procurement_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', orderId)
    .executeTakeFirst()
  if (!order) throw notFound()
  const lines = await ctx.db
    .selectFrom('procurement_order_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', orderId)
    .where('accepted', '>', '0')
    .orderBy('sort')
    .execute()
  const acceptors = await ctx.db
    .selectFrom('procurement_acceptance_member as m')
    .innerJoin('procurement_acceptance as a', join =>
      join.onRef('a.school_id', '=', 'm.school_id').onRef('a.id', '=', 'm.acceptance_id'),
    )
    .select('m.person_id')
    .distinct()
    .where('m.school_id', '=', ctx.schoolId)
    .where('a.order_id', '=', orderId)
    .where('a.state', '=', 'accepted')
    .execute()
  const acceptedFen = order.accepted_fen - order.deducted_fen
  const shares = await sharesOf(ctx, orderId)
  return {
    orderId,
    orderNo: order.no,
    title: order.title,
    supplierId: order.supplier_id,
    supplierName: order.supplier_name,
    buyerId: order.buyer_id,
    buyerName: order.buyer_name,
    contractId: order.contract_id,
    contractNo: order.contract_no,
    acceptorIds: acceptors.map(a => a.person_id),
    requestIds: shares.map(share => share.requestId),
    lines: lines.map(line => ({
      id: line.id,
      name: line.name,
      measure: line.measure,
      acceptedQty: Number(line.accepted),
      priceFen: line.price_fen,
      amountFen: line.accepted_fen,
    })),
    acceptedFen,
    deductedFen: order.deducted_fen,
    paidFen: order.paid_fen,
    shares,
    mismatchOpen: (await openMismatches(ctx, orderId)) > 0,
  }
}

export interface OrderToClaim {
  orderId: string
  orderNo: string
  title: string
  supplierId: string
  supplierName: string
  orderedOn: string
  acceptedFen: number
  paidFen: number
  mismatchOpen: boolean
}

/** Orders with goods accepted and not yet paid in full, oldest first. */
export async function ordersToClaim(ctx: Ctx, limit = 200): Promise<OrderToClaim[]> {
  const rows = await ctx.db
    .selectFrom('procurement_order as o')
    .selectAll('o')
    .select(eb =>
      eb
        .exists(
          eb
            .selectFrom('procurement_mismatch as m')
            .select('m.id')
            .whereRef('m.school_id', '=', 'o.school_id')
            .whereRef('m.order_id', '=', 'o.id')
            .where('m.state', '=', 'open'),
        )
        .as('mismatch'),
    )
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.accepted_fen', '>', 0)
    .where(sql<boolean>`o.paid_fen < o.accepted_fen - o.deducted_fen`)
    .orderBy('o.ordered_on')
    .orderBy('o.id')
    .limit(limit)
    .execute()
  return rows.map(row => ({
    orderId: row.id,
    orderNo: row.no,
    title: row.title,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    orderedOn: row.ordered_on,
    acceptedFen: row.accepted_fen - row.deducted_fen,
    paidFen: row.paid_fen,
    mismatchOpen: Boolean(row.mismatch),
  }))
}

export interface Payment {
  orderId: string
  /** Negative where a payment came back. */
  amountFen: number
  document: Ref
  no: string
  day: string
}

/**
 * Whoever pays an order says so in the same transaction; one document counts once. Refused:
 * 'procurement.mismatch_open', 'procurement.overpaid', 404.
 */
export async function notePayment(ctx: Ctx, payment: Payment): Promise<void> {
  const order = await ctx.db
    .selectFrom('procurement_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', payment.orderId)
    .forUpdate()
    .executeTakeFirst()
  if (!order) throw notFound()
  if (payment.amountFen > 0) await mustBePayable(ctx, order.id, payment.amountFen)
  const noted = await ctx.db
    .insertInto('procurement_payment')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      order_id: order.id,
      document_kind: payment.document.kind,
      document_id: payment.document.id,
      document_no: payment.no,
      amount_fen: payment.amountFen,
      paid_on: payment.day,
      created_at: ctx.now,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  if (Number(noted.numInsertedOrUpdatedRows) === 0) return
  await ctx.db
    .updateTable('procurement_order')
    .set(eb => ({ paid_fen: eb('paid_fen', '+', payment.amountFen), updated_at: ctx.now }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', order.id)
    .execute()
  if (order.contract_id) await tellContract(ctx, order.contract_id, payment)
}

/** The contract that the order was placed under counts the payment as its own. */
async function tellContract(ctx: Ctx, contractId: string, payment: Payment): Promise<void> {
  const { amountFen, document, no, day } = payment
  const draws = { kind: ORDER_REF, id: payment.orderId }
  if (amountFen > 0) {
    await recordPayment(ctx, { contractId, amountFen, document, no, day, draws })
    return
  }
  const rows = await ctx.db
    .selectFrom('procurement_payment')
    .select(['document_kind', 'document_id', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', payment.orderId)
    .orderBy('id')
    .execute()
  const back = cameBack(rows.map(row => row.amount_fen))
  const paid = back === undefined ? undefined : rows[back]
  if (paid)
    await reversePayment(ctx, {
      contractId,
      document: { kind: paid.document_kind, id: paid.document_id },
      by: document,
      no,
      day,
      reason: `${no} 退回`,
    })
}

/** Refuses where so much more may not be paid on the order, and says why. */
export async function mustBePayable(ctx: Ctx, orderId: string, amountFen: number): Promise<void> {
  const order = await ctx.db
    .selectFrom('procurement_order')
    .select(['no', 'accepted_fen', 'deducted_fen', 'paid_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', orderId)
    .executeTakeFirst()
  if (!order) throw notFound()
  const count = await openMismatches(ctx, orderId)
  if (count > 0) throw contract.fail('mismatch_open', { no: order.no, count })
  const payable = order.accepted_fen - order.deducted_fen
  if (order.paid_fen + amountFen > payable)
    throw contract.fail('overpaid', {
      no: order.no,
      payable: formatFen(payable),
      paid: formatFen(order.paid_fen),
      amount: formatFen(amountFen),
    })
}

async function openMismatches(ctx: Ctx, orderId: string): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('procurement_mismatch')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', orderId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return count
}

/**
 * The accepted amount dealt out over the requests, line by line, by what came of each; a deduction is borne by those
 * whose goods it was about.
 */
async function sharesOf(ctx: Ctx, orderId: string): Promise<AcceptedOrder['shares']> {
  const rows = await ctx.db
    .selectFrom('procurement_order_line as o')
    .innerJoin('procurement_request_line as l', join =>
      join.onRef('l.school_id', '=', 'o.school_id').onRef('l.batch_line_id', '=', 'o.batch_line_id'),
    )
    .innerJoin('procurement_request as r', join =>
      join.onRef('r.school_id', '=', 'l.school_id').onRef('r.id', '=', 'l.request_id'),
    )
    .select(['o.id as order_line_id', 'o.accepted_fen', 'o.deducted_fen'])
    .select(['r.id', 'r.no', 'r.line_id', 'l.accepted'])
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.order_id', '=', orderId)
    .orderBy('r.no')
    .orderBy('l.id')
    .execute()
  const shares = new Map<string, AcceptedOrder['shares'][number]>()
  for (const lineId of new Set(rows.map(row => row.order_line_id))) {
    const parts = rows.filter(row => row.order_line_id === lineId)
    const [first] = parts
    const amounts = byWeight(
      (first?.accepted_fen ?? 0) - (first?.deducted_fen ?? 0),
      parts.map(part => Number(part.accepted)),
    )
    for (const [at, part] of parts.entries()) {
      const known = shares.get(part.id)?.acceptedFen ?? 0
      shares.set(part.id, {
        requestId: part.id,
        requestNo: part.no,
        lineId: part.line_id,
        acceptedFen: known + (amounts[at] as number),
      })
    }
  }
  return [...shares.values()].sort((a, b) => (a.requestNo < b.requestNo ? -1 : 1))
}
