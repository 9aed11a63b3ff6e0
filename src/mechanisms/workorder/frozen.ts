import { sql } from 'kysely'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'

/** Orders of one month, kind and trade. */
export interface MonthGroup {
  month: string
  kind: string
  trade: string
  orders: number
  finished: number
  /** Finished after their time, or open and past it. */
  late: number
  items: string
}

export interface Days {
  from?: string | undefined
  to?: string | undefined
}

/** So many months back are looked at each night; older ones change no more, or are counted anew when asked for. */
const MONTHS_BACK = 36

/** Counts the months that are over and have changed since they were counted. */
export async function freezeMonths(ctx: Ctx): Promise<void> {
  const { rows } = await sql<{ month: string }>`
    select to_char(m, 'YYYY-MM') as month
    from generate_series(date_trunc('month', ${ctx.today}::date) - ${MONTHS_BACK} * interval '1 month',
      date_trunc('month', ${ctx.today}::date) - interval '1 month', interval '1 month') as m
    where not exists (select from workorder_frozen f where f.school_id = ${ctx.schoolId} and f.month = to_char(m, 'YYYY-MM'))
      and exists (select from workorder_order o where o.school_id = ${ctx.schoolId}
        and o.reported_on >= m::date and o.reported_on < (m + interval '1 month')::date)`.execute(ctx.db)
  for (const { month } of rows) await sql`select workorder_freeze(${month}, ${ctx.now})`.execute(ctx.db)
}

/** What stands counted of these days, and the days that are left. */
export async function frozenWithin(ctx: Ctx, span: Days): Promise<{ groups: MonthGroup[]; rest: Days[] }> {
  const rows = ctx.db.selectFrom('workorder_frozen').where('school_id', '=', ctx.schoolId)
  const cut = [span.from, span.to].flatMap(day => (day ? [day.slice(0, 7)] : []))
  const [months, ends, late] = await Promise.all([
    rows.select(['month', 'groups']).orderBy('month').execute(),
    cut.length > 0 ? rows.select(['month', 'days']).where('month', 'in', cut).execute() : [],
    lateNow(ctx),
  ])
  const taken = months.flatMap(({ month }) => {
    const [first, last] = [`${month}-01`, lastOf(month)]
    const from = span.from && span.from > first ? span.from : first
    const to = span.to && span.to < last ? span.to : last
    return from <= to ? [{ month, from, to, whole: from === first && to === last }] : []
  })
  const groups = taken.flatMap(({ month, from, to, whole }) => {
    const counted = whole
      ? (months.find(m => m.month === month)?.groups ?? [])
      : (ends.find(m => m.month === month)?.days ?? []).filter(({ day }) => from <= day && day <= to)
    const nowLate = late.filter(({ day }) => from <= day && day <= to)
    return withLate(
      counted.map(({ kind, trade, orders, finished, late, items }) => ({
        month,
        kind,
        trade,
        orders,
        finished,
        late,
        items,
      })),
      nowLate.map(one => ({ ...one, month })),
    )
  })
  return { groups, rest: gaps(span, taken) }
}

/** The days of `span` outside `taken`, which are in order and do not overlap. */
export function gaps(span: Days, taken: readonly { from: string; to: string }[]): Days[] {
  const rest: Days[] = []
  let from = span.from
  for (const days of taken) {
    if (from === undefined || from < days.from) rest.push({ from, to: addDays(days.from, -1) })
    from = addDays(days.to, 1)
  }
  if (from === undefined || span.to === undefined || from <= span.to) rest.push({ from, to: span.to })
  return rest
}

const lastOf = (month: string): string => addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1)

/** Open orders grow late without being touched; there are few of them, whatever their day. */
function lateNow(ctx: Ctx) {
  return ctx.db
    .selectFrom('workorder_order')
    .select(['reported_on as day', 'kind', 'trade'])
    .select(eb => eb.fn.countAll<number>().as('late'))
    .where('school_id', '=', ctx.schoolId)
    .where('due_at', '<', ctx.now)
    .where(sql<boolean>`(done_at > finish_due_at) is not true`)
    .groupBy(['reported_on', 'kind', 'trade'])
    .execute()
}

/** Those that are late now stand beside the counted ones as groups that add nothing else. */
const withLate = (
  groups: readonly MonthGroup[],
  now: readonly { month: string; kind: string; trade: string; late: number }[],
): MonthGroup[] => [
  ...groups,
  ...now.map(({ month, kind, trade, late }) => ({
    month,
    kind,
    trade,
    late,
    orders: 0,
    finished: 0,
    items: '0',
  })),
]
