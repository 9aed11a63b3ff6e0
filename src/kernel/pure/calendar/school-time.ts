import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  diffDays,
  firstOfMonth,
  MINUTE_MS,
  monthOf,
} from './day.ts'
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

  let day = dayOf(from, calendar.zone)
  let left = ms + spentBy(calendar, day, from.getTime(), count)
  let idle = 0
  for (;;) {
    const whole = day === firstOfMonth(monthOf(day)) ? monthTotal(calendar, monthOf(day), count) : left
    if (whole < left) {
      left -= whole
      day = firstOfMonth(addMonths(monthOf(day), 1))
      idle = whole > 0 ? 0 : idle + 1
    } else {
      const today = dayTotal(calendar, day, count)
      if (today >= left) return new Date(instantAfter(calendar, day, left, count))
      left -= today
      day = addDays(day, 1)
    }
    if (idle > MOST_MONTHS) throw new RangeError('the calendar has no working hours to count')
  }
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
    } else if (++idle > MOST_MONTHS * 31) throw new RangeError('the calendar has no school days to count')
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
const MOST_MONTHS = 120

function msBetween(calendar: SchoolCalendar, from: number, to: number, count: Count): number {
  if (count === 'clock') return to - from
  if (to < from) return 0 - msBetween(calendar, to, from, count)
  const first = dayOf(new Date(from), calendar.zone)
  const last = dayOf(new Date(to), calendar.zone)
  return (
    wholeDays(calendar, first, last, count) -
    spentBy(calendar, first, from, count) +
    spentBy(calendar, last, to, count)
  )
}

/** All counted time of the days from `first` up to, not including, `last`; whole months at once. */
function wholeDays(calendar: SchoolCalendar, first: Day, last: Day, count: Count): number {
  let [sum, day] = [0, first]
  while (day < last) {
    const nextMonth = firstOfMonth(addMonths(monthOf(day), 1))
    if (day === firstOfMonth(monthOf(day)) && nextMonth <= last) {
      sum += monthTotal(calendar, monthOf(day), count)
      day = nextMonth
    } else {
      sum += dayTotal(calendar, day, count)
      day = addDays(day, 1)
    }
  }
  return sum
}

function monthTotal(calendar: SchoolCalendar, month: string, count: Count): number {
  let totals = monthTotals.get(calendar)
  if (!totals) {
    totals = new Map()
    monthTotals.set(calendar, totals)
  }
  const key = month + count
  let total = totals.get(key)
  if (total === undefined) {
    const first = firstOfMonth(month)
    const length = diffDays(first, firstOfMonth(addMonths(month, 1)))
    total = 0
    for (let i = 0; i < length; i += 1) total += dayTotal(calendar, addDays(first, i), count)
    totals.set(key, total)
  }
  return total
}

const monthTotals = new WeakMap<SchoolCalendar, Map<string, number>>()

/** The day's counted spans as instants, in order. */
function spansOf(calendar: SchoolCalendar, day: Day, count: Count): [number, number][] {
  const facts = dayFacts(calendar, day)
  const whole = facts.school ? [[0, 1440] as const] : []
  return (count === 'workday' ? whole : facts.spans).map(([from, to]) => [
    instantMs(day, from, calendar.zone),
    instantMs(day, to, calendar.zone),
  ])
}

const dayTotal = (calendar: SchoolCalendar, day: Day, count: Count): number =>
  spansOf(calendar, day, count).reduce((sum, [from, to]) => sum + to - from, 0)

/** Counted time of the day that has passed by an instant. */
const spentBy = (calendar: SchoolCalendar, day: Day, at: number, count: Count): number =>
  spansOf(calendar, day, count).reduce((sum, [from, to]) => sum + Math.max(0, Math.min(at, to) - from), 0)

/** The first instant of the day by which `ms` of its counted time have passed. */
function instantAfter(calendar: SchoolCalendar, day: Day, ms: number, count: Count): number {
  let left = ms
  const spans = spansOf(calendar, day, count)
  for (const [from, to] of spans) {
    if (to - from >= left) return from + left
    left -= to - from
  }
  return spans.at(-1)?.[1] ?? instantMs(day, 0, calendar.zone)
}
