import { type Allowance, countOf, dueAfter, extendByPauses, type Pause } from './allowance.ts'
import type { SchoolCalendar } from './school-calendar.ts'
import { addSchoolDays, minutesBetween } from './school-time.ts'
import { dayOf } from './zone.ts'

/** What is promised at a level; a regulation's parameter, never a constant. */
export interface ServiceLevel {
  title: string
  respond: Allowance
  /** None where the promise is "as soon as possible". */
  finish: Allowance | null
  /** The regulation it comes from, in words for people. */
  source: string
}

export type ServiceLevels = Readonly<Record<string, ServiceLevel>>

export interface ServiceFacts {
  level: string
  reportedAt: Date
  pauses: readonly Pause[]
  respondedAt?: Date | undefined
  finishedAt?: Date | undefined
}

export type ClockState = 'calm' | 'soon' | 'today' | 'late' | 'paused' | 'stopped'

export interface Leg {
  /** Null where nothing is promised. */
  dueAt: Date | null
  metAt: Date | null
  /** Whether the promise was kept; null while that is open, or nothing was promised. */
  onTime: boolean | null
  /** Minutes left, in the time that the promise is counted in; null where no longer running. */
  remainingMinutes: number | null
  /** Minutes of the counted time by which it is or was late, rounded up; 0 when not late. */
  lateMinutes: number
}

export interface ServiceClock {
  state: ClockState
  /** What has to happen next. */
  next: 'respond' | 'finish' | null
  respondDueAt: Date
  finishDueAt: Date | null
  respond: Leg
  finish: Leg
  /** The pause that stands now. */
  pausedFor: string | null
  pausedMinutes: number
  /** Where the promise comes from. */
  source: string
}

/**
 * The clock of one piece of work. Pauses move the finish, not the response: one waits for material
 * only after someone has looked.
 */
export function serviceClock(
  facts: ServiceFacts,
  levels: ServiceLevels,
  calendar: SchoolCalendar,
  now: Date,
): ServiceClock {
  const level = levels[facts.level]
  if (!level) throw new RangeError(`unknown service level: ${facts.level}`)
  const { reportedAt, finishedAt } = facts
  // Finished without a word counts as the response too.
  const respondedAt = facts.respondedAt ?? finishedAt
  const respondDueAt = dueAfter(calendar, reportedAt, level.respond)
  const paused = pausedFinish(facts, level, calendar, finishedAt ?? now)

  const respond = leg(calendar, level.respond, respondDueAt, respondedAt, now)
  const finish = leg(calendar, level.finish, paused.dueAt, finishedAt, now)
  const standing = finishedAt ? undefined : standingPause(facts.pauses, now)
  const next = finishedAt ? null : respondedAt ? 'finish' : 'respond'
  return {
    state: stateOf(calendar, next, respond, finish, standing, now),
    next,
    respondDueAt,
    finishDueAt: paused.dueAt,
    respond,
    finish,
    pausedFor: standing?.reason ?? null,
    pausedMinutes: paused.pausedMinutes,
    source: level.source,
  }
}

function pausedFinish(
  facts: ServiceFacts,
  { finish }: ServiceLevel,
  calendar: SchoolCalendar,
  until: Date,
): { dueAt: Date | null; pausedMinutes: number } {
  if (!finish) return { dueAt: null, pausedMinutes: 0 }
  const due = dueAfter(calendar, facts.reportedAt, finish)
  const extended = extendByPauses(calendar, due, facts.pauses, countOf(finish), facts.reportedAt, until)
  return { dueAt: extended.due, pausedMinutes: extended.pausedMinutes }
}

function leg(
  calendar: SchoolCalendar,
  allowance: Allowance | null,
  dueAt: Date | null,
  metAt: Date | undefined,
  now: Date,
): Leg {
  if (!allowance || !dueAt)
    return { dueAt, metAt: metAt ?? null, onTime: null, remainingMinutes: null, lateMinutes: 0 }
  const at = metAt ?? now
  const left = minutesBetween(calendar, at, dueAt, countOf(allowance))
  const late = at > dueAt
  return {
    dueAt,
    metAt: metAt ?? null,
    onTime: metAt || late ? !late : null,
    remainingMinutes: metAt ? null : Math.max(0, Math.floor(left)),
    // Late on a day off counts no working minute yet, and is late all the same.
    lateMinutes: late ? Math.max(1, Math.ceil(-left)) : 0,
  }
}

function stateOf(
  calendar: SchoolCalendar,
  next: ServiceClock['next'],
  respond: Leg,
  finish: Leg,
  standing: Pause | undefined,
  now: Date,
): ClockState {
  if (!next) return 'stopped'
  const dues = [next === 'respond' ? respond.dueAt : null, finish.dueAt].filter(due => due !== null)
  const due = dues.sort((a, b) => a.getTime() - b.getTime())[0]
  if (due && now > due) return 'late'
  if (standing && next === 'finish') return 'paused'
  if (!due) return 'calm'
  const today = dayOf(now, calendar.zone)
  const dueDay = dayOf(due, calendar.zone)
  if (dueDay === today) return 'today'
  return dueDay <= addSchoolDays(calendar, today, 1) ? 'soon' : 'calm'
}

const standingPause = (pauses: readonly Pause[], now: Date): Pause | undefined =>
  pauses.find(({ from, to }) => from <= now && (!to || to > now))
