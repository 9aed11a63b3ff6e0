import { type Day, yearOf } from './day.ts'

export interface Term {
  /** '2025-autumn' is the first term of the school year 2025—2026, '2026-spring' its second. */
  code: string
  /** 2025—2026学年第一学期 */
  name: string
  from: Day
  to: Day
}

export type Season = 'autumn' | 'spring'

export interface TermNames {
  /** 2025—2026学年 */
  schoolYear: string
  /** 2025—2026学年第一学期 */
  formal: string
  /** 2025年秋季学期 */
  plain: string
}

export function parseTermCode(code: string): { year: number; season: Season } | undefined {
  const match = /^(\d{4})-(autumn|spring)$/.exec(code)
  return match ? { year: Number(match[1]), season: match[2] as Season } : undefined
}

export function termNames(code: string): TermNames {
  const { year, season } = mustParse(code)
  const first = season === 'autumn' ? year : year - 1
  const schoolYear = `${first}—${first + 1}学年`
  const isAutumn = season === 'autumn'
  return {
    schoolYear,
    formal: `${schoolYear}第${isAutumn ? '一' : '二'}学期`,
    plain: `${year}年${isAutumn ? '秋' : '春'}季学期`,
  }
}

export function previousTermCode(code: string): string {
  const { year, season } = mustParse(code)
  return season === 'autumn' ? `${year}-spring` : `${year - 1}-autumn`
}

export function nextTermCode(code: string): string {
  const { year, season } = mustParse(code)
  return season === 'autumn' ? `${year + 1}-spring` : `${year}-autumn`
}

/** The two terms of the school year that begins in September of `year`, as most schools date them. */
export function defaultTerms(year: number): [Term, Term] {
  return [defaultTerm(`${year}-autumn`), defaultTerm(`${year + 1}-spring`)]
}

export function defaultTerm(code: string): Term {
  const { year, season } = mustParse(code)
  const [from, to] =
    season === 'autumn' ? [`${year}-09-01`, `${year + 1}-01-31`] : [`${year}-02-01`, `${year}-07-10`]
  return { code, name: termNames(code).formal, from: from as Day, to: to as Day }
}

/**
 * The term that holds a day, or none in the holidays. Terms that the school has not dated yet are
 * taken as most schools date them, so that a due date can be named before next term is entered.
 */
export function termOf(terms: readonly Term[], day: Day): Term | undefined {
  const dated = terms.find(term => term.from <= day && day <= term.to)
  if (dated) return dated
  const year = yearOf(day)
  return [`${year - 1}-autumn`, `${year}-spring`, `${year}-autumn`]
    .filter(code => !terms.some(term => term.code === code))
    .map(defaultTerm)
    .find(term => term.from <= day && day <= term.to)
}

/** The term before, as the school dated it or as most schools do. */
export function previousTerm(terms: readonly Term[], code: string): Term {
  const previous = previousTermCode(code)
  return terms.find(term => term.code === previous) ?? defaultTerm(previous)
}

function mustParse(code: string): { year: number; season: Season } {
  const parsed = parseTermCode(code)
  if (!parsed) throw new RangeError(`not a term code: ${code}`)
  return parsed
}
