import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ParsedDay, parseDay } from './day.ts'
import { detectTerm, monthIn, termOfDays } from './term.ts'

const term = { from: '2025-09-01', to: '2026-01-31' }
const dayOf = (raw: Parameters<typeof parseDay>[0]) => (parseDay(raw, { term }) as ParsedDay).day

describe('dates', () => {
  it.each([
    '2025.9.3',
    '2025-09-03',
    '2025/9/3',
    '2025年9月3日',
    '9月3日',
    '9.3',
    '09-03',
    '9/3',
    '25.9.3',
    '20250903',
    '2025 年 9 月 3 日',
    '２０２５．９．３',
    '9月3号',
    '二〇二五年九月三日',
    '九月三日',
    '2025-9-3',
    '2025/09/03',
    '250903',
    '0903',
    '9/3/2025',
    '9/3/25',
    '2025.09.03.',
    '9月3日（周三）',
    '2025-09-03 星期三',
    '45903',
    '2025,9,3',
    '2025、9、3',
    '2025 9 3',
  ])('%s is 3 September 2025', text => {
    expect(dayOf(text)).toBe('2025-09-03')
  })

  it.each([
    ['9/2 17:48', '2025-09-02', '17:48'],
    ['2025-09-02T17:48:00', '2025-09-02', '17:48'],
    ['2025/9/2 7:05:30', '2025-09-02', '07:05'],
    ['9月2日下午3点半', '2025-09-02', '15:30'],
    ['9月2日 5时20分', '2025-09-02', '05:20'],
    ['9/2 5:48 PM', '2025-09-02', '17:48'],
    ['2025/9/2 0:00', '2025-09-02', undefined],
    ['9月2日上午', '2025-09-02', undefined],
  ])('%s has its time', (text, day, time) => {
    expect(parseDay(text, { term })).toMatchObject(time ? { day, time } : { day })
    expect((parseDay(text, { term }) as ParsedDay).time).toBe(time)
  })

  it('reads numbers and date cells of a spreadsheet', () => {
    expect(dayOf(45903)).toBe('2025-09-03')
    expect(parseDay(45902.741666667, { term })).toMatchObject({ day: '2025-09-02', time: '17:48' })
    expect(parseDay({ y: 2025, m: 9, d: 3, h: 15, mi: 13 }, { term })).toEqual({
      day: '2025-09-03',
      time: '15:13',
      how: 'exact',
      outsideTerm: false,
    })
    expect(parseDay(9.1, { term })).toMatchObject({ day: '2025-09-01', orElse: '2025-09-10' })
    expect(dayOf(20250903)).toBe('2025-09-03')
  })

  it('gives months the year they have in the term', () => {
    expect(dayOf('12月31日')).toBe('2025-12-31')
    expect(dayOf('1月4日')).toBe('2026-01-04')
    expect(parseDay('9月3日', { term })).toMatchObject({ how: 'year-inferred', outsideTerm: false })
    expect(parseDay('2月3日', { term })).toMatchObject({ day: '2026-02-03', outsideTerm: true })
    expect(parseDay('8月30日', { term })).toMatchObject({ day: '2025-08-30', outsideTerm: true })
    expect(parseDay('2024-09-03', { term })).toMatchObject({ how: 'exact', outsideTerm: true })
    expect(parseDay('3月1日', { schoolYearHint: 2025 })).toMatchObject({ day: '2026-03-01' })
    expect(parseDay('2月29日', { term: { from: '2024-02-01', to: '2024-07-10' } })).toMatchObject({
      day: '2024-02-29',
    })
  })

  it('reads ranges from their first day', () => {
    for (const text of [
      '9.3-9.5',
      '9月3日-5日',
      '9月3日至9月5日',
      '2025-09-03~2025-09-05',
      '9.3-5',
      '9月3-5日',
      '9/3-9/5',
    ])
      expect(parseDay(text, { term })).toMatchObject({ day: '2025-09-03', until: '2025-09-05' })
  })

  it('takes the month from the sheet when only the day stands there', () => {
    expect(parseDay('3日', { term, month: 9 })).toMatchObject({ day: '2025-09-03' })
    expect(parseDay(3, { term, month: 1 })).toMatchObject({ day: '2026-01-03' })
    expect(parseDay('3日', { term })).toEqual({ refusal: expect.stringContaining('没有写月份') })
  })

  it('notes a weekday that does not fit', () => {
    expect(parseDay('9月3日周三', { term })).not.toHaveProperty('note')
    expect(parseDay('9月3日周五', { term })).toMatchObject({
      day: '2025-09-03',
      note: expect.stringContaining('对不上'),
    })
  })

  it.each([
    ['2月30日', '不存在'],
    ['2025-02-29', '不存在'],
    ['9月31日', '不存在'],
    ['13月1日', '不是真实'],
    ['2025-13-01', '不是真实'],
    ['上周', '看不懂'],
    ['9月', '看不懂'],
    ['2025年', '看不懂'],
    ['17:48', '看不懂'],
    ['9.5-9.3', '看不懂'],
  ])('%s is refused: %s', (text, word) => {
    expect(parseDay(text, { term })).toEqual({ refusal: expect.stringContaining(word) })
  })

  it('does not guess a year without a term', () => {
    expect(parseDay('9月3日')).toEqual({ refusal: expect.stringContaining('学期') })
  })

  it('is null for nothing', () => {
    expect([null, '', ' ', '-', '/', '无'].map(raw => parseDay(raw))).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ])
  })

  const anyDay = fc
    .integer({ min: 0, max: 152 })
    .map(n => new Date(Date.UTC(2025, 8, 1 + n)).toISOString().slice(0, 10))

  it('reads any day of the term in any way of writing it', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(11), (day, way) => {
        const [y = 0, m = 0, d = 0] = day.split('-').map(Number)
        const ways = [
          `${y}.${m}.${d}`,
          `${y}-${m}-${d}`,
          `${y}/${m}/${d}`,
          `${y}年${m}月${d}日`,
          `${m}月${d}日`,
          `${m}/${d}`,
          `${m}.${d}`,
          `${m}-${d}`,
          `${y - 2000}.${m}.${d}`,
          day.replaceAll('-', ''),
          Date.UTC(y, m - 1, d) / 86_400_000 + 25_569,
          `${m}月${d}日 8:30`,
        ]
        expect(dayOf(ways[way] as string | number)).toBe(day)
      }),
    )
  })

  it('yields a real day or a reason, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.stringMatching(/^[\d年月日./ :-]{1,12}$/)),
        raw => {
          const parsed = parseDay(raw, { term })
          if (parsed === null) return
          if ('refusal' in parsed) expect(parsed.refusal).not.toBe('')
          else expect(new Date(`${parsed.day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(parsed.day)
        },
      ),
    )
  })
})

describe('terms', () => {
  it.each([
    ['2025—2026学年第一学期        登记人：钱科长', 2025, 'autumn'],
    ['2025-2026学年第2学期', 2025, 'spring'],
    ['25-26学年上学期', 2025, 'autumn'],
    ['2025学年第二学期', 2025, 'spring'],
    ['报修登记-2025秋.xlsx', 2025, 'autumn'],
    ['2025年秋季学期', 2025, 'autumn'],
    ['2026年春季学期报修', 2025, 'spring'],
    ['2026春', 2025, 'spring'],
    ['2025年下半年', 2025, 'autumn'],
    ['2026年上半年', 2025, 'spring'],
    ['(2025.9-2026.1)', 2025, 'autumn'],
    ['二〇二五年秋季', 2025, 'autumn'],
  ] as const)('%s', (text, schoolYear, season) => {
    expect(detectTerm([text])).toMatchObject({ schoolYear, term: season })
  })

  it.each(['报修登记表', '水道工', '3号楼', '2025级会计', 'Sheet1', '第1页'])('%s names none', text => {
    expect(detectTerm([text])).toBeNull()
  })

  it('takes the first text that names one, and dates it as most schools do', () => {
    expect(detectTerm(['报修', '2025秋', '2024春'])).toEqual({
      schoolYear: 2025,
      term: 'autumn',
      code: '2025-autumn',
      name: '2025—2026学年第一学期',
      from: '2025-09-01',
      to: '2026-01-31',
    })
  })

  it('is the term most days fall in, else', () => {
    expect(termOfDays(['2025-09-03', '2026-01-05', '2026-03-01'])?.code).toBe('2025-autumn')
    expect(termOfDays([])).toBeNull()
  })

  it('finds the month of a sheet', () => {
    expect(['9月', '十月份报修', '2025年11月', '12月小计'].map(monthIn)).toEqual([9, 10, 11, 12])
    expect(['水道工', '9月3日'].map(monthIn)).toEqual([undefined, undefined])
  })
})
