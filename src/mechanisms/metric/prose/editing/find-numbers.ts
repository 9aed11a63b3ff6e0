import { MEASURE, MEASURE_WITH_ONE, NOT_CLAIMS, NUMERAL } from './number-words.ts'

export interface NumberSpan {
  from: number
  to: number
  text: string
}

/**
 * Numbers in running text that claim something: every number in digits, and Chinese numerals that
 * count or measure; but no numbering, dates, ordinals, room numbers or codes.
 */
export function findNumbers(text: string): NumberSpan[] {
  const halfWidth = text.replace(/[０-９．，％]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
  const searched = NOT_CLAIMS.reduce((left, pattern) => left.replace(pattern, blank), halfWidth)
  return [...searched.matchAll(CLAIM)].map(({ 0: found, index: from }) => {
    const to = from + found.trimEnd().length
    return { from, to, text: text.slice(from, to) }
  })
}

/** Taken out, while everything else stays where it is. */
const blank = (found: string): string => '\u0000'.repeat(found.length)

// 节约 and 附近 are words of their own.
const BEFORE = '(?:(?:(?<![附最邻])近|(?<![节预合签制])约|大约|超过|不足)\\s*)?'
const AFTER = '\\s*[余多来]?\\s*'
const IN_DIGITS = '\\d+(?:,\\d{3}(?!\\d))*(?:\\.\\d+)?\\s*[万亿千百]{0,2}'
const CLAIM = new RegExp(
  [
    `百分之(?:${NUMERAL}|点)+`,
    `${NUMERAL}+分之${NUMERAL}+`,
    `${BEFORE}[¥￥]?${IN_DIGITS}${AFTER}(?:[—–\\-~～至到]{1,2}\\s*${IN_DIGITS}${AFTER})?${MEASURE}?`,
    `${BEFORE}一${AFTER}${MEASURE_WITH_ONE}`,
    `${BEFORE}(?!一(?!${NUMERAL}))${NUMERAL}+${AFTER}${MEASURE}`,
    // 五百六十二: too exact for a figure of speech, even with nothing to count.
    `[一二两三四五六七八九][百千万]${NUMERAL}+`,
  ].join('|'),
  'gu',
)
