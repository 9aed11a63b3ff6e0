import { formatFen } from '../../kernel/pure/money.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { RegisterKind } from '../../mechanisms/register/index.ts'
import { budget, contract } from './contract.ts'
import { lineRows } from './facts.ts'
import { CATEGORIES, CATEGORY_CODES, type Category } from './rules.ts'

type H = Handlers<typeof contract>

/** A row of the year's budget: made, or changed by its code; the preview shows what would differ. */
export const importLine: H['importLine'] = async (ctx, input) => {
  const source = await ctx.db
    .selectFrom('budget_source')
    .select(['id', 'title'])
    .where('school_id', '=', ctx.schoolId)
    .where(eb => eb.or([eb('title', '=', input.source), eb('code', '=', input.source)]))
    .executeTakeFirst()
  if (!source) throw contract.fail('unknown_source', { source: input.source })
  const category = categoryOf(input.category)
  if (!category)
    throw contract.fail('unknown_category', {
      category: input.category,
      list: Object.values(CATEGORIES).join('、'),
    })
  const plan = await ctx.db
    .selectFrom('budget_plan')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('year', '=', input.year)
    .executeTakeFirst()
  if (!plan) await ctx.run(budget.openPlan, { year: input.year })
  const old = await lineRows(ctx).where('l.code', '=', input.code).executeTakeFirst()
  const facts = {
    year: input.year,
    sourceId: source.id,
    code: input.code,
    title: input.title,
    category,
    plannedFen: input.plannedFen,
    note: input.note || (old?.note ?? ''),
  }
  if (!old) {
    const { id } = await ctx.run(budget.saveLine, facts)
    return { id, outcome: 'created' as const, changes: [] }
  }
  const changes = [
    { title: '预算项目', from: old.title, to: facts.title },
    { title: '经费来源', from: old.source, to: source.title },
    { title: '支出类别', from: CATEGORIES[old.category], to: CATEGORIES[category] },
    { title: '预算数', from: formatFen(old.planned_fen), to: formatFen(facts.plannedFen) },
    { title: '说明', from: old.note, to: facts.note },
  ].filter(change => change.from !== change.to)
  ctx.about({ kind: 'budget.line', id: old.id }, old.title)
  if (changes.length === 0) return { id: old.id, outcome: 'unchanged' as const, changes }
  await ctx.run(budget.saveLine, { id: old.id, version: old.version, ...facts })
  return { id: old.id, outcome: 'updated' as const, changes }
}

/** 办公, 办公费, office are one category. */
function categoryOf(text: string): Category | undefined {
  const plain = text.replace(/[费支出\s]/g, '')
  return CATEGORY_CODES.find(
    code =>
      code === text || CATEGORIES[code] === text || CATEGORIES[code].replace(/[费支出\s]/g, '') === plain,
  )
}

/** The year's budget as schools keep it in a sheet; an existing line is changed by its code. */
export const budgetRegister: RegisterKind = {
  id: 'budget',
  title: '年度预算',
  noun: '个预算项目',
  operation: budget.importLine,
  recordKind: 'budget.line',
  listPath: '/budget',
  fields: [
    {
      key: 'year',
      title: '年度',
      aliases: ['年份', '预算年度', '会计年度'],
      type: 'number',
      required: true,
      example: '2026',
    },
    {
      key: 'code',
      title: '项目编码',
      aliases: ['编码', '编号', '预算编码', '项目代码', '代码'],
      type: 'text',
      required: true,
      example: '2026-GY-01',
      note: '照它更新已有的项目',
    },
    {
      key: 'title',
      title: '预算项目',
      aliases: ['项目', '项目名称', '名称', '支出项目', '预算科目'],
      type: 'text',
      required: true,
      example: '办公用品',
    },
    {
      key: 'source',
      title: '经费来源',
      aliases: ['来源', '资金来源', '资金性质', '经费渠道'],
      type: 'text',
      required: true,
      example: '公用经费',
    },
    {
      key: 'category',
      title: '支出类别',
      aliases: ['类别', '支出科目', '经济分类', '科目'],
      type: 'text',
      required: true,
      example: '办公费',
    },
    {
      key: 'plannedFen',
      title: '预算数',
      aliases: ['金额', '预算金额', '预算', '批复数', '年初预算'],
      type: 'money',
      required: true,
      example: '80000.00',
    },
    { key: 'note', title: '说明', aliases: ['备注'], type: 'text', example: '' },
  ],
}
