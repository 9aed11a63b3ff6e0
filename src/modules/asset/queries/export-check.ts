import { notFound } from '../../../kernel/pure/errors.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../../mechanisms/register/index.ts'
import type { contract } from '../contract.ts'
import { schoolOf } from '../operations/labels.ts'
import { ANSWERS } from '../rules.ts'

type H = Handlers<typeof contract>

interface Row {
  no: string
  name: string
  model: string
  keeper: string
  place: string
  answer: keyof typeof ANSWERS | null
  placeNow: string
  remark: string
  answeredAt: Date | null
  settled: string
}

const COLUMNS: readonly ExportColumn<Row>[] = [
  { title: '资产编号', value: r => r.no, width: 18 },
  { title: '名称', value: r => r.name, width: 20 },
  { title: '规格型号', value: r => r.model, width: 20 },
  { title: '保管人', value: r => r.keeper, width: 10 },
  { title: '账上地点', value: r => r.place, width: 20 },
  { title: '回答', value: r => (r.answer ? ANSWERS[r.answer] : '没有答'), width: 10 },
  { title: '现在哪里', value: r => r.placeNow, width: 20 },
  { title: '说明', value: r => r.remark, width: 28 },
  { title: '回答时间', value: r => r.answeredAt, kind: 'instant' },
  { title: '处理', value: r => r.settled, width: 28 },
]

/** Every thing of a self-check, answered or not: what the office hands in and files. */
export const exportCheck: H['exportCheck'] = async (ctx, input) => {
  const check = await ctx.db
    .selectFrom('asset_check')
    .select(['title', 'due_on'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (!check) throw notFound()
  const rows = ctx.db
    .selectFrom('asset_check_line as l')
    .innerJoin('asset_check_sheet as s', join =>
      join.onRef('s.school_id', '=', 'l.school_id').onRef('s.id', '=', 'l.sheet_id'),
    )
    .innerJoin('asset_card as c', join =>
      join.onRef('c.school_id', '=', 'l.school_id').onRef('c.id', '=', 'l.asset_id'),
    )
    .select([
      'c.no',
      'c.name',
      'c.brand',
      'c.model',
      's.keeper_name as keeper',
      'c.place_text as place',
      'l.answer',
      'l.place_text as placeNow',
      'l.note as remark',
      'l.answered_at as answeredAt',
      'l.settled',
    ])
    .where('l.school_id', '=', ctx.schoolId)
    .where('s.check_id', '=', input.id)
    .orderBy('s.keeper_name')
    .orderBy('c.place_text')
    .orderBy('c.no')
  return exportRows<Row>({
    title: check.title,
    columns: COLUMNS,
    rows: shaped(await rows.execute()),
    filterText: `${check.due_on} 截止`,
    school: (await schoolOf(ctx)).name,
    zone: ctx.zone,
    now: ctx.now,
  })
}

async function* shaped(
  rows: readonly (Omit<Row, 'model'> & { brand: string; model: string })[],
): AsyncGenerator<Row> {
  for (const { brand, model, ...row } of rows)
    yield { ...row, model: [brand, model].filter(Boolean).join(' ') }
}
