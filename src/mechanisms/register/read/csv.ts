import { CsvError, parse } from 'csv-parse/sync'
import type { Cell, Sheet } from './book.ts'
import { looksBinary } from './file-kind.ts'
import type { ReadLimits } from './limits.ts'
import { ReadError } from './read-error.ts'

/** Reads delimited text: comma, tab or semicolon; UTF-8, UTF-16 or GB18030. */
export function readCsv(bytes: Buffer, file: string, limits: ReadLimits): Sheet {
  const text = decodeText(bytes, file)
  const name = sheetName(file)
  const records = parseRecords(text, file)
  while (records.length > 0 && records.at(-1)?.every(field => field.trim() === '')) records.pop()
  if (records.length === 0) throw new ReadError('empty', { file })
  if (records.length > limits.maxRows)
    throw new ReadError('too_many_rows', { sheet: name, rows: records.length, limit: limits.maxRows })
  const width = records.reduce((most, record) => Math.max(most, usedWidth(record)), 0)
  if (width > limits.maxColumns)
    throw new ReadError('too_wide', { sheet: name, column: `第 ${width}`, limit: limits.maxColumns })
  return {
    name,
    hidden: false,
    rows: records.map((record, i) =>
      Array.from({ length: width }, (_, col) => csvCell(record[col] ?? '', i + 1, col)),
    ),
  }
}

/** Text of a file in the encoding it is in; a spreadsheet saved in Chinese Windows is GBK without a mark. */
export function decodeText(bytes: Buffer, file: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const guess = unmarkedUtf16(bytes)
  if (guess) return new TextDecoder(guess).decode(bytes)
  if (looksBinary(bytes)) throw new ReadError('not_spreadsheet', { file, format: '其他程序的文件' })
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not in this encoding: try the next.
    }
  }
  throw new ReadError('not_spreadsheet', { file, format: '其他程序的文件，文字编码无法识别' })
}

/** UTF-16 without a mark shows zero bytes at every other place wherever there are digits and commas. */
function unmarkedUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const head = bytes.subarray(0, 4096)
  let even = 0
  let odd = 0
  head.forEach((byte, i) => {
    if (byte === 0) i % 2 === 0 ? even++ : odd++
  })
  if (odd > head.length / 20 && even === 0) return 'utf-16le'
  if (even > head.length / 20 && odd === 0) return 'utf-16be'
  return undefined
}

function parseRecords(text: string, file: string): string[][] {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: false,
      bom: true,
    })
  } catch (error) {
    if (error instanceof CsvError) {
      const line = Number((error as CsvError & { lines?: number }).lines ?? 1)
      throw new ReadError('quotes', { file, line }, error)
    }
    throw error
  }
}

/** The candidate that most lines have; text in quotes may hold any of them. */
function delimiterOf(text: string): string {
  const lines = text
    .replace(/"[^"]*"/g, '')
    .slice(0, 20_000)
    .split(/\r?\n/, 40)
  const score = (delimiter: string) => lines.reduce((sum, line) => sum + line.split(delimiter).length - 1, 0)
  return ['\t', ',', ';', '|'].reduce((best, next) => (score(next) > score(best) ? next : best), ',')
}

function usedWidth(record: readonly string[]): number {
  let width = record.length
  while (width > 0 && record[width - 1]?.trim() === '') width--
  return width
}

function csvCell(field: string, row: number, col: number): Cell {
  const text = field.trim()
  return { raw: text === '' ? null : text, text, row, col }
}

const sheetName = (file: string): string => file.replace(/^.*[\\/]/, '').replace(/\.[^.]{1,5}$/, '') || '表格'
