const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const
const PLACES = ['', '拾', '佰', '仟'] as const
const GROUPS = ['', '万', '亿', '万亿'] as const

/**
 * An amount as it is written on vouchers: 123450 → 壹仟贰佰叁拾肆元伍角整. Zeros between digits are said
 * once, 整 ends what has no 分 (支付结算办法附件一).
 */
export function amountInWords(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new Error('an amount in words needs whole fen')
  if (fen < 0) return `负${amountInWords(-fen)}`
  if (fen === 0) return '零元整'
  const yuan = Math.floor(fen / 100)
  const jiao = Math.floor(fen / 10) % 10
  const cents = fen % 10
  const head = yuan > 0 ? `${wholeInWords(yuan)}元` : ''
  if (jiao === 0 && cents === 0) return `${head}整`
  const tens = jiao > 0 ? `${DIGITS[jiao]}角` : head ? '零' : ''
  return `${head}${tens}${cents > 0 ? `${DIGITS[cents]}分` : '整'}`
}

function wholeInWords(value: number): string {
  const groups: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 10_000)) groups.push(rest % 10_000)
  let words = ''
  let gap = false
  for (let i = groups.length - 1; i >= 0; i--) {
    const group = groups[i] as number
    if (group === 0) {
      gap = words !== ''
      continue
    }
    if (words && (gap || group < 1000)) words += '零'
    words += `${groupInWords(group)}${GROUPS[i]}`
    gap = false
  }
  return words
}

function groupInWords(group: number): string {
  let words = ''
  let zero = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(group / 10 ** place) % 10
    if (digit === 0) {
      zero = words !== ''
      continue
    }
    words += `${zero ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`
    zero = false
  }
  return words
}
