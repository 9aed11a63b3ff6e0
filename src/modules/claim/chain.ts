import { refKey } from '../../kernel/pure/ref.ts'
import { dayIn } from '../../kernel/server/clock.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contractNodes } from './chain-contract.ts'
import { goodsPapers } from './chain-goods.ts'
import { absent, approvalPaper, paper } from './chain-node.ts'
import { type ChainPapers, PAYMENT_REF, papersFor } from './chain-papers.ts'
import { DUTIES, EXCEPTIONS, METHODS } from './rules.ts'
import type { ChainNode } from './shapes.ts'
import type { Claim } from './store.ts'
import { refOf } from './store.ts'

const APPROVED: readonly Claim['state'][] = ['approved', 'paid', 'booked']

/**
 * From the request to the entries, each paper in its order; one that should be there and is not is shown as
 * missing. It is read as the system: whoever may see the claim sees what it rests on. As many statements for two
 * hundred claims as for one.
 */
export async function chainsFor(ctx: Ctx, rows: readonly Claim[]): Promise<Map<string, ChainNode[]>> {
  if (rows.length === 0) return new Map()
  const papers = await ctx.asSystem('单据链', system => papersFor(system, rows))
  return new Map(rows.map(row => [row.id, chainOf(papers, row)]))
}

function chainOf(papers: ChainPapers, row: Claim): ChainNode[] {
  return [
    ...basisNodes(papers, row),
    ...invoiceNodes(papers, row),
    signatureNode(papers, row),
    approvalPaper(papers, refOf(row), {
      kind: '报销审批',
      no: row.no,
      amountFen: row.amount_fen,
      approved: APPROVED.includes(row.state),
    }),
    ...paymentNodes(papers, row),
    ...entryNodes(papers, row),
  ]
}

function basisNodes(papers: ChainPapers, row: Claim): ChainNode[] {
  if (row.order_id) return goodsPapers(papers, row.order_id)
  if (row.contract_id) return contractNodes(papers, row.contract_id)
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

function invoiceNodes(papers: ChainPapers, row: Claim): ChainNode[] {
  const invoices = papers.invoices.filter(i => i.claim_id === row.id)
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
function signatureNode(papers: ChainPapers, row: Claim): ChainNode {
  const marks = papers.marks.filter(mark => refKey(mark.subject) === refKey(refOf(row)))
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
    on: last ? dayIn(papers.zone, last) : null,
  })
  return { ...node, present: missing.length === 0 }
}

const paymentsOf = (papers: ChainPapers, row: Claim) => papers.payments.filter(p => p.claim_id === row.id)

function paymentNodes(papers: ChainPapers, row: Claim): ChainNode[] {
  const payments = paymentsOf(papers, row)
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
function entryNodes(papers: ChainPapers, row: Claim): ChainNode[] {
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
  for (const payment of paymentsOf(papers, row)) {
    const key = refKey({ kind: PAYMENT_REF, id: payment.id })
    for (const entry of papers.entries.filter(e => refKey(e.document) === key))
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
