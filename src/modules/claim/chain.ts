import { dayIn } from '../../kernel/server/clock.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { entriesOf } from '../../mechanisms/ledger/index.ts'
import { signaturesOf } from '../../mechanisms/signature/index.ts'
import { contractNodes } from './chain-contract.ts'
import { goodsPapers } from './chain-goods.ts'
import { absent, approvalPaper, paper } from './chain-node.ts'
import { DUTIES, EXCEPTIONS, METHODS } from './rules.ts'
import type { ChainNode } from './shapes.ts'
import type { Claim } from './store.ts'
import { refOf } from './store.ts'

const APPROVED: readonly Claim['state'][] = ['approved', 'paid', 'booked']

/**
 * From the request to the entries, each paper in its order; one that should be there and is not is shown as
 * missing. It is read as the system: whoever may see the claim sees what it rests on.
 */
export async function chainFor(ctx: Ctx, row: Claim): Promise<ChainNode[]> {
  return ctx.asSystem('单据链', async system => [
    ...(await basisNodes(system, row)),
    ...(await invoiceNodes(system, row)),
    await signatureNode(system, row),
    await approvalPaper(system, refOf(row), {
      kind: '报销审批',
      no: row.no,
      amountFen: row.amount_fen,
      approved: APPROVED.includes(row.state),
    }),
    ...(await paymentNodes(system, row)),
    ...(await entryNodes(system, row)),
  ])
}

async function basisNodes(ctx: Ctx, row: Claim): Promise<ChainNode[]> {
  if (row.order_id) return goodsPapers(ctx, row.order_id)
  if (row.contract_id) return contractNodes(ctx, row.contract_id)
  const matter = row.exception ? EXCEPTIONS[row.exception] : ''
  return [
    paper({
      key: 'exception',
      kind: '免申请事项',
      sentence: `${matter}列在学校的免申请事项里，凭发票和证明人签字，由校长审批`,
      who: row.witness_name && `证明人 ${row.witness_name}`,
    }),
  ]
}

async function invoiceNodes(ctx: Ctx, row: Claim): Promise<ChainNode[]> {
  const invoices = await ctx.db
    .selectFrom('claim_invoice')
    .select(['id', 'number', 'seller_name', 'issued_on', 'amount_fen', 'entered_name'])
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', row.id)
    .orderBy('issued_on')
    .orderBy('id')
    .execute()
  if (invoices.length === 0) return [absent('invoice', '发票', '没有发票')]
  return invoices.map(i =>
    paper({
      key: `invoice:${i.id}`,
      kind: '发票',
      no: i.number,
      sentence: `${i.seller_name}，抬头税号相符，号码未重复`,
      who: `登记 ${i.entered_name}`,
      on: i.issued_on,
      href: `/invoices?q=${i.number}`,
      amountFen: i.amount_fen,
    }),
  )
}

/** Three persons, each in another capacity; fewer is shown as missing, with who is still to sign. */
async function signatureNode(ctx: Ctx, row: Claim): Promise<ChainNode> {
  const marks = await signaturesOf(ctx, [refOf(row)])
  const given = Object.values(DUTIES).flatMap(duty => marks.filter(mark => mark.duty === duty))
  const missing = Object.values(DUTIES).filter(duty => !marks.some(mark => mark.duty === duty))
  const label = (duty: string): string => (duty === DUTIES.acceptor && !row.order_id ? '证明人' : duty)
  const signed = given.map(mark => `${label(mark.duty)} ${mark.name}`).join('、')
  const last = given.at(-1)?.signedAt
  const node = paper({
    key: 'signatures',
    kind: '三人签字',
    sentence: [signed, missing.length > 0 && `还差${missing.map(label).join('、')}签字`]
      .filter(Boolean)
      .join('；'),
    on: last ? dayIn(ctx.zone, last) : null,
  })
  return { ...node, present: missing.length === 0 }
}

async function paymentNodes(ctx: Ctx, row: Claim): Promise<ChainNode[]> {
  const payments = await paymentsOf(ctx, row.id)
  const nodes = payments.map(p =>
    paper({
      key: `payment:${p.id}`,
      kind: p.amount_fen < 0 ? '冲销付款' : '付款',
      no: p.no,
      sentence:
        p.amount_fen < 0
          ? p.reason
          : [METHODS[p.method], `付${row.payee}`, p.slip_no && `回单 ${p.slip_no}`]
              .filter(Boolean)
              .join('，'),
      who: `出纳 ${p.paid_name}`,
      on: p.day,
      amountFen: p.amount_fen,
    }),
  )
  return nodes.length > 0 ? nodes : [absent('payment', '付款', '还没有付款')]
}

/** The voucher, and the entries of the budget book that it made, those taken back included. */
async function entryNodes(ctx: Ctx, row: Claim): Promise<ChainNode[]> {
  const nodes: ChainNode[] = [
    row.booked_on
      ? paper({
          key: 'booked',
          kind: '记账',
          no: row.voucher_no,
          sentence: '已列支预算',
          who: `会计 ${row.booked_name}`,
          on: row.booked_on,
          amountFen: row.amount_fen,
        })
      : absent('booked', '记账', '还没有记账'),
  ]
  for (const payment of await paymentsOf(ctx, row.id)) {
    for (const entry of await entriesOf(ctx, { kind: 'claim.payment', id: payment.id }))
      nodes.push(
        paper({
          key: `entry:${entry.entryId}`,
          kind: '分录',
          no: entry.no ?? '未编号',
          sentence: [
            `预算账 ${entry.note}`,
            entry.no === null && '月末结账时编号',
            entry.reversedBy && '已冲销',
          ]
            .filter(Boolean)
            .join('，'),
          on: entry.day,
          href: `/ledger/entries/${entry.entryId}`,
          amountFen: payment.amount_fen,
        }),
      )
  }
  return nodes
}

const paymentsOf = (ctx: Ctx, claimId: string) =>
  ctx.db
    .selectFrom('claim_payment')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', claimId)
    .orderBy('id')
    .execute()
