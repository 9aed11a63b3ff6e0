import type { ReactNode } from 'react'
import type { Tone } from '../../../kernel/pure/state.ts'
import './marks.css'

/**
 * The five shapes of the state vocabulary. Each differs in outline, so they are told apart without colour,
 * on grey print and by those who see no red and green.
 */
export function Glyph({ tone, size = '1em' }: { tone: Tone; size?: string | number }) {
  return (
    <svg className="zw-glyph" data-tone={tone} viewBox="0 0 16 16" width={size} height={size} aria-hidden>
      {SHAPES[tone]}
    </svg>
  )
}

const SHAPES: Record<Tone, ReactNode> = {
  // An empty ring: nothing has happened yet.
  waiting: <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  // A ring half filled: on its way.
  doing: (
    <>
      <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor" />
    </>
  ),
  // A full disc with a tick.
  done: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="currentColor" />
      <path
        d="M5 8.3l2.2 2.1L11.1 6"
        fill="none"
        stroke="var(--surface)"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  // A triangle: the only shape with corners.
  late: (
    <>
      <path d="M8 1.6l6.8 12H1.2z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path d="M8 6v3.6M8 11.6v.4" stroke="var(--surface)" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  // A bar: struck out.
  off: <path d="M3 8h10" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
}
