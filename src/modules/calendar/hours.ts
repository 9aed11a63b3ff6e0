import { clockText, type Weekday } from '../../kernel/pure/calendar/day.ts'
import type { WeekHours } from '../../kernel/pure/calendar/school-calendar.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { WeekSpan } from './contract.ts'

export interface HourSets {
  /** Absent while the school has set none. */
  school?: WeekHours
  vacation?: WeekHours
  /** By term code. */
  terms: Record<string, WeekHours>
}

export async function readHours(ctx: Ctx): Promise<HourSets> {
  const rows = await ctx.db
    .selectFrom('calendar_hours')
    .select(['applies', 'weekday', 'from_minute', 'to_minute'])
    .where('school_id', '=', ctx.schoolId)
    .orderBy('weekday')
    .orderBy('from_minute')
    .execute()
  const spans = rows.map(row => ({
    applies: row.applies,
    weekday: row.weekday,
    from: clockText(row.from_minute),
    to: clockText(row.to_minute),
  }))
  const sets: HourSets = { terms: {} }
  for (const applies of new Set(spans.map(span => span.applies))) {
    const week = toWeek(spans.filter(span => span.applies === applies))
    if (applies === 'school' || applies === 'vacation') sets[applies] = week
    else sets.terms[applies] = week
  }
  return sets
}

export function toWeek(spans: readonly WeekSpan[]): WeekHours {
  const week: Partial<Record<Weekday, { from: string; to: string }[]>> = {}
  for (const { weekday, from, to } of spans)
    week[weekday as Weekday] = [...(week[weekday as Weekday] ?? []), { from, to }]
  return week
}

export const toSpans = (week: WeekHours): WeekSpan[] =>
  Object.entries(week).flatMap(([weekday, spans = []]) =>
    spans.map(span => ({ weekday: Number(weekday), from: span.from, to: span.to })),
  )
