import { expect, test } from 'vitest'
import { calmClock } from './use-calm.ts'

test('the first screen takes a tap at once, the next ones not the second half of a double tap', () => {
  const clock = calmClock()
  clock.shown('', 0)
  clock.shown('steps photo', 10)
  expect(clock.isCalm(20)).toBe(true)
  clock.shown('steps group', 1000)
  expect(clock.isCalm(1200)).toBe(false)
  expect(clock.isCalm(1600)).toBe(true)
})
