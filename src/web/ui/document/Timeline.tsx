import type { ReactNode } from 'react'
import type { Tone } from '../../../kernel/pure/state.ts'
import { When } from '../marks/When.tsx'
import type { Moment } from '../time/when.ts'
import { type Photo, PhotoStrip } from './PhotoStrip.tsx'
import './timeline.css'

export interface TimelineEvent {
  key: string
  at: Moment
  who?: string
  /** Verb first, in the past: 派给老陆, 改期到11月23日. */
  what: ReactNode
  detail?: ReactNode
  tone?: Tone
  photos?: readonly Photo[]
}

/** What happened, one line each, as given (newest first is usual). */
export function Timeline({ events, title }: { events: readonly TimelineEvent[]; title?: string }) {
  return (
    <section className="zw-timeline">
      {title && <h3>{title}</h3>}
      <ol>
        {events.map(event => (
          <li key={event.key} data-tone={event.tone ?? 'off'}>
            <p>
              {event.who && <b>{event.who}</b>}
              {event.who && ' '}
              {event.what}
            </p>
            <p className="zw-timeline-at">
              <When at={event.at} />
            </p>
            {event.detail && <div className="zw-timeline-detail">{event.detail}</div>}
            {event.photos && <PhotoStrip photos={event.photos} size={64} />}
          </li>
        ))}
      </ol>
    </section>
  )
}
