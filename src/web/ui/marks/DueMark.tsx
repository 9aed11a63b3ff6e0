import { type ReactNode, useMemo } from 'react'
import { type DueInput, type DueLevel, dueState } from '../time/due.ts'
import { useNow } from '../time/Now.tsx'
import './marks.css'

export type DueMarkProps = Omit<DueInput, 'now'> & { now?: DueInput['now'] }

/** The one component for every clock: calm, soon, today, late by how much. */
export function DueMark({ dueAt, now, doneAt, pausedReason }: DueMarkProps) {
  const present = useNow()
  const due = useMemo(
    () => dueState({ dueAt, now: now ?? present, doneAt, pausedReason }),
    [dueAt, now, present, doneAt, pausedReason],
  )
  return (
    <span className="zw-due" data-level={due.level} title={due.full}>
      <svg className="zw-glyph" viewBox="0 0 16 16" width="1em" height="1em" aria-hidden>
        {FACES[due.level]}
      </svg>
      {due.text}
      <span className="zw-sr">，{due.full}</span>
    </span>
  )
}

const RING = <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
const hand = (d: string): ReactNode => (
  <path d={d} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
)

// The disc fills as the time runs out; only what is late has corners.
const FACES: Record<DueLevel, ReactNode> = {
  calm: (
    <>
      {RING}
      {hand('M8 4.8V8l2.2 1.4')}
    </>
  ),
  soon: (
    <>
      {RING}
      <path d="M8 8V1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
    </>
  ),
  today: (
    <>
      <circle cx="8" cy="8" r="6.9" fill="currentColor" />
      <path
        d="M8 4.4V8l2.4 1.5"
        fill="none"
        stroke="var(--surface)"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </>
  ),
  late: (
    <>
      <path d="M8 1.6l6.8 12H1.2z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path d="M8 6v3.6M8 11.6v.4" stroke="var(--surface)" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  paused: (
    <>
      {RING}
      {hand('M6.3 5.6v4.8M9.7 5.6v4.8')}
    </>
  ),
  done: hand('M3 8.6l3.4 3.2L13 4.6'),
  'done-late': hand('M3 8.6l3.4 3.2L13 4.6'),
}
