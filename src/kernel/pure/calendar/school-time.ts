import { addDays, addMonths, type Day, daysBetween, firstOfMonth, MINUTE_MS, monthOf } from './day.ts'
import { dayFacts, isSchoolDay, type SchoolCalendar } from './school-calendar.ts'
import { dayOf, instantMs } from './zone.ts'

/**
 * What runs down: every minute ('clock'), all 24 hours of days that are worked ('workday'),
 * or only the hours of work on those days ('school').
 */
export type Count = 'clock' | 'workday' | 'school'

export const schoolMinutesBetween = (calendar: SchoolCalendar, from: Date, to: Date): number =>
  minutesBetween(calendar, from, to, 'school')

export const addSchoolMinutes = (calendar: SchoolCalendar, from: Date, minutes: number): Date =>
  addMinutes(calendar, from, minutes, 'school')

/** Counted minutes from one instant to another, with fractions; negative when `to` is earlier. */
export function minutesBetween(calendar: SchoolCalendar, from: Date, to: Date, count: Count): number {
  return msBetween(calendar, from.getTime(), to.getTime(), count) / MINUTE_MS
}

/** The first instant by which so many counted minutes have passed; `from` itself for none. */
export function addMinutes(calendar: SchoolCalendar, from: Date, minutes: number, count: Count): Date {
  const ms = Math.round(minutes * MINUTE_MS)
  if (ms < 0) throw new RangeError('cannot count time backwards')
  if (count === 'clock' || ms === 0) return new Date(from.getTime() + ms)

  let { month, spent } = monthSpent(calendar, from.getTime(), count)
  let left = spent + ms
  let idle = 0
  for (let table = monthTable(calendar, month, count); left > table.total; ) {
    left -= table.total
    idle = table.total > 0 ? 0 : idle + 1
    if (idle > MOST_IDLE_MONTHS) throw new RangeError('the calendar has no working hours to count')
    month = addMonths(month, 1)
    table = monthTable(calendar, month, count)
  }
  return new Date(instantWhenSpent(monthTable(calendar, month, count), left))
}

/** The nth school day after `day`, which itself is not counted; before it for negative n. */
export function addSchoolDays(calendar: SchoolCalendar, day: Day, n: number): Day {
  const step = n < 0 ? -1 : 1
  let at = day
  let left = Math.abs(n)
  let idle = 0
  while (left > 0) {
    at = addDays(at, step)
    if (isSchoolDay(calendar, at)) {
      left -= 1
      idle = 0
    } else if (++idle > MOST_IDLE_MONTHS * 31)
      throw new RangeError('the calendar has no school days to count')
  }
  return at
}

/** School days after `from` up to and including `to`; negative when `to` is earlier. */
export function schoolDaysBetween(calendar: SchoolCalendar, from: Day, to: Day): number {
  if (to < from) return 0 - schoolDaysBetween(calendar, to, from)
  return daysBetween(addDays(from, 1), to).filter(day => isSchoolDay(calendar, day)).length
}

/** The end of the day's working hours, or of the day itself where nothing is worked. */
export function closeOf(calendar: SchoolCalendar, day: Day): Date {
  const last = dayFacts(calendar, day).spans.at(-1)
  return new Date(instantMs(day, last ? last[1] : 1440, calendar.zone))
}

/** Without an hour of work in ten years there will be none. */
const MOST_IDLE_MONTHS = 120

function msBetween(calendar: SchoolCalendar, from: number, to: number, count: Count): number {
  if (count === 'clock') return to - from
  if (to < from) return 0 - msBetween(calendar, to, from, count)
  const first = monthSpent(calendar, from, count)
  const last = monthSpent(calendar, to, count)
  let sum = last.spent - first.spent
  for (let month = first.month; month < last.month; month = addMonths(month, 1))
    sum += monthTable(calendar, month, count).total
  return sum
}

/** Counted time of a month that has passed by an instant within it. */
function monthSpent(calendar: SchoolCalendar, at: number, count: Count): { month: string; spent: number } {
  const day = dayOf(new Date(at), calendar.zone)
  const { days } = monthTable(calendar, monthOf(day), count)
  const { before, spans } = days[Number(day.slice(8)) - 1] as DayTable
  const spent = spans.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(at, to) - from), before)
  return { month: monthOf(day), spent }
}

/** The first instant of the month by which `spent` of its counted time has passed. */
function instantWhenSpent({ days }: MonthTable, spent: number): number {
  const day = days.findLast(({ before }) => before < spent) as DayTable
  let left = spent - day.before
  for (const [from, to] of day.spans) {
    if (to - from >= left) return from + left
    left -= to - from
  }
  throw new RangeError('more time than the month has')
}

interface DayTable {
  /** Counted ms of the month before this day. */
  before: number
  /** Counted spans as instants, in order. */
  spans: [number, number][]
}

interface MonthTable {
  days: DayTable[]
  total: number
}

/** Made once for a calendar, so that years are counted in a few steps. */
const monthTables = new WeakMap<SchoolCalendar, Map<string, MonthTable>>()

function monthTable(calendar: SchoolCalendar, month: string, count: Count): MonthTable {
  let tables = monthTables.get(calendar)
  if (!tables) {
    tables = new Map()
    monthTables.set(calendar, tables)
  }
  const key = month + count
  let table = tables.get(key)
  if (!table) {
    table = { days: [], total: 0 }
    const first = firstOfMonth(month)
    for (const day of daysBetween(first, addDays(firstOfMonth(addMonths(month, 1)), -1))) {
      const spans = spansOf(calendar, day, count)
      table.days.push({ before: table.total, spans })
      table.total += spans.reduce((sum, [from, to]) => sum + to - from, 0)
    }
    tables.set(key, table)
  }
  return table
}

function spansOf(calendar: SchoolCalendar, day: Day, count: Count): [number, number][] {
  const facts = dayFacts(calendar, day)
  const whole = facts.school ? [[0, 1440] as const] : []
  return (count === 'workday' ? whole : facts.spans).map(([from, to]) => [
    instantMs(day, from, calendar.zone),
    instantMs(day, to, calendar.zone),
  ])
}
