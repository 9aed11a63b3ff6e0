import { expect, test } from 'vitest'
import { uuid } from './net/uuid.ts'
import { mayPay, standingOf } from './notice/words.ts'
import { routeOf, schoolIn } from './route.ts'

test.each([
  ['/q/', { page: 'report', code: undefined }],
  ['/q/FNV9UMKP', { page: 'report', code: 'fnv9umkp' }],
  ['/f/UQToS7yiD3S5bD8UOdaskQ', { page: 'follow', token: 'UQToS7yiD3S5bD8UOdaskQ' }],
  ['/f/p/LreDC7lI6PRRrMPLMFv-qw', { page: 'notice', token: 'LreDC7lI6PRRrMPLMFv-qw' }],
  ['/f/', { page: 'none' }],
  ['/q/yizhi/FNV9UMKP', { page: 'report', code: 'fnv9umkp' }],
  ['/q/a/b/c', { page: 'none' }],
])('%s', (path, route) => {
  expect(routeOf(path)).toEqual(route)
})

test('the school stands in the address of a label or behind a link', () => {
  expect(schoolIn('/q/yizhi/fnv9umkp', '')).toBe('yizhi')
  expect(schoolIn('/q/fnv9umkp', '?s=erzhi')).toBe('erzhi')
  expect(schoolIn('/q/', '')).toBeUndefined()
  expect(schoolIn('/f/p/LreDC7lI6PRRrMPLMFv-qw', '')).toBeUndefined()
})

test('command ids are of the form the server takes, and differ', () => {
  const ids = new Set(Array.from({ length: 500 }, uuid))
  expect(ids.size).toBe(500)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('a notice asks for what is left, and for nothing while an objection is open', () => {
  expect(standingOf({ state: 'noticed', amountFen: 123450, paidFen: 0 }).text).toBe('请缴 ¥1,234.50。')
  expect(standingOf({ state: 'noticed', amountFen: 5000, paidFen: 2000 }).text).toBe(
    '已缴 ¥20.00，还差 ¥30.00。',
  )
  expect(mayPay({ state: 'noticed', amountFen: 5000, paidFen: 2000 })).toBe(true)
  for (const state of ['objected', 'waiving', 'paid', 'waived', 'cancelled', 'opened'] as const)
    expect(mayPay({ state, amountFen: 5000, paidFen: 0 })).toBe(false)
})
