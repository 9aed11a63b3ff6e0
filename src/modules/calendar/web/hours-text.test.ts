import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayHours, readDayHours, weekLines } from './hours-text.ts'

test.each([
  ['07:30-11:40 13:30-17:20', ['07:30–11:40', '13:30–17:20']],
  ['7:30—11:40，13：30～17：20', ['07:30–11:40', '13:30–17:20']],
  ['8.00 至 12.00', ['08:00–12:00']],
  ['', []],
])('%s is read', (text, spans) => {
  expect(readDayHours(text, 3)?.map(span => `${span.from}–${span.to}`)).toEqual(spans)
})

test.each(['上午', '7:30', '12:00-8:00', '25:00-26:00', '8:00-8:00', '8:60-9:00'])('%s is not', text =>
  expect(readDayHours(text, 1)).toBeUndefined(),
)

test('what is shown is read back as it was', () => {
  const time = fc.integer({ min: 0, max: 1439 })
  const text = (n: number) =>
    `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(time, time).filter(([a, b]) => a < b),
        { maxLength: 4 },
      ),
      pairs => {
        const spans = pairs.map(([from, to]) => ({ weekday: 2, from: text(from), to: text(to) }))
        expect(readDayHours(dayHours(spans, 2), 2)).toEqual(spans)
      },
    ),
  )
})

test('equal days next to each other are one line', () => {
  const day = (weekday: number, from: string) => ({ weekday, from, to: '17:00' })
  expect(weekLines([1, 2, 3, 4].map(w => day(w, '08:00')).concat(day(5, '09:00'), day(6, '09:00')))).toEqual([
    { days: '周一至周四', hours: '08:00–17:00' },
    { days: '周五、周六', hours: '09:00–17:00' },
  ])
  expect(weekLines([])).toEqual([])
})
