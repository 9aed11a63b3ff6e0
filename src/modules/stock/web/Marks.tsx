import { SignatureRow } from '../../../mechanisms/signature/web/index.ts'

interface MarksProps {
  marks: readonly { duty: string; name: string; signedAt: string; strokes: string | null }[]
}

/** The signatures of a paper as they come over the wire. */
export function Marks({ marks }: MarksProps) {
  if (marks.length === 0) return null
  return <SignatureRow marks={marks.map(mark => ({ ...mark, signedAt: new Date(mark.signedAt) }))} />
}
