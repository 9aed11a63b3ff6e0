import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { ImportRecord } from '../access.ts'
import { type WriterSheet, writeWorkbook } from './workbook-writer.ts'

const STATUS_TITLES = { refused: '不能导入', skipped: '跳过' } as const

/** The rows that were left out, as they stood in the file, with the reason in the last column. */
export async function refusedRowsFile(ctx: Ctx, found: ImportRecord): Promise<Buffer> {
  const rows = await ctx.db
    .selectFrom('register_import_row')
    .select(['sheet', 'row_no', 'status', 'reason', 'cells'])
    .where('school_id', '=', ctx.schoolId)
    .where('import_id', '=', found.id)
    .where('status', 'in', ['refused', 'skipped'])
    .orderBy('position')
    .execute()
  const sheets = found.outline.flatMap((outline): WriterSheet[] => {
    const own = rows.filter(row => row.sheet === outline.name)
    if (own.length === 0) return []
    const width = own.reduce((max, row) => Math.max(max, row.cells.length), outline.headings.length)
    const headings = Array.from({ length: width }, (_, i) => outline.headings[i] ?? '')
    return [
      {
        name: outline.name,
        // The reason last and the rest as it was, so that the mended file can be imported as it is.
        columns: [
          ...headings.map(title => ({ title })),
          { title: '原行号', width: 8 },
          { title: '结果', width: 10 },
          { title: '原因', width: 50, wrap: true },
        ],
        rows: own.map(row => [
          ...headings.map((_, i) => row.cells[i] ?? ''),
          row.row_no,
          row.status === 'imported' || row.status === 'ready' ? '' : STATUS_TITLES[row.status],
          row.reason ?? '',
        ]),
      },
    ]
  })
  return writeWorkbook(
    sheets.length > 0
      ? sheets
      : [{ name: '没有导入的行', columns: [{ title: '原因', width: 30 }], rows: [['没有被拒绝或跳过的行']] }],
  )
}
