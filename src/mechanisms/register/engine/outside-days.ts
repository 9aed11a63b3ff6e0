import type { DaySpan, Prepared } from '../kind.ts'
import type { Choices, Question } from '../shapes.ts'

export const TAKE = 'take'
export const REFUSE = 'refuse'
const SAMPLES = 3

/** Days outside of the term, gathered by month so that they are asked about once. */
export class OutsideDays {
  readonly months = new Map<string, { rows: number; samples: Question['samples'] }>()

  /** Why the row is refused, unless somebody said that such days are right. */
  problem(day: string, span: DaySpan, answers: Choices, sample: Question['samples'][number]): string[] {
    const month = day.slice(0, 7)
    const seen = this.months.get(month) ?? { rows: 0, samples: [] }
    seen.rows++
    if (seen.samples.length < SAMPLES) seen.samples.push(sample)
    this.months.set(month, seen)
    if (answers[keyOf(month)] === TAKE) return []
    return [`日期 ${day} 不在${span.title}（${span.from} 至 ${span.to}）内。如果日期没有写错，请选择照样导入`]
  }
}

const keyOf = (month: string): string => `date:${month}`

export function outsideQuestions(outside: OutsideDays, span: DaySpan | null): Prepared['questions'] {
  return [...outside.months].map(([month, { rows, samples }]) => ({
    key: keyOf(month),
    topic: 'date',
    title: `日期不在${span?.title ?? '学期'}内`,
    text: `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`,
    rows,
    samples,
    options: [
      { value: TAKE, label: '日期没错，照样导入' },
      { value: REFUSE, label: '不导入这些行' },
    ],
    otherwise: '不导入这些行，并列出原因',
  }))
}
