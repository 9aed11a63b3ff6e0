import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { defineMetric, evidencePage, type Period } from '../../mechanisms/metric/index.ts'
import { goodsMetrics } from './metrics-goods.ts'

const None = z.strictObject({})

/** Orders that went out, by their day; those cancelled whole bought nothing. */
const orders = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('procurement_order as o')
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.state', '<>', 'cancelled')
    .where('o.ordered_on', '>=', period.from)
    .where('o.ordered_on', '<=', period.to)

const orderRows = (
  ctx: Ctx,
  period: Period,
  page: { cursor?: string | undefined; limit: number },
  said: { amount: (totalFen: number) => number; unit: string },
) =>
  evidencePage(
    page,
    orders(ctx, period).select(['o.id', 'o.no', 'o.ordered_on', 'o.title', 'o.supplier_name', 'o.total_fen']),
    { on: 'o.ordered_on', id: 'o.id' },
    row => ({
      id: row.id,
      kind: 'procurement.order',
      no: row.no,
      on: row.ordered_on,
      title: row.title,
      detail: row.supplier_name,
      amount: said.amount(row.total_fen),
      unit: said.unit,
      link: `/procurement/orders/${row.id}`,
    }),
  )

export const ordered = defineMetric({
  id: 'procurement.orders',
  title: '统一采购',
  unit: '批',
  additivity: 'sum',
  meaning: '期间内下达的采购单，按下单日期；整单取消的不算。',
  params: None,
  async value(ctx, period) {
    const { n } = await orders(ctx, period)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: n, records: n }
  },
  rows: (ctx, period, _params, page) => orderRows(ctx, period, page, { amount: () => 1, unit: '批' }),
})

export const orderedAmount = defineMetric({
  id: 'procurement.ordered',
  title: '统一采购金额',
  unit: '元',
  additivity: 'sum',
  meaning: '期间内采购单的总价，按下单日期；整单取消的不算。',
  params: None,
  async value(ctx, period) {
    const row = await orders(ctx, period)
      .select(eb => [eb.fn.countAll<number>().as('n'), fen(sql.ref('o.total_fen')).as('fen')])
      .executeTakeFirstOrThrow()
    return { value: Number(row.fen) / 100, records: row.n }
  },
  rows: (ctx, period, _params, page) =>
    orderRows(ctx, period, page, { amount: totalFen => totalFen / 100, unit: '元' }),
})

/** What comparing brought: the mean of the offers less the one taken. */
const chosen = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('procurement_sheet as s')
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.state', '=', 'chosen')
    .where('s.single', '=', false)
    .where('s.chosen_on', '>=', period.from)
    .where('s.chosen_on', '<=', period.to)
    .where('s.mean_fen', 'is not', null)
    .where('s.chosen_fen', 'is not', null)

export const saved = defineMetric({
  id: 'procurement.saved',
  title: '货比三家比平均报价节约',
  unit: '元',
  additivity: 'sum',
  meaning: '期间内选定的询价，各家报价的平均数减去选定价之和，按选定日期；单一来源不算，选得比平均贵的抵减。',
  params: None,
  async value(ctx, period) {
    const row = await chosen(ctx, period)
      .select(eb => [eb.fn.countAll<number>().as('n'), fen(sql`(s.mean_fen - s.chosen_fen)`).as('fen')])
      .executeTakeFirstOrThrow()
    return { value: Number(row.fen) / 100, records: row.n }
  },
  rows: (ctx, period, _params, page) =>
    evidencePage(
      page,
      chosen(ctx, period).select([
        's.id',
        's.no',
        sql<string>`s.chosen_on`.as('on'),
        's.conclusion',
        sql<number>`(s.mean_fen - s.chosen_fen)::float8`.as('fen'),
      ]),
      { on: 's.chosen_on', id: 's.id' },
      row => ({
        id: row.id,
        kind: 'procurement.sheet',
        no: row.no,
        on: row.on,
        title: '询价记录',
        detail: row.conclusion,
        amount: row.fen / 100,
        unit: '元',
        link: `/procurement/sheets/${row.id}`,
      }),
    ),
})

const past = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('procurement_off_channel as f')
    .where('f.school_id', '=', ctx.schoolId)
    .where('f.bought_on', '>=', period.from)
    .where('f.bought_on', '<=', period.to)

export const offChannel = defineMetric({
  id: 'procurement.off_channel',
  title: '统采外采购',
  unit: '元',
  additivity: 'sum',
  meaning: '期间内登记的、没有经过统一采购的购买，按购买日期。',
  params: None,
  async value(ctx, period) {
    const row = await past(ctx, period)
      .select(eb => [eb.fn.countAll<number>().as('n'), fen(sql.ref('f.amount_fen')).as('fen')])
      .executeTakeFirstOrThrow()
    return { value: Number(row.fen) / 100, records: row.n }
  },
  rows: (ctx, period, _params, page) =>
    evidencePage(
      page,
      past(ctx, period).select(['f.id', 'f.no', 'f.bought_on', 'f.what', 'f.person_name', 'f.amount_fen']),
      { on: 'f.bought_on', id: 'f.id' },
      row => ({
        id: row.id,
        kind: 'procurement.off_channel',
        no: row.no,
        on: row.bought_on,
        title: row.what,
        detail: row.person_name,
        amount: row.amount_fen / 100,
        unit: '元',
        link: '/procurement/control',
      }),
    ),
})

const fen = (amount: RawBuilder<unknown>) => sql<string>`coalesce(sum(${amount}), 0)`

export const metrics = [ordered, orderedAmount, saved, offChannel, ...goodsMetrics]
