import { type ReactNode, useRef } from 'react'
import { useIsPhone } from '../base/media.ts'
import { Empty, ErrorNotice, Loading } from '../feedback/Notices.tsx'
import { CardRows } from './CardRows.tsx'
import { type Column, type Sort, shownColumns } from './columns.ts'
import { LoadMore, type LoadMoreProps } from './LoadMore.tsx'
import type { Density } from './list-prefs.ts'
import { RuledTable } from './RuledTable.tsx'
import { useRowKeys } from './row-keys.ts'
import './table.css'

export interface Selection {
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  /** Rows with which nothing can be done have no box; without it all have one. */
  mayChoose?: (key: string) => boolean
}

export interface DataTableProps<T> {
  /** For screen readers: 报修单. */
  label: string
  /** undefined while the first rows are on their way. */
  rows: readonly T[] | undefined
  rowKey: (row: T) => string
  columns: readonly Column<T>[]
  /** The user's columns, from `useListPrefs`. */
  chosenColumns?: readonly string[] | undefined
  density?: Density
  onOpen?: (row: T) => void
  sort?: Sort | undefined
  onSort?: (sort: Sort | undefined) => void
  selection?: Selection
  /** Totals under their columns, by column key; the label goes under the first. */
  totals?: Partial<Record<string, ReactNode>>
  more?: LoadMoreProps
  empty: ReactNode | string
  error?: { message: string; onRetry: () => void } | undefined
  /** A row on a phone; without it the first columns are stacked. */
  renderCard?: (row: T) => ReactNode
  /** Buttons of a row on a phone: beside the card, which itself opens the row, and never inside it. */
  renderCardActions?: (row: T) => ReactNode
}

/** From here on a printed list lies on its side. */
const WIDE = 7

/**
 * A ledger page: sticky head, ruled rows, figures to the right, totals under a double line. j and k move,
 * Enter opens, x chooses. On a phone each row is a card.
 */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { rows, rowKey, columns, chosenColumns, onOpen, selection, error, empty, more } = props
  const phone = useIsPhone()
  const frame = useRef<HTMLDivElement>(null)
  const shown = shownColumns(columns, chosenColumns)
  const at = useRowKeys({ rows: rows ?? [], rowKey, frame, onOpen, selection })
  if (error) return <ErrorNotice {...error} />
  if (!rows) return <Loading kind="rows" />
  if (rows.length === 0) return typeof empty === 'string' ? <Empty title={empty} /> : empty
  return (
    <div
      className="zw-table"
      ref={frame}
      data-density={props.density ?? 'calm'}
      data-wide={shown.length > WIDE || undefined}
    >
      {phone ? (
        <CardRows {...props} rows={rows} columns={shown} />
      ) : (
        <RuledTable {...props} rows={rows} columns={shown} at={at} />
      )}
      {more && <LoadMore {...more} />}
    </div>
  )
}
