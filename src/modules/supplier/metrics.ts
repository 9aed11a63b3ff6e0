import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { defineMetric, evidencePage, type Period } from '../../mechanisms/metric/index.ts'
import { FACTOR_KEYS, FACTORS } from './rules.ts'

const None = z.strictObject({})

/** Deliveries judged by the five factors, by the day of delivery. */
export const rated = defineMetric({
  id: 'supplier.rated',
  title: '供货评价',
  unit: '次',
  additivity: 'sum',
  meaning: '期间内按品质、数量、时间、地点、价格评价过的供货，按到货日期；一项也没评的不算。',
  params: None,
  async value(ctx, period) {
    const { n } = await judged(ctx, period)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: n, records: n }
  },
  rows: (ctx, period, _params, page) =>
    evidencePage(
      page,
      judged(ctx, period)
        .innerJoin('supplier_firm as f', join =>
          join.onRef('f.school_id', '=', 'd.school_id').onRef('f.id', '=', 'd.firm_id'),
        )
        .select(['d.id', 'd.document_no', 'd.delivered_on', 'd.firm_id', 'f.name'])
        .select(FACTOR_KEYS.map(factor => `d.${factor}` as const)),
      { on: 'd.delivered_on', id: 'd.id' },
      row => ({
        id: row.id,
        kind: 'supplier.delivery',
        no: row.document_no,
        on: row.delivered_on,
        title: row.name,
        detail: FACTOR_KEYS.flatMap(factor =>
          row[factor] === null ? [] : `${FACTORS[factor]} ${row[factor]}`,
        ).join('、'),
        amount: 1,
        unit: '次',
        link: `/suppliers/${row.firm_id}`,
      }),
    ),
})

/** Suppliers put on the black list, by the day. */
export const blocked = defineMetric({
  id: 'supplier.blocked',
  title: '列入黑名单',
  unit: '家',
  additivity: 'sum',
  meaning: '期间内列入黑名单的供应商次数，按列入日期；以后移出的也算。',
  params: None,
  async value(ctx, period) {
    const { n } = await blocks(ctx, period)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: n, records: n }
  },
  rows: (ctx, period, _params, page) =>
    evidencePage(
      page,
      blocks(ctx, period)
        .innerJoin('supplier_firm as f', join =>
          join.onRef('f.school_id', '=', 'e.school_id').onRef('f.id', '=', 'e.firm_id'),
        )
        .select(['e.id', 'e.on_day', 'e.note', 'f.id as firmId', 'f.no', 'f.name']),
      { on: 'e.on_day', id: 'e.id' },
      row => ({
        id: row.id,
        kind: 'supplier.event',
        no: row.no,
        on: row.on_day,
        title: row.name,
        detail: row.note,
        amount: 1,
        unit: '家',
        link: `/suppliers/${row.firmId}`,
      }),
    ),
})

const judged = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('supplier_delivery as d')
    .where('d.school_id', '=', ctx.schoolId)
    .where('d.delivered_on', '>=', period.from)
    .where('d.delivered_on', '<=', period.to)
    .where(sql<boolean>`num_nonnulls(d.quality, d.quantity, d.time, d.place, d.price) > 0`)

const blocks = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('supplier_event as e')
    .where('e.school_id', '=', ctx.schoolId)
    .where('e.action', '=', '列入黑名单')
    .where('e.on_day', '>=', period.from)
    .where('e.on_day', '<=', period.to)

export const metrics = [rated, blocked]
