/** The door of the register mechanism. */
export { decodeCursor, encodeCursor, pageFrom } from '../../kernel/server/cursor.ts'
export { OutsideDays, outsideQuestions } from './engine/outside-days.ts'
export { type FieldSpec, type FieldType, OFF, ON, type OptionSpec } from './fields.ts'
export { type ExportColumn, type ExportRequest, exportRows, XLSX_TYPE } from './files/export.ts'
export { type CellValue, streamWorkbook, type WriterSheet, writeWorkbook } from './files/workbook-writer.ts'
export {
  type Claim,
  type ClaimedSheet,
  type DaySpan,
  type Prepared,
  type PreparedRow,
  type Reader,
  type ReadRequest,
  type RegisterKind,
  registerPoint,
} from './kind.ts'
export { registerModule } from './module.ts'
export { packStored } from './read/zip.ts'
export type { Question, SheetSettings, SubtotalCheck, Total, Understood } from './shapes.ts'
export { guessOnce } from './sheet-guess.ts'
export { termSpan } from './term-span.ts'
