const DAY_MS = 86_400_000

/**
 * The weeks of a month 'YYYY-MM', each from Monday to Sunday as 'YYYY-MM-DD', with the days of the
 * neighbouring months that fill the first and the last week.
 */
export function monthWeeks(month: string): string[][] {
  const first = utc(`${month}-01`)
  const next = utc(`${shiftMonth(month, 1)}-01`)
  const start = first - mondayBased(first) * DAY_MS
  const weeks: string[][] = []
  for (let monday = start; monday < next; monday += 7 * DAY_MS)
    weeks.push(Array.from({ length: 7 }, (_, i) => iso(monday + i * DAY_MS)))
  return weeks
}

/** '2026-11', 2 → '2027-01' */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, m = 1] = month.split('-').map(Number)
  const index = year * 12 + (m - 1) + by
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const mondayBased = (ms: number): number => (new Date(ms).getUTCDay() + 6) % 7
