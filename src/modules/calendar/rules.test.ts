import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, diffDays, weekdayOf } from '../../kernel/pure/calendar/day.ts'
import { chinesePublicDay } from '../../kernel/pure/calendar/holidays.ts'
import {
  DEFAULT_HOURS,
  isSchoolDay,
  type SchoolCalendar,
} from '../../kernel/pure/calendar/school-calendar.ts'
import { defaultTerm, defaultTerms } from '../../kernel/pure/calendar/terms.ts'
import {
  dayLine,
  describeDay,
  holidaysKnown,
  overlappingTerm,
  placeInTerms,
  schoolYearMonths,
  schoolYearOf,
  springFestival,
  termFlaw,
  usualTerms,
  weekOfTerm,
} from './rules.ts'

const calendar: SchoolCalendar = {
  zone: 'Asia/Shanghai',
  terms: defaultTerms(2025),
  publicDay: chinesePublicDay,
  ownDays: [
    { day: '2025-11-07', kind: 'off', title: '运动会' },
    { day: '2025-11-15', kind: 'work', title: '家长会' },
  ],
  hours: DEFAULT_HOURS,
}
const day = fc.integer({ min: 0, max: 800 }).map(n => addDays('2025-06-01', n))

describe('what a day is', () => {
  test.each([
    ['2025-09-03', 'school', '上学日'],
    ['2025-09-06', 'weekend', '周末'],
    ['2025-09-28', 'makeup', '国庆节调休上班'],
    ['2025-10-01', 'holiday', '国庆节放假'],
    ['2025-11-07', 'own_off', '运动会'],
    ['2025-11-15', 'own_work', '家长会'],
    ['2025-08-20', 'vacation', '假期'],
  ])('%s is %s: %s', (on, kind, why) => expect(describeDay(calendar, on)).toMatchObject({ kind, why }))

  test('its kind says whether it is worked', () => {
    fc.assert(
      fc.property(day, on => {
        const { kind, school } = describeDay(calendar, on)
        expect(school).toBe(isSchoolDay(calendar, on))
        expect(school).toBe(['school', 'makeup', 'own_work', 'duty'].includes(kind))
      }),
    )
  })

  test('with hours for the holidays, those on duty work in them', () => {
    const onDuty = { ...calendar, vacationHours: { 2: [{ from: '08:00', to: '11:00' }] } }
    expect(describeDay(onDuty, '2026-07-21')).toMatchObject({ kind: 'duty', school: true })
    expect(describeDay(onDuty, '2026-07-22')).toMatchObject({ kind: 'vacation', school: false })
  })
})

test.each([
  ['2025-09-03', '第1周 星期三'],
  ['2025-09-06', '第1周 星期六'],
  ['2025-10-01', '第5周 星期三，国庆节放假'],
  ['2025-09-28', '第4周 星期日，国庆节调休上班'],
  ['2025-11-07', '第10周 星期五，运动会'],
  ['2025-08-20', '星期三，假期'],
])('%s: %s', (on, line) => expect(dayLine(calendar, on)).toBe(line))

test('a school year has each day from September to August once', () => {
  const days = schoolYearMonths(calendar, 2025).flatMap(month => month.days.map(d => d.day))
  expect(days).toHaveLength(365)
  expect(days[0]).toBe('2025-09-01')
  expect(days.at(-1)).toBe('2026-08-31')
  for (const [i, on] of days.entries()) expect(on).toBe(addDays('2025-09-01', i))
})

test('weeks of a term run from Monday to Sunday, the first holds its first day', () => {
  fc.assert(
    fc.property(day, fc.nat({ max: 200 }), (from, n) => {
      const on = addDays(from, n)
      const week = weekOfTerm({ from }, on)
      expect(weekOfTerm({ from }, from)).toBe(1)
      expect(weekOfTerm({ from }, addDays(on, 1)) - week).toBe(weekdayOf(on) === 7 ? 1 : 0)
      expect(Math.abs(week - (diffDays(from, on) / 7 + 1))).toBeLessThanOrEqual(1)
    }),
  )
})

test('the school year of a day turns in August', () => {
  expect(schoolYearOf('2025-07-31')).toBe(2024)
  expect(schoolYearOf('2025-08-01')).toBe(2025)
  expect(schoolYearOf('2026-01-31')).toBe(2025)
})

describe('terms', () => {
  test('the present one, the one before and the one after', () => {
    const [autumn, spring] = defaultTerms(2025)
    expect(placeInTerms([spring, autumn], '2025-10-01')).toEqual({
      current: autumn,
      previous: null,
      next: spring,
    })
    expect(placeInTerms([autumn, spring], '2026-08-01')).toEqual({
      current: null,
      previous: spring,
      next: null,
    })
  })

  test.each([
    [2024, '2025-01-29'],
    [2025, '2026-02-17'],
    [2026, '2027-02-06'],
  ])('the winter holidays of %i lie around the Spring Festival of %s', (year, festival) => {
    const [autumn, spring] = usualTerms(year)
    expect(Math.abs(diffDays(springFestival(year + 1), festival))).toBeLessThanOrEqual(1)
    expect(diffDays(autumn.to, festival)).toBeGreaterThanOrEqual(9)
    expect(diffDays(festival, spring.from)).toBeGreaterThanOrEqual(8)
    expect(weekdayOf(spring.from)).toBe(1)
  })

  test('terms as most schools have them are never refused and never overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2098 }), year => {
        const terms = [...usualTerms(year), ...usualTerms(year + 1)]
        for (const [i, term] of terms.entries()) {
          expect(termFlaw(term.code, term.from, term.to)).toBeUndefined()
          expect(overlappingTerm(terms.slice(0, i), term.from, term.to)).toBeUndefined()
        }
      }),
    )
  })

  test('dates of another year, or that end before they begin, are', () => {
    expect(termFlaw('2025-autumn', '2024-09-01', '2025-01-31')).toBe('season')
    expect(termFlaw('2025-autumn', '2025-09-01', '2025-09-01')).toBe('order')
    expect(termFlaw('2025-autumn', '2025-09-01', '2026-07-01')).toBe('length')
    expect(termFlaw('2026-spring', '2026-09-01', '2027-01-01')).toBe('season')
  })

  test('two terms overlap when a day is in both', () => {
    const autumn = defaultTerm('2025-autumn')
    expect(overlappingTerm([autumn], '2026-01-31', '2026-07-01')).toBe(autumn)
    expect(overlappingTerm([autumn], '2026-02-01', '2026-07-01')).toBeUndefined()
  })
})

test('the public calendar of past years is known, that of a far one is not', () => {
  expect(holidaysKnown(2024)).toBe(true)
  expect(holidaysKnown(2050)).toBe(false)
})
