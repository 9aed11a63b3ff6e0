import { expect, test } from 'vitest'
import { weekName } from './week-name.ts'

const TERMS = [{ from: '2026-09-01', to: '2027-01-27' }]

test.each([
  ['2026-08-24', undefined],
  ['2026-08-31', '第1周'],
  ['2026-11-23', '第13周'],
  ['2027-01-25', '第22周'],
  ['2027-02-01', undefined],
])('the week of %s is %s', (monday, name) => {
  expect(weekName(TERMS, monday)).toBe(name)
})
