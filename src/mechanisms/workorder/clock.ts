import {
  type Allowance,
  countOf,
  dueAfter,
  extendByPauses,
  type Pause,
} from '../../kernel/pure/calendar/allowance.ts'
import { diffDays } from '../../kernel/pure/calendar/day.ts'
import type { SchoolCalendar } from '../../kernel/pure/calendar/school-calendar.ts'
import type { ServiceLevel } from '../../kernel/pure/calendar/service-clock.ts'
import { dayOf } from '../../kernel/pure/calendar/zone.ts'
import { FINISHED_STATES, type OrderState, stateLabel, WAIT_REASONS, type WaitReason } from './machine.ts'

export interface ClockFacts {
  state: OrderState
  respondedAt: Date | null
  respondDueAt: Date | null
  finishDueAt: Date | null
  doneAt: Date | null
}

export interface Dues {
  respondDueAt: Date
  finishDueAt: Date | null
}

/** When someone has to come and when it has to be done, for a round that began at `from`. */
export function duesOf(
  service: ServiceLevel,
  calendar: SchoolCalendar,
  from: Date,
  pauses: readonly Pause[],
  grantedUntil: Date | null,
): Dues {
  const until = latest(pauses, from)
  const moved = (allowance: Allowance): Date =>
    extendByPauses(calendar, dueAfter(calendar, from, allowance), pauses, countOf(allowance), from, until).due
  const finish = service.finish ? moved(service.finish) : null
  return {
    respondDueAt: dueAfter(calendar, from, service.respond),
    finishDueAt: finish && grantedUntil && grantedUntil > finish ? grantedUntil : finish,
  }
}

const latest = (pauses: readonly Pause[], from: Date): Date =>
  pauses.reduce((last, pause) => (pause.to && pause.to > last ? pause.to : last), from)

/** What the due mark shows now. */
export function clockOf(order: ClockFacts, now: Date) {
  const { state, respondedAt, respondDueAt, finishDueAt, doneAt } = order
  if ((FINISHED_STATES as readonly string[]).includes(state))
    return {
      phase: 'stopped' as const,
      dueAt: finishDueAt,
      late: Boolean(doneAt && finishDueAt && doneAt > finishDueAt),
    }
  if (state === 'rejected' || state === 'cancelled')
    return { phase: 'stopped' as const, dueAt: null, late: false }
  if (state === 'waiting') return { phase: 'paused' as const, dueAt: finishDueAt, late: false }
  const waitsForVisit = respondedAt === null && respondDueAt !== null
  const next = [waitsForVisit ? respondDueAt : null, finishDueAt]
    .filter(due => due !== null)
    .sort((a, b) => a.getTime() - b.getTime())[0]
  return {
    phase: waitsForVisit ? ('respond' as const) : ('finish' as const),
    dueAt: next ?? null,
    late: next !== undefined && now > next,
  }
}

/** "高职B楼 312 灯管不亮，第2天，等材料" */
export function sentenceOf(
  order: {
    place: string
    title: string
    state: OrderState
    reportedOn: string
    doneOn: string | null
    wait: WaitReason | null
  },
  today: string,
): string {
  const days = diffDays(order.reportedOn, order.doneOn ?? today) + 1
  const state = order.wait ? WAIT_REASONS[order.wait] : stateLabel(order.state)
  return `${[order.place, order.title].filter(Boolean).join(' ')}，第${days}天，${state}`
}

/** "预计今天有人来": what a reporter may expect, in the words people use. */
export function expectedText(respondDueAt: Date | null, calendar: SchoolCalendar, now: Date): string {
  if (!respondDueAt) return '我们会尽快安排'
  const minutes = (respondDueAt.getTime() - now.getTime()) / 60_000
  if (minutes <= 15) return '马上有人赶到'
  const today = dayOf(now, calendar.zone)
  const day = dayOf(respondDueAt, calendar.zone)
  const ahead = diffDays(today, day)
  if (ahead <= 0) return '预计今天有人来'
  if (ahead === 1) return '预计明天之前有人来'
  const [, month, date] = day.split('-')
  return `预计${Number(month)}月${Number(date)}日之前有人来`
}
