import type { Tone } from '../../../kernel/pure/state.ts'
import { Glyph } from './Glyph.tsx'

export interface StateTagProps {
  tone: Tone
  /** The state's own name, e.g. 待派工. */
  label: string
  /** Framed, for the head of a document. */
  framed?: boolean
}

/** A state in the one colour vocabulary: glyph and word, never colour alone. */
export function StateTag({ tone, label, framed = false }: StateTagProps) {
  return (
    <span className="zw-state" data-tone={tone} data-framed={framed || undefined}>
      <Glyph tone={tone} />
      {label}
    </span>
  )
}
