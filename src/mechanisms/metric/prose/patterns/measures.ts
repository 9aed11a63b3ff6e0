import { type Inline, say } from '../doc.ts'
import { derivedFigure, type Figure, percent } from '../figure.ts'
import { type Missing, nothingRecorded, omitted, type PatternResult, sentence } from './result.ts'

export interface MoneyLine {
  key: string
  /** 本学期落实损坏公物赔偿款 */
  opening: string
  noun: string
  amount: Figure
  /** How many cases: 涉及68起 */
  cases?: { opening: string; figure: Figure }
}

/** 本学期落实损坏公物赔偿款3000余元，涉及68起。 */
export function moneyLine({ key, opening, noun, amount, cases }: MoneyLine): PatternResult {
  if (amount.value === 0) return nothingRecorded(key, amount.period, noun)
  const count = cases?.figure.value ? say`，${cases.opening}${cases.figure}` : []
  return { blocks: [sentence(key, 'money', say`${opening}${amount}${count}。`)], missing: [] }
}

export interface ServiceLine {
  key: string
  /** 报修 */
  noun: string
  total: Figure
  /** Those of the total that have times. */
  timed: Figure
  /** Average time to the response. */
  response?: Figure
  /** Percent finished in time. */
  onTime?: Figure
}

/** 有时间记录的报修1600次，平均响应42分钟，按时完成率95.5%。 */
export function serviceLine({ key, noun, total, timed, response, onTime }: ServiceLine): PatternResult {
  if (total.value === 0) return { blocks: [], missing: [] }
  if (timed.value === 0 || (!response && !onTime))
    return omitted(key, `${noun}没有响应和完成的时间记录，写不出平均响应时间和按时完成率。`)
  const whole = timed.value >= total.value
  const which = whole ? say`全部${noun}${timed}` : say`有时间记录的${noun}${timed}`
  const average = response ? say`，平均响应${response}` : []
  const rate = onTime ? say`，按时完成率${onTime}` : []
  return { blocks: [sentence(key, 'service', say`${which}${average}${rate}。`)], missing: [] }
}

export interface Comparison {
  key: string
  current: Figure
  /** The same metric of the time before; none where nothing was recorded then. */
  previous: Figure | undefined
  /** 上学期 */
  than: string
  /** Why there is nothing to compare with. */
  why?: string
  /** Under this baseline a percentage says nothing. */
  leastBase?: number
}

/** 比上学期多48次，增9.3% as a clause for brackets; nothing, with the reason, where there is no baseline. */
export function comparison(spec: Comparison): { inlines: Inline[]; missing: Missing[] } {
  const { key, current, previous, than } = spec
  if (!previous || previous.value === 0) {
    const why = spec.why ?? `${than}没有这方面的记录`
    return { inlines: [], missing: [{ key, text: `${current.title}没有和${than}比较：${why}。` }] }
  }
  const gap = Math.round((current.value - previous.value) * 1000) / 1000
  if (gap === 0) return { inlines: say`与${than}持平`, missing: [] }
  const more = gap > 0
  const difference = derivedFigure('difference', [current, previous], {
    title: `${current.title}比${than}${more ? '多' : '少'}`,
    value: Math.abs(gap),
    unit: current.unit,
  })
  const inlines = say`比${than}${more ? '多' : '少'}${difference}`
  if (previous.value < (spec.leastBase ?? 10)) return { inlines, missing: [] }
  const change = derivedFigure('change', [current, previous], {
    title: `${current.title}比${than}${more ? '增' : '减'}`,
    value: percent(Math.abs(gap), previous.value),
    unit: '%',
  })
  return { inlines: say`${inlines}，${more ? '增' : '减'}${change}`, missing: [] }
}

/** The comparison as a sentence of its own. */
export function comparisonLine(spec: Comparison & { opening: string }): PatternResult {
  const { inlines, missing } = comparison(spec)
  const blocks = inlines.length
    ? [sentence(spec.key, 'comparison', say`${spec.opening}${spec.current}，${inlines}。`)]
    : []
  return { blocks, missing }
}

export interface RatingLine {
  key: string
  /** Who rates: 报修人 */
  by: string
  /** How many rated. */
  rated: Figure
  average?: Figure
  /** Percent of good ratings. */
  good?: Figure
  /** The best mark. */
  outOf: number
}

/** 报修人评价312次，平均4.8分（满分5分），好评率98.4%。 */
export function ratingLine({ key, by, rated, average, good, outOf }: RatingLine): PatternResult {
  if (rated.value === 0 || (!average && !good))
    return omitted(key, `没有${by}的评价记录，写不出满意度。可以请${by}在完工后评分。`)
  const mean = average ? say`，平均${average}（满分${String(outOf)}分）` : []
  const share = good ? say`，好评率${good}` : []
  return { blocks: [sentence(key, 'rating', say`${by}评价${rated}${mean}${share}。`)], missing: [] }
}
