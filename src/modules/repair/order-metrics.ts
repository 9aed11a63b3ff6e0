import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import {
  defineMetric,
  type EvidencePage,
  type EvidenceRequest,
  evidencePage,
  type Period,
} from '../../mechanisms/metric/index.ts'
import { REPAIR_KIND } from './contract.ts'

const OrderParams = z.strictObject({ trade: z.string().max(20).optional() })
type OrderParams = z.output<typeof OrderParams>

/** The one meaning of each count, for its figure and for the rows behind it. */
const CONDITIONS = {
  all: sql<boolean>`true`,
  finished: sql<boolean>`o.state in ('done', 'confirmed', 'closed')`,
  unfinished: sql<boolean>`o.state not in ('done', 'confirmed', 'closed')`,
  rated: sql<boolean>`o.rating is not null`,
  satisfied: sql<boolean>`o.rating >= 4`,
  timed: sql<boolean>`o.done_at is not null and o.finish_due_at is not null`,
  onTime: sql<boolean>`o.done_at is not null and o.done_at <= o.finish_due_at`,
  human: sql<boolean>`o.cause = 'human'`,
  rework: sql<boolean>`o.rework_count > 0`,
  costly: sql<boolean>`o.cost_fen > 0`,
}
type OrderFilter = keyof typeof CONDITIONS
const FILTERS = Object.keys(CONDITIONS) as OrderFilter[]

function orders(ctx: Ctx, period: Period, params: OrderParams, filter: OrderFilter) {
  const select = ctx.db
    .selectFrom('workorder_order as o')
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.kind', '=', REPAIR_KIND)
    .where('o.reported_on', '>=', period.from)
    .where('o.reported_on', '<=', period.to)
    .where('o.state', 'not in', ['rejected', 'cancelled'])
    .where(CONDITIONS[filter])
  return params.trade ? select.where('o.trade', '=', params.trade) : select
}

type Tally = Record<OrderFilter, number> & { trade: string; costFen: number }

const tallies = new WeakMap<Ctx['db'], Map<string, Promise<Tally[]>>>()

/**
 * All counts of a period by trade, in one pass over its orders: a summary asks for a dozen of them. Kept for the
 * transaction, as only what reads asks for metrics.
 */
function tallyOf(ctx: Ctx, period: Period): Promise<Tally[]> {
  const kept = tallies.get(ctx.db) ?? new Map<string, Promise<Tally[]>>()
  tallies.set(ctx.db, kept)
  const key = `${period.from}/${period.to}`
  const tally = kept.get(key) ?? takeTally(ctx, period)
  kept.set(key, tally)
  return tally
}

async function takeTally(ctx: Ctx, period: Period): Promise<Tally[]> {
  const rows = await orders(ctx, period, {}, 'all')
    .select('o.trade')
    .select(FILTERS.map(filter => sql<number>`count(*) filter (where ${CONDITIONS[filter]})`.as(filter)))
    .select(
      sql<number>`coalesce(sum(o.cost_fen) filter (where ${CONDITIONS.costly}), 0)::bigint`.as('costFen'),
    )
    .groupBy('o.trade')
    .execute()
  return rows as Tally[]
}

async function tallied(
  ctx: Ctx,
  period: Period,
  params: OrderParams,
  what: OrderFilter | 'costFen',
): Promise<number> {
  const all = await tallyOf(ctx, period)
  const asked = params.trade ? all.filter(row => row.trade === params.trade) : all
  return asked.reduce((sum, row) => sum + row[what], 0)
}

function orderRows(
  ctx: Ctx,
  period: Period,
  params: OrderParams,
  filter: OrderFilter,
  page: EvidenceRequest,
  amount: 'one' | 'rating' | 'cost',
): Promise<EvidencePage> {
  const select = orders(ctx, period, params, filter).select([
    'o.id',
    'o.no',
    'o.reported_on',
    'o.title',
    'o.place_text',
    'o.assignee_name',
    'o.rating',
    'o.cost_fen',
  ])
  return evidencePage(page, select, { on: 'o.reported_on', id: 'o.id' }, row => ({
    id: row.id,
    kind: 'workorder.order',
    no: row.no,
    on: row.reported_on,
    title: [row.place_text, row.title].filter(Boolean).join(' '),
    detail: row.assignee_name,
    amount: amount === 'one' ? 1 : amount === 'rating' ? (row.rating ?? 0) : row.cost_fen / 100,
    unit: amount === 'one' ? '张' : amount === 'rating' ? '分' : '元',
    link: `/orders/${row.id}`,
  }))
}

interface CountSpec {
  id: string
  title: string
  meaning: string
  filter: OrderFilter
}

const countMetric = (spec: CountSpec) =>
  defineMetric({
    id: spec.id,
    title: spec.title,
    unit: '张',
    additivity: 'sum',
    meaning: spec.meaning,
    params: OrderParams,
    dimensions: ['trade'],
    async value(ctx, period, params) {
      const n = await tallied(ctx, period, params, spec.filter)
      return { value: n, records: n }
    },
    rows: (ctx, period, params, page) => orderRows(ctx, period, params, spec.filter, page, 'one'),
  })

interface ShareSpec extends CountSpec {
  of: OrderFilter
}

/** A percentage; its rows are the orders of the denominator's positive part. */
const shareMetric = (spec: ShareSpec) =>
  defineMetric({
    id: spec.id,
    title: spec.title,
    unit: '%',
    additivity: 'ratio',
    meaning: spec.meaning,
    params: OrderParams,
    dimensions: ['trade'],
    async value(ctx, period, params) {
      const part = await tallied(ctx, period, params, spec.filter)
      const whole = await tallied(ctx, period, params, spec.of)
      return { value: whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10, records: whole }
    },
    rows: (ctx, period, params, page) => orderRows(ctx, period, params, spec.of, page, 'one'),
  })

export const slips = countMetric({
  id: 'repair.slips',
  title: '报修单',
  meaning: '期间内收到的报修单张数，按报修日期；退回和撤销的不算。一张单可含几项维修内容。',
  filter: 'all',
})
export const finished = countMetric({
  id: 'repair.finished',
  title: '已修好的报修单',
  meaning: '期间内收到、现在已经修好的报修单张数。',
  filter: 'finished',
})
export const unfinished = countMetric({
  id: 'repair.unfinished',
  title: '还没修好的报修单',
  meaning: '期间内收到、现在还没修好的报修单张数。',
  filter: 'unfinished',
})
export const rework = countMetric({
  id: 'repair.rework',
  title: '返修的报修单',
  meaning: '期间内收到、验收后又要求返修过的报修单张数。',
  filter: 'rework',
})
export const human = countMetric({
  id: 'repair.human',
  title: '人为损坏的报修单',
  meaning: '期间内收到、原因认定为人为损坏的报修单张数。',
  filter: 'human',
})
export const timed = countMetric({
  id: 'repair.timed',
  title: '有时限的报修单',
  meaning: '期间内收到、有完成时限且已修好的报修单张数；补登的旧登记簿没有时限。',
  filter: 'timed',
})
export const rated = countMetric({
  id: 'repair.rated',
  title: '有评价的报修单',
  meaning: '期间内收到、报修人评过分的报修单张数。',
  filter: 'rated',
})
export const onTime = shareMetric({
  id: 'repair.on_time',
  title: '按时完成率',
  meaning: '有时限、已修好的报修单里，在时限内修好的占比；等料、等厂家、进不了门的时间不计。',
  filter: 'onTime',
  of: 'timed',
})
export const satisfaction = shareMetric({
  id: 'repair.satisfaction',
  title: '满意率',
  meaning: '有评价的报修单里，评 4 分和 5 分的占比。',
  filter: 'satisfied',
  of: 'rated',
})

export const cost = defineMetric({
  id: 'repair.cost',
  title: '维修费用',
  unit: '元',
  additivity: 'sum',
  meaning: '期间内收到的报修单上登记的材料和厂家费用之和。',
  params: OrderParams,
  dimensions: ['trade'],
  async value(ctx, period, params) {
    const fen = await tallied(ctx, period, params, 'costFen')
    return { value: fen / 100, records: await tallied(ctx, period, params, 'costly') }
  },
  rows: (ctx, period, params, page) => orderRows(ctx, period, params, 'costly', page, 'cost'),
})
