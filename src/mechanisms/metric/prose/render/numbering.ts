import type { Block, Doc } from '../doc.ts'

export interface Numbered {
  block: Block
  /** 一、 or （一） or 1、 before a heading; empty for others. */
  label: string
  /** The section the block stands in. */
  section: string | undefined
}

/** The numbers that official papers use, in the order of the blocks. */
export function numbered(doc: Doc): Numbered[] {
  const counters: [number, number, number] = [0, 0, 0]
  return doc.blocks.map(block => {
    if (block.kind !== 'heading') return { block, label: '', section: block.section }
    const at = block.level - 1
    counters[at] = (counters[at] as number) + 1
    counters.fill(0, block.level)
    return { block, label: headingLabel(block.level, counters[at] as number), section: block.section }
  })
}

/** 一、 （一） 1、 */
export function headingLabel(level: 1 | 2 | 3, n: number): string {
  if (level === 1) return `${chineseNumber(n)}、`
  return level === 2 ? `（${chineseNumber(n)}）` : `${n}、`
}

export const itemLabel = (n: number): string => `(${n})`

/** 1..99 as it is counted: 十, 十二, 二十三 */
export function chineseNumber(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  const ten = tens > 1 ? `${DIGITS[tens]}十` : tens === 1 ? '十' : ''
  return n > 99 ? String(n) : ten + (DIGITS[ones] ?? '')
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** '2026-01-31' → 2026年1月31日 */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
