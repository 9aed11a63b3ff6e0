import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockFace, dayOf, formatFull, formatSpan, formatWhen, toMs } from './when.ts'

const NOW = '2026-11-22T14:30:00+08:00'

describe('formatWhen says times as people do', () => {
  test.each([
    ['2026-11-22T14:29:30+08:00', '刚刚'],
    ['2026-11-22T14:20:00+08:00', '今天 14:20'],
    ['2026-11-22T18:00:00+08:00', '今天 18:00'],
    ['2026-11-21T23:59:00+08:00', '昨天 23:59'],
    ['2026-11-21T15:59:00Z', '昨天 23:59'],
    ['2026-11-21T16:00:00Z', '今天 00:00'],
    ['2026-11-20T08:00:00+08:00', '前天 08:00'],
    ['2026-11-19T08:00:00+08:00', '11月19日 (3天前)'],
    ['2026-11-25T08:00:00+08:00', '11月25日 (3天后)'],
    ['2026-11-23T08:00:00+08:00', '明天 08:00'],
    ['2026-09-01T08:00:00+08:00', '9月1日'],
    ['2025-11-19T08:00:00+08:00', '2025年11月19日'],
    ['2026-11-22', '今天'],
    ['2026-11-21', '昨天'],
    ['2026-11-19', '11月19日 (3天前)'],
    ['2027-01-03', '2027年1月3日'],
  ])('%s → %s', (at, said) => {
    expect(formatWhen(at, NOW)).toBe(said)
  })
})

test('the full form names weekday and hour', () => {
  expect(formatFull('2026-11-19T06:20:00Z')).toBe('2026年11月19日 星期四 14:20')
  expect(formatFull('2026-11-19')).toBe('2026年11月19日 星期四')
})

test.each([
  [30_000, '不到1分钟'],
  [20 * 60_000, '20分钟'],
  [59 * 60_000 + 59_000, '59分钟'],
  [60 * 60_000, '1小时'],
  [24 * 3600_000, '1天'],
  [30 * 3600_000, '30小时'],
  [48 * 3600_000, '2天'],
  [-3 * 3600_000, '3小时'],
])('%i ms is %s', (ms, said) => {
  expect(formatSpan(ms)).toBe(said)
})

test('a moment lies in the day it names, whatever the zone of the machine', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
      d => {
        const start = toMs(dayOf(d))
        expect(start).toBeLessThanOrEqual(d.getTime())
        expect(d.getTime() - start).toBeLessThan(86_400_000)
        expect(clockFace(d).dayNumber).toBe(clockFace(dayOf(d)).dayNumber)
      },
    ),
  )
})
