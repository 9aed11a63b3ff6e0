import { type Day, diffDays, fromEpochDay, isValidDay, weekdayOf } from '../../../kernel/pure/calendar/day.ts'
import type { CellValue, PlainTime } from '../read/index.ts'
import { clockOf, splitClock } from './clock.ts'
import { chineseNumber } from './numerals.ts'
import { cleanText, isRefusal, type Refusal } from './text.ts'

export interface ParsedDay {
  day: Day
  /** '17:48' */
  time?: string
  /** Last day of a range. */
  until?: Day
  how: 'exact' | 'year-inferred'
  outsideTerm: boolean
  /** 9.1 typed as a number may have been 9.10. */
  orElse?: Day
  /** What does not fit, to be looked at: the weekday written beside the date. */
  note?: string
}

export interface DayContext {
  /** The days that dates without a year are sought in. */
  term?: { from: Day; to: Day }
  /** Year in which the school year begins, for want of a term. */
  schoolYearHint?: number
  /** Month of the sheet or section, for cells that hold only the day of the month. */
  month?: number
}

/** Parses what people write in a date column; null for an empty cell. */
export function parseDay(raw: CellValue, context: DayContext = {}): ParsedDay | Refusal | null {
  if (raw === null) return null
  if (typeof raw === 'boolean') return unreadable(String(raw))
  if (typeof raw === 'number') return fromNumber(raw, context)
  if (typeof raw === 'object') return fromPlain(raw, context)
  const shown = cleanText(raw).replace(/^'|[.,。;]+$/g, '')
  return /^[-/无]*$/.test(shown) ? null : fromText(shown, context)
}

/** First serial that is surely a date in a school's spreadsheet (2009) and the last (2064). */
const SERIALS = [40_000, 60_000] as const
const MINUTES_A_DAY = 1440

function fromNumber(value: number, context: DayContext): ParsedDay | Refusal {
  if (value >= SERIALS[0] && value < SERIALS[1]) return fromSerial(value, context)
  const text = String(value)
  const dotted = /^(\d{1,2})\.(\d{1,2})$/.exec(text)
  if (!dotted) return fromText(text, context)
  const day = place({ month: Number(dotted[1]), date: Number(dotted[2]) }, text, context)
  if (isRefusal(day)) return day
  // A spreadsheet drops the zero of 9.10, 9.20 and 9.30.
  const tenfold = Number(`${dotted[2]}0`)
  const other = tenfold <= 30 ? place({ month: Number(dotted[1]), date: tenfold }, text, context) : null
  return other && !isRefusal(other) ? { ...day, orElse: other.day } : day
}

/** Day 25569 of a spreadsheet is 1 January 1970. */
const SERIAL_OF_1970 = 25_569

function fromSerial(value: number, context: DayContext): ParsedDay {
  const minutes = Math.round(value * MINUTES_A_DAY)
  const day = fromEpochDay(Math.floor(minutes / MINUTES_A_DAY) - SERIAL_OF_1970)
  return exact(day, Math.floor((minutes % MINUTES_A_DAY) / 60), minutes % 60, context)
}

function fromPlain({ y, m, d, h, mi }: PlainTime, context: DayContext): ParsedDay | Refusal {
  if (y < 1905) return { refusal: '日期一格里只有时间，没有日期，请补上日期' }
  return exact(dayText(y, m, d), h, mi, context)
}

const exact = (day: Day, h: number, mi: number, context: DayContext): ParsedDay => ({
  day,
  ...(h || mi ? { time: clockOf(h, mi) } : {}),
  how: 'exact',
  outsideTerm: isOutside(day, context),
})

interface Parts {
  year?: number
  month?: number
  date: number
}

function fromText(shown: string, context: DayContext): ParsedDay | Refusal {
  const { rest, time } = splitClock(shown.replace(/^(\d{4}-\d{1,2}-\d{1,2})T/, '$1 '))
  const { text, weekday } = splitWeekday(rest)
  const serial = /^[45]\d{4}(\.\d+)?$/.test(text) ? fromSerial(Number(text), context) : undefined
  const found = serial ?? rangeOf(text, shown, context) ?? single(text, shown, context)
  if (isRefusal(found)) return found
  const note =
    weekday && weekdayOf(found.day) !== weekday ? `“${shown}”的星期与日期对不上，按日期读` : undefined
  return { ...found, ...(time && !found.time ? { time } : {}), ...(note ? { note } : {}) }
}

function single(text: string, shown: string, context: DayContext): ParsedDay | Refusal {
  const parts = partsOf(text)
  const best = parts ? place(parts, shown, context) : unreadable(shown)
  // 9/3/25 from an American spreadsheet: month first, where reading the year first leads nowhere.
  const american = /^(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})$/.exec(text)
  if (american && (isRefusal(best) || best.outsideTerm)) {
    const other = place(
      { year: wideYear(american[3] as string), month: Number(american[1]), date: Number(american[2]) },
      shown,
      context,
    )
    if (!isRefusal(other) && (isRefusal(best) || !other.outsideTerm)) return other
  }
  return best
}

/** 9.3-9.5, 9月3日至5日, 2025-09-03~2025-09-05 → first and last day. */
function rangeOf(text: string, shown: string, context: DayContext): ParsedDay | Refusal | undefined {
  const [first = '', last = '', ...more] = text.split(/(?:至|到|~)|(?<=[日号])-|(?<=[./月]\d{1,2})-(?=\d)/)
  if (last === '' || more.length > 0) return undefined
  const from = single(/月/.test(first) && !/[日号]$/.test(first) ? `${first}日` : first, shown, context)
  if (isRefusal(from)) return from
  const [year, month] = from.day.split('-').map(Number)
  const parts = /^\d{1,2}[日号]?$/.test(last) ? { date: Number.parseInt(last, 10) } : partsOf(last)
  if (!parts) return unreadable(shown)
  const until = place({ year, month, ...parts }, shown, context)
  if (isRefusal(until)) return until
  return until.day < from.day ? unreadable(shown) : { ...from, until: until.day }
}

const SEPARATED = /^(\d{4}|\d{2})[-./年,、](\d{1,2})[-./月,、](\d{1,2})[日号]?$/
const MONTH_DAY = /^(\d{1,2})[-./月](\d{1,2})[日号]?$/

function partsOf(written: string): Parts | undefined {
  const text = written.replace(/[零〇○一二三四五六七八九十廿卅]+/g, numeral =>
    String(chineseNumber(numeral) ?? numeral),
  )
  const full = SEPARATED.exec(
    text
      .replace(/([年月./-]) /g, '$1')
      .replace(/ ([年月日])/g, '$1')
      .replace(/^(\d{4}) (\d{1,2}) (\d{1,2})$/, '$1-$2-$3'),
  )
  if (full) return { year: wideYear(full[1] as string), month: Number(full[2]), date: Number(full[3]) }
  const packed = /^(20\d{2}|\d{2})(\d{2})(\d{2})$/.exec(text)
  if (packed)
    return { year: wideYear(packed[1] as string), month: Number(packed[2]), date: Number(packed[3]) }
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (american) return { year: Number(american[3]), month: Number(american[1]), date: Number(american[2]) }
  const monthDay = MONTH_DAY.exec(text.replaceAll(' ', '')) ?? /^(0\d)(\d{2})$/.exec(text)
  if (monthDay) return { month: Number(monthDay[1]), date: Number(monthDay[2]) }
  const alone = /^(\d{1,2})[日号]?$/.exec(text)
  return alone ? { date: Number(alone[1]) } : undefined
}

function place({ year, month, date }: Parts, shown: string, context: DayContext): ParsedDay | Refusal {
  const inMonth = month ?? context.month
  if (inMonth === undefined) return { refusal: `日期“${shown}”没有写月份，请写成 9月3日 或 2025-09-03` }
  if (inMonth < 1 || inMonth > 12 || date < 1 || date > 31)
    return { refusal: `日期“${shown}”不是真实的日期，请写成 9月3日 或 2025-09-03` }
  const years = year === undefined ? yearsAround(inMonth, context) : [year]
  if (years.length === 0) return { refusal: `日期“${shown}”没有写年份，请先选定学期，或写成 2025-09-03` }
  const days = years.map(y => dayText(y, inMonth, date)).filter(isValidDay)
  if (days.length === 0) return { refusal: `${inMonth}月${date}日不存在，请改成真实的日期` }
  const { term } = context
  const day = term
    ? days.reduce((best, next) => (distance(next, term) < distance(best, term) ? next : best))
    : days[0]
  return {
    day: day as Day,
    how: year === undefined ? 'year-inferred' : 'exact',
    outsideTerm: isOutside(day as Day, context),
  }
}

/** September to December belong to the year the school year begins in, January to August to the next. */
function yearsAround(month: number, { term, schoolYearHint }: DayContext): number[] {
  if (term) {
    const [first, last] = [Number(term.from.slice(0, 4)), Number(term.to.slice(0, 4))]
    return Array.from({ length: last - first + 3 }, (_, i) => first - 1 + i)
  }
  return schoolYearHint === undefined ? [] : [month >= 8 ? schoolYearHint : schoolYearHint + 1]
}

function distance(day: Day, term: { from: Day; to: Day }): number {
  if (day < term.from) return diffDays(day, term.from)
  return day > term.to ? diffDays(term.to, day) : 0
}

const isOutside = (day: Day, { term }: DayContext): boolean =>
  term !== undefined && (day < term.from || day > term.to)

const wideYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text))

const dayText = (y: number, m: number, d: number): Day =>
  `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`

function splitWeekday(text: string): { text: string; weekday?: number } {
  const match = /[[(]?(?:周|星期|礼拜)([一二三四五六日天1-7])[\])]?/.exec(text)
  const rest = text.replace(match?.[0] ?? '', '').trim()
  if (!match) return { text: rest }
  const sign = match[1] as string
  return { text: rest, weekday: '日天'.includes(sign) ? 7 : (chineseNumber(sign) ?? Number(sign)) }
}

const unreadable = (shown: string): Refusal => ({
  refusal: `日期“${shown}”看不懂，请写成 2025-09-03 或 9月3日`,
})
