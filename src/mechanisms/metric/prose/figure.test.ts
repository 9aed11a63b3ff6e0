import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { derivedFigure, Figure, figureId, figureOf, inYuan, percent, questionsOf } from './figure.ts'
import { displayHolds } from './hedge.ts'
import { autumn, figure, measured, spring } from './testing.ts'

describe('figures', () => {
  it('carry all it takes to find their records', () => {
    const found = figureOf(inYuan(measured('赔款', 318_600, '分', { params: { b: 1, a: true } })), autumn, {
      kind: 'truncate',
    })
    expect(Figure.parse(found)).toEqual(found)
    expect(found).toMatchObject({ value: 3186, unit: '元', display: '3000余元', hedge: '余', period: autumn })
    expect(found.id).toBe('test.count?a=true&b=1@2025-09-01..2026-01-31~truncate')
  })

  it('have an id for the question, not for the answer', () => {
    const id = figureId('m', { a: 1, b: 2 }, autumn)
    expect(figureId('m', { b: 2, a: 1 }, autumn)).toBe(id)
    const others = [
      figureId('n', { a: 1, b: 2 }, autumn),
      figureId('m', { a: 1, b: 3 }, autumn),
      figureId('m', { a: 1, b: 2 }, spring),
      figureId('m', { a: 1, b: 2 }, autumn, { kind: 'near' }),
    ]
    expect(new Set([id, ...others]).size).toBe(5)
    expect(figure('甲', 1, '次').id).toBe(figure('甲', 2, '次').id)
  })

  it('say in words and in numbers the same', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e7, noNaN: true }),
        fc.integer({ min: 0, max: 2 }),
        (value, decimals) => {
          const found = figure('平均', value, '分', { kind: 'exact', decimals })
          expect(displayHolds(found.display, found.value, '分')).toBe(true)
          expect(found.display).toBe(`${found.value}分`)
        },
      ),
    )
  })

  it('worked out from others know which', () => {
    const [a, b, c] = [figure('甲', 3, '次'), figure('乙', 4, '次'), figure('丙', 5, '次')] as const
    const sum = derivedFigure('sum', [a, b], { title: '甲乙', value: 7, unit: '次' })
    expect(sum).toMatchObject({ value: 7, records: 7, display: '7次', metricId: 'test.count:sum' })
    const more = derivedFigure('sum', [sum, c], { title: '全部', value: 12, unit: '次' })
    expect(questionsOf(more).map(({ params, value }) => [params.of, value])).toEqual([
      ['甲', 3],
      ['乙', 4],
      ['丙', 5],
    ])
    expect(questionsOf(a)).toHaveLength(1)
    const other = derivedFigure('sum', [a, c], { title: '甲乙', value: 8, unit: '次' })
    expect(other.id).not.toBe(sum.id)
    expect(Figure.parse(more)).toEqual(more)
  })

  it('never claim all or none by rounding', () => {
    expect(percent(1, 3)).toBe(33.3)
    expect(percent(99_999, 100_000)).toBe(99.9)
    expect(percent(1, 100_000)).toBe(0.1)
    expect([percent(0, 5), percent(5, 5), percent(10, 5)]).toEqual([0, 100, 200])
    expect(() => percent(1, 0)).toThrow(RangeError)
  })
})
