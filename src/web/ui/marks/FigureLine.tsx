import { LiveFigure, type LiveFigureProps } from './LiveFigure.tsx'

export interface FigureLineItem extends LiveFigureProps {
  key: string
  /** Two to four characters: 报修未结. */
  label: string
  /** Said under the figure where it needs a word: 全部有留样, 漏查2处. */
  note?: string
  /** The note is a warning. */
  alarm?: boolean
}

/** The day's line of the school: a single row of live figures between two rules. */
export function FigureLine({ items, label }: { items: readonly FigureLineItem[]; label: string }) {
  return (
    <dl className="zw-figure-line" aria-label={label}>
      {items.map(({ key, label: name, note, alarm, ...figure }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>
            <LiveFigure large {...figure} />
            {note && (
              <span className="zw-figure-note" data-alarm={alarm || undefined}>
                {note}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
