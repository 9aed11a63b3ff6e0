import { Table, type TableColumnsType } from 'antd'
import { type ReactNode, useRef } from 'react'
import { join } from '../base/Button.tsx'
import { useIsPhone } from '../base/media.ts'
import { Empty, ErrorNotice, Loading } from '../feedback/Notices.tsx'
import { CardRows } from './CardRows.tsx'
import { type Column, type Sort, shownColumns } from './columns.ts'
import { LoadMore, type LoadMoreProps } from './LoadMore.tsx'
import type { Density } from './list-prefs.ts'
import { rowClicks } from './row-click.ts'
import { useRowKeys } from './row-keys.ts'
import './table.css'

export interface Selection {
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
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
}

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
    <div className="zw-table" ref={frame} data-density={props.density ?? 'calm'}>
      {phone ? (
        <CardRows {...props} rows={rows} columns={shown} />
      ) : (
        <RuledTable {...props} rows={rows} columns={shown} at={at} />
      )}
      {more && <LoadMore {...more} />}
    </div>
  )
}

interface RuledProps<T> extends DataTableProps<T> {
  rows: readonly T[]
  at: string | undefined
}

function RuledTable<T extends object>(props: RuledProps<T>) {
  const { rows, rowKey, columns, onOpen, selection, totals, density, onSort, label, at } = props
  const clicks = rowClicks(onOpen)
  return (
    <Table<T>
      aria-label={label}
      dataSource={rows}
      rowKey={rowKey}
      columns={columns.map(column => toAntd(column, props))}
      size={density === 'dense' ? 'small' : 'middle'}
      pagination={false}
      sticky={{ offsetHeader: stickyTop() }}
      tableLayout="auto"
      {...(columns.some(c => c.stay) ? { scroll: { x: 'max-content' as const } } : {})}
      {...(selection
        ? {
            rowSelection: {
              selectedRowKeys: [...selection.chosen],
              preserveSelectedRowKeys: true,
              columnWidth: 44,
              onChange: keys => selection.onChange(keys.map(String)),
            },
          }
        : {})}
      rowClassName={row => join(onOpen && 'zw-row-open', rowKey(row) === at && 'zw-row-at')}
      onRow={row => ({ ...clicks(row), 'data-row': rowKey(row) }) as React.HTMLAttributes<HTMLElement>}
      onChange={(_pages, _filters, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter
        onSort?.(
          one?.order && one.columnKey
            ? { key: String(one.columnKey), dir: one.order === 'ascend' ? 'asc' : 'desc' }
            : undefined,
        )
      }}
      {...(totals
        ? { summary: () => <Totals columns={columns} totals={totals} choosing={!!selection} /> }
        : {})}
    />
  )
}

function toAntd<T>(column: Column<T>, { sort, onSort }: DataTableProps<T>): TableColumnsType<T>[number] {
  const sorted = sort?.key === column.key ? (sort.dir === 'asc' ? 'ascend' : 'descend') : null
  return {
    key: column.key,
    title: column.title,
    render: (_value, row) => column.render(row),
    ...(column.width !== undefined ? { width: column.width } : {}),
    ...(column.figure ? { align: 'right' as const, className: 'zw-cell-figure' } : {}),
    ...(column.cut ? { ellipsis: true } : {}),
    ...(column.stay ? { fixed: 'left' as const } : {}),
    ...(column.sortable && onSort
      ? { sorter: true, sortOrder: sorted, showSorterTooltip: false, sortDirections: ['descend', 'ascend'] }
      : {}),
  }
}

function Totals<T>({
  columns,
  totals,
  choosing,
}: {
  columns: readonly Column<T>[]
  totals: Partial<Record<string, ReactNode>>
  choosing: boolean
}) {
  const shift = choosing ? 1 : 0
  return (
    <Table.Summary>
      <Table.Summary.Row className="zw-totals">
        {choosing && <Table.Summary.Cell index={0} />}
        {columns.map((c, i) => (
          <Table.Summary.Cell key={c.key} index={i + shift} align={c.figure ? 'right' : 'left'}>
            {totals[c.key]}
          </Table.Summary.Cell>
        ))}
      </Table.Summary.Row>
    </Table.Summary>
  )
}

/** Below the shell's top bar, whose height is a token. */
const stickyTop = (): number =>
  typeof document === 'undefined'
    ? 0
    : Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--topbar-h'), 10) || 0
