import { sql } from 'kysely'
import { formatFen } from '../../kernel/pure/money.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { AGREEMENT_REF, payableContract } from '../contract/index.ts'
import { type AcceptedOrder, acceptedFor, REQUEST_REF, requestFacts } from '../procurement/index.ts'
import { contract } from './contract.ts'
import { EXEMPT } from './parameters.ts'
import { COUNTED_STATES, dealOut, EXCEPTIONS, type ExceptionCode, plainName } from './rules.ts'
import type { Claim } from './store.ts'

export interface Share {
  lineId: string
  /** The document that held this money until now. */
  from: Ref | null
  fromNo: string
  amountFen: number
}

type Checked = Pick<
  Claim,
  | 'id'
  | 'source'
  | 'order_id'
  | 'order_no'
  | 'contract_id'
  | 'exception'
  | 'amount_fen'
  | 'line_id'
  | 'witness_id'
  | 'handler_id'
>

/**
 * What entitles a claim: an approved request with its acceptance, or a matter that the school lists as exempt.
 * Answers which budget lines pay. Refuses with the paper that is missing.
 */
export async function sharesFor(ctx: Ctx, row: Checked): Promise<Share[]> {
  await onlyOne(ctx, row)
  if (row.source === 'order') return orderShares(ctx, row)
  if (row.source === 'contract') return contractShares(ctx, row)
  await mustBeListed(ctx, row.exception)
  if (!row.line_id) throw contract.fail('needs_line')
  mustHaveWitness(row)
  return [{ lineId: row.line_id, from: null, fromNo: '', amountFen: row.amount_fen }]
}

/** Two claims on one order or contract at once would each not see the other. */
async function onlyOne(ctx: Ctx, row: Checked): Promise<void> {
  const basis = row.order_id ?? row.contract_id
  if (basis)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`claim.basis:${basis}`}, 0))`.execute(ctx.db)
}

export async function mustBeListed(ctx: Ctx, code: ExceptionCode | null): Promise<void> {
  const listed = await readParameter(ctx, EXEMPT)
  if (!code || !listed[code])
    throw contract.fail('not_listed', { kind: code ? EXCEPTIONS[code] : '这类事项' })
}

/** A running contract with enough left beside what other claims ask of it; a witness stands for the acceptor. */
async function contractShares(ctx: Ctx, row: Checked): Promise<Share[]> {
  const facts = await payableContract(ctx, row.contract_id as string, row.amount_fen)
  const { fen } = await ctx.db
    .selectFrom('claim_claim')
    .select(eb => eb.fn.coalesce(eb.fn.sum<string>('amount_fen'), eb.val('0')).as('fen'))
    .where('school_id', '=', ctx.schoolId)
    .where('contract_id', '=', facts.id)
    .where('id', '<>', row.id)
    .where('state', 'in', ['handled', 'accepted', 'approving', 'approved'])
    .executeTakeFirstOrThrow()
  const left = facts.leftFen - Number(fen)
  if (row.amount_fen > left)
    throw contract.fail('over_contract', {
      no: facts.no,
      left: formatFen(Math.max(0, left)),
      amount: formatFen(row.amount_fen),
    })
  const lineId = facts.lineId ?? row.line_id
  if (!lineId) throw contract.fail('needs_line')
  mustHaveWitness(row)
  const from = facts.lineId ? { kind: AGREEMENT_REF, id: facts.id } : null
  return [{ lineId, from, fromNo: facts.no, amountFen: row.amount_fen }]
}

function mustHaveWitness(row: Checked): void {
  if (!row.witness_id) throw contract.fail('needs_witness')
  if (row.witness_id === row.handler_id) throw contract.fail('witness_self')
}

async function orderShares(ctx: Ctx, row: Checked): Promise<Share[]> {
  const order = await payableOrder(ctx, row.order_id as string)
  const claimed = await claimedOn(ctx, order.orderId, row.id)
  if (claimed.total + row.amount_fen > order.acceptedFen)
    throw contract.fail('over_accepted', {
      no: order.orderNo,
      accepted: formatFen(order.acceptedFen),
      claimed: formatFen(claimed.total),
      left: formatFen(Math.max(0, order.acceptedFen - claimed.total)),
      amount: formatFen(row.amount_fen),
    })
  const rooms = order.shares.map(s => s.acceptedFen - (claimed.byRequest.get(s.requestId) ?? 0))
  const parts = dealOut(row.amount_fen, rooms)
  if (!parts) throw contract.fail('no_request', { no: order.orderNo, why: '找不到对应的采购申请' })
  return order.shares.flatMap((share, i) => {
    const amountFen = parts[i] as number
    if (amountFen === 0) return []
    const lineId = share.lineId ?? row.line_id
    if (!lineId) throw contract.fail('needs_line')
    return [{ lineId, from: { kind: REQUEST_REF, id: share.requestId }, fromNo: share.requestNo, amountFen }]
  })
}

/** The order with approved requests and goods accepted, with nothing open about them. */
export async function payableOrder(ctx: Ctx, orderId: string): Promise<AcceptedOrder> {
  const order = await acceptedFor(ctx, orderId)
  if (order.acceptedFen <= 0) throw contract.fail('not_accepted', { no: order.orderNo })
  if (order.mismatchOpen) throw contract.fail('mismatch', { no: order.orderNo })
  if (order.requestIds.length === 0)
    throw contract.fail('no_request', { no: order.orderNo, why: '没有采购申请' })
  for (const id of order.requestIds) {
    const request = await requestFacts(ctx, id)
    if (!request.approved)
      throw contract.fail('no_request', { no: order.orderNo, why: `采购申请 ${request.no} 没有批准` })
  }
  return order
}

/** What other claims have taken of an order, in all and by request. */
export async function claimedOn(
  ctx: Ctx,
  orderId: string,
  except: string,
): Promise<{ total: number; byRequest: Map<string, number> }> {
  const rows = await ctx.db
    .selectFrom('claim_claim as c')
    .innerJoin('claim_share as s', join =>
      join.onRef('s.school_id', '=', 'c.school_id').onRef('s.claim_id', '=', 'c.id'),
    )
    .select(['s.from_id', 's.amount_fen'])
    .where('c.school_id', '=', ctx.schoolId)
    .where('c.order_id', '=', orderId)
    .where('c.id', '<>', except)
    .where('c.state', 'in', COUNTED_STATES)
    .execute()
  const byRequest = new Map<string, number>()
  for (const row of rows)
    if (row.from_id) byRequest.set(row.from_id, (byRequest.get(row.from_id) ?? 0) + row.amount_fen)
  return { total: rows.reduce((sum, row) => sum + row.amount_fen, 0), byRequest }
}

/** Invoices of the claim: there are some, they carry the amount, and the supplier wrote them. */
export async function mustBeInvoiced(ctx: Ctx, row: Claim, supplierName: string | undefined): Promise<void> {
  const invoices = await ctx.db
    .selectFrom('claim_invoice')
    .select(['number', 'seller_name', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', row.id)
    .execute()
  if (invoices.length === 0) throw contract.fail('needs_invoice')
  const sum = invoices.reduce((total, i) => total + i.amount_fen, 0)
  if (sum < row.amount_fen)
    throw contract.fail('invoice_short', { invoices: formatFen(sum), amount: formatFen(row.amount_fen) })
  const strange =
    supplierName === undefined
      ? undefined
      : invoices.find(i => plainName(i.seller_name) !== plainName(supplierName))
  if (strange)
    throw contract.fail('other_seller', { seller: strange.seller_name, supplier: supplierName ?? '' })
}
