/** Fields of a cron line: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). */
const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const

const DAY_MS = 86_400_000
/** Schools keep China's time, which has had no summer time since 1991. */
const OFFSET_MS = 8 * 3_600_000
/** 29 February comes once in eight years at the rarest. */
const LOOK_BACK_DAYS = 8 * 366

/** The last instant, now or before, at which a cron line was due in China. */
export function latestDue(cron: string, now: Date): Date {
  const [minutes, hours, days, months, weekdays] = parse(cron)
  const local = now.getTime() + OFFSET_MS
  const today = Math.floor(local / DAY_MS) * DAY_MS
  for (let back = 0; back < LOOK_BACK_DAYS; back++) {
    const day = new Date(today - back * DAY_MS)
    if (!days.has(day.getUTCDate()) || !months.has(day.getUTCMonth() + 1)) continue
    if (!weekdays.has(day.getUTCDay()) && !(day.getUTCDay() === 0 && weekdays.has(7))) continue
    for (const hour of [...hours].reverse())
      for (const minute of [...minutes].reverse()) {
        const at = day.getTime() + (hour * 60 + minute) * 60_000
        if (at <= local) return new Date(at - OFFSET_MS)
      }
  }
  throw new Error(`never due: ${cron}`)
}

type Fields = [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>]

/** Numbers, ranges, lists and steps; each set in ascending order. */
function parse(cron: string): Fields {
  const fields = cron.trim().split(/\s+/)
  if (fields.length !== RANGES.length) throw new Error(`not a cron line: ${cron}`)
  return fields.map((field, i) => {
    const [least, most] = RANGES[i] as readonly [number, number]
    const values = field.split(',').flatMap(part => {
      const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/([1-9]\d*))?$/.exec(part)
      if (!match) throw new Error(`not a cron line: ${cron}`)
      const [, from, to, step] = match
      const first = from === undefined ? least : Number(from)
      const last = to !== undefined ? Number(to) : from === undefined || step !== undefined ? most : first
      if (first < least || last > most || first > last) throw new Error(`not a cron line: ${cron}`)
      const count = Math.floor((last - first) / Number(step ?? 1)) + 1
      return Array.from({ length: count }, (_, n) => first + n * Number(step ?? 1))
    })
    return new Set(values.sort((a, b) => a - b))
  }) as Fields
}
