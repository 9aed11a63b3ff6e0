import ExcelJS from 'exceljs'
import type { Book, Cell, Sheet } from '../read/index.ts'
import { readWorkbook } from '../read/index.ts'

/** A slip of the sample, as its cells say it, without ditto marks and merges. For tests of other layouts. */
export interface Slip {
  trade: string
  no: string
  day: string
  time: string
  reporter: string
  building: string
  room: string
  fault: string
  quantity: string
  handling: string
  materials: string
  worker: string
  done: string
  rating: string
  remark: string
}

export type Grid = (string | number | null)[][]

/** Slips of the three trades, duplicates included. */
export function slipsOf(book: Book): Slip[] {
  const [water, power, wood] = book.sheets as [Sheet, Sheet, Sheet]
  return [
    ...dataRows(water, 3).map(row =>
      slip({
        trade: '水道工',
        no: row[0],
        day: row[1],
        reporter: row[2],
        ...parts(row[3] as string),
        fault: row[4],
        quantity: row[5],
        worker: row[6],
        done: row[7],
        remark: row[8],
      }),
    ),
    ...dataRows(power, 1).map(row =>
      slip({
        trade: '电工',
        no: row[0],
        day: row[1]?.split(' ')[0],
        time: row[1]?.split(' ')[1],
        reporter: row[2],
        building: row[3],
        room: row[4],
        fault: row[5],
        handling: row[6],
        materials: row[7],
        done: row[8],
        rating: row[9],
      }),
    ),
    ...dataRows(wood, 2).map(row =>
      slip({
        trade: '木工',
        day: row[0],
        building: row[1],
        room: row[2],
        fault: row[3],
        worker: row[4],
        remark: row[6],
      }),
    ),
  ]
}

/** '2025.9.3', '9月3日', '9/3', '2025-09-03' → [year, month, day] in the term of the sample. */
export function dayNumbers(day: string): [number, number, number] {
  const numbers = (day.match(/\d+/g) ?? []).map(Number)
  const [month, date] = numbers.slice(-2) as [number, number]
  return [month >= 8 ? 2025 : 2026, month, date]
}

export async function workbookOf(
  sheets: Record<string, Grid>,
  merges: Record<string, string[]> = {},
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  for (const [name, grid] of Object.entries(sheets)) {
    const sheet = workbook.addWorksheet(name)
    for (const row of grid) sheet.addRow(row)
    for (const range of merges[name] ?? []) sheet.mergeCells(range)
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

export const bookOf = async (
  sheets: Record<string, Grid>,
  merges: Record<string, string[]> = {},
): Promise<Book> => readWorkbook(await workbookOf(sheets, merges), '报修登记-2025秋.xlsx')

export function csvText(grid: Grid, delimiter = ','): string {
  const field = (value: string | number | null) => {
    const text = String(value ?? '')
    return /[",\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return grid.map(row => row.map(field).join(delimiter)).join('\r\n')
}

/** Text in the encoding of Chinese Windows. */
export function gbk(text: string): Buffer {
  const decoder = new TextDecoder('gbk')
  codes ??= new Map(
    Array.from({ length: 126 * 190 }, (_, i) => {
      const high = 0x81 + Math.floor(i / 190)
      const low = 0x40 + (i % 190) + (i % 190 >= 63 ? 1 : 0)
      return [decoder.decode(Uint8Array.of(high, low)), [high, low]]
    }),
  )
  return Buffer.from(
    [...text].flatMap(c => codes?.get(c) ?? (c.charCodeAt(0) < 128 ? [c.charCodeAt(0)] : [63])),
  )
}

let codes: Map<string, number[]> | undefined

function dataRows(sheet: Sheet, headerRow: number): string[][] {
  const rows = sheet.rows
    .slice(headerRow)
    .map(row => row.map((cell: Cell) => cell.text))
    .filter(row => !row.some(text => /小计|合计/.test(text)))
  rows.forEach((row, i) => {
    row.forEach((text, col) => {
      if (text === '〃') row[col] = rows[i - 1]?.[col] as string
    })
  })
  return rows
}

function parts(place: string): { building: string; room: string } {
  const [, building = place, room = ''] = /^(.*?)[-\s]?(\d{3})$/.exec(place) ?? []
  return { building, room }
}

const slip = (known: Partial<Slip>): Slip => ({
  trade: '',
  no: '',
  day: '',
  time: '',
  reporter: '',
  building: '',
  room: '',
  fault: '',
  quantity: '',
  handling: '',
  materials: '',
  worker: '',
  done: '',
  rating: '',
  remark: '',
  ...known,
})
