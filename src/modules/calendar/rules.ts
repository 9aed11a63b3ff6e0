import chineseDays from 'chinese-days'
import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  diffDays,
  firstOfMonth,
  maxDay,
  minDay,
  monthOf,
  weekdayOf,
  yearOf,
} from '../../kernel/pure/calendar/day.ts'
import { chineseHolidaysKnown } from '../../kernel/pure/calendar/holidays.ts'
import { dayFacts, type SchoolCalendar } from '../../kernel/pure/calendar/school-calendar.ts'
import { defaultTerms, parseTermCode, type Term } from '../../kernel/pure/calendar/terms.ts'
import type { DayKind } from './day-kinds.ts'

export interface YearDay {
  day: Day
  weekday: number
  kind: DayKind
  /** Why it is so, as a person would say it: 国庆节放假. */
  why: string
  school: boolean
  /** Week of the term, from 1; null between terms. */
  week: number | null
}

/** September to August of the school year that begins in `year`, month by month. */
export function schoolYearMonths(
  calendar: SchoolCalendar,
  year: number,
): { month: string; days: YearDay[] }[] {
  return Array.from({ length: 12 }, (_, i) => {
    const month = addMonths(`${year}-09`, i)
    const last = addDays(firstOfMonth(addMonths(month, 1)), -1)
    return { month, days: daysBetween(firstOfMonth(month), last).map(day => describeDay(calendar, day)) }
  })
}

export function describeDay(calendar: SchoolCalendar, day: Day): YearDay {
  const { school, why } = dayFacts(calendar, day)
  const term = calendar.terms.find(t => t.from <= day && day <= t.to)
  return {
    day,
    weekday: weekdayOf(day),
    kind: kindOf(calendar, day, school, term !== undefined),
    why,
    school,
    week: term ? weekOfTerm(term, day) : null,
  }
}

function kindOf(calendar: SchoolCalendar, day: Day, school: boolean, inTerm: boolean): DayKind {
  const own = calendar.ownDays.find(o => o.day === day)
  if (own) return own.kind === 'off' ? 'own_off' : 'own_work'
  const open = calendar.publicDay(day)
  if (open && !open.work) return 'holiday'
  if (open?.work && school) return 'makeup'
  if (school) return inTerm ? 'school' : 'duty'
  return inTerm ? 'weekend' : 'vacation'
}

/** Weeks run from Monday; the one in which the term begins is the first. */
export function weekOfTerm(term: Pick<Term, 'from'>, day: Day): number {
  const firstMonday = addDays(term.from, 1 - weekdayOf(term.from))
  return Math.floor(diffDays(firstMonday, day) / 7) + 1
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

/** 第12周 星期一; with the reason where the day is not an ordinary one. */
export function dayLine(calendar: SchoolCalendar, day: Day): string {
  const { kind, why, week } = describeDay(calendar, day)
  const name = `星期${WEEKDAYS[weekdayOf(day) - 1]}`
  const ordinary = kind === 'school' || kind === 'weekend'
  return [week === null ? name : `第${week}周 ${name}`, ordinary ? '' : why].filter(text => text).join('，')
}

/** The year in which the school year of a day began. */
export const schoolYearOf = (day: Day): number =>
  monthOf(day).slice(5) >= '08' ? yearOf(day) : yearOf(day) - 1

/** Is the public calendar of a school year known, or only its weekends? */
export const holidaysKnown = (year: number): boolean =>
  chineseHolidaysKnown(year) && chineseHolidaysKnown(year + 1)

/**
 * The two terms of a school year as most schools date them: the winter holidays lie around the Spring
 * Festival, from ten days before it at the latest to the Monday eight days after it at the earliest.
 */
export function usualTerms(year: number): [Term, Term] {
  const [autumn, spring] = defaultTerms(year)
  const newYear = springFestival(year + 1)
  const back = maxDay(addDays(newYear, 8), `${year + 1}-02-10`)
  return [
    { ...autumn, to: minDay(autumn.to, addDays(newYear, -10)) },
    { ...spring, from: addDays(back, (8 - weekdayOf(back)) % 7) },
  ]
}

/** The first day of the first lunar month; on machines set to a zone west of Greenwich it may be a day late. */
export const springFestival = (year: number): Day => chineseDays.getSolarDateFromLunar(`${year}-01-01`).date

export interface TermPlace {
  current: Term | null
  previous: Term | null
  next: Term | null
}

/** The term of a day, the one before and the one after it, among those the school has dated. */
export function placeInTerms(terms: readonly Term[], day: Day): TermPlace {
  const sorted = [...terms].sort((a, b) => a.from.localeCompare(b.from))
  return {
    current: sorted.find(t => t.from <= day && day <= t.to) ?? null,
    previous: sorted.findLast(t => t.to < day) ?? null,
    next: sorted.find(t => t.from > day) ?? null,
  }
}

export type TermFlaw = 'order' | 'season' | 'length'

/** Dates that cannot be those of the term with this code: typed in the wrong year, or end before they begin. */
export function termFlaw(code: string, from: Day, to: Day): TermFlaw | undefined {
  if (to <= from) return 'order'
  const parsed = parseTermCode(code)
  if (!parsed) return 'season'
  const earliest = parsed.season === 'autumn' ? `${parsed.year}-07-15` : `${parsed.year}-01-10`
  const latest = parsed.season === 'autumn' ? `${parsed.year}-10-31` : `${parsed.year}-04-30`
  if (from < earliest || from > latest) return 'season'
  return diffDays(from, to) > MOST_TERM_DAYS ? 'length' : undefined
}

const MOST_TERM_DAYS = 230

export const overlappingTerm = <T extends { from: Day; to: Day }>(
  terms: readonly T[],
  from: Day,
  to: Day,
): T | undefined => terms.find(term => term.from <= to && from <= term.to)
