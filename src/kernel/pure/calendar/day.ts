/** A calendar day as 'YYYY-MM-DD'; compares and sorts as text. */
export type Day = string
/** 1 Monday .. 7 Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export function isValidDay(text: string): text is Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && fromEpochDay(toEpochDay(text)) === text
}

export const addDays = (day: Day, days: number): Day => fromEpochDay(toEpochDay(day) + days)

/** Days from `from` to `to`; negative when `to` is earlier. */
export const diffDays = (from: Day, to: Day): number => toEpochDay(to) - toEpochDay(from)

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): Weekday => (mod(toEpochDay(day) + 3, 7) + 1) as Weekday

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

/** '2025-09-03' → '2025-09' */
export const monthOf = (day: Day): string => day.slice(0, 7)

export const firstOfMonth = (month: string): Day => `${month}-01`

/** addMonths('2025-12', 1) → '2026-01' */
export function addMonths(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String(mod(index, 12) + 1).padStart(2, '0')}`
}

export const minDay = (first: Day, ...rest: Day[]): Day => rest.reduce((a, b) => (b < a ? b : a), first)
export const maxDay = (first: Day, ...rest: Day[]): Day => rest.reduce((a, b) => (b > a ? b : a), first)

/** Every day from `from` to `to`, both included. */
export function daysBetween(from: Day, to: Day): Day[] {
  const first = toEpochDay(from)
  return Array.from({ length: Math.max(0, diffDays(from, to) + 1) }, (_, i) => fromEpochDay(first + i))
}

/** '07:30' → 450; '24:00' is the end of the day. */
export function clockMinutes(text: string): number {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text)
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN
  if (!(minutes <= 1440) || Number(match?.[2]) > 59) throw new RangeError(`not a time of day: ${text}`)
  return minutes
}

/** 450 → '07:30' */
export const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

export function toEpochDay(day: Day): number {
  const [year, month, date] = day.split('-').map(Number)
  return Date.UTC(year as number, (month as number) - 1, date as number) / DAY_MS
}

export function fromEpochDay(epochDay: number): Day {
  const date = new Date(epochDay * DAY_MS)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10)
}

const mod = (n: number, by: number): number => ((n % by) + by) % by
