import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isExtent, MEASURES, plainMeasure } from './measures.ts'
import { parseMoney } from './money.ts'
import { parseQuantity } from './quantity.ts'

describe('quantities', () => {
  it.each([
    ['两扇', { value: 2, measure: '扇' }],
    ['３只', { value: 3, measure: '只' }],
    ['12 把', { value: 12, measure: '把' }],
    ['一次', { value: 1, measure: '次' }],
    [3, { value: 3 }],
    ['38米', { value: 38, measure: '米' }],
    ['38m', { value: 38, measure: '米' }],
    ['约5', { value: 5, approx: true }],
    ['3个左右', { value: 3, measure: '个', approx: true }],
    ['1.5米', { value: 1.5, measure: '米' }],
    ['两米半', { value: 2.5, measure: '米' }],
    ['半天', null],
    ['共4只', { value: 4, measure: '只' }],
    ['(2)', { value: 2 }],
    ['2。', { value: 2 }],
    ['１２０㎡', { value: 120, measure: '平方米' }],
    ['√', { value: 1 }],
  ] as const)('%j', (raw, expected) => {
    if (expected === null) expect(parseQuantity(raw)).toHaveProperty('refusal')
    else expect(parseQuantity(raw)).toEqual(expected)
  })

  it.each([null, '', '  ', '-', '/', '无'])('%j is empty', raw => {
    expect(parseQuantity(raw)).toBeNull()
  })

  it.each([
    ['-3', '负数'],
    [-3, '负数'],
    ['－3只', '负数'],
    ['负三', '负数'],
    ['3-4', '范围'],
    ['三到五只', '看不懂'],
    ['若干', '没有说清'],
    ['一些', '没有说清'],
    ['1 2', '两个数'],
    ['很多灯', '没有说清'],
    ['1.2345', '三位'],
    ['99999999', '太大'],
    [true, '不是数字'],
    [{ y: 2025, m: 9, d: 3, h: 0, mi: 0 }, '日期'],
    ['疏通地漏', '看不懂'],
  ] as const)('%j is refused: %s', (raw, word) => {
    expect(parseQuantity(raw)).toEqual({ refusal: expect.stringContaining(word) })
  })

  it('asks about zero', () => {
    expect(parseQuantity('0')).toMatchObject({ value: 0, question: expect.stringContaining('0') })
  })

  it('reads any number with any measure word', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.constantFrom(...MEASURES),
        fc.constantFrom('', ' '),
        (n, measure, gap) => {
          expect(parseQuantity(`${n}${gap}${measure}`)).toEqual({ value: n, measure: plainMeasure(measure) })
        },
      ),
    )
  })

  it('never yields a negative number, an infinity or a crumb', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.double(),
          fc.integer(),
          fc.stringMatching(/^[-约]?\d{0,4}\.?\d{0,4}[只米 ]?$/),
        ),
        raw => {
          const parsed = parseQuantity(raw)
          if (parsed === null || 'refusal' in parsed) return
          expect(parsed.value).toBeGreaterThanOrEqual(0)
          expect(parsed.value).toBeLessThanOrEqual(1_000_000)
          expect(Math.round(parsed.value * 1000) / 1000).toBe(parsed.value)
        },
      ),
    )
  })

  it('knows what measures work instead of counting it', () => {
    expect(['米', '平方米', '公斤'].every(isExtent)).toBe(true)
    expect(['次', '只', '扇', '根'].some(isExtent)).toBe(false)
  })
})

describe('money', () => {
  it.each([
    ['50元', 5000],
    ['¥1,234.5', 123_450],
    ['￥60', 6000],
    ['3.8万元', 3_800_000],
    ['60', 6000],
    [60, 6000],
    [0.1, 10],
    ['六十元', 6000],
    ['12元5角', 1250],
    ['8.05', 805],
    ['1,000', 100_000],
    ['50元整', 5000],
    ['100.00', 10_000],
  ] as const)('%j is %d fen', (raw, fen) => {
    expect(parseMoney(raw)).toEqual({ fen })
  })

  it('reads a bare number in the unit of the heading', () => {
    expect(parseMoney('3.8', '万元')).toEqual({ fen: 3_800_000 })
    expect(parseMoney('38000元', '万元')).toEqual({ fen: 3_800_000 })
  })

  it.each([
    ['-5', '负数'],
    [-5, '负数'],
    ['¥-5', '负数'],
    ['0.001', '不足一分'],
    ['1.234元', '不足一分'],
    ['免赔', '看不懂'],
    ['1.2.3', '看不懂'],
    ['9999999999', '太大'],
  ] as const)('%j is refused: %s', (raw, word) => {
    expect(parseMoney(raw)).toEqual({ refusal: expect.stringContaining(word) })
  })

  it('reads back every amount of whole fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), fen => {
        expect(parseMoney((fen / 100).toFixed(2))).toEqual({ fen })
        expect(parseMoney(fen / 100)).toEqual({ fen })
        expect(parseMoney(`¥${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}元`)).toEqual(
          { fen },
        )
      }),
    )
  })
})
