const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  '○': 0,
  一: 1,
  壹: 1,
  幺: 1,
  二: 2,
  贰: 2,
  两: 2,
  俩: 2,
  三: 3,
  叁: 3,
  仨: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const UNITS: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  廿: 20,
  卅: 30,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
  万: 10_000,
  萬: 10_000,
}

/** Characters a Chinese number is made of, for use inside a character class. */
export const NUMERALS = `${Object.keys(DIGITS).join('')}${Object.keys(UNITS).join('')}半`
const ONLY_NUMERALS = new RegExp(`^[${NUMERALS}点]+$`)

/** 三 → 3, 十二 → 12, 廿三 → 23, 两百零三 → 203, 一百二 → 120, 半 → 0.5, 一点五 → 1.5; null for anything else. */
export function chineseNumber(text: string): number | null {
  if (!ONLY_NUMERALS.test(text)) return null
  if (text === '半') return 0.5
  if (text.length > 1 && text.endsWith('半')) return null
  const [whole = '', fraction, ...more] = text.split('点')
  if (more.length > 0) return null
  const value = wholeNumber(whole)
  if (value === null || fraction === undefined) return value
  const digits = [...fraction].map(character => DIGITS[character])
  return fraction !== '' && digits.every(digit => digit !== undefined)
    ? Number(`${value}.${digits.join('')}`)
    : null
}

/** '12', '１２' cleaned, '十二' → 12; null when the text is no number. '3-4' is none. */
export function plainNumber(text: string): number | null {
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''))
  return /^(\d+(\.\d+)?|\.\d+)$/.test(text) ? Number(text) : chineseNumber(text)
}

function wholeNumber(text: string): number | null {
  const characters = [...text]
  if (characters.length === 0) return null
  // Digits alone are read off one by one: 二〇二五 is 2025.
  if (characters.every(character => character in DIGITS))
    return Number(characters.map(character => DIGITS[character]).join(''))
  let total = 0
  let section = 0
  let digit: number | null = null
  let lastUnit = Number.POSITIVE_INFINITY
  for (const character of characters) {
    const unit = UNITS[character]
    if (unit === undefined) {
      const next = DIGITS[character]
      if (next === undefined || (digit !== null && digit !== 0)) return null
      digit = next
    } else if (unit === 10_000) {
      if (total > 0) return null
      total = (section + (digit ?? 0)) * unit
      if (total === 0) return null
      ;[section, digit, lastUnit] = [0, null, unit]
    } else {
      const power = unit === 20 || unit === 30 ? 10 : unit
      if (power >= lastUnit || digit === 0) return null
      if (power !== unit && digit) return null
      section += power === unit ? (digit || 1) * unit : unit
      ;[digit, lastUnit] = [null, power]
    }
  }
  // 一百二 is 120: a digit right after a unit counts the next smaller one.
  const afterUnit = (characters.at(-2) ?? '') in UNITS
  const isShort = afterUnit && lastUnit >= 100 && lastUnit !== Number.POSITIVE_INFINITY
  return total + section + (digit ?? 0) * (isShort ? lastUnit / 10 : 1)
}
