/** What the cells of a column hold; decides how its content speaks for it. */
export type FieldKind =
  | 'serial'
  | 'day'
  | 'time'
  | 'month'
  | 'date'
  | 'text'
  | 'quantity'
  | 'measure'
  | 'number'
  | 'place'
  | 'building'
  | 'room'
  | 'person'
  | 'phone'
  | 'money'
  | 'rating'
  | 'trade'
  | 'fault'

export interface FieldSpec {
  key: string
  /** As it is headed in the template. */
  title: string
  /** Other headings that mean it. */
  aliases: readonly string[]
  /** Headings that may mean it, when no other column says so better. */
  also?: readonly string[]
  required?: boolean
  kind: FieldKind
  /** May be recognised by its content alone, under whatever heading. */
  byContent?: boolean
}

/** How a sheet is read. */
export interface Mapping {
  /** Row of the headings as the spreadsheet numbers it; the lower one of two; null without headings. */
  headerRow: number | null
  /** 2 when a row of group headings stands above. */
  headerRows: 0 | 1 | 2
  /** Field → column, from 0. */
  columns: Record<string, number>
  /** Field → how sure, 0..1. */
  confidence: Record<string, number>
  /** Heading of each column, groups included: 报修日期. */
  headings: string[]
  /** What stands above the headings. */
  title: string
  /** Titles of required fields without a column. */
  missing: string[]
  /** Columns with content that no field reads. */
  unused: { col: number; heading: string }[]
}

/** Headings written one after another. */
export const words = (list: string): string[] => list.split(' ')
