import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../mechanisms/register/index.ts'
import type { contract } from './contract.ts'
import { allRows, type Filter } from './queries.ts'
import { CAUSES, differenceText, SHEET_KINDS, sheetMachine } from './rules.ts'
import type { SheetRow } from './shapes.ts'
import { countedOf, type Line } from './store.ts'

type H = Handlers<typeof contract>
type Row = { sheet: SheetRow; line: Line }

const num = (value: string | null): number | null => (value === null ? null : Number(value))

/** The columns of the school's register of class and dormitory property. */
const COLUMNS: readonly ExportColumn<Row>[] = [
  { title: '学期', value: r => r.sheet.termName, width: 24 },
  { title: '编号', value: r => r.sheet.no },
  { title: '类别', value: r => SHEET_KINDS[r.sheet.kind], width: 8 },
  { title: '班级/寝室', value: r => r.sheet.title, width: 22 },
  { title: '负责人', value: r => r.sheet.keeperName, width: 10 },
  { title: '物品', value: r => r.line.name },
  { title: '单位', value: r => r.line.measure, width: 6 },
  { title: '期初数量', value: r => Number(r.line.quantity), kind: 'number' },
  { title: '期初已坏', value: r => Number(r.line.broken), kind: 'number' },
  { title: '期末数量', value: r => num(r.line.found), kind: 'number' },
  { title: '期末已坏', value: r => num(r.line.found_broken), kind: 'number' },
  { title: '差异', value: r => differenceText({ ...countedOf(r.line), measure: r.line.measure }) },
  { title: '原因', value: r => (r.line.cause ? CAUSES[r.line.cause] : '') },
  { title: '说明', value: r => r.line.explanation, width: 24 },
  { title: '赔偿件', value: r => r.line.case_no },
  { title: '状态', value: r => sheetMachine.states[r.sheet.state].label, width: 12 },
]

export const exportSheets: H['export'] = async (ctx, input) => {
  const { name } = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return exportRows<Row>({
    title: '班级寝室财产登记表',
    columns: COLUMNS,
    rows: linesOfAll(ctx, input),
    filterText: [
      input.termCode,
      input.kind && SHEET_KINDS[input.kind],
      input.differs && '复查有差异',
      ...(input.states ?? []).map(state => sheetMachine.states[state].label),
      input.search,
    ]
      .filter(Boolean)
      .join(' · '),
    school: name,
    zone: ctx.zone,
    now: ctx.now,
  })
}

async function* linesOfAll(ctx: Ctx, filter: Filter): AsyncGenerator<Row> {
  let batch: SheetRow[] = []
  const flush = async function* (): AsyncGenerator<Row> {
    if (batch.length === 0) return
    const lines = await ctx.db
      .selectFrom('property_line')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where(
        'sheet_id',
        'in',
        batch.map(sheet => sheet.id),
      )
      .orderBy('sort')
      .execute()
    for (const sheet of batch)
      for (const line of lines.filter(l => l.sheet_id === sheet.id)) yield { sheet, line }
    batch = []
  }
  for await (const sheet of allRows(ctx, filter)) {
    batch.push(sheet)
    if (batch.length === 200) yield* flush()
  }
  yield* flush()
}
