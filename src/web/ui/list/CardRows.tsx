import { type ReactNode, useState } from 'react'
import type { Column } from './columns.ts'
import type { DataTableProps } from './DataTable.tsx'
import { chosenAfter } from './RuledTable.tsx'

interface CardRowsProps<T> extends DataTableProps<T> {
  rows: readonly T[]
}

/** The same rows for a thumb: one card each, the whole card opens. */
export function CardRows<T extends object>(props: CardRowsProps<T>) {
  const { rows, rowKey, columns, renderCard, renderCardActions, onOpen, selection, label, totals } = props
  const [asked, setAsked] = useState(false)
  const choosing = selection !== undefined && (asked || selection.chosen.length > 0)
  return (
    <>
      <ul className="zw-cards" aria-label={label}>
        {rows.map(row => {
          const key = rowKey(row)
          const actions = renderCardActions?.(row)
          const inside = renderCard ? renderCard(row) : <Stacked row={row} columns={columns} />
          return (
            <li key={key} data-row={key}>
              {choosing && (selection.mayChoose?.(key) ?? true) && (
                <span className="zw-choose">
                  <label>
                    <input
                      type="checkbox"
                      aria-label="选中这一条"
                      checked={selection.chosen.includes(key)}
                      onChange={e => selection.onChange(chosenAfter(selection.chosen, key, e.target.checked))}
                    />
                  </label>
                </span>
              )}
              {onOpen ? (
                <button type="button" onClick={() => onOpen(row)}>
                  {inside}
                </button>
              ) : (
                <div>{inside}</div>
              )}
              {actions && <span className="zw-card-do">{actions}</span>}
            </li>
          )
        })}
      </ul>
      {selection && (
        <div className="zw-cards-choose">
          <button
            type="button"
            className="zw-link"
            onClick={() => {
              setAsked(!choosing)
              if (choosing) selection.onChange([])
            }}
          >
            {choosing ? '不选了' : '选几条一起办'}
          </button>
        </div>
      )}
      {totals && (
        <p className="zw-card-totals">
          {columns
            .filter(c => totals[c.key] !== undefined)
            .map(c => (
              <span key={c.key}>
                {c.figure && `${c.title} `}
                <b>{totals[c.key]}</b>
              </span>
            ))}
        </p>
      )}
    </>
  )
}

function Stacked<T>({ row, columns }: { row: T; columns: readonly Column<T>[] }) {
  const [head, ...rest] = columns
  return (
    <RowCard
      title={head?.render(row)}
      meta={rest.slice(0, 4).map(c => (
        <span key={c.key}>
          {c.figure && `${c.title} `}
          {c.render(row)}
        </span>
      ))}
    />
  )
}

export interface RowCardProps {
  /** What it is, in the words of the list's main column. */
  title: ReactNode
  /** Top right: the state or the amount. */
  side?: ReactNode
  /** Small words under the title. */
  meta?: ReactNode
  /** Bottom right: the clock. */
  due?: ReactNode
}

/** The shape of a row on a phone: what, how it stands, the rest. */
export function RowCard({ title, side, meta, due }: RowCardProps) {
  return (
    <span className="zw-row-card">
      <span className="zw-row-card-title">{title}</span>
      {side && <span className="zw-row-card-side">{side}</span>}
      <span className="zw-row-card-meta">{meta}</span>
      {due && <span className="zw-row-card-due">{due}</span>}
    </span>
  )
}
