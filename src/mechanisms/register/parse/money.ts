import type { CellValue } from '../read/index.ts'
import { plainNumber } from './numerals.ts'
import { cleanText, type Refusal, tightText } from './text.ts'

const MOST_FEN = 90_000_000_000
const SHAPE =
  /^(?:人民币|rmb|cny)?[¥￥]?(-)?[¥￥]?([\d.,]+|[零〇一二两三四五六七八九十百千点]+)(万)?(?:元整?|圆整?|块钱?|rmb)?(?:(\d)角)?(?:(\d)分)?$/i

/**
 * '50元', '¥1,234.5', '3.8万元', 60 → integer fen; null for an empty cell.
 * `unit` is what the heading says a bare number counts: 赔偿金额(万元).
 */
export function parseMoney(raw: CellValue, unit: '元' | '万元' = '元'): { fen: number } | Refusal | null {
  if (raw === null) return null
  if (typeof raw === 'boolean' || typeof raw === 'object')
    return { refusal: '金额一格里不是数字，请写成 60 或 60元' }
  const shown = cleanText(String(raw))
  const text =
    typeof raw === 'number' ? String(Number(raw.toPrecision(15))) : tightText(raw).replace(/[/-]+$/, '')
  if (text === '') return null
  const [, minus, digits = '', wan, jiao, fen] = SHAPE.exec(text) ?? []
  const amount = plainNumber(/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits) ? digits.replaceAll(',', '') : digits)
  if (amount === null) return { refusal: `金额“${shown}”看不懂，请写成 60 或 60元` }
  if (minus && amount !== 0) return { refusal: `金额“${shown}”是负数，请改成大于 0 的数` }
  const yuan = amount * (wan || (unit === '万元' && !/[元圆块]/.test(text)) ? 10_000 : 1)
  const total = yuan * 100 + Number(jiao ?? 0) * 10 + Number(fen ?? 0)
  if (Math.abs(total - Math.round(total)) > 1e-4)
    return { refusal: `金额“${shown}”不足一分，请改成至多两位小数` }
  if (total > MOST_FEN) return { refusal: `金额“${shown}”太大了，请核对后改正` }
  return { fen: Math.round(total) }
}
