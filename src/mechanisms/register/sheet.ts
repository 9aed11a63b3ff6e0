import type { Cell, Sheet } from './read/index.ts'

const EMPTY: readonly Cell[] = []

/** Last row with content; rows are numbered as the spreadsheet shows them. */
export const rowCount = (sheet: Sheet): number => sheet.rows.length

export const rowCells = (sheet: Sheet, row: number): readonly Cell[] => sheet.rows[row - 1] ?? EMPTY

export const rowTexts = (sheet: Sheet, row: number): string[] => rowCells(sheet, row).map(cell => cell.text)

export const isBlank = (sheet: Sheet, row: number): boolean =>
  rowCells(sheet, row).every(cell => cell.text === '')
