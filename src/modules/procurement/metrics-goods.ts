import { sql } from 'kysely'
import { z } from 'zod'
import { formatFen } from '../../kernel/pure/money.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { defineMetric, evidencePage, type Period } from '../../mechanisms/metric/index.ts'
import { requestMachine } from './machines.ts'
import { MISMATCH_KINDS, SETTLE_HOWS } from './words.ts'

const None = z.strictObject({})

/** Requests that were sent for approval, by the day of asking. */
const asked = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('procurement_request as r')
    .where('r.school_id', '=', ctx.schoolId)
    .where('r.state', 'not in', ['draft', 'withdrawn'])
    .where('r.asked_on', '>=', period.from)
    .where('r.asked_on', '<=', period.to)

const requests = defineMetric({
  id: 'procurement.requests',
  title: '采购申请',
  unit: '张',
  additivity: 'sum',
  meaning: '期间内报批的采购申请，按申请日期；草稿和本人撤回的不算，没有批准的也算。',
  params: None,
  async value(ctx, period) {
    const { n } = await asked(ctx, period)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: n, records: n }
  },
  rows: (ctx, period, _params, page) =>
    evidencePage(
      page,
      asked(ctx, period).select([
        'r.id',
        'r.no',
        'r.asked_on',
        'r.title',
        'r.state',
        'r.asker_name',
        'r.unit_text',
      ]),
      { on: 'r.asked_on', id: 'r.id' },
      row => ({
        id: row.id,
        kind: 'procurement.request',
        no: row.no,
        on: row.asked_on,
        title: row.title,
        detail: [row.unit_text || row.asker_name, requestMachine.states[row.state].label].join('，'),
        amount: 1,
        unit: '张',
        link: `/procurement/requests/${row.id}`,
      }),
    ),
})

/** Deliveries that a committee has signed for, by the day of the last signature. */
const accepted = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('procurement_acceptance as a')
    .innerJoin('procurement_order as o', join =>
      join.onRef('o.school_id', '=', 'a.school_id').onRef('o.id', '=', 'a.order_id'),
    )
    .where('a.school_id', '=', ctx.schoolId)
    .where('a.state', '=', 'accepted')
    .where('a.accepted_on', '>=', period.from)
    .where('a.accepted_on', '<=', period.to)

const acceptedRows = (
  ctx: Ctx,
  period: Period,
  page: { cursor?: string | undefined; limit: number },
  said: { amount: (fen: number) => number; unit: string },
) =>
  evidencePage(
    page,
    accepted(ctx, period).select([
      'a.id',
      'a.no',
      sql<string>`a.accepted_on`.as('on'),
      'o.title',
      'o.supplier_name',
      'a.amount_fen',
    ]),
    { on: 'a.accepted_on', id: 'a.id' },
    row => ({
      id: row.id,
      kind: 'procurement.acceptance',
      no: row.no,
      on: row.on,
      title: row.title,
      detail: row.supplier_name,
      amount: said.amount(row.amount_fen),
      unit: said.unit,
      link: `/acceptances/${row.id}`,
    }),
  )

const acceptances = defineMetric({
  id: 'procurement.acceptances',
  title: '到货验收',
  unit: '次',
  additivity: 'sum',
  meaning: '期间内签完字的验收单，按最后一人签字的日期；作废的不算。',
  params: None,
  async value(ctx, period) {
    const { n } = await accepted(ctx, period)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: n, records: n }
  },
  rows: (ctx, period, _params, page) => acceptedRows(ctx, period, page, { amount: () => 1, unit: '次' }),
})

const acceptedAmount = defineMetric({
  id: 'procurement.accepted',
  title: '验收合格金额',
  unit: '元',
  additivity: 'sum',
  meaning: '期间内签完字的验收单上合格的数量乘以采购单价。',
  params: None,
  async value(ctx, period) {
    const row = await accepted(ctx, period)
      .select(eb => [
        eb.fn.countAll<number>().as('n'),
        eb.fn.coalesce(eb.fn.sum<string>('a.amount_fen'), sql<string>`0`).as('fen'),
      ])
      .executeTakeFirstOrThrow()
    return { value: Number(row.fen) / 100, records: row.n }
  },
  rows: (ctx, period, _params, page) =>
    acceptedRows(ctx, period, page, { amount: fen => fen / 100, unit: '元' }),
})

/** What differed from the paper, by the day it was found; found or already dealt with. */
const wrong = (ctx: Ctx, period: Period, settled: boolean) =>
  ctx.db
    .selectFrom('procurement_mismatch as m')
    .innerJoin('procurement_order as o', join =>
      join.onRef('o.school_id', '=', 'm.school_id').onRef('o.id', '=', 'm.order_id'),
    )
    .where('m.school_id', '=', ctx.schoolId)
    .where('m.found_on', '>=', period.from)
    .where('m.found_on', '<=', period.to)
    .$if(settled, q => q.where('m.state', '=', 'settled'))

const mismatchMetric = (spec: { id: string; title: string; meaning: string }, settled: boolean) =>
  defineMetric({
    ...spec,
    unit: '处',
    additivity: 'sum',
    params: None,
    async value(ctx, period) {
      const { n } = await wrong(ctx, period, settled)
        .select(eb => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return { value: n, records: n }
    },
    rows: (ctx, period, _params, page) =>
      evidencePage(
        page,
        wrong(ctx, period, settled).select([
          'm.id',
          'm.found_on',
          'm.order_id',
          'm.name',
          'm.text',
          'm.kind',
          'm.how',
          'm.deducted_fen',
          'o.no',
        ]),
        { on: 'm.found_on', id: 'm.id' },
        row => ({
          id: row.id,
          kind: 'procurement.mismatch',
          no: row.no,
          on: row.found_on,
          title: `${row.name}：${MISMATCH_KINDS[row.kind]}`,
          detail: [
            row.text,
            row.how ? SETTLE_HOWS[row.how] : '还没有处理',
            row.deducted_fen > 0 ? `减 ${formatFen(row.deducted_fen)}` : '',
          ]
            .filter(Boolean)
            .join('，'),
          amount: 1,
          unit: '处',
          link: `/procurement/orders/${row.order_id}`,
        }),
      ),
  })

const mismatches = mismatchMetric(
  {
    id: 'procurement.mismatches',
    title: '购物不符',
    meaning: '期间内发现的与采购单不符的地方，按发现日期。',
  },
  false,
)
const settledMismatches = mismatchMetric(
  {
    id: 'procurement.mismatches_settled',
    title: '已处理的购物不符',
    meaning: '期间内发现的购物不符里已经处理完的（补换、退货、折价、核实无误）。',
  },
  true,
)

export const goodsMetrics = [requests, acceptances, acceptedAmount, mismatches, settledMismatches]
