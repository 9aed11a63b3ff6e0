import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, fromEpochDay } from './day.ts'
import { dayOf, fromInstant, SHANGHAI, toInstant } from './zone.ts'

const zones = [
  SHANGHAI,
  'UTC',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
]
const anyZone = fc.constantFrom(...zones)
const anyDay = fc.integer({ min: 0, max: 25_000 }).map(fromEpochDay)
const iso = (day: string, minutes: number, zone: string) => toInstant(day, minutes, zone).toISOString()

describe('instants and clocks', () => {
  it('reads Shanghai time', () => {
    expect(iso('2025-09-01', 450, SHANGHAI)).toBe('2025-08-31T23:30:00.000Z')
    expect(iso('2025-09-01', 1440, SHANGHAI)).toBe('2025-09-01T16:00:00.000Z')
    expect(fromInstant(new Date('2025-12-31T16:00:59Z'), SHANGHAI)).toEqual({ day: '2026-01-01', minutes: 0 })
    expect(fromInstant(new Date('2025-12-31T15:59:59Z'), SHANGHAI)).toEqual({
      day: '2025-12-31',
      minutes: 1439,
    })
  })

  it('knows the summer time that China kept in 1986', () => {
    expect(iso('1986-05-04', 60, SHANGHAI)).toBe('1986-05-03T17:00:00.000Z')
    expect(iso('1986-07-01', 480, SHANGHAI)).toBe('1986-06-30T23:00:00.000Z')
  })

  it('takes a skipped time as the moment of the skip and a doubled one at its first showing', () => {
    const newYork = 'America/New_York'
    expect(iso('2025-03-09', 120, newYork)).toBe('2025-03-09T07:00:00.000Z')
    expect(iso('2025-03-09', 150, newYork)).toBe('2025-03-09T07:00:00.000Z')
    expect(iso('2025-03-09', 180, newYork)).toBe('2025-03-09T07:00:00.000Z')
    expect(iso('2025-11-02', 90, newYork)).toBe('2025-11-02T05:30:00.000Z')
    expect(iso('2025-11-02', 120, newYork)).toBe('2025-11-02T07:00:00.000Z')
    // Clocks were put forward at midnight: the day began at one.
    expect(fromInstant(toInstant('2018-11-04', 0, 'America/Sao_Paulo'), 'America/Sao_Paulo')).toEqual({
      day: '2018-11-04',
      minutes: 60,
    })
    // Samoa left out a whole day.
    expect(iso('2011-12-30', 600, 'Pacific/Apia')).toBe(iso('2011-12-31', 0, 'Pacific/Apia'))
  })

  it('shows again what it was set to, unless the clocks skip it', () => {
    fc.assert(
      fc.property(anyZone, anyDay, fc.integer({ min: 0, max: 1439 }), (zone, day, minutes) => {
        const instant = toInstant(day, minutes, zone)
        const shown = fromInstant(instant, zone)
        if (shown.day === day && shown.minutes === minutes) return
        // Skipped: the clocks show something later, and showed something earlier until then.
        const before = fromInstant(new Date(instant.getTime() - 1), zone)
        const key = (at: { day: string; minutes: number }) => at.day + String(at.minutes).padStart(4, '0')
        expect(key(shown) > key({ day, minutes })).toBe(true)
        expect(key(before) < key({ day, minutes })).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('never runs backwards', () => {
    const anyMinute = fc.integer({ min: 0, max: 1440 })
    fc.assert(
      fc.property(anyZone, anyDay, anyMinute, anyMinute, (zone, day, a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        expect(toInstant(day, early, zone) <= toInstant(day, late, zone)).toBe(true)
        expect(toInstant(day, 1440, zone)).toEqual(toInstant(addDays(day, 1), 0, zone))
      }),
    )
  })

  it('puts each instant in the day that a formatter shows', () => {
    fc.assert(
      fc.property(anyZone, fc.integer({ min: 0, max: 2_100_000_000_000 }), (zone, ms) => {
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(ms)
        expect(dayOf(new Date(ms), zone)).toBe(shown)
      }),
    )
  })
})
