import type { ReactNode } from 'react'
import './facts.css'

export interface Fact {
  label: string
  /** undefined, null and '' show a dash: nothing recorded. */
  value: ReactNode
  /** A second line: where it comes from, what it means. */
  note?: ReactNode
  /** Label over value, for long texts and photos. */
  block?: boolean
}

/** Label and value, ruled like a form that has been filled in. */
export function Facts({
  facts,
  title,
  columns = 1,
}: {
  facts: readonly Fact[]
  title?: string
  columns?: 1 | 2
}) {
  return (
    <section className="zw-facts" data-columns={columns}>
      {title && <h3>{title}</h3>}
      <dl>
        {facts.map(({ label, value, note, block }) => (
          <div key={label} data-block={block || undefined}>
            <dt>{label}</dt>
            <dd>
              {value === undefined || value === null || value === '' ? (
                <span className="zw-muted">—</span>
              ) : (
                value
              )}
              {note && <div className="zw-small zw-muted">{note}</div>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
