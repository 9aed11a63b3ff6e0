import { type Day, fromEpochDay, MINUTE_MS, toEpochDay } from './day.ts'

export const SHANGHAI = 'Asia/Shanghai'

const DAY_MS = 86_400_000

/**
 * The instant at which the clocks of `zone` show `minutes` after midnight (0..1440) of `day`.
 * A time that the clocks skip becomes the moment of the skip, a time they show twice its first
 * showing; so later clock times never give earlier instants, and spans of a day never overlap.
 */
export function toInstant(day: Day, minutes: number, zone: string): Date {
  return new Date(instantMs(day, minutes, zone))
}

/** The day and the whole minutes after midnight that the clocks of `zone` show. */
export function fromInstant(instant: Date, zone: string): { day: Day; minutes: number } {
  const day = dayOf(instant, zone)
  const local = instant.getTime() + offsetMs(instant.getTime(), zone)
  return { day, minutes: Math.floor((local - toEpochDay(day) * DAY_MS) / MINUTE_MS) }
}

export function dayOf(instant: Date, zone: string): Day {
  const ms = instant.getTime()
  let epochDay = Math.floor(ms / DAY_MS)
  while (dayStartMs(epochDay + 1, zone) <= ms) epochDay += 1
  while (dayStartMs(epochDay, zone) > ms) epochDay -= 1
  return fromEpochDay(epochDay)
}

export function instantMs(day: Day, minutes: number, zone: string): number {
  const epochDay = toEpochDay(day)
  const start = dayStartMs(epochDay, zone)
  // On days of 24 hours no clock is moved, and no zone rule has to be asked.
  if (dayStartMs(epochDay + 1, zone) - start === DAY_MS) return start + minutes * MINUTE_MS
  return resolveLocal(epochDay * DAY_MS + minutes * MINUTE_MS, zone)
}

/** Zone rules are slow to ask and days are few: remembered, and forgotten before they are too many. */
const dayStarts = new Map<string, Map<number, number>>()
const MOST_DAYS = 50_000

function dayStartMs(epochDay: number, zone: string): number {
  let known = dayStarts.get(zone)
  if (!known) {
    known = new Map()
    dayStarts.set(zone, known)
  }
  let start = known.get(epochDay)
  if (start === undefined) {
    start = resolveLocal(epochDay * DAY_MS, zone)
    if (known.size >= MOST_DAYS) known.clear()
    known.set(epochDay, start)
  }
  return start
}

/** `local` is a reading of the clock, written as if it were UTC. */
function resolveLocal(local: number, zone: string): number {
  const before = offsetMs(local - DAY_MS, zone)
  const after = offsetMs(local + DAY_MS, zone)
  const earliest = local - Math.max(before, after)
  const latest = local - Math.min(before, after)
  for (const candidate of [earliest, latest])
    if (candidate + offsetMs(candidate, zone) === local) return candidate
  return firstInstantAfter(local, earliest, latest, zone)
}

/** The clocks skip `local`: the first instant at which they show something later. */
function firstInstantAfter(local: number, earliest: number, latest: number, zone: string): number {
  let [low, high] = [earliest, latest]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (middle + offsetMs(middle, zone) > local) high = middle
    else low = middle
  }
  return high
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** How far the clocks of `zone` are ahead of UTC at an instant. */
function offsetMs(ms: number, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000
}
