import { sql } from 'kysely'
import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx, hasRole, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { ledger } from '../../../mechanisms/ledger/index.ts'
import { sign, signaturesOf, voidSignatures } from '../../../mechanisms/signature/index.ts'
import { contract } from '../contract.ts'
import { columnsByMonth } from '../queries/report.ts'
import { monthEnd, monthStart, monthTitle, type ReportState, reportMachine } from '../rules.ts'

type H = Handlers<typeof contract>

/** Who signs the monthly report in which place. */
const DUTIES = { 会计: 'accountant', 校长: 'principal' } as const

export const makeReport: H['makeReport'] = async (ctx, input) => {
  await mustBeClosed(ctx, input.month)
  const same = await ctx.db
    .selectFrom('budget_report')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('month', '=', input.month)
    .where('state', '<>', 'dropped')
    .executeTakeFirst()
  if (same) throw contract.fail('report_made', { month: monthTitle(input.month) })
  const columns = (await columnsByMonth(ctx, monthStart(input.month), monthEnd(input.month))).get(input.month)
  const { fen } = await ctx.db
    .selectFrom('budget_income')
    .select(sql<string>`coalesce(sum(amount_fen), 0)`.as('fen'))
    .where('school_id', '=', ctx.schoolId)
    .where('day', '>=', monthStart(input.month))
    .where('day', '<=', monthEnd(input.month))
    .executeTakeFirstOrThrow()
  const id = ctx.id()
  await ctx.db
    .insertInto('budget_report')
    .values({
      school_id: ctx.schoolId,
      id,
      month: input.month,
      state: 'made',
      office_fen: columns?.office ?? 0,
      agency_fen: columns?.agency ?? 0,
      service_fen: columns?.service ?? 0,
      other_fen: columns?.other ?? 0,
      income_fen: Number(fen),
      made_by: userOf(ctx)?.personId ?? null,
      made_name: actorName(ctx.actor),
      made_on: ctx.today,
      sent_on: null,
      created_at: ctx.now,
    })
    .execute()
  ctx.about({ kind: 'budget.report', id }, monthTitle(input.month))
  return { id, version: 1 }
}

export const signReport: H['signReport'] = async (ctx, input) => {
  const row = await load(ctx, input, 'sign')
  await mustBeClosed(ctx, row.month)
  const role = DUTIES[input.duty]
  if (!hasRole(ctx, role)) throw contract.fail('not_duty', { duty: input.duty, who: input.duty })
  const subject = { kind: 'budget.report', id: row.id }
  const before = await signaturesOf(ctx, [subject])
  const mine = before.find(mark => mark.personId === userOf(ctx)?.personId)
  if (mine && mine.duty !== input.duty) throw contract.fail('signed_other', { duty: mine.duty })
  const total = row.office_fen + row.agency_fen + row.service_fen + row.other_fen
  await sign(ctx, {
    subject,
    duty: input.duty,
    statement: `${monthTitle(row.month)}经费开支合计 ${formatFen(total)}，其中办公费 ${formatFen(row.office_fen)}、代收费 ${formatFen(row.agency_fen)}、服务性收费 ${formatFen(row.service_fen)}，属实。`,
    strokes: input.strokes,
  })
  const duties = new Set([...before.map(mark => mark.duty), input.duty])
  const state = Object.keys(DUTIES).every(duty => duties.has(duty)) ? 'signed' : 'made'
  return change(ctx, row, state, {})
}

export const sendReport: H['sendReport'] = async (ctx, input) => {
  const row = await load(ctx, input, 'send')
  await mustBeClosed(ctx, row.month)
  const { id, version } = await change(ctx, row, 'sent', { sent_to: input.to, sent_on: ctx.today })
  return { id, version }
}

export const dropReport: H['dropReport'] = async (ctx, input) => {
  const row = await load(ctx, input, 'drop')
  await voidSignatures(ctx, { kind: 'budget.report', id: row.id }, input.reason)
  const { id, version } = await change(ctx, row, 'dropped', { reason: input.reason })
  return { id, version }
}

/** The book of the month must be closed: what was reported can no longer change. */
async function mustBeClosed(ctx: Ctx, month: string): Promise<void> {
  const period = await ctx.asSystem('月报', system => system.run(ledger.period, { book: 'budget', month }))
  if (period.state !== 'closed') throw contract.fail('month_open', { month: monthTitle(month) })
}

async function load(
  ctx: Ctx,
  which: { id: string; version: number },
  action: keyof typeof reportMachine.transitions,
) {
  const row = await ctx.db
    .selectFrom('budget_report')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', which.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  if (!mayTransit(reportMachine, action, row.state)) throw stateRefusal(reportMachine, action, row.state)
  if (row.version !== which.version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

async function change(
  ctx: Ctx,
  row: Awaited<ReturnType<typeof load>>,
  state: ReportState,
  set: Partial<{ sent_to: string; sent_on: string; reason: string }>,
) {
  await ctx.db
    .updateTable('budget_report')
    .set({ ...set, state, version: row.version + 1 })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  ctx.about(
    { kind: 'budget.report', id: row.id },
    `${monthTitle(row.month)} ${reportMachine.states[state].label}`,
  )
  return { id: row.id, state, version: row.version + 1 }
}
