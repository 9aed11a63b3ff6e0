import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { defineMetric, evidencePage, type Period } from '../../mechanisms/metric/index.ts'

const None = z.strictObject({})

/** Money received on damage cases, by the day of the receipt; reversals count against it. */
export const paid = defineMetric({
  id: 'damage.paid',
  title: '损坏赔款',
  unit: '元',
  additivity: 'sum',
  meaning: '期间内收到的公物损坏赔款，按收据日期；冲销的收据抵减。',
  params: None,
  async value(ctx, period) {
    const row = await ctx.db
      .selectFrom('damage_receipt')
      .select(eb => [
        eb.fn.countAll<number>().as('records'),
        eb.fn.coalesce(eb.fn.sum<string>('amount_fen'), sql<string>`0`).as('fen'),
      ])
      .where('school_id', '=', ctx.schoolId)
      .where('paid_on', '>=', period.from)
      .where('paid_on', '<=', period.to)
      .executeTakeFirstOrThrow()
    return { value: Number(row.fen) / 100, records: row.records }
  },
  rows(ctx, period, _params, page) {
    const select = ctx.db
      .selectFrom('damage_receipt as r')
      .innerJoin('damage_case as c', join =>
        join.onRef('c.school_id', '=', 'r.school_id').onRef('c.id', '=', 'r.case_id'),
      )
      .select([
        'r.id',
        'r.receipt_no',
        'r.paid_on',
        'r.amount_fen',
        'c.id as case_id',
        'c.no',
        'c.item',
        'c.unit_text',
        'c.place_text',
      ])
      .where('r.school_id', '=', ctx.schoolId)
      .where('r.paid_on', '>=', period.from)
      .where('r.paid_on', '<=', period.to)
    return evidencePage(page, select, { on: 'r.paid_on', id: 'r.id' }, r => ({
      id: r.id,
      kind: 'damage.receipt',
      no: r.receipt_no,
      on: r.paid_on,
      title: `${r.item}赔款`,
      detail: [r.unit_text || r.place_text, r.no].filter(Boolean).join(' · '),
      amount: r.amount_fen / 100,
      unit: '元',
      link: `/damage/${r.case_id}`,
    }))
  },
})

export const cases = defineMetric({
  id: 'damage.cases',
  title: '损坏赔偿件数',
  unit: '件',
  additivity: 'sum',
  meaning: '期间内发生的公物损坏赔偿，按损坏日期；撤销的不算。',
  params: None,
  async value(ctx, period) {
    const row = await counted(ctx, period)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: row.n, records: row.n }
  },
  rows(ctx, period, _params, page) {
    const select = counted(ctx, period).select([
      'id',
      'no',
      'occurred_on',
      'item',
      'unit_text',
      'place_text',
      'amount_fen',
    ])
    return evidencePage(page, select, { on: 'occurred_on', id: 'id' }, r => ({
      id: r.id,
      kind: 'damage.case',
      no: r.no,
      on: r.occurred_on,
      title: r.item,
      detail: r.unit_text || r.place_text,
      amount: 1,
      unit: '件',
      link: `/damage/${r.id}`,
    }))
  },
})

const counted = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('damage_case')
    .where('school_id', '=', ctx.schoolId)
    .where('occurred_on', '>=', period.from)
    .where('occurred_on', '<=', period.to)
    .where('state', '<>', 'cancelled')

export const metrics = [paid, cases]
