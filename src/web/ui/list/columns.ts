import type { ReactNode } from 'react'

export interface Column<T> {
  key: string
  title: string
  render: (row: T) => ReactNode
  width?: number | string
  /** Numbers and amounts: right-aligned, tabular. */
  figure?: boolean
  sortable?: boolean
  /** One line, cut off with …; the default lets text wrap. */
  cut?: boolean
  /** Stays when the table scrolls sideways; the first column of wide tables. */
  stay?: boolean
  /** Cannot be taken away by the column chooser. */
  always?: boolean
  /** Not shown until chosen. */
  spare?: boolean
}

export interface Sort {
  key: string
  dir: 'asc' | 'desc'
}

/** What is shown: the user's choice where there is one, else all but the spare ones. */
export function shownColumns<C extends Pick<Column<never>, 'key' | 'always' | 'spare'>>(
  columns: readonly C[],
  chosen: readonly string[] | undefined,
): C[] {
  return columns.filter(c => c.always || (chosen ? chosen.includes(c.key) : !c.spare))
}
