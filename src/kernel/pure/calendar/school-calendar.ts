import { clockMinutes, type Day, type Weekday, weekdayOf } from './day.ts'
import type { PublicDay } from './holidays.ts'
import { type Term, termOf } from './terms.ts'

/** A span of school hours, '07:30' to '11:40'. */
export interface Span {
  from: string
  to: string
}

export type WeekHours = Readonly<Partial<Record<Weekday, readonly Span[]>>>

/** A day on which the school differs from the public calendar. */
export interface OwnDay {
  day: Day
  kind: 'off' | 'work'
  title: string
  /** Worked by the timetable of this weekday (按周三课表). */
  like?: Weekday
}

/** Must not be changed once it is in use: what is worked out from it is remembered. */
export interface SchoolCalendar {
  readonly zone: string
  readonly terms: readonly Term[]
  /** The public calendar, e.g. `chinesePublicDay`. */
  readonly publicDay: (day: Day) => PublicDay | undefined
  readonly ownDays: readonly OwnDay[]
  readonly hours: WeekHours
  /** By term code, where a term keeps other hours (winter and summer timetables). */
  readonly termHours?: Readonly<Record<string, WeekHours>>
  /** Hours of those who work in the holidays; without them time stands still between terms. */
  readonly vacationHours?: WeekHours
}

export const DEFAULT_HOURS: WeekHours = Object.fromEntries(
  ([1, 2, 3, 4, 5] as const).map(weekday => [
    weekday,
    [
      { from: '07:30', to: '11:40' },
      { from: '13:30', to: '17:20' },
    ],
  ]),
)

export interface DayFacts {
  school: boolean
  /** What a person would say: 周末, 国庆节放假, 国庆节调休上班, 假期. */
  why: string
  /** Minutes after midnight, in order. */
  spans: readonly (readonly [number, number])[]
}

export const isSchoolDay = (calendar: SchoolCalendar, day: Day): boolean => dayFacts(calendar, day).school

/** Whether and when a day is worked, and why (not). */
export function dayFacts(calendar: SchoolCalendar, day: Day): DayFacts {
  let known = remembered.get(calendar)
  if (!known) {
    known = { facts: new Map(), ownDays: new Map(calendar.ownDays.map(own => [own.day, own])) }
    remembered.set(calendar, known)
  }
  let facts = known.facts.get(day)
  if (!facts) {
    facts = workOut(calendar, day, known.ownDays.get(day))
    known.facts.set(day, facts)
  }
  return facts
}

const remembered = new WeakMap<
  SchoolCalendar,
  { facts: Map<Day, DayFacts>; ownDays: ReadonlyMap<Day, OwnDay> }
>()

/** The school's own word goes before the public calendar, and that before the weekday. */
function workOut(calendar: SchoolCalendar, day: Day, own: OwnDay | undefined): DayFacts {
  if (own?.kind === 'off') return off(own.title)
  const term = termOf(calendar.terms, day)
  const hours = term ? (calendar.termHours?.[term.code] ?? calendar.hours) : calendar.vacationHours
  const weekday = weekdayOf(day)
  if (own) return worked(own.title, hours ?? calendar.hours, own.like ?? weekday)
  const open = calendar.publicDay(day)
  if (open && !open.work) return off(`${open.name}放假`)
  if (!hours) return off('假期')
  if (open?.work) return worked(`${open.name}调休上班`, hours, weekday)
  return hours[weekday]?.length ? worked(term ? '上学日' : '假期值班', hours, weekday) : off('周末')
}

const off = (why: string): DayFacts => ({ school: false, why, spans: [] })

/** A weekend that is worked keeps the hours of the week's first working day. */
function worked(why: string, hours: WeekHours, like: Weekday): DayFacts {
  const days = [like, 1, 2, 3, 4, 5, 6, 7] as const
  const spans = days.map(weekday => hours[weekday] ?? []).find(list => list.length > 0) ?? []
  return {
    school: spans.length > 0,
    why,
    spans: spans
      .map(span => [clockMinutes(span.from), clockMinutes(span.to)] as const)
      .sort(([a], [b]) => a - b),
  }
}
