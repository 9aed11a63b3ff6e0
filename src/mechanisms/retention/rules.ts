/** How long records are kept after they have ended. */
export interface Period {
  amount: number
  unit: 'day' | 'month' | 'year'
}

const UNITS = { day: '天', month: '个月', year: '年' } as const

export const periodText = ({ amount, unit }: Period): string => `${amount}${UNITS[unit]}`

/** Records that ended before this day have been kept long enough. `today` as YYYY-MM-DD. */
export function cutoff(today: string, { amount, unit }: Period): string {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number]
  if (unit === 'day') return new Date(Date.UTC(year, month - 1, day - amount)).toISOString().slice(0, 10)
  const months = year * 12 + (month - 1) - amount * (unit === 'year' ? 12 : 1)
  const [y, m] = [Math.floor(months / 12), months % 12]
  // The last day of a shorter month stands for its 30th and 31st: never a day too early.
  const last = new Date(Date.UTC(y, m + 1, 0)).getUTCDate()
  return `${y}-${String(m + 1).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`
}
