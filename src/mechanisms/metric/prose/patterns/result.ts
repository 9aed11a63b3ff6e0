import { type Block, type Inline, joinText, type Para, say } from '../doc.ts'
import type { Figure, ReportPeriod } from '../figure.ts'

/** Something the text does not say for want of evidence (可补充的证据). */
export interface Missing {
  key: string
  text: string
}

export interface PatternResult {
  blocks: Block[]
  missing: Missing[]
}

/** One thing with its number: 更换 · 台盆水管 · 170根. The verb is said once for neighbours that share it. */
export interface PartFigure {
  verb?: string
  label: string
  figure: Figure
}

export function sentence(key: string, pattern: string, inlines: readonly Inline[], source?: string): Para {
  return {
    kind: 'para',
    key,
    pattern,
    inlines: joinText(inlines),
    ...(source ? { source } : {}),
  }
}

/** A section with no records says so plainly. */
export function nothingRecorded(key: string, period: ReportPeriod, noun: string): PatternResult {
  return { blocks: [sentence(key, 'none', say`${period.label}没有${noun}的记录。`)], missing: [] }
}

export const omitted = (key: string, text: string): PatternResult => ({
  blocks: [],
  missing: [{ key, text }],
})

export const together = (...results: readonly PatternResult[]): PatternResult => ({
  blocks: results.flatMap(result => result.blocks),
  missing: results.flatMap(result => result.missing),
})

/** 疏通地漏、拖把池345次 / 更换台盆水管170根 / 水龙头47只 */
export function partPhrases(parts: readonly PartFigure[]): Inline[][] {
  return parts.map(({ verb = '', label, figure }, index) => {
    const said = index > 0 && verb !== '' && parts[index - 1]?.verb === verb
    return say`${said ? '' : verb}${label}${figure}`
  })
}

/** Exact to the decimals that figures keep. */
export const addUp = (figures: readonly Figure[]): number =>
  Math.round(figures.reduce((sum, figure) => sum + figure.value, 0) * 1000) / 1000
