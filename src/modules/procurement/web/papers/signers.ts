import { approval } from '../../../../mechanisms/approval/contract.ts'
import { type Answer, useRead } from '../../../../web/api.ts'
import type { FormSigner } from '../../../../web/ui/document/FormPaper.tsx'
import { dayOf } from '../../../../web/ui/index.ts'

type Chain = Answer<typeof approval.chain>['chain']

/** Who has approved, put into the places of the form; places nobody has decided in stay empty to sign by hand. */
export function useApprovedIn(
  subject: { kind: string; id: string },
  places: readonly string[],
): FormSigner[] {
  const read = useRead(approval.chain, { kind: subject.kind, subjectId: subject.id })
  return approvedIn(read.data?.chain ?? null, places)
}

export function approvedIn(chain: Chain, places: readonly string[]): FormSigner[] {
  const said = (chain?.steps ?? []).flatMap(step =>
    step.seats
      .filter(seat => seat.tone === 'done' && seat.decidedAt)
      .map(seat => ({ title: step.title, name: seat.name, on: dayOf(seat.decidedAt as string) })),
  )
  return places.map(place => {
    const mine = said.filter(one => one.title.startsWith(place))
    const last = mine.at(-1)
    return {
      place,
      ...(last ? { name: [...new Set(mine.map(one => one.name))].join('、'), on: last.on } : {}),
    }
  })
}

/** Signatures that were given on the document itself, by their capacity. */
export const signedAs = (
  place: string,
  marks: readonly { duty: string; name: string; strokes: string | null; signedAt: string }[],
  duties: readonly string[],
): FormSigner => {
  const mine = marks.filter(mark => duties.includes(mark.duty))
  const last = mine.at(-1)
  if (!last) return { place }
  const name = [...new Set(mine.map(mark => mark.name))].join('、')
  return { place, name, on: dayOf(last.signedAt), ...(mine.length === 1 ? { strokes: last.strokes } : {}) }
}
