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

type OrderFilter =
  | 'all'
  | 'finished'
  | 'rated'
  | 'satisfied'
  | 'timed'
  | 'onTime'
  | 'human'
  | 'rework'
  | 'unfinished'
  | 'costly'

const FINISHED = ['done', 'confirmed', 'closed'] as const

function orders(ctx: Ctx, period: Period, params: OrderParams, filter: OrderFilter) {
  let select = ctx.db
    .selectFrom('workorder_order as o')
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.kind', '=', REPAIR_KIND)
    .where('o.reported_on', '>=', period.from)
    .where('o.reported_on', '<=', period.to)
    .where('o.state', 'not in', ['rejected', 'cancelled'])
  if (params.trade) select = select.where('o.trade', '=', params.trade)
  switch (filter) {
    case 'all':
      return select
    case 'finished':
      return select.where('o.state', 'in', FINISHED)
    case 'unfinished':
      return select.where('o.state', 'not in', FINISHED)
    case 'rated':
      return select.where('o.rating', 'is not', null)
    case 'satisfied':
      return select.where('o.rating', '>=', 4)
    case 'timed':
      return select.where('o.done_at', 'is not', null).where('o.finish_due_at', 'is not', null)
    case 'onTime':
      return select.where('o.done_at', 'is not', null).whereRef('o.done_at', '<=', 'o.finish_due_at')
    case 'human':
      return select.where('o.cause', '=', 'human')
    case 'rework':
      return select.where('o.rework_count', '>', 0)
    case 'costly':
      return select.where('o.cost_fen', '>', 0)
  }
}

async function countOrders(
  ctx: Ctx,
  period: Period,
  params: OrderParams,
  filter: OrderFilter,
): Promise<number> {
  const row = await orders(ctx, period, params, filter)
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
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
      const n = await countOrders(ctx, period, params, spec.filter)
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
      const part = await countOrders(ctx, period, params, spec.filter)
      const whole = await countOrders(ctx, period, params, spec.of)
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
    const row = await orders(ctx, period, params, 'costly')
      .select(eb => [
        eb.fn.countAll<number>().as('records'),
        eb.fn.coalesce(eb.fn.sum<string>('o.cost_fen'), sql<string>`0`).as('fen'),
      ])
      .executeTakeFirstOrThrow()
    return { value: Number(row.fen) / 100, records: row.records }
  },
  rows: (ctx, period, params, page) => orderRows(ctx, period, params, 'costly', page, 'cost'),
})
