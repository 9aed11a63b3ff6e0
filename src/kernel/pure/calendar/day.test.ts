import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as days from './day.ts'

const anyDay = fc.integer({ min: -25_000, max: 60_000 }).map(days.fromEpochDay)

describe('days', () => {
  it('knows which texts are days', () => {
    for (const day of ['2025-09-01', '2024-02-29', '2000-02-29']) expect(days.isValidDay(day)).toBe(true)
    for (const text of [
      '2025-02-29',
      '2025-13-01',
      '2025-9-1',
      '2025-00-10',
      '20250901',
      '',
      '2025-09-01T00',
    ])
      expect(days.isValidDay(text), text).toBe(false)
  })

  it('counts across months, years and leap days', () => {
    expect(days.addDays('2025-12-31', 1)).toBe('2026-01-01')
    expect(days.addDays('2024-03-01', -1)).toBe('2024-02-29')
    expect(days.diffDays('2025-09-01', '2026-01-31')).toBe(152)
    expect(days.weekdayOf('2025-09-01')).toBe(1)
    expect(days.weekdayOf('2025-09-28')).toBe(7)
    expect(days.addMonths('2025-12', 1)).toBe('2026-01')
    expect(days.addMonths('2025-01', -13)).toBe('2023-12')
    expect(days.daysBetween('2025-02-27', '2025-03-02')).toEqual([
      '2025-02-27',
      '2025-02-28',
      '2025-03-01',
      '2025-03-02',
    ])
    expect(days.daysBetween('2025-03-02', '2025-03-01')).toEqual([])
    expect(days.minDay('2025-03-02', '2025-03-01', '2026-01-01')).toBe('2025-03-01')
    expect(days.maxDay('2025-03-02', '2025-03-01', '2026-01-01')).toBe('2026-01-01')
  })

  it('adds and subtracts as one', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, n) => {
        const other = days.addDays(day, n)
        expect(days.isValidDay(other)).toBe(true)
        expect(days.diffDays(day, other)).toBe(n)
        expect(days.addDays(other, -n)).toBe(day)
        expect(other > day).toBe(n > 0)
        expect((((days.weekdayOf(other) - days.weekdayOf(day) - n) % 7) + 7) % 7).toBe(0)
      }),
    )
  })

  it('reads and writes times of day', () => {
    expect(days.clockMinutes('07:30')).toBe(450)
    expect(days.clockMinutes('24:00')).toBe(1440)
    expect(days.clockText(450)).toBe('07:30')
    for (const wrong of ['7.30', '24:01', '12:60', '', 'noon'])
      expect(() => days.clockMinutes(wrong), wrong).toThrow(RangeError)
  })
})
