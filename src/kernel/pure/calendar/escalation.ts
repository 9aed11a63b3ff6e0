import type { SchoolCalendar } from './school-calendar.ts'
import { addMinutes, type Count, minutesBetween } from './school-time.ts'
import type { ServiceClock } from './service-clock.ts'

/** Something done about a date: remind before it, tell someone higher up after it. */
export interface EscalationStep {
  code: string
  title: string
  /** Which date it hangs on, e.g. 'respond', 'finish', 'dispatch'. */
  anchor: string
  /** Minutes after the date (0 at once); before it when negative. */
  afterMinutes: number
  count: Count
  /** Roles or posts to tell. */
  tell: readonly string[]
  source: string
}

/** A date that steps hang on; `stopped` when it was met, or stands still. */
export interface Anchor {
  dueAt: Date | null
  stopped: boolean
}

export interface EscalationPlan {
  /** Steps whose time has come and that were not taken, in the order of their times. */
  due: { step: EscalationStep; at: Date }[]
  /** When to look again; null when nothing is left to come. */
  nextAt: Date | null
}

/** Which steps are due now. `taken` names the codes of steps already taken. */
export function escalation(
  steps: readonly EscalationStep[],
  anchors: Readonly<Record<string, Anchor>>,
  calendar: SchoolCalendar,
  now: Date,
  taken: readonly string[],
): EscalationPlan {
  const times = steps
    .filter(step => !taken.includes(step.code))
    .flatMap(step => {
      const anchor = anchors[step.anchor]
      if (!anchor?.dueAt || anchor.stopped) return []
      return [{ step, at: stepTime(step, anchor.dueAt, calendar, now) }]
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  return {
    due: times.filter(({ at }) => at <= now),
    nextAt: times.find(({ at }) => at > now)?.at ?? null,
  }
}

/** The two dates of a service clock as anchors. */
export function anchorsOf(clock: ServiceClock): { respond: Anchor; finish: Anchor } {
  const over = clock.state === 'stopped'
  return {
    respond: { dueAt: clock.respondDueAt, stopped: over || clock.next !== 'respond' },
    finish: { dueAt: clock.finishDueAt, stopped: over || clock.state === 'paused' },
  }
}

function stepTime(step: EscalationStep, dueAt: Date, calendar: SchoolCalendar, now: Date): Date {
  if (step.afterMinutes >= 0) return addMinutes(calendar, dueAt, step.afterMinutes, step.count)
  // Due as soon as no more than the notice is left; until then it is that much time away.
  const spare = minutesBetween(calendar, now, dueAt, step.count) + step.afterMinutes
  return spare <= 0 ? now : addMinutes(calendar, now, spare, step.count)
}
