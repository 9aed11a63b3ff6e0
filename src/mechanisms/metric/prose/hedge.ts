/**
 * How a number is written. 余 and 多: truncated, n < x < n + one unit of its last significant digit;
 * 近: rounded up, n − one such unit < x < n; 约: an estimate, within a tenth. Exact where exact.
 */
export const HEDGES = ['exact', '余', '多', '近', '约'] as const
export type Hedge = (typeof HEDGES)[number]

/** The rule by which a number is written. */
export type Form =
  | { kind: 'exact'; decimals?: number }
  | { kind: 'truncate'; digits?: number; word?: '余' | '多' }
  | { kind: 'near'; digits?: number }
  /** 近 where it is within `nearWithin` of the next round number, else truncated. */
  | { kind: 'round'; digits?: number; nearWithin?: number; word?: '余' | '多' }
  /** Only for estimates. */
  | { kind: 'about'; digits?: number }

export interface Written {
  hedge: Hedge
  /** With its unit: 3000余元, 近30个, 3.8万元. */
  display: string
}

export const EXACT: Form = { kind: 'exact' }

export function write(value: number, unit: string, form: Form = EXACT): Written {
  switch (form.kind) {
    case 'exact':
      return exact(value, unit)
    case 'truncate':
      return truncateHedge(value, unit, form)
    case 'near':
      return nearHedge(value, unit, form)
    case 'round': {
      const near = roundUp(value, form.digits ?? 1)
      const close = near !== undefined && near - value <= near * (form.nearWithin ?? 0.1)
      return close ? nearHedge(value, unit, form) : truncateHedge(value, unit, form)
    }
    case 'about':
      return aboutHedge(value, unit, form)
  }
}

/** Amounts of 1万元 and more in 万元 where two decimals say it all: 3.8万元, 28.01万元, 12345元. */
export const exact = (value: number, unit: string): Written => ({
  hedge: 'exact',
  display: numeral(value, unit === '元') + unit,
})

/** truncateHedge(3186, '元') → 3000余元; exact where nothing is cut off. */
export function truncateHedge(
  value: number,
  unit: string,
  { digits = 1, word = '余' }: { digits?: number; word?: '余' | '多' } = {},
): Written {
  const step = stepOf(value, digits)
  const cut = Math.floor(value / step) * step
  // 余 follows a round number: 30余 is said, 3余 is not.
  if (step < 10 || cut === value) return exact(value, unit)
  return { hedge: word, display: numeral(cut, true) + word + unit }
}

/** nearHedge(28, '个') → 近30个; exact where it is round already. */
export function nearHedge(value: number, unit: string, { digits = 1 }: { digits?: number } = {}): Written {
  const up = roundUp(value, digits)
  return up === undefined ? exact(value, unit) : { hedge: '近', display: `近${numeral(up, true)}${unit}` }
}

/** aboutHedge(48, '人') → 约50人; with as many digits as it takes to stay within a tenth. */
export function aboutHedge(value: number, unit: string, { digits = 1 }: { digits?: number } = {}): Written {
  if (!(value > 0)) return exact(value, unit)
  for (let kept = digits; ; kept += 1) {
    const step = stepOf(value, kept)
    const round = step < 1 ? value : Math.round(value / step) * step
    if (round > 0 && Math.abs(round - value) <= round * 0.1)
      return { hedge: '约', display: `约${numeral(round, true)}${unit}` }
  }
}

/** Whether what is written is true of the value. */
export function displayHolds(display: string, value: number, unit: string): boolean {
  const match = /^(近|约)?(-?\d+(?:\.\d+)?)(万)?(余|多)?(.*)$/u.exec(display)
  if (!match || match[5] !== unit) return false
  const [, before, digits = '', wan, after] = match
  const scale = wan ? 10_000 : 1
  const n = Number(digits) * scale
  const last = lastUnit(digits) * scale
  if (before && after) return false
  if (after) return n < value && value < n + last
  if (before === '近') return n - last < value && value < n
  if (before === '约') return Math.abs(value - n) <= n * 0.1 + TINY
  return Math.abs(value - n) < TINY
}

/** Up to three decimals, never an exponent, no trailing zeros. */
export const plain = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(3).replace(/\.?0+$/, '')

const TINY = 1e-6

/** What one more of the last kept digit is worth. */
const stepOf = (value: number, digits: number): number =>
  10 ** (plain(Math.floor(Math.abs(value))).length - digits)

function roundUp(value: number, digits: number): number | undefined {
  const step = stepOf(value, digits)
  const up = Math.ceil(value / step) * step
  return value <= 0 || step < 1 || up === value ? undefined : up
}

function numeral(value: number, mayWan: boolean): string {
  const hundreds = Math.round(value / 100)
  const inWan = mayWan && Math.abs(value) >= 10_000 && Math.abs(hundreds * 100 - value) < TINY
  return inWan ? `${plain(hundreds / 100)}万` : plain(value)
}

/** '3000' → 1000, '3.8' → 0.1, '28' → 1 */
function lastUnit(digits: string): number {
  const [whole = '', fraction] = digits.split('.')
  if (fraction) return 10 ** -fraction.length
  return 10 ** (/0*$/.exec(whole)?.[0].length ?? 0)
}
