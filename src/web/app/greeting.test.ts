import { expect, test } from 'vitest'
import { greeting } from './greeting.ts'

test.each([
  ['2026-11-23T04:07:00Z', '中午好'],
  ['2026-11-22T21:59:00Z', '夜里好'],
  ['2026-11-23T00:30:00Z', '早上好'],
  ['2026-11-23T08:00:00Z', '下午好'],
  ['2026-11-23T12:00:00Z', '晚上好'],
])('at %s a school in China hears %s', (at, words) => {
  expect(greeting(new Date(at))).toBe(words)
})
