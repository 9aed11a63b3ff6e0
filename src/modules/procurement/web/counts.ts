import type { Choice } from '../../../web/ui/form/choices.tsx'
import type { MismatchKind, Target } from '../words.ts'

/** What whoever counts has entered for one line of the order. */
export interface Count {
  delivered: number | undefined
  accepted: number | undefined
  /** As chosen by hand; else what was looked at tells. */
  kind: MismatchKind | undefined
  reason: string
  found: string
  serials: string
  looksOk: boolean
  worksOk: boolean
  target: Target
  cardReason: string
  item: Choice | undefined
}

const isShort = (count: Count): boolean => (count.accepted ?? 0) < (count.delivered ?? 0)

export const isWrong = (count: Count): boolean => isShort(count) || !count.looksOk || !count.worksOk

interface Counted {
  name: string
  count: Count
}

/** Said before anybody signs, so that no signature is drawn twice; undefined when it can be signed. */
export function beforeSigning(
  lines: readonly Counted[],
  people: { present: number; wanted: number },
): string | undefined {
  const vague = lines.find(({ count }) => isShort(count) && count.reason.trim() === '')
  if (vague) return `“${vague.name}”有不合格的，请写明哪里不对、怎么不对，再签字。`
  if (!lines.some(({ count }) => (count.delivered ?? 0) > 0)) return '还没有填到货数量。'
  if (people.present < people.wanted)
    return `这次要 ${people.wanted} 人一起验收，请再选 ${people.wanted - people.present} 位验收组成员。`
  return undefined
}
