import { formatFen } from '../../../kernel/pure/money.ts'
import { type FieldSpec, headingKey } from '../fields.ts'
import type { DaySpan } from '../kind.ts'
import { parseDay } from '../parse/day.ts'
import { parseMoney } from '../parse/money.ts'
import { parseQuantity } from '../parse/quantity.ts'
import { cleanText, isRefusal } from '../parse/text.ts'
import type { Cell } from '../read/index.ts'

export interface FieldValue {
  /** As the operation takes it: text, day, number, fen, code, boolean. */
  value: unknown
  /** As people read it. */
  text: string
  /** Adds to the field's sum. */
  amount?: number
  /** A day outside the span. */
  outside?: string
}

const YES = new Set(['是', '有', '对', 'y', 'yes', 'true', '1', '√', '✓', '✔'])
const NO = new Set(['否', '无', '不', '没有', 'n', 'no', 'false', '0', '×', 'x'])

/** One cell as its field understands it; a text says what to write instead; null for an empty cell. */
export function readField(field: FieldSpec, cell: Cell, span: DaySpan | null): FieldValue | string | null {
  if (cell.problem) return cell.problem
  const text = cleanText(cell.text)
  if (text === '') return null
  switch (field.type) {
    case 'text':
      return { value: text, text }
    case 'day':
    case 'instant':
      return readDay(field, cell, span)
    case 'money': {
      const parsed = parseMoney(cell.raw)
      if (parsed === null) return null
      if (isRefusal(parsed)) return parsed.refusal
      return { value: parsed.fen, text: formatFen(parsed.fen), amount: parsed.fen / 100 }
    }
    case 'number':
    case 'quantity': {
      const parsed = parseQuantity(cell.raw)
      if (parsed === null) return null
      if (isRefusal(parsed)) return parsed.refusal
      return { value: parsed.value, text: `${parsed.value}${parsed.measure ?? ''}`, amount: parsed.value }
    }
    case 'choice':
      return readChoice(field, text)
    case 'yesno': {
      const key = text.toLowerCase()
      if (YES.has(key)) return { value: true, text: '是' }
      return NO.has(key) ? { value: false, text: '否' } : `“${text}”看不懂，请写 是 或 否`
    }
  }
}

function readDay(field: FieldSpec, cell: Cell, span: DaySpan | null): FieldValue | string | null {
  const parsed = parseDay(cell.raw, span ? { term: span } : {})
  if (parsed === null) return null
  if (isRefusal(parsed)) return parsed.refusal
  const { day, time, outsideTerm } = parsed
  const text = time ? `${day} ${time}` : day
  const value = field.type === 'instant' ? `${day}T${time ?? '00:00'}:00+08:00` : day
  return { value, text, ...(outsideTerm ? { outside: day } : {}) }
}

function readChoice(field: FieldSpec, text: string): FieldValue | string {
  const key = headingKey(text)
  const options = Object.entries(field.options ?? {}).map(([value, words]) => ({
    value,
    words: words.split('|'),
  }))
  const found =
    options.find(({ value, words }) => value === text || words.some(word => headingKey(word) === key)) ??
    options.find(({ words }) => words.some(word => key.includes(headingKey(word))))
  if (found) return { value: found.value, text: found.words[0] ?? found.value }
  return `“${text}”不在可填的内容里，可以写：${options.map(({ words }) => words[0]).join('、')}`
}
