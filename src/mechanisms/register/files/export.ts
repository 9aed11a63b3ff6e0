import { Download } from '../../../kernel/server/files.ts'
import { type CellValue, type WriterColumn, writeWorkbook } from './workbook-writer.ts'

/** How a column's values look in a spreadsheet. Money comes in fen, days as YYYY-MM-DD, instants as Date. */
export type ExportKind = 'text' | 'number' | 'money' | 'day' | 'instant'

export interface ExportColumn<Row> {
  title: string
  value: (row: Row) => string | number | Date | null | undefined
  kind?: ExportKind
  width?: number
  /** Its sum stands in the foot. */
  sum?: boolean
}

export interface ExportRequest<Row> {
  title: string
  columns: readonly ExportColumn<Row>[]
  /** Read to the end before the download starts, so it may use the running transaction. */
  rows: AsyncIterable<Row> | Iterable<Row>
  /** What was filtered, as the list says it: 未完成的 · 电工 · 本学期. */
  filterText: string
  school: string
  /** School's zone and the instant of the export. */
  zone: string
  now: Date
  maxRows?: number
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const MAX_ROWS = 100_000

const FORMATS: Record<ExportKind, WriterColumn> = {
  text: { title: '', width: 16, wrap: true },
  number: { title: '', width: 10, format: '#,##0.###', align: 'right' },
  money: { title: '', width: 13, format: '#,##0.00', align: 'right' },
  day: { title: '', width: 12, format: 'yyyy-mm-dd', align: 'center' },
  instant: { title: '', width: 17, format: 'yyyy-mm-dd hh:mm', align: 'center' },
}

/** What is seen in a list, as a spreadsheet: its filter in the head, its columns, its sums in the foot. */
export async function exportRows<Row>(request: ExportRequest<Row>): Promise<Download> {
  const { columns, zone } = request
  const limit = request.maxRows ?? MAX_ROWS
  const sums = columns.map(() => 0)
  let written = 0
  let cut = false

  async function* cells(): AsyncGenerator<CellValue[]> {
    for await (const row of request.rows) {
      if (written === limit) {
        cut = true
        return
      }
      written++
      yield columns.map((column, i) => {
        const cell = cellOf(column.kind ?? 'text', column.value(row), zone)
        if (column.sum && typeof cell === 'number') sums[i] = (sums[i] ?? 0) + cell
        return cell
      })
    }
  }

  const body = await writeWorkbook([
    {
      name: request.title,
      lead: [
        request.title,
        [
          request.school,
          request.filterText,
          `${wallClock(request.now, zone).toISOString().slice(0, 16).replace('T', ' ')} 导出`,
        ]
          .filter(Boolean)
          .join('　'),
      ],
      columns: columns.map(column => ({
        ...FORMATS[column.kind ?? 'text'],
        title: column.kind === 'money' ? `${column.title}（元）` : column.title,
        ...(column.width ? { width: column.width } : {}),
      })),
      rows: cells(),
      foot: () => foot(columns, sums, written, cut),
    },
  ])
  return new Download({
    fileName: `${request.title}-${wallClock(request.now, zone).toISOString().slice(0, 10)}.xlsx`,
    contentType: XLSX_TYPE,
    body,
  })
}

function foot<Row>(
  columns: readonly ExportColumn<Row>[],
  sums: readonly number[],
  written: number,
  cut: boolean,
): CellValue[][] {
  const lines: CellValue[][] = [
    columns.map((column, i) =>
      column.sum ? Math.round((sums[i] ?? 0) * 1000) / 1000 : i === 0 ? `合计 ${written} 行` : null,
    ),
  ]
  if (cut) lines.push([`只导出了前 ${written} 行，后面还有。请缩小筛选范围再导出。`])
  return lines
}

function cellOf(kind: ExportKind, value: string | number | Date | null | undefined, zone: string): CellValue {
  if (value === null || value === undefined || value === '') return null
  if (kind === 'money') return Number(value) / 100
  if (kind === 'number') return Number(value)
  if (kind === 'day' && typeof value === 'string') return new Date(`${value}T00:00:00Z`)
  if (value instanceof Date) return wallClock(value, zone)
  return value
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** The clock on the school's wall, as the time without zone that spreadsheets keep. */
function wallClock(instant: Date, zone: string): Date {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    clocks.set(zone, clock)
  }
  return new Date(`${clock.format(instant).replace(' ', 'T')}Z`)
}
