import { dayOf, type Moment, Seal } from '../../../web/ui/index.ts'
import type { SignatureView } from '../contract.ts'
import { BOX } from '../strokes.ts'
import './signature.css'

interface SignatureRowProps {
  marks: readonly (Pick<SignatureView, 'duty' | 'name' | 'strokes'> & { signedAt: Moment })[]
  /** Capacities that have yet to sign, with the name where it is known. */
  waiting?: readonly { duty: string; name?: string }[]
}

/** The signatures of a document in their order: drawings where drawn, seals elsewhere, empty places last. */
export function SignatureRow({ marks, waiting = [] }: SignatureRowProps) {
  return (
    <ul className="zw-signatures" aria-label="签字">
      {marks.map(mark => (
        <li key={`${mark.duty}${mark.name}`}>
          {mark.strokes ? <Drawn {...mark} strokes={mark.strokes} /> : <Seal {...mark} role={mark.duty} />}
        </li>
      ))}
      {waiting.map(({ duty, name }) => (
        <li key={`${duty}${name ?? ''}waiting`}>
          <Seal role={duty} name={name ?? '—'} />
        </li>
      ))}
    </ul>
  )
}

function Drawn({ duty, name, signedAt, strokes }: SignatureRowProps['marks'][number] & { strokes: string }) {
  const day = dayOf(signedAt).replaceAll('-', '.')
  return (
    <figure className="zw-signature">
      <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} role="img" aria-label={`${duty}${name}已签，${day}`}>
        <path d={strokes} />
      </svg>
      <figcaption>
        {duty} {name}
        <br />
        {day}
      </figcaption>
    </figure>
  )
}
