import { addDays, type Day, diffDays, weekdayOf } from '../../../kernel/pure/calendar/day.ts'

interface TermSpan {
  from: string
  to: string
}

/** 第12周 of the term the week lies in; nothing in the holidays. Weeks run from Monday. */
export function weekName(terms: readonly TermSpan[], monday: string): string | undefined {
  const sunday = addDays(monday as Day, 6)
  const term = terms.find(({ from, to }) => from <= sunday && to >= monday)
  if (!term) return undefined
  const first = addDays(term.from as Day, 1 - weekdayOf(term.from as Day))
  return `第${Math.floor(diffDays(first, monday as Day) / 7) + 1}周`
}
