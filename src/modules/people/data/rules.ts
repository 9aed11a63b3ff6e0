/** What stands where a name stood. */
export const NOBODY = '已删除人员'

/** The same day so many months later, or the last day of that month. */
export function monthsLater(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const index = year * 12 + (month - 1) + months
  const last = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate()
  const text = (n: number, width: number): string => String(n).padStart(width, '0')
  return `${text(Math.floor(index / 12), 4)}-${text((index % 12) + 1, 2)}-${text(Math.min(date, last), 2)}`
}
