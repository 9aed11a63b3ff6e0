import type { CellValue } from '../read/index.ts'
import { MEASURE_ALONE, plainMeasure } from './measures.ts'
import { NUMERALS, plainNumber } from './numerals.ts'
import { cleanText, type Refusal, tightText } from './text.ts'

export interface Quantity {
  /** At most three decimals. */
  value: number
  measure?: string
  /** 约5, 3个左右 */
  approx?: boolean
  /** What should be asked before the value is used. */
  question?: string
}

const MOST = 1_000_000
const NUMBER = `\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|\\.\\d+|[${NUMERALS}点]+`
const WHOLE = new RegExp(
  `^(约|大约|大概|近|共|计|共计|合计|各|[x×*])?(${NUMBER})(${MEASURE_ALONE})?(左右|多|余|整)?$`,
  'i',
)
const HALF = new RegExp(`^(${NUMBER})(?:(${MEASURE_ALONE})半|半(${MEASURE_ALONE}))$`)

/** '两扇', '３只', '12 把', 3, '38米', '约5', '1.5米' → number and measure word; null for an empty cell. */
export function parseQuantity(raw: CellValue): Quantity | Refusal | null {
  if (raw === null) return null
  if (typeof raw === 'number') return checked(raw, String(raw))
  if (typeof raw === 'boolean') return { refusal: `数量“${raw ? '是' : '否'}”不是数字，请写成 3 或 3只` }
  if (typeof raw === 'object') return { refusal: '数量一格里是日期，请写成 3 或 3只' }
  const shown = cleanText(raw)
  const text = tightText(raw)
    .replace(/^[[(](.*)[\])]$/, '$1')
    .replace(/\([^()\d]*\)$|[。.;,、]+$/g, '')
  if (text === '' || /^[-/无]+$/.test(text)) return null
  if (/^[√✓✔]$/.test(text)) return { value: 1 }
  if (/\d \d/.test(shown)) return { refusal: `数量“${shown}”里有两个数，请写成一个数` }
  if (/^[-负]/.test(text) && text.length > 1 && parsesAfterSign(text)) return negative(shown)
  const half = HALF.exec(text)
  if (half) {
    const value = plainNumber(half[1] as string)
    if (value !== null) return checked(value + 0.5, shown, half[2] ?? half[3])
  }
  const match = WHOLE.exec(text)
  const value = match ? plainNumber(match[2] as string) : null
  if (!match || value === null) return { refusal: refusalOf(shown, text) }
  const [, before, , measure, after] = match
  const approx = /^(约|大约|大概|近)$/.test(before ?? '') || /^(左右|多|余)$/.test(after ?? '')
  return checked(value, shown, measure, approx)
}

function checked(value: number, shown: string, measure?: string, approx = false): Quantity | Refusal {
  if (value < 0) return negative(shown)
  if (!Number.isFinite(value) || value > MOST) return { refusal: `数量“${shown}”太大了，请核对后改正` }
  if (Math.abs(value * 1000 - Math.round(value * 1000)) > 1e-6)
    return { refusal: `数量“${shown}”的小数超过三位，请改成至多三位小数` }
  return {
    value: Math.round(value * 1000) / 1000,
    ...(measure ? { measure: plainMeasure(measure.toLowerCase()) } : {}),
    ...(approx ? { approx } : {}),
    ...(value === 0 ? { question: '数量写的是 0，请确认是不是没有修' } : {}),
  }
}

const parsesAfterSign = (text: string): boolean => WHOLE.test(text.slice(1))

const negative = (shown: string): Refusal => ({ refusal: `数量“${shown}”是负数，请改成大于 0 的数` })

function refusalOf(shown: string, text: string): string {
  if (/\d[-~至到]\d/.test(text)) return `数量“${shown}”是一个范围，请写成一个数`
  if (/若干|一些|几|数|多/.test(text)) return `数量“${shown}”没有说清是多少，请写成一个数`
  return `数量“${shown}”看不懂，请写成 3 或 3只 这样`
}
