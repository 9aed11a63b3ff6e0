import { dayIn } from '../../kernel/server/clock.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { type Chain, chainOf } from '../../mechanisms/approval/index.ts'
import type { ChainNode } from './shapes.ts'

/** A paper that is there; what is left out is not known of it. */
export const paper = (
  node: Pick<ChainNode, 'key' | 'kind' | 'sentence'> & Partial<Omit<ChainNode, 'present'>>,
): ChainNode => ({ no: '', who: '', on: null, href: null, amountFen: null, ...node, present: true })

/** A paper that should be there and is not. */
export const absent = (key: string, kind: string, sentence: string): ChainNode => ({
  ...paper({ key, kind, sentence }),
  present: false,
})

/** Who agreed, and when the last of them did. */
export async function approvalPaper(
  ctx: Ctx,
  subject: { kind: string; id: string },
  what: { kind: string; no: string; amountFen?: number | null; approved?: boolean },
): Promise<ChainNode> {
  const chain = await chainOf(ctx, subject)
  const key = `approval:${subject.id}`
  const approved = what.approved ?? chain?.state === 'approved'
  if (!approved || !chain)
    return absent(key, what.kind, chain?.state === 'pending' ? chain.sentence : '没有批准')
  const seats = deciders(chain)
  const last = seats.at(-1)?.decidedAt
  return paper({
    key,
    kind: what.kind,
    no: what.no,
    sentence: `已批准（${chain.routeTitle}）`,
    who: [...new Set(seats.map(seat => seat.name))].join('、'),
    on: last ? dayIn(ctx.zone, last) : null,
    href: `/approvals/${chain.id}`,
    amountFen: what.amountFen ?? null,
  })
}

const deciders = (chain: Chain) =>
  chain.steps
    .flatMap(step => step.seats.filter(seat => seat.decidedAt && seat.state === 'approved'))
    .toSorted((a, b) => Number(a.decidedAt) - Number(b.decidedAt))
