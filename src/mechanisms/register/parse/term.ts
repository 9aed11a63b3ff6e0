import type { Day } from '../../../kernel/pure/calendar/day.ts'
import { defaultTerm, type Season } from '../../../kernel/pure/calendar/terms.ts'
import { chineseNumber } from './numerals.ts'
import { cleanText, tightText } from './text.ts'

export interface DetectedTerm {
  /** Year in which the school year begins. */
  schoolYear: number
  term: Season
  /** '2025-autumn' */
  code: string
  /** 2025—2026学年第一学期 */
  name: string
  /** As most schools date it. */
  from: Day
  to: Day
}

/** The term that the first of these texts names (title, sheet name, file name); null when none does. */
export function detectTerm(texts: readonly string[]): DetectedTerm | null {
  for (const text of texts) {
    const found = termIn(tightText(text))
    if (found) return found
  }
  return null
}

const YEAR = '(20\\d{2}|(?<!\\d)\\d{2})'
const SCHOOL_YEAR = new RegExp(`${YEAR}(?:年)?[-~至/到]${YEAR}(?:学年度?|年度?)?`)
const FIRST = /第?[一1]学期|上学期|秋季?学期|秋|[IⅠ]学期|上半学年/
const SECOND = /第?[二2]学期|下学期|春季?学期|春|(?:II|Ⅱ)学期|下半学年/

function termIn(written: string): DetectedTerm | null {
  const text = written.replace(/[二〇○零一三四五六七八九]{4}(?=年|-|学年)/g, numeral =>
    String(chineseNumber(numeral)),
  )
  const span = SCHOOL_YEAR.exec(text)
  if (span && wide(span[2] as string) === wide(span[1] as string) + 1) {
    const season = seasonIn(text.replace(span[0], '')) ?? seasonOfMonths(text)
    if (season) return termOf(wide(span[1] as string), season)
  }
  const months =
    /(20\d{2})[年.\-/](\d{1,2})月?(?:\d{0,2}日?)?[-~至到](?:(20\d{2})[年.\-/])?(\d{1,2})月?/.exec(text)
  if (months && !span) return termOfMonth(Number(months[1]), Number(months[2]))
  const single =
    /(20\d{2})(学年度?|年度?)?/.exec(text) ?? /(?<!\d)(\d{2})(学年度?|年度?)?(?=[秋春上下第])/.exec(text)
  if (!single) return null
  const year = wide(single[1] as string)
  const rest = text.slice(single.index + single[0].length)
  const season = seasonIn(rest)
  if (season) {
    // 2025学年第二学期 counts from the school year; 2026年春季学期 names the calendar year.
    const bySchoolYear = single[2]?.startsWith('学年') || /学期/.test(rest.replace(/[秋春]季?学期/, ''))
    return termOf(season === 'autumn' || bySchoolYear ? year : year - 1, season)
  }
  if (/^下半年/.test(rest)) return termOf(year, 'autumn')
  if (/^上半年/.test(rest)) return termOf(year - 1, 'spring')
  return null
}

function seasonIn(text: string): Season | undefined {
  const [first, second] = [FIRST.exec(text)?.index, SECOND.exec(text)?.index]
  if (first === undefined) return second === undefined ? undefined : 'spring'
  return second !== undefined && second < first ? 'spring' : 'autumn'
}

function seasonOfMonths(text: string): Season | undefined {
  const month = Number(/20\d{2}[年.\-/](\d{1,2})/.exec(text)?.[1] ?? 0)
  return month >= 8 && month <= 12 ? 'autumn' : undefined
}

const termOfMonth = (year: number, month: number): DetectedTerm | null => {
  if (month < 1 || month > 12) return null
  if (month >= 8) return termOf(year, 'autumn')
  return month === 1 ? termOf(year - 1, 'autumn') : termOf(year - 1, 'spring')
}

/** The term most of these days fall in: for files that name none. */
export function termOfDays(days: readonly Day[]): DetectedTerm | null {
  const counts = new Map<string, { term: DetectedTerm; days: number }>()
  for (const day of days) {
    const term = termOfMonth(Number(day.slice(0, 4)), Number(day.slice(5, 7)))
    if (!term) continue
    const seen = counts.get(term.code) ?? { term, days: 0 }
    counts.set(term.code, { term, days: seen.days + 1 })
  }
  return [...counts.values()].sort((a, b) => b.days - a.days)[0]?.term ?? null
}

/** 9月, 九月份 in the name of a sheet or the title of a section → 9. */
export function monthIn(text: string): number | undefined {
  const match = /(?<![\d.\-/])(\d{1,2}|[一二三四五六七八九十]{1,2})月(?!\d)/.exec(cleanText(text))
  const month = match ? (chineseNumber(match[1] as string) ?? Number(match[1])) : 0
  return month >= 1 && month <= 12 ? month : undefined
}

function termOf(schoolYear: number, term: Season): DetectedTerm {
  const code = term === 'autumn' ? `${schoolYear}-autumn` : `${schoolYear + 1}-spring`
  const { name, from, to } = defaultTerm(code)
  return { schoolYear, term, code, name, from, to }
}

const wide = (year: string): number => (year.length === 2 ? 2000 + Number(year) : Number(year))
