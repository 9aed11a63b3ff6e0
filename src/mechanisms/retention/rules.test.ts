import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutoff } from './rules.ts'

it('counts back by the calendar', () => {
  expect(cutoff('2026-11-23', { amount: 6, unit: 'month' })).toBe('2026-05-23')
  expect(cutoff('2026-03-31', { amount: 1, unit: 'month' })).toBe('2026-02-28')
  expect(cutoff('2026-01-15', { amount: 2, unit: 'month' })).toBe('2025-11-15')
  expect(cutoff('2028-02-29', { amount: 3, unit: 'year' })).toBe('2025-02-28')
  expect(cutoff('2026-01-10', { amount: 30, unit: 'day' })).toBe('2025-12-11')
})

it('never names a day that is less than the period ago', () => {
  const day = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), (today, amount) => {
      const before = cutoff(today, { amount, unit: 'month' })
      expect(before < today).toBe(true)
      // Forward again by the same months lies on or before today.
      const [y, m, d] = before.split('-').map(Number) as [number, number, number]
      const again = new Date(Date.UTC(y, m - 1 + amount, d)).toISOString().slice(0, 10)
      expect(again <= today).toBe(true)
    }),
  )
})
