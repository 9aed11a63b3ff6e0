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
import { kindOf } from '../../mechanisms/workorder/index.ts'
import { REPAIR_KIND } from './contract.ts'
import { groupOf, type ItemFacts, loadItems } from './groups.ts'
import { STANDARD_ITEMS, STANDARD_TRADES } from './standard.ts'

/** Which countable lines: of a trade, and within it of a report group (疏通地漏、拖把池) or of one item. */
const LineParams = z.strictObject({
  trade: z.string().max(20).optional(),
  group: z.string().max(60).optional(),
  item: z.string().max(40).optional(),
})
type LineParams = z.output<typeof LineParams>

/** 报修次数: Σ quantity of the lines that count, by the day of the report. */
export const items = defineMetric({
  id: 'repair.items',
  title: '报修次数',
  unit: '次',
  additivity: 'sum',
  meaning: '期间内报修、已完成的维修内容数量之和，按报修日期；只算计入次数的项目，侧石等按米计的不算。',
  params: LineParams,
  dimensions: ['trade', 'group', 'item'],
  samples: [{}, { trade: 'plumber' }],
  describe: describeLines('报修次数'),
  value: (ctx, period, params) => sumLines(ctx, period, params, true),
  rows: (ctx, period, params, page) => lineRows(ctx, period, params, true, page),
})

/** Quantities that stand outside the count: metres of kerb and the like. One item at a time. */
export const measured = defineMetric({
  id: 'repair.measured',
  title: '不计次数的工程量',
  unit: '',
  additivity: 'sum',
  meaning: '期间内完成的、不计入报修次数的维修数量（如修补侧石的米数），按报修日期，单位随项目。',
  params: LineParams,
  dimensions: ['trade', 'item'],
  describe: describeLines('工程量'),
  value: (ctx, period, params) => sumLines(ctx, period, params, false),
  rows: (ctx, period, params, page) => lineRows(ctx, period, params, false, page),
})

const ITEM_NAMES = new Map(STANDARD_ITEMS.map(item => [item.code, item.name]))
const TRADE_NAMES = new Map(STANDARD_TRADES.map(trade => [trade.code, trade.name]))

/** 水道工报修次数, 水龙头报修次数 */
function describeLines(noun: string): (params: LineParams) => string {
  return ({ trade, group, item }) => {
    const what =
      group ?? (item && (ITEM_NAMES.get(item) ?? item)) ?? (trade ? (TRADE_NAMES.get(trade) ?? trade) : '')
    return `${what}${noun}`
  }
}

async function matching(ctx: Ctx, params: LineParams): Promise<string[] | undefined> {
  if (params.item) return [params.item]
  if (!params.group) return undefined
  const all = await loadItems(ctx)
  return [...all.values()].filter(item => groupOf(item) === params.group).map(item => item.code)
}

/** One table under school, period, trade and items; `o` is the order, `l` the line. */
function lines(ctx: Ctx, period: Period, params: LineParams, counts: boolean, codes: string[] | undefined) {
  let select = ctx.db
    .selectFrom('workorder_line as l')
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.kind', '=', REPAIR_KIND)
    .where('l.reported_on', '>=', period.from)
    .where('l.reported_on', '<=', period.to)
    .where('l.counts', '=', counts)
  if (params.trade) select = select.where('l.trade', '=', params.trade)
  // Lines in free words have no code; they stand together as the trade's 其他.
  if (codes)
    select = codes.includes(OTHER)
      ? select.where('l.item_code', 'is', null)
      : select.where('l.item_code', 'in', codes.length > 0 ? codes : [''])
  return select
}

/** Stands for lines without a catalogue item. */
export const OTHER = '其他'

async function sumLines(ctx: Ctx, period: Period, params: LineParams, counts: boolean) {
  const codes = params.group === OTHER ? [OTHER] : await matching(ctx, params)
  const row = await lines(ctx, period, params, counts, codes)
    .select(eb => [
      eb.fn.coalesce(eb.fn.sum<string>('l.qty'), sql<string>`0`).as('value'),
      eb.fn.count<number>('l.order_id').distinct().as('records'),
      sql<string | null>`min(l.measure)`.as('first'),
      sql<string | null>`max(l.measure)`.as('last'),
    ])
    .executeTakeFirstOrThrow()
  const unit = params.group || params.item || !counts ? (row.first === row.last ? row.first : null) : null
  return { value: Number(row.value), records: row.records, ...(unit ? { unit } : {}) }
}

interface Done {
  text: string
  code: string | null
  qty: string
}

async function lineRows(
  ctx: Ctx,
  period: Period,
  params: LineParams,
  counts: boolean,
  page: EvidenceRequest,
): Promise<EvidencePage> {
  const codes = params.group === OTHER ? [OTHER] : await matching(ctx, params)
  const catalogue = await loadItems(ctx)
  const select = lines(ctx, period, params, counts, codes)
    .innerJoin('workorder_order as o', join =>
      join.onRef('o.school_id', '=', 'l.school_id').onRef('o.id', '=', 'l.order_id'),
    )
    .select(['o.id', 'o.no', 'o.reported_on', 'o.title', 'o.place_text', 'o.assignee_name'])
    .select(eb => [
      eb.fn.sum<string>('l.qty').as('amount'),
      sql<string>`min(l.measure)`.as('unit'),
      sql<Done[]>`json_agg(json_build_object('text', l.text, 'code', l.item_code,
        'qty', trim_scale(l.qty) || l.measure) order by l.seq)`.as('done'),
    ])
    .groupBy(['o.id', 'o.no', 'o.reported_on', 'o.title', 'o.place_text', 'o.assignee_name'])
  // A line without words of its own is called by its item.
  const said = ({ text, code, qty }: Done): string =>
    `${text || (code && catalogue.get(code)?.name) || code || ''}${qty}`
  return evidencePage(page, select, { on: 'o.reported_on', id: 'o.id' }, row => ({
    id: row.id,
    kind: 'workorder.order',
    no: row.no,
    on: row.reported_on,
    title: [row.place_text, row.title].filter(Boolean).join(' '),
    detail: [row.done.map(said).join('、'), row.assignee_name].filter(Boolean).join(' · '),
    amount: Number(row.amount),
    unit: row.unit,
    link: `/orders/${row.id}`,
  }))
}

export interface TradeSums {
  trade: string
  tradeName: string
  items: { item: ItemFacts | null; qty: number; measure: string; counts: boolean; records: number }[]
}

/** All that was repaired in a period, by trade and item, in one query. */
export async function sumsByTrade(ctx: Ctx, period: Period): Promise<TradeSums[]> {
  const rows = await ctx.db
    .selectFrom('workorder_line as l')
    .select(['l.trade', 'l.item_code', 'l.measure', 'l.counts'])
    .select(eb => [
      eb.fn.sum<string>('l.qty').as('qty'),
      eb.fn.count<number>('l.order_id').distinct().as('records'),
    ])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.kind', '=', REPAIR_KIND)
    .where('l.reported_on', '>=', period.from)
    .where('l.reported_on', '<=', period.to)
    .groupBy(['l.trade', 'l.item_code', 'l.measure', 'l.counts'])
    .execute()
  const names = await kindOf(ctx, REPAIR_KIND).trades(ctx)
  const catalogue = await loadItems(ctx)
  const trades = new Map<string, TradeSums>()
  for (const row of rows) {
    const sums = trades.get(row.trade) ?? {
      trade: row.trade,
      tradeName: names.get(row.trade) ?? row.trade,
      items: [],
    }
    trades.set(row.trade, sums)
    sums.items.push({
      item: row.item_code ? (catalogue.get(row.item_code) ?? null) : null,
      qty: Number(row.qty),
      measure: row.measure,
      counts: row.counts,
      records: row.records,
    })
  }
  const order = [...names.keys()]
  return [...trades.values()].sort((a, b) => order.indexOf(a.trade) - order.indexOf(b.trade))
}
