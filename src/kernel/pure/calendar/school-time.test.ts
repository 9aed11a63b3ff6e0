import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarFlaws } from './calendar-flaws.ts'
import { addDays, fromEpochDay } from './day.ts'
import { chinesePublicDay } from './holidays.ts'
import { DEFAULT_HOURS, dayFacts, isSchoolDay, type SchoolCalendar } from './school-calendar.ts'
import * as time from './school-time.ts'
import { defaultTerms } from './terms.ts'
import { SHANGHAI, toInstant } from './zone.ts'

const school: SchoolCalendar = {
  zone: SHANGHAI,
  terms: defaultTerms(2025),
  publicDay: chinesePublicDay,
  ownDays: [
    { day: '2025-10-24', kind: 'off', title: '运动会' },
    { day: '2025-11-15', kind: 'work', title: '家长开放日' },
  ],
  hours: DEFAULT_HOURS,
}
const abroad = (zone: string): SchoolCalendar => ({
  ...school,
  zone,
  publicDay: () => undefined,
  hours: { ...DEFAULT_HOURS, 7: [{ from: '00:30', to: '04:00' }] },
  vacationHours: { 1: [{ from: '09:00', to: '12:00' }], 7: [{ from: '01:15', to: '02:45' }] },
})
const at = (text: string) => new Date(`${text}+08:00`)

describe('school days', () => {
  it('follow the holidays, the make-up days, the school and the terms', () => {
    const why = (day: string) => [isSchoolDay(school, day), dayFacts(school, day).why]
    expect(why('2025-09-03')).toEqual([true, '上学日'])
    expect(why('2025-09-06')).toEqual([false, '周末'])
    expect(why('2025-10-01')).toEqual([false, '国庆节放假'])
    expect(why('2025-09-28')).toEqual([true, '国庆节调休上班'])
    expect(why('2025-10-24')).toEqual([false, '运动会'])
    expect(why('2025-11-15')).toEqual([true, '家长开放日'])
    expect(why('2026-07-20')).toEqual([false, '假期'])
    const staffed = { ...school, vacationHours: { 3: [{ from: '08:00', to: '11:00' }] } }
    expect(dayFacts(staffed, '2026-07-22').why).toBe('假期值班')
    expect(isSchoolDay(staffed, '2026-07-23')).toBe(false)
  })

  it('use the hours of the term, and of the weekday that is made up', () => {
    const winter: SchoolCalendar = {
      ...school,
      termHours: {
        '2026-spring': { 1: [{ from: '08:00', to: '09:00' }], 3: [{ from: '09:00', to: '10:00' }] },
      },
      ownDays: [
        { day: '2026-03-07', kind: 'work', title: '补课', like: 3 },
        { day: '2026-03-14', kind: 'work', title: '补课' },
      ],
    }
    expect(dayFacts(winter, '2025-09-03').spans).toEqual([
      [450, 700],
      [810, 1040],
    ])
    expect(dayFacts(winter, '2026-03-07').spans).toEqual([[540, 600]])
    expect(dayFacts(winter, '2026-03-14').spans).toEqual([[480, 540]])
  })

  it('are counted without the first', () => {
    expect(time.addSchoolDays(school, '2025-09-05', 1)).toBe('2025-09-08')
    expect(time.addSchoolDays(school, '2025-09-26', 1)).toBe('2025-09-28')
    expect(time.addSchoolDays(school, '2025-09-30', 1)).toBe('2025-10-09')
    expect(time.addSchoolDays(school, '2025-10-09', -1)).toBe('2025-09-30')
    expect(time.addSchoolDays(school, '2026-07-10', 1)).toBe('2026-09-01')
    expect(time.schoolDaysBetween(school, '2025-09-28', '2025-10-09')).toBe(3)
    expect(() => time.addSchoolDays({ ...school, hours: {} }, '2025-09-01', 1)).toThrow(RangeError)
  })

  it('say what is wrong with a calendar', () => {
    expect(calendarFlaws(school)).toEqual([])
    const flaws = calendarFlaws({
      ...school,
      terms: [...school.terms, { code: '2026-autumn', name: '下学期', from: '2026-07-01', to: '2026-06-01' }],
      ownDays: [
        { day: '2025-02-30', kind: 'off', title: '停课' },
        { day: '2025-11-15', kind: 'off', title: '甲' },
        { day: '2025-11-15', kind: 'work', title: '乙' },
      ],
      hours: {
        1: [
          { from: '08:00', to: '12:00' },
          { from: '11:00', to: '10:00' },
        ],
      },
    })
    expect(flaws.join('')).toMatch(
      /下学期的结束日期.*重叠.*停课.*2025-11-15 登记了两次.*星期一的工作时间有重叠.*星期一有一段/,
    )
    expect(calendarFlaws({ ...school, hours: {} })).toHaveLength(1)
  })
})

describe('school minutes', () => {
  it('stand still at night, at noon, at weekends and over the holidays', () => {
    const minutes = (from: string, to: string) => time.schoolMinutesBetween(school, at(from), at(to))
    expect(minutes('2025-09-03T08:00', '2025-09-03T09:30')).toBe(90)
    expect(minutes('2025-09-03T11:00', '2025-09-03T14:00')).toBe(70)
    expect(minutes('2025-09-05T17:00', '2025-09-08T08:00')).toBe(50)
    expect(minutes('2025-09-30T17:00', '2025-10-09T07:40')).toBe(30)
    expect(minutes('2025-09-03T09:30', '2025-09-03T08:00')).toBe(-90)
    expect(minutes('2025-09-03T08:00:00', '2025-09-03T08:00:30')).toBe(0.5)
  })

  it('run out at the close rather than the next opening', () => {
    const due = (from: string, n: number) => time.addSchoolMinutes(school, at(from), n)
    expect(due('2025-09-05T15:20', 120)).toEqual(at('2025-09-05T17:20'))
    expect(due('2025-09-05T15:20', 121)).toEqual(at('2025-09-08T07:31'))
    expect(due('2025-09-06T03:00', 0)).toEqual(at('2025-09-06T03:00'))
    expect(due('2026-07-10T17:20', 1)).toEqual(at('2026-09-01T07:31'))
    expect(time.addMinutes(school, at('2025-09-05T17:00'), 1440, 'workday')).toEqual(at('2025-09-08T17:00'))
    expect(time.addMinutes(school, at('2025-09-05T17:00'), 1440, 'clock')).toEqual(at('2025-09-06T17:00'))
    expect(() => time.addSchoolMinutes({ ...school, hours: {} }, at('2025-09-05T17:00'), 1)).toThrow(
      RangeError,
    )
  })

  it('agree with a count minute by minute', () => {
    const start = at('2025-09-26T00:00').getTime()
    const cal = { ...school }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 3000 }), (from, length) => {
        let slow = 0
        for (let minute = from; minute < from + length; minute += 1) {
          const local = new Date(start + minute * 60_000 + 8 * 3_600_000)
          const clock = local.getUTCHours() * 60 + local.getUTCMinutes()
          const open = dayFacts(cal, local.toISOString().slice(0, 10)).spans
          if (open.some(([a, b]) => a <= clock && clock < b)) slow += 1
        }
        const [a, b] = [from, from + length].map(minute => new Date(start + minute * 60_000)) as [Date, Date]
        expect(time.schoolMinutesBetween(cal, a, b)).toBe(slow)
      }),
      { numRuns: 60 },
    )
  })

  const zones = [SHANGHAI, 'America/New_York', 'Europe/Berlin', 'America/Sao_Paulo']
  const calendars = [school, ...zones.map(abroad)]
  const anyCalendar = fc.constantFrom(...calendars)
  const anyCount = fc.constantFrom<time.Count>('school', 'workday', 'clock')
  const anyInstant = fc
    .integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) })
    .map(ms => new Date(ms))

  it('only ever grow, and add up', () => {
    fc.assert(
      fc.property(anyCalendar, anyCount, anyInstant, anyInstant, anyInstant, (cal, count, ...three) => {
        const [a, b, c] = three.sort((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date]
        const ms = (x: Date, y: Date) => Math.round(time.minutesBetween(cal, x, y, count) * 60_000)
        expect(ms(a, b)).toBeGreaterThanOrEqual(0)
        expect(ms(a, b)).toBeLessThanOrEqual(b.getTime() - a.getTime())
        expect(ms(a, b) + ms(b, c)).toBe(ms(a, c))
        expect(ms(b, a)).toBe(0 - ms(a, b))
      }),
      { numRuns: 300 },
    )
  })

  it('added and measured are the same', () => {
    const anyMinutes = fc.integer({ min: 0, max: 200_000 })
    fc.assert(
      fc.property(anyCalendar, anyCount, anyInstant, anyMinutes, (cal, count, from, minutes) => {
        const to = time.addMinutes(cal, from, minutes, count)
        expect(time.minutesBetween(cal, from, to, count)).toBe(minutes)
        // No earlier instant will do.
        if (minutes > 0) {
          const before = new Date(to.getTime() - 1)
          expect(time.minutesBetween(cal, from, before, count)).toBeLessThan(minutes)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('span four decades', () => {
    const from = toInstant('2010-01-01', 0, SHANGHAI)
    const to = toInstant('2050-01-01', 0, SHANGHAI)
    const minutes = time.schoolMinutesBetween(school, from, to)
    expect(minutes).toBeGreaterThan(40 * 180 * 480)
    const end = time.addSchoolMinutes(school, from, minutes)
    expect(end <= to).toBe(true)
    expect(time.schoolMinutesBetween(school, end, to)).toBe(0)
  })

  it('count school days as they are added', () => {
    const anyDay = fc.integer({ min: 20_000, max: 21_000 }).map(fromEpochDay)
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 300 }), (day, n) => {
        const later = time.addSchoolDays(school, day, n)
        expect(isSchoolDay(school, later)).toBe(true)
        expect(time.schoolDaysBetween(school, day, later)).toBe(n)
        expect(time.schoolDaysBetween(school, day, addDays(later, -1))).toBe(n - 1)
      }),
      { numRuns: 60 },
    )
  })
})
