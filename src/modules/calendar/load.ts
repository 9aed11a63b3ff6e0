import type { Weekday } from '../../kernel/pure/calendar/day.ts'
import { chinesePublicDay } from '../../kernel/pure/calendar/holidays.ts'
import {
  DEFAULT_HOURS,
  type OwnDay,
  type SchoolCalendar,
} from '../../kernel/pure/calendar/school-calendar.ts'
import { type Term, termOf as termOfDay } from '../../kernel/pure/calendar/terms.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { readHours } from './hours.ts'
import { calendarRevision } from './revision.ts'

interface Cached {
  revision: string
  calendar: SchoolCalendar
}

/** By school. Every change gives the school a new revision, so a stale copy is never taken for the present. */
const cache = new Map<string, Cached>()
const MOST_SCHOOLS = 500

/** The school's calendar as the pure rules of kernel/pure/calendar want it. */
export async function loadCalendar(ctx: Ctx): Promise<SchoolCalendar> {
  const revision = await calendarRevision(ctx)
  const known = cache.get(ctx.schoolId)
  if (known && revision !== undefined && known.revision === revision) return known.calendar
  const calendar = await readCalendar(ctx)
  // Without a revision nothing tells of a change, and the calendar is read each time.
  if (revision !== undefined) {
    if (cache.size >= MOST_SCHOOLS) cache.clear()
    cache.set(ctx.schoolId, { revision, calendar })
  }
  return calendar
}

export async function termByCode(ctx: Ctx, code: string): Promise<Term | undefined> {
  return (await loadCalendar(ctx)).terms.find(term => term.code === code)
}

/** The term of a day; one that the school has not dated yet as most schools date it; none in the holidays. */
export async function termOf(ctx: Ctx, day: string): Promise<Term | undefined> {
  return termOfDay((await loadCalendar(ctx)).terms, day)
}

async function readCalendar(ctx: Ctx): Promise<SchoolCalendar> {
  const terms = await ctx.db
    .selectFrom('calendar_term')
    .select(['code', 'name', 'from_on as from', 'to_on as to'])
    .where('school_id', '=', ctx.schoolId)
    .orderBy('from_on')
    .execute()
  const days = await ctx.db
    .selectFrom('calendar_day')
    .select(['day', 'kind', 'title', 'like_weekday'])
    .where('school_id', '=', ctx.schoolId)
    .orderBy('day')
    .execute()
  const { school, vacation, terms: termHours } = await readHours(ctx)
  return {
    zone: ctx.zone,
    terms,
    publicDay: chinesePublicDay,
    ownDays: days.map(
      ({ like_weekday, ...day }): OwnDay => ({
        ...day,
        ...(like_weekday ? { like: like_weekday as Weekday } : {}),
      }),
    ),
    hours: school ?? DEFAULT_HOURS,
    termHours,
    ...(vacation ? { vacationHours: vacation } : {}),
  }
}
