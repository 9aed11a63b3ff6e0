import type { Book } from './book.ts'
import { readCsv } from './csv.ts'
import { fileKind } from './file-kind.ts'
import { megabytes, READ_LIMITS, type ReadLimits } from './limits.ts'
import { ReadError } from './read-error.ts'
import { readXlsx } from './xlsx.ts'

export {
  type Book,
  type Cell,
  type CellValue,
  columnLetters,
  isPlainTime,
  type PlainTime,
  plainTimeText,
  type Sheet,
} from './book.ts'
export { READ_LIMITS, type ReadLimits } from './limits.ts'
export { ReadError, type ReadErrorCode } from './read-error.ts'

/**
 * Reads an .xlsx or delimited text file into sheets of plain cells. What the file is, its content decides.
 * Throws ReadError, whose text says what to do.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  fileName: string,
  limits: Partial<ReadLimits> = {},
): Promise<Book> {
  const all = { ...READ_LIMITS, ...limits }
  const file = fileName.replace(/^.*[\\/]/, '') || '表格'
  if (bytes.byteLength > all.maxBytes)
    throw new ReadError('file_too_large', {
      file,
      size: megabytes(bytes.byteLength),
      limit: megabytes(all.maxBytes),
    })
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sheets =
    fileKind(buffer, file) === 'zip' ? await readXlsx(buffer, file, all) : [readCsv(buffer, file, all)]
  if (sheets.every(sheet => sheet.rows.length === 0)) throw new ReadError('empty', { file })
  return { fileName: file, sheets }
}
