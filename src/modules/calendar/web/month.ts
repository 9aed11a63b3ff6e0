import type { Answer } from '../../../web/api.ts'
import type { calendar } from '../contract.ts'

export type Year = Answer<typeof calendar.year>
export type Month = Year['months'][number]
export type Day = Month['days'][number]

export interface Week {
  /** Week of the term; null in the holidays. */
  number: number | null
  /** Monday to Sunday; null where the day is of another month. */
  days: (Day | null)[]
}

/** The weeks of a month, Monday first. */
export function weeksOf(month: Pick<Month, 'days'>): Week[] {
  const cells: (Day | null)[] = [...month.days]
  const lead = (month.days[0]?.weekday ?? 1) - 1
  cells.unshift(...Array.from({ length: lead }, () => null))
  while (cells.length % 7 !== 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, i) => {
    const days = cells.slice(i * 7, i * 7 + 7)
    return { number: days.find(day => day?.week)?.week ?? null, days }
  })
}

export interface MonthNote {
  key: string
  /** 1—8日 */
  days: string
  why: string
  off: boolean
}

const TOLD: readonly Day['kind'][] = ['holiday', 'makeup', 'own_off', 'own_work']

/** What is to be known of a month, days of one reason together: 1—8日 国庆节放假. */
export function monthNotes(month: Pick<Month, 'days'>): MonthNote[] {
  const runs: Day[][] = []
  for (const day of month.days.filter(d => TOLD.includes(d.kind))) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const follows = last && Number(day.day.slice(8)) === Number(last.day.slice(8)) + 1
    if (run && follows && last.why === day.why) run.push(day)
    else runs.push([day])
  }
  return runs.map(run => {
    const [first, last] = [run[0] as Day, run.at(-1) as Day]
    const from = Number(first.day.slice(8))
    const to = Number(last.day.slice(8))
    return {
      key: first.day,
      days: from === to ? `${from}日` : `${from}—${to}日`,
      why: first.why,
      off: !first.school,
    }
  })
}
