/** An instant as the server sends it (ISO), or a day 'YYYY-MM-DD'. */
export type Moment = string | number | Date

/** China keeps one clock, without summer time, whatever the reader's device is set to. */
const CHINA_MS = 8 * 3600_000
const DAY_MS = 86_400_000
const WEEKDAYS = '日一二三四五六'

export interface ClockFace {
  year: number
  month: number
  day: number
  weekday: string
  /** HH:mm; empty when the moment is a whole day. */
  clock: string
  /** Days since 1970, to count with. */
  dayNumber: number
}

/** True for 'YYYY-MM-DD': a day without an hour. */
export const isDay = (at: Moment): at is string => typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at)

export const toMs = (at: Moment): number =>
  isDay(at) ? Date.parse(`${at}T00:00:00+08:00`) : new Date(at).getTime()

/** What a Chinese wall clock and calendar show at that moment. */
export function clockFace(at: Moment): ClockFace {
  const shifted = toMs(at) + CHINA_MS
  const d = new Date(shifted)
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth() + 1,
    day: d.getUTCDate(),
    weekday: `星期${WEEKDAYS[d.getUTCDay()]}`,
    clock: isDay(at) ? '' : `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`,
    dayNumber: Math.floor(shifted / DAY_MS),
  }
}

/** 'YYYY-MM-DD' of that moment in China. */
export function dayOf(at: Moment): string {
  const f = clockFace(at)
  return `${f.year}-${two(f.month)}-${two(f.day)}`
}

/** As people say it: 刚刚, 今天 14:20, 昨天 09:05, 11月19日 (3天前), 明天 08:00, 2025年3月2日. */
export function formatWhen(at: Moment, now: Moment): string {
  const then = clockFace(at)
  const today = clockFace(now)
  const days = then.dayNumber - today.dayNumber
  const behind = toMs(now) - toMs(at)
  if (!isDay(at) && behind >= 0 && behind < 60_000) return '刚刚'
  const name = NEAR[days]
  if (name) return then.clock ? `${name} ${then.clock}` : name
  if (then.year !== today.year) return `${then.year}年${then.month}月${then.day}日`
  const date = `${then.month}月${then.day}日`
  if (Math.abs(days) > 30) return date
  return `${date} (${Math.abs(days)}天${days < 0 ? '前' : '后'})`
}

/** 2026年11月19日 星期四 14:20 */
export function formatFull(at: Moment): string {
  const f = clockFace(at)
  return `${f.year}年${f.month}月${f.day}日 ${f.weekday}${f.clock ? ` ${f.clock}` : ''}`
}

/** A stretch of time in its largest unit, never rounded up: 20分钟, 3小时, 2天. */
export function formatSpan(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  if (minutes < 1) return '不到1分钟'
  if (minutes < 60) return `${minutes}分钟`
  if (minutes < 48 * 60 && minutes % 1440 !== 0) return `${Math.floor(minutes / 60)}小时`
  return `${Math.floor(minutes / 1440)}天`
}

const NEAR: Record<number, string> = { [-2]: '前天', [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' }

const two = (n: number): string => String(n).padStart(2, '0')
