import { expect, test } from 'vitest'
import { type Day, monthNotes, weeksOf } from './month.ts'

const day = (n: number, kind: Day['kind'], why: string): Day => ({
  day: `2025-10-${String(n).padStart(2, '0')}`,
  weekday: ((n + 1) % 7) + 1,
  kind,
  why,
  school: kind === 'makeup' || kind === 'school',
  week: 5,
})

test('a month begins under its own weekday and fills whole weeks', () => {
  const days = Array.from({ length: 31 }, (_, i) => day(i + 1, 'school', '上学日'))
  const weeks = weeksOf({ days })
  expect(weeks).toHaveLength(5)
  expect(weeks[0]?.days.map(d => d?.day.slice(8) ?? '')).toEqual(['', '', '01', '02', '03', '04', '05'])
  expect(weeks.flatMap(week => week.days.filter(d => d !== null))).toHaveLength(31)
})

test('days of one reason are told together, ordinary ones not at all', () => {
  const days = [
    ...[1, 2, 3].map(n => day(n, 'holiday', '国庆节放假')),
    day(4, 'school', '上学日'),
    day(5, 'holiday', '国庆节放假'),
    day(11, 'makeup', '国庆节调休上班'),
  ]
  expect(monthNotes({ days }).map(note => [note.days, note.why, note.off])).toEqual([
    ['1—3日', '国庆节放假', true],
    ['5日', '国庆节放假', true],
    ['11日', '国庆节调休上班', false],
  ])
})
