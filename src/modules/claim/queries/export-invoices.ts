import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../../mechanisms/register/index.ts'
import type { contract } from '../contract.ts'
import { invoices } from './invoices.ts'

type H = Handlers<typeof contract>
type Row = Awaited<ReturnType<typeof invoices>>['rows'][number]

/** The register of invoices; those given up are named and not added up. */
export const exportInvoices: H['exportInvoices'] = async (ctx, { words, ...filter }) => {
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return exportRows<Row>({
    title: '发票台账',
    school: school.name,
    filterText: words,
    zone: ctx.zone,
    now: ctx.now,
    rows: allRows(ctx, filter),
    columns: COLUMNS,
  })
}

async function* allRows(
  ctx: Ctx,
  filter: Omit<Parameters<typeof invoices>[1], 'cursor' | 'limit'>,
): AsyncGenerator<Row> {
  let cursor: string | undefined
  do {
    const page = await invoices(ctx, { ...filter, limit: 200, cursor })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

const COLUMNS: readonly ExportColumn<Row>[] = [
  { title: '发票代码', value: row => row.code },
  { title: '发票号码', value: row => row.number, width: 24 },
  { title: '开票日期', value: row => row.issuedOn, kind: 'day' },
  { title: '销售方', value: row => row.sellerName, width: 28 },
  { title: '购买方', value: row => row.buyerName, width: 24 },
  { title: '购买方税号', value: row => row.buyerTaxNo, width: 22 },
  { title: '价税合计', value: row => (row.void ? 0 : row.amountFen), kind: 'money', sum: true },
  { title: '报销单', value: row => row.claimNo ?? '', width: 18 },
  { title: '登记', value: row => row.enteredName },
  { title: '作废', value: row => (row.void ? row.voidReason || '已作废' : '') },
  { title: '备注', value: row => row.note, width: 24 },
]
