import { type SelectQueryBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import {
  defineMetric,
  type EvidenceRequest,
  evidencePage,
  type Period,
} from '../../mechanisms/metric/index.ts'
import { DIFFERENCES, matchRate, RESULTS, type Result } from './rules.ts'

const Params = z.strictObject({ kind: z.enum(['asset', 'stock']).default('asset') })
type Params = z.output<typeof Params>

const WORD = { asset: '资产', stock: '物资' } as const
const SAMPLES = [{ kind: 'stock' as const }]

interface LineMetric {
  id: string
  title: string
  unit: '件' | '元'
  meaning: string
  results: readonly Result[]
}

const SHORT = sql<string>`round(l.book_fen * (l.book_quantity - l.found_quantity) / nullif(l.book_quantity, 0))`
const OVER = sql<string>`round(coalesce(l.value_fen, 100) * (l.found_quantity - l.book_quantity))`
const YUAN_OF: Partial<Record<Result, typeof SHORT>> = { missing: SHORT, surplus: OVER }
const ALL: readonly Result[] = ['match', ...DIFFERENCES]
const DAY = '期间内已调账或账物相符的盘点，按调账（认定相符）的日期。'

const SPECS: readonly LineMetric[] = [
  {
    id: 'stocktake.counted',
    title: '盘点{what}',
    unit: '件',
    meaning: `盘点过的{what}项数；${DAY}`,
    results: ALL,
  },
  {
    id: 'stocktake.matched',
    title: '账物相符的{what}',
    unit: '件',
    meaning: `盘点中账物相符的{what}项数；${DAY}`,
    results: ['match'],
  },
  {
    id: 'stocktake.shortage',
    title: '盘亏{what}',
    unit: '件',
    meaning: `盘亏的{what}项数；${DAY}`,
    results: ['missing'],
  },
  {
    id: 'stocktake.shortage_yuan',
    title: '盘亏{what}金额',
    unit: '元',
    meaning: `盘亏{what}的账面价值；${DAY}`,
    results: ['missing'],
  },
  {
    id: 'stocktake.surplus',
    title: '盘盈{what}',
    unit: '件',
    meaning: `盘盈的{what}项数；${DAY}`,
    results: ['surplus'],
  },
  {
    id: 'stocktake.surplus_yuan',
    title: '盘盈{what}金额',
    unit: '元',
    meaning: `盘盈{what}的入账价值；${DAY}`,
    results: ['surplus'],
  },
  {
    id: 'stocktake.misplaced',
    title: '盘点错位的{what}',
    unit: '件',
    meaning: `不在账上地点的{what}项数；${DAY}`,
    results: ['moved'],
  },
]

const lineMetrics = SPECS.map(spec =>
  defineMetric({
    id: spec.id,
    title: spec.title.replace('{what}', '资产'),
    unit: spec.unit,
    additivity: 'sum',
    meaning: spec.meaning.replace('{what}', '资产（或物资）'),
    params: Params,
    dimensions: ['kind'],
    samples: SAMPLES,
    describe: ({ kind }) => spec.title.replace('{what}', WORD[kind]),
    async value(ctx, period, params) {
      const row = await linesIn(ctx, period, params, spec.results)
        .select([
          sql<number>`count(*)::int`.as('n'),
          sql<string>`coalesce(sum(${amountOf(spec)}), 0)`.as('amount'),
        ])
        .executeTakeFirstOrThrow()
      return { value: spec.unit === '元' ? Number(row.amount) / 100 : row.n, records: row.n }
    },
    rows: (ctx, period, params, page) => evidence(ctx, period, params, spec, page),
  }),
)

const campaigns = defineMetric({
  id: 'stocktake.campaigns',
  title: '完成的盘点',
  unit: '次',
  additivity: 'sum',
  meaning: `完成的资产和物资盘点次数；${DAY}`,
  params: z.strictObject({}),
  async value(ctx, period) {
    const { n } = await done(ctx, period)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: n, records: n }
  },
  rows: (ctx, period, _params, page) =>
    evidencePage(
      page,
      done(ctx, period).select(['id', 'no', 'title', 'scope_text', 'adjusted_on']),
      { on: 'adjusted_on', id: 'id' },
      r => ({
        id: r.id,
        kind: 'stocktake.campaign',
        no: r.no,
        on: r.adjusted_on ?? '',
        title: r.title,
        detail: r.scope_text,
        amount: 1,
        unit: '次',
        link: `/stocktakes/${r.id}`,
      }),
    ),
})

/** The share of what agreed in all that was counted; its rows are all of these, so that the denominator is seen. */
const rate = defineMetric({
  id: 'stocktake.rate',
  title: '账物相符率',
  unit: '%',
  additivity: 'ratio',
  meaning: `账物相符的项数除以盘点过的项数；背后的记录是全部盘点过的，相符的记 1，不符的记 0。${DAY}`,
  params: Params,
  dimensions: ['kind'],
  samples: SAMPLES,
  describe: ({ kind }) => `${WORD[kind]}账物相符率`,
  async value(ctx, period, params) {
    const row = await linesIn(ctx, period, params, ALL)
      .select([
        sql<number>`count(*)::int`.as('n'),
        sql<number>`(count(*) filter (where l.result = 'match'))::int`.as('matched'),
      ])
      .executeTakeFirstOrThrow()
    return { value: matchRate(row.matched, row.n), records: row.n }
  },
  rows: (ctx, period, params, page) =>
    evidence(ctx, period, params, { unit: '件', results: ALL, matchedOnly: true }, page),
})

export const metrics = [...lineMetrics, rate, campaigns]

const done = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('stocktake_campaign')
    .where('school_id', '=', ctx.schoolId)
    .where('adjusted_on', '>=', period.from)
    .where('adjusted_on', '<=', period.to)

type Joined = { l: Tables['stocktake_line']; c: Tables['stocktake_campaign'] }

const linesIn = (ctx: Ctx, period: Period, { kind }: Params, results: readonly Result[]) =>
  ctx.db
    .selectFrom('stocktake_line as l')
    .innerJoin('stocktake_campaign as c', join =>
      join.onRef('c.school_id', '=', 'l.school_id').onRef('c.id', '=', 'l.campaign_id'),
    )
    .where('c.school_id', '=', ctx.schoolId)
    .where('c.kind', '=', kind)
    .where('c.adjusted_on', '>=', period.from)
    .where('c.adjusted_on', '<=', period.to)
    .where('l.result', 'in', [...results]) as unknown as SelectQueryBuilder<Joined, 'l' | 'c', object>

const amountOf = (spec: { unit: string; results: readonly Result[] }) =>
  spec.unit === '元' ? (YUAN_OF[spec.results[0] as Result] ?? sql<string>`0`) : sql<string>`1`

function evidence(
  ctx: Ctx,
  period: Period,
  params: Params,
  spec: { unit: '件' | '元'; results: readonly Result[]; matchedOnly?: boolean },
  page: EvidenceRequest,
) {
  const select = linesIn(ctx, period, params, spec.results).select([
    'l.id',
    'l.code',
    'l.name',
    'l.result',
    'l.area_text',
    'l.opinion',
    'c.id as campaign_id',
    'c.no',
    'c.adjusted_on',
    amountOf(spec).as('amount'),
  ])
  return evidencePage(page, select, { on: 'c.adjusted_on', id: 'l.id' }, r => ({
    id: r.id,
    kind: 'stocktake.line',
    no: r.code || r.no,
    on: r.adjusted_on ?? '',
    title: r.name,
    detail: [RESULTS[r.result], r.area_text, r.opinion].filter(Boolean).join(' · '),
    amount: spec.matchedOnly
      ? r.result === 'match'
        ? 1
        : 0
      : spec.unit === '元'
        ? Number(r.amount) / 100
        : 1,
    unit: spec.unit,
    link: `/stocktakes/${r.campaign_id}?result=${r.result}`,
  }))
}
