/**
 * Classes at the turn of the school year: 高一1班 becomes 高二1班, 高三 graduates, 高职24会计1班 keeps its
 * name. These are proposals; a person confirms each.
 */
export type MoveUpAction = 'up' | 'graduate' | 'keep'

export interface MoveUpProposal {
  action: MoveUpAction
  /** The new name, for `up`. */
  name?: string
  why: string
}

const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九'] as const

/** Each chain is tried in order; the last stage of a chain graduates. */
const CHAINS: readonly (readonly string[])[] = [
  ['高一', '高二', '高三'],
  ['初一', '初二', '初三', '初四'],
  ['职一', '职二', '职三'],
  ['大一', '大二', '大三', '大四'],
  CHINESE.map(n => `${n}年级`),
  CHINESE.map((_, i) => `${i + 1}年级`),
]

const KINDERGARTEN = ['托', '小', '中', '大']

/** Years after which a class named by its year of entry has normally graduated. */
const USUAL_YEARS = 3

/**
 * What becomes of a class (or grade) of this name in the school year that begins in `year`.
 * `knows` tells whether the school has any class of a stage, so that 六年级 moves on only where there is a 七年级.
 */
export function proposeMoveUp(name: string, year: number, knows: (stage: string) => boolean): MoveUpProposal {
  for (const chain of CHAINS) {
    const at = chain.findIndex(stage => startsStage(name, stage))
    if (at < 0) continue
    const [stage, next] = [chain[at] as string, chain[at + 1]]
    if (next && (knows(next) || !mayEndAt(stage)))
      return { action: 'up', name: name.replace(stage, next), why: `${stage}升${next}` }
    return { action: 'graduate', why: `${stage}毕业` }
  }
  return (
    byLeadingFigure(name, knows) ??
    kindergarten(name) ??
    byEntryYear(name, year) ?? { action: 'keep', why: '名称里看不出年级，默认不变' }
  )
}

/** Whether a class of this name is of the stage. */
export function isOfStage(name: string, stage: string): boolean {
  const figure = leadingFigure(name)
  return startsStage(name, stage) || (figure !== undefined && stage === `${CHINESE[figure - 1]}年级`)
}

/** Schools of six and of nine years, of three and of four, differ in where they end. */
const mayEndAt = (stage: string): boolean =>
  ['六年级', '6年级', '九年级', '9年级', '五年级', '5年级', '初三', '大三'].includes(stage)

/** A stage stands at the beginning or after other text (综高一3班), but 二十一年级 is not 一年级. */
function startsStage(name: string, stage: string): boolean {
  const at = name.indexOf(stage)
  return at >= 0 && !/[\d一二三四五六七八九十]/.test(name[at - 1] ?? '')
}

/** 七(3)班 and 703班 are classes of 七年级. */
function byLeadingFigure(name: string, knows: (stage: string) => boolean): MoveUpProposal | undefined {
  const figure = leadingFigure(name)
  if (figure === undefined) return undefined
  const [stage, next] = [`${CHINESE[figure - 1]}年级`, `${CHINESE[figure]}年级`]
  if (figure === 9 || (mayEndAt(stage) && !knows(next))) return { action: 'graduate', why: `${stage}毕业` }
  const to = /^\d/.test(name) ? String(figure + 1) : (CHINESE[figure] as string)
  return { action: 'up', name: to + name.slice(1), why: `${stage}升${next}` }
}

function leadingFigure(name: string): number | undefined {
  const chinese = /^([一二三四五六七八九])[(（]?\d{1,2}[)）]?班$/.exec(name)
  if (chinese) return CHINESE.indexOf(chinese[1] as (typeof CHINESE)[number]) + 1
  const figure = /^([1-9])(?:[01]\d|[(（]\d{1,2}[)）])班$/.exec(name)
  return figure ? Number(figure[1]) : undefined
}

function kindergarten(name: string): MoveUpProposal | undefined {
  const match = /^([托小中大])([(（]?[\d一二三四五六七八九十]+[)）]?)?班$/.exec(name)
  if (!match) return undefined
  const stage = match[1] as string
  const next = KINDERGARTEN[KINDERGARTEN.indexOf(stage) + 1]
  return next
    ? { action: 'up', name: next + name.slice(1), why: `${stage}班升${next}班` }
    : { action: 'graduate', why: '大班毕业' }
}

function byEntryYear(name: string, year: number): MoveUpProposal | undefined {
  const leaving = /(20\d{2}|\d{2})届/.exec(name)
  if (leaving) {
    const end = fullYear(leaving[1] as string)
    return end <= year
      ? { action: 'graduate', why: `${end}届已到毕业年份` }
      : { action: 'keep', why: `${end}届，名称不随年级变` }
  }
  const entered = /(?<!\d)(20\d{2}|\d{2})(?:级|(?=[\u4e00-\u9fa5（(]))(?!班|号|年级)/.exec(name)
  if (!entered) return undefined
  const entry = fullYear(entered[1] as string)
  if (entry > year || year - entry > 9) return undefined
  return year - entry >= USUAL_YEARS
    ? { action: 'graduate', why: `${entry}年入学，已满${USUAL_YEARS}年，请确认是否毕业` }
    : { action: 'keep', why: `按入学年份（${entry}）命名，名称不变` }
}

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text))
