import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { ReconciliationSpec } from '../../mechanisms/reconciliation/index.ts'
import { commitmentsOf } from '../budget/index.ts'
import { AGREEMENT_REF, commitmentPairs, contractFacts } from '../contract/index.ts'
import { orderPapers, REQUEST_REF, requestsFacts } from '../procurement/index.ts'

/** What was paid on an order against what was accepted and what the invoices say. */
export const acceptanceAgainstInvoice: ReconciliationSpec = {
  id: 'claim.acceptance',
  title: '验收与发票',
  left: '验收合格并报销的',
  right: '发票金额',
  about: '已付款的采购单，报销的金额不超过验收数，并与所附发票相等；不等的要说明（抹零、扣款、补开）。',
  book: 'budget',
  async run(ctx, { asAt }) {
    const rows = await ctx.db
      .selectFrom('claim_claim as c')
      .select([
        'c.order_id',
        'c.order_no',
        sql<string>`sum(c.amount_fen)`.as('claimed'),
        sql<string>`sum((select coalesce(sum(i.amount_fen), 0) from claim_invoice i
          where i.school_id = c.school_id and i.claim_id = c.id))`.as('invoiced'),
      ])
      .where('c.school_id', '=', ctx.schoolId)
      .where('c.order_id', 'is not', null)
      .where('c.state', 'in', ['paid', 'booked'])
      .where('c.paid_on', '<=', asAt)
      .groupBy(['c.order_id', 'c.order_no'])
      .orderBy('c.order_no')
      .execute()
    const orders = await orderPapers(
      ctx,
      rows.flatMap(row => row.order_id ?? []),
    )
    const compared = rows.flatMap(row => {
      const order = row.order_id && orders.get(row.order_id)
      return order
        ? {
            key: row.order_id as string,
            label: `${row.order_no} ${order.title}`,
            leftFen: Math.min(Number(row.claimed), order.acceptedFen),
            rightFen: Number(row.invoiced),
            href: `/procurement/orders/${row.order_id}`,
          }
        : []
    })
    return { rows: compared }
  },
}

/**
 * What the budget holds or has spent for a request against what the purchase says it stands at. Purchases keep no
 * history of that, so both sides are as they are now, for all that was committed by the day.
 */
export const commitmentAgainstPurchase: ReconciliationSpec = {
  id: 'contract.commitment',
  title: '预算占用与采购、合同',
  left: '预算账上占用和已付的',
  right: '采购申请、合同的金额',
  about:
    '每张已批采购申请占用的预算，加上转入报销单和已付的，应等于申请（下单后按订单）现在的金额；执行中的合同同理。占用按核对时的数。',
  book: 'budget',
  async run(ctx, { asAt }) {
    const claimed = await takenFrom(ctx, REQUEST_REF)
    const sums = new Map<string, { no: string; fen: number }>()
    for (const row of await commitmentsOf(ctx, REQUEST_REF, asAt)) {
      const known = sums.get(row.documentId) ?? { no: row.no, fen: 0 }
      sums.set(row.documentId, { no: row.no, fen: known.fen + row.heldFen })
    }
    const requests = await requestsFacts(ctx, [...sums.keys()])
    const compared = [...sums].map(([id, { no, fen }]) => ({
      key: id,
      label: `${no} ${requests.get(id)?.title ?? ''}`,
      leftFen: fen + (claimed.get(id) ?? 0),
      rightFen: requests.get(id)?.committedFen ?? 0,
      href: `/procurement/requests/${id}`,
    }))
    const onContracts = await takenFrom(ctx, AGREEMENT_REF, true)
    const pairs = await commitmentPairs(ctx, { asAt })
    const facts = await contractFacts(
      ctx,
      pairs.map(pair => pair.contractId),
    )
    for (const pair of pairs)
      compared.push({
        key: pair.contractId,
        label: `${pair.no} ${pair.title}`,
        leftFen:
          pair.heldFen + (facts.get(pair.contractId)?.paidFen ?? 0) + (onContracts.get(pair.contractId) ?? 0),
        rightFen: pair.totalFen,
        href: pair.href,
      })
    return { rows: compared }
  },
}

/** What claims took over from the commitments of a kind of document; all of it, or what is not paid yet. */
async function takenFrom(ctx: Ctx, kind: string, unpaid = false): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('claim_share as s')
    .innerJoin('claim_claim as c', join =>
      join.onRef('c.school_id', '=', 's.school_id').onRef('c.id', '=', 's.claim_id'),
    )
    .select(['s.from_id', sql<string>`sum(s.taken_fen)`.as('fen')])
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.from_kind', '=', kind)
    .$if(unpaid, q => q.where('c.paid_on', 'is', null))
    .groupBy('s.from_id')
    .execute()
  return new Map(rows.map(row => [row.from_id as string, Number(row.fen)]))
}
