import { addDays } from '../../../kernel/pure/calendar/day.ts'

export const PERIODS = {
  month: '本月',
  last: '上月',
  quarter: '近三个月',
  year: '今年',
  before: '去年',
} as const
export type PeriodCode = keyof typeof PERIODS

/** First and last day of a period, seen from today. */
export function periodDays(period: PeriodCode, today: string): { from: string; to: string } {
  const year = Number(today.slice(0, 4))
  const month = today.slice(0, 7)
  switch (period) {
    case 'month':
      return { from: `${month}-01`, to: today }
    case 'last': {
      const to = addDays(`${month}-01`, -1)
      return { from: `${to.slice(0, 7)}-01`, to }
    }
    case 'quarter':
      return { from: addDays(today, -90), to: today }
    case 'year':
      return { from: `${year}-01-01`, to: today }
    case 'before':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
  }
}
