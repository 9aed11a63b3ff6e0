import { kernelError } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { stateRefusal } from '../../../kernel/pure/state.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { startApproval } from '../../../mechanisms/approval/index.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { mustBeUsable } from '../../supplier/index.ts'
import { contract } from '../contract.ts'
import { tenderMachine } from '../machine.ts'
import { minBidders } from '../parameters.ts'
import { objections, WAYS } from '../rules.ts'
import { me, TENDER_REF } from '../store.ts'
import { bidsOf, moveTender, type Tender, tenderToChange } from '../tendering.ts'

type H = Handlers<typeof contract>
type Bids = Awaited<ReturnType<typeof bidsOf>>

/** Chooses the bid; by somebody who had no hand in running the tender. A single source goes on to approval. */
export const decide: H['decide'] = async (ctx, { supplierId, reason, ...which }) => {
  const row = await tenderToChange(ctx, which)
  if (row.state !== 'inviting') throw stateRefusal(tenderMachine, 'decide', row.state)
  const bids = await bidsOf(ctx, row.id)
  const decider = me(ctx)
  refuseSameHand(row, bids, decider)
  const firm = await mustBeUsable(ctx, supplierId, ctx.today)
  const least = (await readParameter(ctx, minBidders))[row.way]
  const { amountFen, have, lowest } = chosen(bids, supplierId, firm.name)
  const given = bids.flatMap(b =>
    b.amount_fen === null ? [] : { supplierId: b.supplier_id, amountFen: b.amount_fen },
  )
  const against = objections(given, supplierId, least)
  if (!reason && against.includes('few'))
    throw contract.fail(
      'few_bids',
      {
        way: WAYS[row.way],
        least,
        have,
        also: against.includes('not_lowest') ? '，选的也不是最低价' : '',
      },
      { reason: '请写明理由' },
    )
  if (!reason && against.includes('not_lowest'))
    throw contract.fail(
      'not_lowest',
      { name: firm.name, amount: formatFen(amountFen), lowest: formatFen(lowest) },
      { reason: '请写明理由' },
    )
  const single = row.way === 'DYLY'
  const text = [`${firm.name} ${formatFen(amountFen)}`, reason].filter(Boolean).join('；')
  const done = await moveTender(ctx, row, single ? 'propose' : 'decide', text, {
    winner_id: supplierId,
    decided_fen: amountFen,
    decided_by_id: decider.id,
    decided_by_name: decider.name,
    decided_on: single ? null : ctx.today,
    decision_reason: reason || row.way_reason,
  })
  if (single) {
    if (!decider.id) throw kernelError('kernel.forbidden')
    await startApproval(ctx, {
      subject: { kind: TENDER_REF, id: row.id },
      no: row.no,
      title: `${row.title}：向${firm.name}单一来源采购`,
      href: `/tenders/${row.id}`,
      amountFen,
      askerId: decider.id,
      barred: handsOf(row, bids).map(hand => ({ personId: hand.id, reason: hand.what })),
    })
  }
  return done
}

function chosen(bids: Bids, supplierId: string, name: string) {
  const amounts = bids.flatMap(bid => bid.amount_fen ?? [])
  const amountFen = bids.find(bid => bid.supplier_id === supplierId)?.amount_fen ?? null
  if (amountFen === null) throw contract.fail('no_bid', { name }, { supplierId: '没有报价' })
  return { amountFen, have: amounts.length, lowest: Math.min(...amounts) }
}

/** Those who ran the tender, and what they did. */
export const handsOf = (row: Tender, bids: Bids): { id: string; what: string }[] => [
  ...(row.run_by_id ? [{ id: row.run_by_id, what: '发起邀标' }] : []),
  ...bids.flatMap(bid =>
    bid.recorded_by_id ? [{ id: bid.recorded_by_id, what: `登记${bid.supplier_name}的报价` }] : [],
  ),
]

function refuseSameHand(row: Tender, bids: Bids, decider: { id: string | null; name: string }): void {
  const mine = handsOf(row, bids).find(hand => hand.id === decider.id)
  if (mine) throw contract.fail('same_hand', { name: decider.name, what: mine.what })
}
