import { splitClock } from './clock.ts'
import { type DayContext, type ParsedDay, parseDay } from './day.ts'
import type { DayTime, Guess, RowQuestion } from './reading.ts'
import type { RowCells } from './row-cells.ts'
import { isRefusal, type Refusal } from './text.ts'

export interface RowDay {
  value: DayTime
  parsed: ParsedDay
  questions: RowQuestion[]
  guesses: Guess[]
}

/** The date of a row: one column, or month and day apart, with the time beside it. */
export function rowDay(
  cells: RowCells,
  fields: { day: string; time?: string },
  context: DayContext,
  previous: string | undefined,
): RowDay | Refusal | null {
  const { raw, shown } = dayCell(cells, fields.day)
  const parsed = parseDay(raw, context)
  if (parsed === null || isRefusal(parsed)) return parsed
  const guesses: Guess[] = []
  const questions: RowQuestion[] = []
  let { day } = parsed
  // 9.1 as a number is 9.10 where the rows around it stand at the tenth.
  if (parsed.orElse && previous && day < previous && parsed.orElse >= previous) {
    day = parsed.orElse
    guesses.push({ topic: 'date', text: shown, taken: day })
  }
  if (parsed.note) guesses.push({ topic: 'date', text: shown, taken: `${day}（${parsed.note}）` })
  if (parsed.outsideTerm && context.term)
    questions.push({
      topic: 'date',
      key: day,
      text: shown,
      title: `日期“${shown}”（${day}）不在所选学期内（${context.term.from} 至 ${context.term.to}），请核对`,
      options: [],
    })
  const beside = fields.time ? splitClock(cells.text(fields.time)).time : undefined
  const time = parsed.time ?? beside
  return { value: { day, ...(time ? { time } : {}) }, parsed: { ...parsed, day }, questions, guesses }
}

function dayCell(cells: RowCells, field: string) {
  if (cells.text(field) === '' && cells.text('date') !== '') {
    const month = cells.text('month').replace(/月份?$/, '')
    const shown = `${month ? `${month}月` : ''}${cells.text('date').replace(/[日号]$/, '')}日`
    return { raw: shown, shown }
  }
  return { raw: cells.get(field).cell.raw, shown: cells.text(field) }
}
