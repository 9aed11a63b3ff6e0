import ExcelJS from 'exceljs'
import { fromEpochDay } from '../../../kernel/pure/calendar/day.ts'
import { type Cell, type CellValue, type PlainTime, plainTimeText, type Sheet } from './book.ts'
import type { ReadLimits } from './limits.ts'
import { ReadError } from './read-error.ts'
import { leanPackage, type SheetPart } from './xlsx-package.ts'

/** Reads a workbook; the only file that knows which library does it. */
export async function readXlsx(bytes: Buffer, file: string, limits: ReadLimits): Promise<Sheet[]> {
  const lean = await leanPackage(bytes, file, limits)
  const workbook = new ExcelJS.Workbook()
  try {
    // Its type names an older Buffer; it takes any.
    await workbook.xlsx.load(lean.zip as unknown as ArrayBuffer, { ignoreNodes: IGNORED })
  } catch (error) {
    throw new ReadError('broken', { file }, error)
  }
  return lean.sheets.map((part, i) => sheetOf(workbook.getWorksheet(`S${i + 1}`), part))
}

/** Merges are applied here, because overlapping ones make the library give up. */
const IGNORED = [
  'mergeCells',
  'dataValidations',
  'conditionalFormatting',
  'drawing',
  'picture',
  'tableParts',
  'autoFilter',
  'rowBreaks',
  'hyperlinks',
  'extLst',
]

function sheetOf(worksheet: ExcelJS.Worksheet | undefined, part: SheetPart): Sheet {
  const found: Cell[][] = []
  let width = 0
  let height = 0
  worksheet?.eachRow((row, rowNo) => {
    row.eachCell((source, column) => {
      const cell = cellOf(source, rowNo, column - 1)
      if (cell.text === '' && !cell.problem) return
      found[rowNo - 1] ??= []
      ;(found[rowNo - 1] as Cell[])[column - 1] = cell
      width = Math.max(width, column)
      height = rowNo
    })
  })
  const rows = Array.from({ length: height }, (_, r) =>
    Array.from(
      { length: width },
      (_, c): Cell => found[r]?.[c] ?? { raw: null, text: '', row: r + 1, col: c },
    ),
  )
  for (const merge of part.merges) spread(rows, merge)
  return { name: part.name, hidden: part.hidden, rows }
}

function cellOf(source: ExcelJS.Cell, row: number, col: number): Cell {
  const { value, problem } = plainValue(source.value)
  const text = textOf(value, source.numFmt)
  return { raw: text === '' ? null : value, text, row, col, ...(problem ? { problem } : {}) }
}

function plainValue(value: ExcelJS.CellValue): { value: CellValue; problem?: string } {
  if (value === null || value === undefined) return { value: null }
  if (typeof value !== 'object') return { value }
  if (value instanceof Date) return dateValue(value)
  if ('error' in value) return { value: value.error, problem: `公式出错（${value.error}）` }
  if ('richText' in value) return { value: value.richText.map(run => run.text).join('') }
  if ('formula' in value || 'sharedFormula' in value) {
    if (value.result === undefined)
      return { value: null, problem: '公式还没有算出结果，请用 Excel 打开后保存' }
    return plainValue(value.result)
  }
  if ('text' in value) return plainValue(value.text as ExcelJS.CellValue)
  return { value: null, problem: '不认识的内容' }
}

/** The library puts what the sheet shows into UTC, half a second off at times. */
function dateValue(date: Date): { value: CellValue; problem?: string } {
  const minutes = Math.floor(Math.round(date.getTime() / 1000) / 60)
  const day = fromEpochDay(Math.floor(minutes / 1440))
  if (day === '') return { value: null, problem: '日期超出了范围' }
  const [y, m, d] = day.split('-').map(Number) as [number, number, number]
  const ofDay = ((minutes % 1440) + 1440) % 1440
  const value: PlainTime = { y, m, d, h: Math.floor(ofDay / 60), mi: ofDay % 60 }
  return { value }
}

function textOf(value: CellValue, format: string | undefined): string {
  if (value === null) return ''
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'object') return plainTimeText(value)
  const text = String(Number(value.toPrecision(15)))
  // Room 008 is the number 8 shown with the format 000.
  return format && /^0+$/.test(format) && /^\d+$/.test(text) ? text.padStart(format.length, '0') : text
}

function spread(rows: Cell[][], merge: string): void {
  const [, left = '', top = '', right = '', bottom = ''] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(merge) ?? []
  const origin = rows[Number(top) - 1]?.[columnIndex(left)]
  if (!origin || origin.merged) return
  origin.merged = 'origin'
  const { raw, text, problem } = origin
  for (const row of rows.slice(Number(top) - 1, Number(bottom))) {
    for (let col = columnIndex(left); col <= columnIndex(right) && col < row.length; col++) {
      const cell = row[col] as Cell
      if (cell.merged) continue
      row[col] = { raw, text, row: cell.row, col, merged: 'covered', ...(problem ? { problem } : {}) }
    }
  }
}

const columnIndex = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
