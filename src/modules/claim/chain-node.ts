import { type Ref, refKey } from '../../kernel/pure/ref.ts'
import { dayIn } from '../../kernel/server/clock.ts'
import type { ChainPapers } from './chain-papers.ts'
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
export function approvalPaper(
  papers: ChainPapers,
  subject: Ref,
  what: { kind: string; no: string; amountFen?: number | null; approved?: boolean },
): ChainNode {
  const chain = papers.approvals.get(refKey(subject))
  const key = `approval:${subject.id}`
  const approved = what.approved ?? chain?.state === 'approved'
  if (!approved || !chain)
    return absent(key, what.kind, chain?.state === 'pending' ? chain.sentence : '没有批准')
  const last = chain.agreed.at(-1)?.at
  return paper({
    key,
    kind: what.kind,
    no: what.no,
    sentence: `已批准（${chain.routeTitle}）`,
    who: [...new Set(chain.agreed.map(one => one.name))].join('、'),
    on: last ? dayIn(papers.zone, last) : null,
    href: `/approvals/${chain.id}`,
    amountFen: what.amountFen ?? null,
  })
}
