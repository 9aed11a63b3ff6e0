import type { SchoolCalendar } from './school-calendar.ts'
import { addMinutes, addSchoolDays, type Count, closeOf, minutesBetween } from './school-time.ts'
import { dayOf } from './zone.ts'

/** Time that is given: so many counted minutes, or until the close of the nth working day after. */
export type Allowance = { minutes: number; count: Count } | { workdays: number }

/** A time for which a clock stands still; without `to` it still does. */
export interface Pause {
  from: Date
  to?: Date | undefined
  reason: string
}

/** In what the time left of an allowance is told. */
export const countOf = (allowance: Allowance): Count => ('minutes' in allowance ? allowance.count : 'school')

/**
 * When time that is given runs out. In working days the day of the beginning is not counted and the
 * last one ends with its working hours (民法典第二百零一条、第二百零三条).
 */
export function dueAfter(calendar: SchoolCalendar, from: Date, allowance: Allowance): Date {
  if ('minutes' in allowance) return addMinutes(calendar, from, allowance.minutes, allowance.count)
  return closeOf(calendar, addSchoolDays(calendar, dayOf(from, calendar.zone), allowance.workdays))
}

/**
 * A due date moved on by each pause that began before it; a pause after it mends nothing.
 * Pauses count from `since` to `until`.
 */
export function extendByPauses(
  calendar: SchoolCalendar,
  due: Date,
  pauses: readonly Pause[],
  count: Count,
  since: Date,
  until: Date,
): { due: Date; pausedMinutes: number } {
  let [extended, pausedMinutes] = [due, 0]
  for (const { from, to } of mergedPauses(pauses, since.getTime(), until.getTime())) {
    if (from >= extended.getTime()) break
    const minutes = minutesBetween(calendar, new Date(from), new Date(to), count)
    extended = addMinutes(calendar, extended, minutes, count)
    pausedMinutes += minutes
  }
  return { due: extended, pausedMinutes }
}

/** Without overlaps, in order, and within the bounds. */
function mergedPauses(pauses: readonly Pause[], since: number, until: number) {
  const merged: { from: number; to: number }[] = []
  const sorted = pauses
    .map(pause => ({
      from: Math.max(pause.from.getTime(), since),
      to: Math.min(pause.to?.getTime() ?? until, until),
    }))
    .filter(pause => pause.to > pause.from)
    .sort((a, b) => a.from - b.from)
  for (const pause of sorted) {
    const last = merged.at(-1)
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to)
    else merged.push(pause)
  }
  return merged
}
