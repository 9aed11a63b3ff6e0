import { PassThrough, type Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'

export type CellValue = string | number | Date | null

export interface WriterColumn {
  title: string
  /** In characters of the base font. */
  width?: number
  /** Spreadsheet number format. */
  format?: string
  align?: 'left' | 'center' | 'right'
  wrap?: boolean
}

export interface WriterSheet {
  name: string
  /** Lines above the table: the title first, then what was filtered. */
  lead?: readonly string[]
  columns: readonly WriterColumn[]
  rows: AsyncIterable<readonly CellValue[]> | Iterable<readonly CellValue[]>
  /** Written under the rows, e.g. sums. Asked for when all rows have passed. */
  foot?: () => readonly (readonly CellValue[])[]
}

const GREY = 'FFF1EFE9'

/** An XLSX workbook, written row by row so that only its compressed form is held. The one file that writes XLSX. */
export async function writeWorkbook(sheets: readonly WriterSheet[]): Promise<Buffer> {
  const stream = new PassThrough()
  const whole = buffer(stream)
  await streamWorkbook(stream, sheets)
  return whole
}

/** The same into a stream, which it ends. */
export async function streamWorkbook(stream: Writable, sheets: readonly WriterSheet[]): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: false,
  })
  for (const sheet of sheets) await writeSheet(workbook, sheet)
  await workbook.commit()
}

async function writeSheet(workbook: ExcelJS.stream.xlsx.WorkbookWriter, sheet: WriterSheet): Promise<void> {
  const lead = sheet.lead ?? []
  const headerRow = lead.length + 1
  const worksheet = workbook.addWorksheet(sheetName(sheet.name), {
    views: [{ state: 'frozen', ySplit: headerRow }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headerRow}:${headerRow}`,
    },
    headerFooter: { oddFooter: '第 &P 页，共 &N 页' },
  })
  worksheet.columns = sheet.columns.map(column => ({
    width: column.width ?? 14,
    style: {
      ...(column.format ? { numFmt: column.format } : {}),
      alignment: { horizontal: column.align ?? 'left', vertical: 'top', wrapText: column.wrap ?? false },
    },
  }))
  lead.forEach((text, i) => {
    const row = worksheet.addRow([text])
    row.getCell(1).font = i === 0 ? { bold: true, size: 14 } : { color: { argb: 'FF5F6B6F' } }
    row.getCell(1).alignment = { horizontal: 'left', wrapText: false }
    row.commit()
  })
  const header = worksheet.addRow(sheet.columns.map(column => column.title))
  header.eachCell(cell => {
    cell.font = { bold: true }
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: GREY } }
    cell.border = { bottom: { style: 'thin' } }
    cell.numFmt = '@'
  })
  header.commit()
  worksheet.autoFilter = {
    from: { row: headerRow, column: 1 },
    to: { row: headerRow, column: Math.max(1, sheet.columns.length) },
  }
  for await (const values of sheet.rows) worksheet.addRow([...values]).commit()
  for (const values of sheet.foot?.() ?? []) {
    const row = worksheet.addRow([...values])
    row.font = { bold: true }
    row.commit()
  }
  worksheet.commit()
}

/** Names that every spreadsheet program takes: 31 characters, none of its own signs. */
const sheetName = (name: string): string => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31) || '表'
