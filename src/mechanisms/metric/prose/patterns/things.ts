import { between, type Inline, lineText, say } from '../doc.ts'
import type { Figure, ReportPeriod } from '../figure.ts'
import { nothingRecorded, type PartFigure, type PatternResult, partPhrases, sentence } from './result.ts'

export interface AddedThings {
  key: string
  /** 本学期添置 */
  opening: string
  /** What there is no record of when nothing was added: 添置物品 */
  noun: string
  period: ReportPeriod
  things: readonly PartFigure[]
  /** What all of it cost. */
  amount?: Figure
  /** Things beyond these are told as 等物品. */
  limit?: number
}

/** P2: 本学期添置电脑6台、档案柜15个、打印机2台等物品，共计2.35万元。 */
export function addedThings(spec: AddedThings): PatternResult {
  const things = spec.things.filter(thing => thing.figure.value !== 0)
  if (things.length === 0) return nothingRecorded(spec.key, spec.period, spec.noun)
  const named = things.slice(0, spec.limit ?? things.length)
  const more = named.length < things.length ? '等物品' : ''
  const amount = spec.amount ? say`，共计${spec.amount}` : []
  const inlines = say`${spec.opening}${between(partPhrases(named), '、')}${more}${amount}。`
  return { blocks: [sentence(spec.key, 'P2', inlines)], missing: [] }
}

export interface WorksList {
  key: string
  /** 本学期完成的工程项目 */
  opening: string
  noun: string
  period: ReportPeriod
  /** Each without a full stop: 学生宿舍7号楼墙面粉刷，9月3日完工，造价3.8万元 */
  works: readonly (readonly Inline[])[]
}

/** P3: a sentence for one work, a numbered list for several. */
export function worksList({ key, opening, noun, period, works }: WorksList): PatternResult {
  const told = works.filter(work => lineText(work).trim() !== '')
  const [only, ...others] = told
  if (!only) return nothingRecorded(key, period, noun)
  if (others.length === 0)
    return { blocks: [sentence(key, 'P3', say`${opening}有一项：${only}。`)], missing: [] }
  const last = told.length - 1
  const items = told.map((work, index) => say`${work}${index === last ? '。' : '；'}`)
  return {
    blocks: [
      sentence(key, 'P3', say`${opening}有：`),
      { kind: 'list', key: `${key}.items`, pattern: 'P3', items },
    ],
    missing: [],
  }
}
