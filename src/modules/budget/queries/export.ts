import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../../mechanisms/register/index.ts'
import type { contract } from '../contract.ts'
import { CATEGORIES } from '../rules.ts'
import { lines } from './plan.ts'

type H = Handlers<typeof contract>
type Row = Awaited<ReturnType<typeof lines>>['rows'][number]

/** The execution of the budget as a spreadsheet, with the columns the import reads. */
export const exportLines: H['exportLines'] = async (ctx, { words, ...filter }) => {
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return exportRows<Row>({
    title: '预算执行情况',
    school: school.name,
    filterText: words,
    zone: ctx.zone,
    now: ctx.now,
    rows: all(ctx, filter),
    columns: COLUMNS,
  })
}

async function* all(
  ctx: Ctx,
  filter: Omit<Parameters<typeof lines>[1], 'cursor' | 'limit'>,
): AsyncGenerator<Row> {
  let cursor: string | undefined
  do {
    const page = await lines(ctx, { ...filter, limit: 200, cursor })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

const COLUMNS: readonly ExportColumn<Row>[] = [
  { title: '年度', value: row => row.year, kind: 'number' },
  { title: '项目编码', value: row => row.code },
  { title: '预算项目', value: row => row.title, width: 24 },
  { title: '经费来源', value: row => row.source },
  { title: '支出类别', value: row => CATEGORIES[row.category] },
  { title: '预算数', value: row => row.plannedFen, kind: 'money', sum: true },
  { title: '已批', value: row => row.allottedFen, kind: 'money', sum: true },
  { title: '占用', value: row => row.committedFen, kind: 'money', sum: true },
  { title: '支出', value: row => row.spentFen, kind: 'money', sum: true },
  { title: '剩余', value: row => row.leftFen, kind: 'money', sum: true },
  { title: '说明', value: row => row.note, width: 24 },
]
