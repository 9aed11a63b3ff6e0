import chineseDays from 'chinese-days'
import { type Day, toEpochDay } from './day.ts'

/** What the public calendar says of a day: a festival's day off, or a weekend worked for it. */
export interface PublicDay {
  work: boolean
  /** 国庆节 */
  name: string
}

/** Days that the yearly notice of the State Council General Office moves; nothing for other days. */
export function chinesePublicDay(day: Day): PublicDay | undefined {
  const { work, name } = chineseDays.getDayDetail(localNoon(day))
  // 'National Day,国庆节,3' for a day of the notice, 'Friday' for any other.
  const festival = name.split(',')[1]
  return festival ? { work, name: FULL_NAMES[festival] ?? festival } : undefined
}

/** The notice for a year appears in the autumn before; until then only weekends are known. */
export function chineseHolidaysKnown(year: number): boolean {
  return chinesePublicDay(`${year}-10-01`) !== undefined
}

const FULL_NAMES: Record<string, string> = { 清明: '清明节', 端午: '端午节', 中秋: '中秋节' }

/** The library reads a Date by the machine's own zone; noon of that zone is the same day everywhere. */
function localNoon(day: Day): Date {
  const utc = new Date(toEpochDay(day) * 86_400_000)
  return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate(), 12)
}
