/** A date or time as the sheet shows it. It belongs to no time zone, so nothing can shift it. */
export interface PlainTime {
  y: number
  /** 1..12 */
  m: number
  d: number
  h: number
  mi: number
}

export type CellValue = string | number | boolean | PlainTime | null

export interface Cell {
  raw: CellValue
  /** The value as people read it: 1 → "1", a date → "2025-09-03" or "2025-09-03 17:48". */
  text: string
  /** Row number as the spreadsheet shows it, from 1. */
  row: number
  /** Column, from 0. */
  col: number
  /** Part of a merged range. A covered cell carries the origin's value. */
  merged?: 'origin' | 'covered'
  /** Why the cell has no usable value: #REF!, a formula that was never computed. */
  problem?: string
}

export interface Sheet {
  name: string
  /** All rows up to the last one with content, each as wide as the sheet; rows[0] is row 1. Hidden rows too. */
  rows: Cell[][]
  /** The sheet itself is hidden. */
  hidden: boolean
}

export interface Book {
  fileName: string
  sheets: Sheet[]
}

export const isPlainTime = (value: CellValue): value is PlainTime =>
  typeof value === 'object' && value !== null

/** {2025,9,3,17,48} → "2025-09-03 17:48"; midnight shows the day alone, a time without a day the time alone. */
export function plainTimeText({ y, m, d, h, mi }: PlainTime): string {
  const time = `${two(h)}:${two(mi)}`
  if (y < 1905) return time
  const day = `${y}-${two(m)}-${two(d)}`
  return h === 0 && mi === 0 ? day : `${day} ${time}`
}

/** 0 → A, 27 → AB */
export function columnLetters(col: number): string {
  const rest = Math.floor(col / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (col % 26))
}

const two = (n: number): string => String(n).padStart(2, '0')
