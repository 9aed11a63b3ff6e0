import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, hasRole } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { budget, type contract } from '../contract.ts'
import {
  type Category,
  monthEnd,
  monthStart,
  monthsUpTo,
  type ReportColumn,
  reportColumn,
  reportMachine,
} from '../rules.ts'

type H = Handlers<typeof contract>
type Columns = Record<ReportColumn, number>

/** What was spent in each month between two days, by the columns of the report. */
export async function columnsByMonth(ctx: Ctx, from: string, to: string): Promise<Map<string, Columns>> {
  const rows = await ctx.db
    .selectFrom('budget_spending as s')
    .innerJoin('budget_line as l', join =>
      join.onRef('l.school_id', '=', 's.school_id').onRef('l.id', '=', 's.line_id'),
    )
    .select([
      sql<string>`to_char(s.day, 'YYYY-MM')`.as('month'),
      'l.category',
      sql<string>`sum(s.amount_fen)`.as('fen'),
    ])
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.day', '>=', from)
    .where('s.day', '<=', to)
    .groupBy(['month', 'l.category'])
    .execute()
  const months = new Map<string, Columns>()
  for (const row of rows) {
    const columns = months.get(row.month) ?? { office: 0, agency: 0, service: 0, other: 0 }
    columns[reportColumn(row.category as Category)] += Number(row.fen)
    months.set(row.month, columns)
  }
  return months
}

export const reports: H['reports'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.string(), z.uuid()])
  const filtered = ctx.db
    .selectFrom('budget_report')
    .where('school_id', '=', ctx.schoolId)
    .$if((input.states?.length ?? 0) > 0, q => q.where('state', 'in', input.states ?? []))
  const found = await filtered
    .selectAll()
    .$if(after !== undefined, q => q.where(sql<boolean>`(month, id) < (${after?.[0]}, ${after?.[1]}::uuid)`))
    .orderBy('month', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const { total } = await filtered
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const page = pageFrom(found, input.limit, row => [row.month, row.id])
  return { rows: page.rows.map(toRow), next: page.next, total }
}

const TREND_MONTHS = 6

export const report: H['report'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('budget_report')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (!row) throw notFound()
  const [from, to] = [monthStart(row.month), monthEnd(row.month)]
  const months = monthsUpTo(row.month, TREND_MONTHS)
  const spent = await columnsByMonth(ctx, monthStart(months[0] as string), to)
  const lines = await ctx.db
    .selectFrom('budget_spending as s')
    .innerJoin('budget_line as l', join =>
      join.onRef('l.school_id', '=', 's.school_id').onRef('l.id', '=', 's.line_id'),
    )
    .innerJoin('budget_source as o', join =>
      join.onRef('o.school_id', '=', 'l.school_id').onRef('o.id', '=', 'l.source_id'),
    )
    .select([
      'l.id',
      'l.code',
      'l.title',
      'l.category',
      'o.title as source',
      sql<string>`coalesce(sum(s.amount_fen) filter (where s.day >= ${from}), 0)`.as('month_fen'),
      sql<string>`sum(s.amount_fen)`.as('year_fen'),
    ])
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.day', '>=', `${row.month.slice(0, 4)}-01-01`)
    .where('s.day', '<=', to)
    .groupBy(['l.id', 'l.code', 'l.title', 'l.category', 'o.title'])
    .orderBy('l.code')
    .execute()
  const income = await ctx.db
    .selectFrom('budget_income')
    .select(['kind', sql<string>`sum(amount_fen)`.as('fen')])
    .where('school_id', '=', ctx.schoolId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy('kind')
    .orderBy('kind')
    .execute()
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  const signatures = await signaturesOf(ctx, [{ kind: 'budget.report', id: row.id }])
  return {
    ...toRow(row),
    school: school.name,
    trend: months.map(month => {
      const c = spent.get(month) ?? { office: 0, agency: 0, service: 0, other: 0 }
      return {
        month,
        officeFen: c.office,
        agencyFen: c.agency,
        serviceFen: c.service,
        otherFen: c.other,
        totalFen: c.office + c.agency + c.service + c.other,
      }
    }),
    lines: lines.map(l => ({
      id: l.id,
      code: l.code,
      title: l.title,
      category: l.category,
      source: l.source,
      spentFen: Number(l.month_fen),
      yearFen: Number(l.year_fen),
    })),
    income: income.map(i => ({ kind: i.kind, fen: Number(i.fen) })),
    signatures: signatures.map(({ subject: _, ...mark }) => mark),
    actions: actionsFor(
      ctx,
      row.state,
      signatures.map(mark => mark.duty),
    ),
  }
}

interface Found {
  id: string
  month: string
  state: keyof typeof reportMachine.states
  office_fen: number
  agency_fen: number
  service_fen: number
  other_fen: number
  income_fen: number
  made_name: string
  made_on: string
  sent_to: string
  sent_on: string | null
  version: number
}

const toRow = (row: Found) => ({
  id: row.id,
  month: row.month,
  state: row.state,
  officeFen: row.office_fen,
  agencyFen: row.agency_fen,
  serviceFen: row.service_fen,
  otherFen: row.other_fen,
  totalFen: row.office_fen + row.agency_fen + row.service_fen + row.other_fen,
  incomeFen: row.income_fen,
  madeName: row.made_name,
  madeOn: row.made_on,
  sentTo: row.sent_to,
  sentOn: row.sent_on,
  version: row.version,
})

function actionsFor(ctx: Ctx, state: Found['state'], signed: readonly string[]): Actions {
  const actions: Actions = {}
  if (ctx.may(budget.signReport) && mayTransit(reportMachine, 'sign', state)) {
    if (hasRole(ctx, 'accountant') && !signed.includes('会计')) actions.signAccountant = { allowed: true }
    if (hasRole(ctx, 'principal') && !signed.includes('校长')) actions.signPrincipal = { allowed: true }
  }
  if (ctx.may(budget.sendReport) && mayTransit(reportMachine, 'send', state)) actions.send = { allowed: true }
  if (ctx.may(budget.dropReport) && mayTransit(reportMachine, 'drop', state)) actions.drop = { allowed: true }
  return actions
}
