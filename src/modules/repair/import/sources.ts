import type { PreparedRow } from '../../../mechanisms/register/index.ts'
import type { ReadRow } from '../../../mechanisms/register/parse/index.ts'
import type { Sheet } from '../../../mechanisms/register/read/index.ts'

export type RowSource = Pick<PreparedRow, 'sheet' | 'row' | 'cells' | 'understood'>

/** The row as it stands in the file. */
export const sourceOf = (sheet: Sheet, row: ReadRow): RowSource => ({
  sheet: sheet.name,
  row: row.rowNo,
  cells: (sheet.rows[row.rowNo - 1] ?? []).map(cell => (cell.merged === 'covered' ? '' : cell.text)),
  understood: [],
})

export const skippedRow = (source: RowSource, reason: string): PreparedRow => ({
  ...source,
  status: 'skipped',
  reason,
})
