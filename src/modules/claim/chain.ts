import { refKey } from '../../kernel/pure/ref.ts'
import { dayIn } from '../../kernel/server/clock.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { chainOf } from '../../mechanisms/approval/index.ts'
import { acceptedFor, REQUEST_REF, requestFacts } from '../procurement/index.ts'
import type { ChainNode } from './shapes.ts'
import type { Claim } from './store.ts'
import { refOf } from './store.ts'

/**
 * From the request to the payment, each paper in its order; one that should be there and is not is shown as
 * missing. It is read as the system: whoever may see the claim sees what it rests on.
 */
export async function chainFor(ctx: Ctx, row: Claim): Promise<ChainNode[]> {
  return ctx.asSystem('单据链', async system => [
    ...(row.order_id ? await purchase(system, row.order_id) : []),
    ...(row.contract_id ? [contractNode(row)] : []),
    ...(row.source === 'exception' ? [] : []),
    ...(await invoiceNodes(system, row)),
    await approvalNode(system, row),
    ...(await paymentNodes(system, row)),
  ])
}

async function purchase(ctx: Ctx, orderId: string): Promise<ChainNode[]> {
  const order = await acceptedFor(ctx, orderId)
  const nodes: ChainNode[] = []
  for (const id of order.requestIds) {
    const request = await requestFacts(ctx, id)
    nodes.push({
      key: refKey({ kind: REQUEST_REF, id }),
      kind: '采购申请',
      no: request.no,
      sentence: request.title,
      who: request.askerName,
      on: null,
      href: `/procurement/requests/${id}`,
      amountFen: request.amountFen,
      present: true,
    })
    const chain = await chainOf(ctx, { kind: REQUEST_REF, id })
    nodes.push({
      key: `approval:${id}`,
      kind: '申请审批',
      no: request.no,
      sentence: request.approved ? '已批准' : '没有批准',
      who: (chain?.steps ?? [])
        .flatMap(step => step.seats.filter(seat => seat.decidedAt).map(seat => seat.name))
        .join('、'),
      on: null,
      href: `/procurement/requests/${id}`,
      amountFen: null,
      present: request.approved,
    })
  }
  if (nodes.length === 0) nodes.push(absent('request', '采购申请', '没有采购申请'))
  nodes.push({
    key: `order:${orderId}`,
    kind: '采购单',
    no: order.orderNo,
    sentence: `${order.title}，${order.supplierName}`,
    who: order.buyerName,
    on: null,
    href: `/procurement/orders/${orderId}`,
    amountFen: order.acceptedFen,
    present: true,
  })
  nodes.push(
    order.acceptedFen > 0
      ? {
          key: `accepted:${orderId}`,
          kind: '验收',
          no: order.orderNo,
          sentence: order.lines.map(l => `${l.name} ${l.acceptedQty}${l.measure}`).join('、'),
          who: '',
          on: null,
          href: `/procurement/orders/${orderId}`,
          amountFen: order.acceptedFen,
          present: true,
        }
      : absent('acceptance', '验收', '还没有验收'),
  )
  return nodes
}

const contractNode = (row: Claim): ChainNode => ({
  key: `contract:${row.contract_id}`,
  kind: '合同',
  no: row.contract_no,
  sentence: row.payee,
  who: '',
  on: null,
  href: `/contracts/${row.contract_id}`,
  amountFen: null,
  present: true,
})

async function invoiceNodes(ctx: Ctx, row: Claim): Promise<ChainNode[]> {
  const invoices = await ctx.db
    .selectFrom('claim_invoice')
    .select(['id', 'number', 'seller_name', 'issued_on', 'amount_fen', 'entered_name'])
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', row.id)
    .orderBy('issued_on')
    .execute()
  if (invoices.length === 0) return [absent('invoice', '发票', '没有发票')]
  return invoices.map(i => ({
    key: `invoice:${i.id}`,
    kind: '发票',
    no: i.number,
    sentence: i.seller_name,
    who: i.entered_name,
    on: i.issued_on,
    href: `/invoices?q=${i.number}`,
    amountFen: i.amount_fen,
    present: true,
  }))
}

async function approvalNode(ctx: Ctx, row: Claim): Promise<ChainNode> {
  const chain = await chainOf(ctx, refOf(row))
  const decided = (chain?.steps ?? []).flatMap(step => step.seats.filter(seat => seat.decidedAt))
  const last = decided.at(-1)?.decidedAt
  if (!chain || !['approved', 'paid', 'booked'].includes(row.state))
    return absent('approval', '报销审批', chain && row.state === 'approving' ? '审批中' : '还没有批准')
  return {
    key: 'approval',
    kind: '报销审批',
    no: row.no,
    sentence: '已批准',
    who: decided.map(seat => seat.name).join('、'),
    on: last ? dayIn(ctx.zone, last) : null,
    href: null,
    amountFen: row.amount_fen,
    present: true,
  }
}

async function paymentNodes(ctx: Ctx, row: Claim): Promise<ChainNode[]> {
  const payments = await ctx.db
    .selectFrom('claim_payment')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', row.id)
    .orderBy('id')
    .execute()
  const nodes: ChainNode[] = payments.map(p => ({
    key: `payment:${p.id}`,
    kind: p.amount_fen < 0 ? '冲销付款' : '付款',
    no: p.no,
    sentence: p.amount_fen < 0 ? p.reason : p.slip_no ? `回单 ${p.slip_no}` : row.payee,
    who: p.paid_name,
    on: p.day,
    href: null,
    amountFen: p.amount_fen,
    present: true,
  }))
  if (nodes.length === 0) nodes.push(absent('payment', '付款', '还没有付款'))
  if (row.booked_on)
    nodes.push({
      key: 'booked',
      kind: '记账',
      no: row.voucher_no,
      sentence: '已列支预算',
      who: row.booked_name,
      on: row.booked_on,
      href: `/books/budget`,
      amountFen: row.amount_fen,
      present: true,
    })
  else nodes.push(absent('booked', '记账', '还没有记账'))
  return nodes
}

const absent = (key: string, kind: string, sentence: string): ChainNode => ({
  key,
  kind,
  no: '',
  sentence,
  who: '',
  on: null,
  href: null,
  amountFen: null,
  present: false,
})
