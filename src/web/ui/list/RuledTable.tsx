import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import { join } from '../base/Button.tsx'
import type { Column, Sort } from './columns.ts'
import type { DataTableProps, Selection } from './DataTable.tsx'
import { rowClicks } from './row-click.ts'
import { nextSort } from './sort.ts'

interface RuledTableProps<T> extends DataTableProps<T> {
  rows: readonly T[]
  /** The row the keyboard is at. */
  at: string | undefined
}

/** One plain table, so that heads repeat on paper and screen readers find rows and columns. */
export function RuledTable<T>(props: RuledTableProps<T>) {
  const { rows, rowKey, columns, onOpen, selection, totals, label, at, sort, onSort } = props
  const clicks = rowClicks(onOpen)
  return (
    <table aria-label={label} data-own-scroll={columns.some(c => c.stay) || undefined}>
      <thead>
        <tr>
          {selection && (
            <th scope="col" className="zw-choose">
              <ChooseAll
                keys={rows.map(rowKey).filter(selection.mayChoose ?? (() => true))}
                selection={selection}
              />
            </th>
          )}
          {columns.map(c => (
            <Head key={c.key} column={c} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => {
          const key = rowKey(row)
          return (
            <tr
              key={key}
              data-row={key}
              data-chosen={selection?.chosen.includes(key) || undefined}
              data-at={key === at || undefined}
              className={onOpen && 'zw-row-open'}
              {...clicks(row)}
            >
              {selection && (
                <td className="zw-choose">
                  {(selection.mayChoose?.(key) ?? true) && (
                    <label>
                      <input
                        type="checkbox"
                        aria-label="选中这一行"
                        checked={selection.chosen.includes(key)}
                        onChange={e =>
                          selection.onChange(chosenAfter(selection.chosen, key, e.target.checked))
                        }
                      />
                    </label>
                  )}
                </td>
              )}
              {columns.map(c => (
                <td key={c.key} className={cellClass(c)}>
                  {c.render(row)}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
      {totals && <Totals columns={columns} totals={totals} choosing={!!selection} />}
    </table>
  )
}

interface HeadProps<T> {
  column: Column<T>
  sort: Sort | undefined
  onSort: ((sort: Sort | undefined) => void) | undefined
}

function Head<T>({ column: c, sort, onSort }: HeadProps<T>) {
  const dir = sort?.key === c.key ? sort.dir : undefined
  if (!c.sortable || !onSort)
    return (
      <th scope="col" className={cellClass(c)} style={widthVar(c.width)}>
        {c.title}
      </th>
    )
  return (
    <th
      scope="col"
      className={cellClass(c)}
      style={widthVar(c.width)}
      aria-sort={dir === undefined ? 'none' : dir === 'asc' ? 'ascending' : 'descending'}
    >
      <button type="button" onClick={() => onSort(nextSort(sort, c.key))}>
        {c.title}
        <svg viewBox="0 0 10 14" width="8" height="12" data-dir={dir} aria-hidden>
          <path d="M5 1l4 4.5H1z" />
          <path d="M5 13L1 8.5h8z" />
        </svg>
      </button>
    </th>
  )
}

function ChooseAll({ keys, selection }: { keys: readonly string[]; selection: Selection }) {
  const box = useRef<HTMLInputElement>(null)
  const count = keys.filter(k => selection.chosen.includes(k)).length
  const all = count === keys.length
  useEffect(() => {
    if (box.current) box.current.indeterminate = count > 0 && !all
  }, [count, all])
  const others = selection.chosen.filter(k => !keys.includes(k))
  if (keys.length === 0) return null
  return (
    <label>
      <input
        ref={box}
        type="checkbox"
        aria-label="选中显示的全部"
        checked={all}
        onChange={e => selection.onChange(e.target.checked ? [...others, ...keys] : others)}
      />
    </label>
  )
}

interface TotalsProps<T> {
  columns: readonly Column<T>[]
  totals: Partial<Record<string, ReactNode>>
  choosing: boolean
}

function Totals<T>({ columns, totals, choosing }: TotalsProps<T>) {
  return (
    <tfoot>
      <tr>
        {choosing && <td className="zw-choose" />}
        {columns.map(c => (
          <td key={c.key} className={cellClass(c)}>
            {totals[c.key]}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}

/** As a variable, so that paper may take its own widths. */
const widthVar = (width: number | string | undefined): CSSProperties | undefined =>
  width === undefined
    ? undefined
    : ({ '--w': typeof width === 'number' ? `${width}px` : width } as CSSProperties)

export const chosenAfter = (chosen: readonly string[], key: string, on: boolean): string[] =>
  on ? [...chosen, key] : chosen.filter(k => k !== key)

function cellClass<T>(c: Column<T>): string {
  return join(c.figure && 'zw-cell-figure', c.cut && 'zw-cell-cut', c.stay && 'zw-cell-stay')
}
