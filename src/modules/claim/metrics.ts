import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { defineMetric, evidencePage, type Period } from '../../mechanisms/metric/index.ts'
import { MISSING, SOURCES } from './rules.ts'

const None = z.strictObject({})

/** Payments made, those that came back taken off, by the day of the payment. */
const payments = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('claim_payment as p')
    .innerJoin('claim_claim as c', join =>
      join.onRef('c.school_id', '=', 'p.school_id').onRef('c.id', '=', 'p.claim_id'),
    )
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.day', '>=', period.from)
    .where('p.day', '<=', period.to)

export const paid = defineMetric({
  id: 'claim.paid',
  title: '报销付款',
  unit: '元',
  additivity: 'sum',
  meaning: '期间内付出的报销款，按付款日期；冲销的抵减。',
  params: None,
  async value(ctx, period) {
    const row = await payments(ctx, period)
      .select(eb => [eb.fn.countAll<number>().as('n'), sql<string>`coalesce(sum(p.amount_fen), 0)`.as('fen')])
      .executeTakeFirstOrThrow()
    return { value: Number(row.fen) / 100, records: row.n }
  },
  rows(ctx, period, _params, page) {
    const select = payments(ctx, period).select([
      'p.id',
      'p.no',
      'p.day',
      'p.amount_fen',
      'c.id as claim_id',
      'c.title',
      'c.payee',
    ])
    return evidencePage(page, select, { on: 'p.day', id: 'p.id' }, r => ({
      id: r.id,
      kind: 'claim.payment',
      no: r.no,
      on: r.day,
      title: r.title,
      detail: r.payee,
      amount: r.amount_fen / 100,
      unit: '元',
      link: `/claims/${r.claim_id}`,
    }))
  },
})

const paidClaims = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('claim_claim')
    .where('school_id', '=', ctx.schoolId)
    .where('paid_on', '>=', period.from)
    .where('paid_on', '<=', period.to)

export const count = defineMetric({
  id: 'claim.count',
  title: '报销单',
  unit: '件',
  additivity: 'sum',
  meaning: '期间内付款的报销单，三人签字并经批准；付款已冲销的不算。',
  params: None,
  async value(ctx, period) {
    const { n } = await paidClaims(ctx, period)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: n, records: n }
  },
  rows(ctx, period, _params, page) {
    const select = paidClaims(ctx, period).select(['id', 'no', 'paid_on', 'title', 'payee', 'source'])
    return evidencePage(page, select, { on: 'paid_on', id: 'id' }, r => ({
      id: r.id,
      kind: 'claim.claim',
      no: r.no,
      on: r.paid_on as string,
      title: r.title,
      detail: [SOURCES[r.source], r.payee].join(' · '),
      amount: 1,
      unit: '件',
      link: `/claims/${r.id}`,
    }))
  },
})

const returns = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('claim_return as r')
    .innerJoin('claim_claim as c', join =>
      join.onRef('c.school_id', '=', 'r.school_id').onRef('c.id', '=', 'r.claim_id'),
    )
    .where('r.school_id', '=', ctx.schoolId)
    .where('r.day', '>=', period.from)
    .where('r.day', '<=', period.to)

export const returned = defineMetric({
  id: 'claim.returned',
  title: '退回报销',
  unit: '次',
  additivity: 'sum',
  meaning: '期间内因手续、单据不全或购物不符而退回、不予报销的次数。',
  params: None,
  async value(ctx, period) {
    const { n } = await returns(ctx, period)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: n, records: n }
  },
  rows(ctx, period, _params, page) {
    const select = returns(ctx, period).select([
      'r.id',
      'r.day',
      'r.missing',
      'r.note',
      'c.no',
      'c.title',
      'c.id as claim_id',
    ])
    return evidencePage(page, select, { on: 'r.day', id: 'r.id' }, r => ({
      id: r.id,
      kind: 'claim.return',
      no: r.no,
      on: r.day,
      title: `${r.title}：${MISSING[r.missing]}`,
      detail: r.note,
      amount: 1,
      unit: '次',
      link: `/claims/${r.claim_id}`,
    }))
  },
})

export const metrics = [paid, count, returned]
