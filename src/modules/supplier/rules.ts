import { defineMachine } from '../../kernel/pure/state.ts'

export type FirmState = 'active' | 'blocked' | 'ended'
export type FirmAction = 'block' | 'unblock' | 'end' | 'revive'

export const firmMachine = defineMachine<FirmState, FirmAction>({
  name: 'supplier.firm',
  initial: 'active',
  states: {
    active: { label: '合作中', tone: 'done' },
    blocked: { label: '黑名单', tone: 'late' },
    ended: { label: '已停用', tone: 'off' },
  },
  transitions: {
    block: { title: '列入黑名单', from: ['active', 'ended'], to: 'blocked' },
    unblock: { title: '移出黑名单', from: ['blocked'], to: 'active' },
    end: { title: '停用', from: ['active'], to: 'ended' },
    revive: { title: '恢复合作', from: ['ended'], to: 'active' },
  },
})

/** The five factors by which supply is judged. */
export const FACTORS = {
  quality: '品质',
  quantity: '数量',
  time: '时间',
  place: '地点',
  price: '价格',
} as const
export type Factor = keyof typeof FACTORS
export const FACTOR_KEYS = Object.keys(FACTORS) as [Factor, ...Factor[]]

export type Scores = Readonly<Record<Factor, number | null>>
export type Weights = Readonly<Record<Factor, number>>

/**
 * The mean of the factors that were judged, weighted; factors without a mark neither help nor harm. Marks
 * are 1 (poor) to 5 (good); the answer is rounded to one tenth. None when nothing was judged.
 */
export function totalScore(scores: Scores, weights: Weights): number | null {
  const judged = FACTOR_KEYS.filter(factor => scores[factor] !== null && weights[factor] > 0)
  const weight = judged.reduce((sum, factor) => sum + weights[factor], 0)
  if (weight === 0) return null
  const sum = judged.reduce((total, factor) => total + (scores[factor] as number) * weights[factor], 0)
  return Math.round((sum / weight) * 10) / 10
}

/** The comparison form of a firm's name: 江城（办公）用品 and 江城(办公) 用品 are one firm. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s()（）·.,，。]/g, '')
    .toLowerCase()

const CODE_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/

/** Is it a unified social credit code with a right check sign? Source: GB 32100-2015. */
export function isCreditCode(code: string): boolean {
  if (!CODE.test(code)) return false
  let sum = 0
  let weight = 1
  for (const sign of code.slice(0, 17)) {
    sum += CODE_SIGNS.indexOf(sign) * weight
    weight = (weight * 3) % 31
  }
  return CODE_SIGNS[(31 - (sum % 31)) % 31] === code[17]
}

export interface LicenceFacts {
  title: string
  validTo: string | null
  required: boolean
}

/** Papers that have run out by a day: those without which nothing may be bought, and the others. */
export function lapsed(
  licences: readonly LicenceFacts[],
  day: string,
): { locking: string[]; warning: string[] } {
  const over = licences.filter(({ validTo }) => validTo !== null && validTo < day)
  const text = ({ title, validTo }: LicenceFacts): string => `${title}（${validTo} 到期）`
  return {
    locking: over.filter(({ required }) => required).map(text),
    warning: over.filter(({ required }) => !required).map(text),
  }
}
