import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { defineMetric, evidencePage, type Period } from '../../mechanisms/metric/index.ts'
import { documentOf } from './queries/line.ts'
import { INCOME_KINDS } from './rules.ts'
import { Category, IncomeKind, SourceKind } from './shapes.ts'

const Spent = z.strictObject({ source: SourceKind.optional(), category: Category.optional() })
type Spent = z.output<typeof Spent>

function spendings(ctx: Ctx, period: Period, { source, category }: Spent) {
  return ctx.db
    .selectFrom('budget_spending as s')
    .innerJoin('budget_line as l', join =>
      join.onRef('l.school_id', '=', 's.school_id').onRef('l.id', '=', 's.line_id'),
    )
    .innerJoin('budget_source as o', join =>
      join.onRef('o.school_id', '=', 'l.school_id').onRef('o.id', '=', 'l.source_id'),
    )
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.day', '>=', period.from)
    .where('s.day', '<=', period.to)
    .$if(source !== undefined, q => q.where('o.kind', '=', source as NonNullable<typeof source>))
    .$if(category !== undefined, q => q.where('l.category', '=', category as NonNullable<typeof category>))
}

export const spent = defineMetric({
  id: 'budget.spent',
  title: '经费支出',
  unit: '元',
  additivity: 'sum',
  meaning: '期间内记入预算账的支出，按记账日期；冲销的抵减。可按经费来源、支出类别分。',
  params: Spent,
  samples: [{}, { category: 'office' }, { source: 'public' }],
  async value(ctx, period, params) {
    const row = await spendings(ctx, period, params)
      .select(eb => [eb.fn.countAll<number>().as('n'), sql<string>`coalesce(sum(s.amount_fen), 0)`.as('fen')])
      .executeTakeFirstOrThrow()
    return { value: Number(row.fen) / 100, records: row.n }
  },
  rows(ctx, period, params, page) {
    const select = spendings(ctx, period, params).select([
      's.id',
      's.no',
      's.day',
      's.amount_fen',
      's.note',
      's.document_kind',
      's.document_id',
      'l.title',
      'o.title as source',
    ])
    return evidencePage(page, select, { on: 's.day', id: 's.id' }, r => ({
      id: r.id,
      kind: 'budget.spending',
      no: r.no,
      on: r.day,
      title: r.note || r.title,
      detail: `${r.source} · ${r.title}`,
      amount: r.amount_fen / 100,
      unit: '元',
      link: documentOf(ctx, r).href ?? '/budget',
    }))
  },
})

const Income = z.strictObject({ kind: IncomeKind.optional() })

function incomes(ctx: Ctx, period: Period, { kind }: z.output<typeof Income>) {
  return ctx.db
    .selectFrom('budget_income')
    .where('school_id', '=', ctx.schoolId)
    .where('day', '>=', period.from)
    .where('day', '<=', period.to)
    .$if(kind !== undefined, q => q.where('kind', '=', kind as NonNullable<typeof kind>))
}

export const income = defineMetric({
  id: 'budget.income',
  title: '上缴收入',
  unit: '元',
  additivity: 'sum',
  meaning: '期间内进入收入线的赔偿、报废收入、租金和其他收入，按收款日期；冲销的抵减。',
  params: Income,
  samples: [{}, { kind: 'rent' }],
  async value(ctx, period, params) {
    const row = await incomes(ctx, period, params)
      .select(eb => [eb.fn.countAll<number>().as('n'), sql<string>`coalesce(sum(amount_fen), 0)`.as('fen')])
      .executeTakeFirstOrThrow()
    return { value: Number(row.fen) / 100, records: row.n }
  },
  rows(ctx, period, params, page) {
    const select = incomes(ctx, period, params).select([
      'id',
      'no',
      'day',
      'kind',
      'amount_fen',
      'payer',
      'note',
    ])
    return evidencePage(page, select, { on: 'day', id: 'id' }, r => ({
      id: r.id,
      kind: 'budget.income',
      no: r.no,
      on: r.day,
      title: INCOME_KINDS[r.kind],
      detail: [r.payer, r.note].filter(Boolean).join(' · '),
      amount: r.amount_fen / 100,
      unit: '元',
      link: `/budget/income?q=${r.no}`,
    }))
  },
})

const Saved = z.strictObject({
  times: z.enum(['once', 'yearly']).optional(),
  kind: z.enum(['saving', 'recovered']).optional(),
})

function savings(ctx: Ctx, period: Period, { times, kind }: z.output<typeof Saved>) {
  return ctx.db
    .selectFrom('budget_saving')
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'verified')
    .where('counted_on', '>=', period.from)
    .where('counted_on', '<=', period.to)
    .$if(times !== undefined, q => q.where('recurring', '=', times === 'yearly'))
    .$if(kind !== undefined, q => q.where('kind', '=', kind as NonNullable<typeof kind>))
}

export const saved = defineMetric({
  id: 'budget.saved',
  title: '节约增收',
  unit: '元',
  additivity: 'sum',
  meaning: '期间内经会计核实的节约与追回，对照基准；一次性的和每年都有的分开说，没有核实的不算。',
  params: Saved,
  samples: [{}, { times: 'once' }, { times: 'yearly' }],
  async value(ctx, period, params) {
    const row = await savings(ctx, period, params)
      .select(eb => [eb.fn.countAll<number>().as('n'), sql<string>`coalesce(sum(amount_fen), 0)`.as('fen')])
      .executeTakeFirstOrThrow()
    return { value: Number(row.fen) / 100, records: row.n }
  },
  rows(ctx, period, params, page) {
    const select = savings(ctx, period, params).select([
      'id',
      'no',
      'counted_on',
      'measure',
      'basis',
      'amount_fen',
      'verified_name',
    ])
    return evidencePage(page, select, { on: 'counted_on', id: 'id' }, r => ({
      id: r.id,
      kind: 'budget.saving',
      no: r.no,
      on: r.counted_on,
      title: r.measure,
      detail: `${r.basis} · ${r.verified_name}核实`,
      amount: r.amount_fen / 100,
      unit: '元',
      link: '/budget/savings?states=verified',
    }))
  },
})

export const metrics = [spent, income, saved]
