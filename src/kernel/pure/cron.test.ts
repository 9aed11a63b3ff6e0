import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { latestDue } from './cron.ts'

const due = (cron: string, now: string): string =>
  new Date(latestDue(cron, new Date(now)).getTime() + 8 * 3_600_000).toISOString().slice(0, 16)

it('finds when a line was due last, on the clock of China', () => {
  expect(due('41 3 * * *', '2026-03-02T03:41:00+08:00')).toBe('2026-03-02T03:41')
  expect(due('41 3 * * *', '2026-03-02T03:40:59+08:00')).toBe('2026-03-01T03:41')
  expect(due('*/10 * * * *', '2026-03-01T00:09:59+08:00')).toBe('2026-03-01T00:00')
  expect(due('3 * * * *', '2026-03-01T00:02:00+08:00')).toBe('2026-02-28T23:03')
  expect(due('20 2 1-5 * *', '2026-11-22T08:00:00+08:00')).toBe('2026-11-05T02:20')
  expect(due('20 2 1-5 * *', '2026-11-01T02:19:00+08:00')).toBe('2026-10-05T02:20')
  expect(due('0 8 * * 1,5', '2026-11-22T08:00:00+08:00')).toBe('2026-11-20T08:00')
  expect(due('0 8 * * 7', '2026-11-22T08:00:00+08:00')).toBe('2026-11-22T08:00')
  expect(due('0 0 29 2 *', '2026-11-22T08:00:00+08:00')).toBe('2024-02-29T00:00')
})

it('refuses lines that say nothing', () => {
  const now = new Date('2026-03-02T00:00:00Z')
  for (const cron of ['* * * *', '60 * * * *', '5-3 * * * *', 'x * * * *', '0 0 31 2 *'])
    expect(() => latestDue(cron, now)).toThrow(cron)
})

it('is never late: between what it finds and now the line is not due again', () => {
  const lines = ['7 0 * * *', '*/10 * * * *', '20 2 1-5 * *', '3 * * * *', '30 7 * * 1-5']
  const span = {
    min: new Date('2020-01-01T00:00:00Z'),
    max: new Date('2040-01-01T00:00:00Z'),
    noInvalidDate: true,
  }
  fc.assert(
    fc.property(
      fc.constantFrom(...lines),
      fc.date(span),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (cron, now, share) => {
        const found = latestDue(cron, now)
        const between = new Date(found.getTime() + share * (now.getTime() - found.getTime()))
        expect(found.getTime()).toBeLessThanOrEqual(now.getTime())
        expect(latestDue(cron, between)).toEqual(found)
        expect(latestDue(cron, new Date(found.getTime() - 1)).getTime()).toBeLessThan(found.getTime())
      },
    ),
  )
})
