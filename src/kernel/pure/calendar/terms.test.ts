import { describe, expect, it } from 'vitest'
import * as terms from './terms.ts'

describe('terms', () => {
  it('have the names that schools write', () => {
    expect(terms.termNames('2025-autumn')).toEqual({
      schoolYear: '2025—2026学年',
      formal: '2025—2026学年第一学期',
      plain: '2025年秋季学期',
    })
    expect(terms.termNames('2026-spring')).toEqual({
      schoolYear: '2025—2026学年',
      formal: '2025—2026学年第二学期',
      plain: '2026年春季学期',
    })
  })

  it('follow one another', () => {
    expect(terms.previousTermCode('2025-autumn')).toBe('2025-spring')
    expect(terms.previousTermCode('2026-spring')).toBe('2025-autumn')
    for (const code of ['2025-autumn', '2026-spring'])
      expect(terms.nextTermCode(terms.previousTermCode(code))).toBe(code)
    expect(() => terms.previousTermCode('2025秋')).toThrow(RangeError)
  })

  it('are dated by the school, else as most schools do', () => {
    const [autumn, spring] = terms.defaultTerms(2025)
    expect(autumn).toEqual({
      code: '2025-autumn',
      name: '2025—2026学年第一学期',
      from: '2025-09-01',
      to: '2026-01-31',
    })
    expect(spring.code).toBe('2026-spring')
    const own = [{ ...autumn, to: '2026-01-20' }]
    expect(terms.termOf(own, '2026-01-20')?.code).toBe('2025-autumn')
    expect(terms.termOf(own, '2026-01-25')).toBeUndefined()
    expect(terms.termOf(own, '2026-03-02')?.code).toBe('2026-spring')
    expect(terms.termOf(own, '2027-01-05')?.code).toBe('2026-autumn')
    expect(terms.termOf([], '2025-08-15')).toBeUndefined()
    expect(terms.previousTerm(own, '2026-spring').to).toBe('2026-01-20')
    expect(terms.previousTerm(own, '2025-autumn').from).toBe('2025-02-01')
  })
})
