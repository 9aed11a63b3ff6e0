// The table, not the functions: those read days in the zone of the machine and slip by one west of Greenwich.
import moved from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { Day } from './day.ts'

/** What the public calendar says of a day: a festival's day off, or a weekend worked for it. */
export interface PublicDay {
  work: boolean
  /** 国庆节 */
  name: string
}

/** Days that the yearly notice of the State Council General Office moves; nothing for other days. */
export function chinesePublicDay(day: Day): PublicDay | undefined {
  const work = workdays[day]
  const entry = work ?? holidays[day]
  // "National Day,国庆节,3"
  const festival = entry?.split(',')[1]
  return festival ? { work: work !== undefined, name: FULL_NAMES[festival] ?? festival } : undefined
}

/** The notice for a year appears in the autumn before; until then only weekends are known. */
export function chineseHolidaysKnown(year: number): boolean {
  return chinesePublicDay(`${year}-10-01`) !== undefined
}

const holidays: Partial<Record<Day, string>> = moved.holidays
const workdays: Partial<Record<Day, string>> = moved.workdays

const FULL_NAMES: Record<string, string> = { 清明: '清明节', 端午: '端午节', 中秋: '中秋节' }
