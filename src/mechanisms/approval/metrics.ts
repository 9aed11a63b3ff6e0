import { sql } from 'kysely'
import { z } from 'zod'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import { dayOf, toInstant } from '../../kernel/pure/calendar/zone.ts'
import { line } from '../../kernel/pure/fields.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { defineMetric, type EvidencePage, type Period } from '../metric/index.ts'
import { caseMachine } from './machine.ts'

const Which = z.strictObject({ kind: line(60).optional() })
type Which = z.output<typeof Which>

/** Approved, refused or sent back: somebody gave his word on them. */
const WORDS = ['approved', 'refused', 'returned'] as const

const ended = (ctx: Ctx, period: Period, { kind }: Which) =>
  ctx.db
    .selectFrom('approval_case')
    .where('school_id', '=', ctx.schoolId)
    .where('ended_at', '>=', toInstant(period.from, 0, ctx.zone))
    .where('ended_at', '<', toInstant(addDays(period.to, 1), 0, ctx.zone))
    .where('state', 'in', [...WORDS])
    .$if(kind !== undefined, q => q.where('subject_kind', '=', kind as string))

const HOURS = sql<number>`round((extract(epoch from ended_at - started_at) / 3600)::numeric, 2)::float8`

async function rowsOf(
  ctx: Ctx,
  period: Period,
  which: Which,
  page: { cursor?: string | undefined; limit: number },
  unit: '件' | '小时',
): Promise<EvidencePage> {
  const after = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([0-9a-f-]{36})$/.exec(page.cursor ?? '')
  let select = ended(ctx, period, which)
    .select(['id', 'no', 'title', 'subject_title', 'asker_name', 'state', 'ended_at', HOURS.as('hours')])
    .orderBy('ended_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
  if (after)
    select = select.where(sql<boolean>`(ended_at, id) < (${after[1]}::timestamptz, ${after[2]}::uuid)`)
  const found = await select.execute()
  const rows = found.slice(0, page.limit)
  const last = rows.at(-1)
  return {
    rows: rows.map(row => ({
      id: row.id,
      kind: 'approval.case',
      no: row.no,
      on: dayOf(row.ended_at ?? ctx.now, ctx.zone),
      title: row.title,
      detail: [row.subject_title, row.asker_name, caseMachine.states[row.state].label].join(' · '),
      amount: unit === '件' ? 1 : row.hours,
      unit,
      link: `/approvals/${row.id}`,
    })),
    next: found.length > page.limit && last?.ended_at ? `${last.ended_at.toISOString()}~${last.id}` : null,
  }
}

const decided = defineMetric({
  id: 'approval.decided',
  title: '办结审批',
  unit: '件',
  additivity: 'sum',
  meaning: '期间内同意、不同意或退回的审批，按办结时间；申请人自己撤回的不算。',
  params: Which,
  dimensions: ['kind'],
  async value(ctx, period, which) {
    const row = await ended(ctx, period, which)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: row.n, records: row.n }
  },
  rows: (ctx, period, which, page) => rowsOf(ctx, period, which, page, '件'),
})

const medianHours = defineMetric({
  id: 'approval.median_hours',
  title: '审批用时中位数',
  unit: '小时',
  additivity: 'none',
  meaning: '期间内办结的审批从提交到办结的钟点数，取中位数；申请人自己撤回的不算。每一行列出一件用了几小时。',
  params: Which,
  dimensions: ['kind'],
  async value(ctx, period, which) {
    const row = await ended(ctx, period, which)
      .select(eb => [
        eb.fn.countAll<number>().as('n'),
        sql<number | null>`round((percentile_cont(0.5) within group
          (order by extract(epoch from ended_at - started_at) / 3600))::numeric, 1)::float8`.as('median'),
      ])
      .executeTakeFirstOrThrow()
    return { value: row.median ?? 0, records: row.n }
  },
  rows: (ctx, period, which, page) => rowsOf(ctx, period, which, page, '小时'),
})

export const approvalMetrics = [decided, medianHours]
