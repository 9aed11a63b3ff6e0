import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pause } from './allowance.ts'
import { anchorsOf, type EscalationStep, escalation } from './escalation.ts'
import { chinesePublicDay } from './holidays.ts'
import { DEFAULT_HOURS, type SchoolCalendar } from './school-calendar.ts'
import { addSchoolMinutes } from './school-time.ts'
import { type ServiceFacts, type ServiceLevels, serviceClock } from './service-clock.ts'
import { defaultTerms } from './terms.ts'
import { SHANGHAI } from './zone.ts'

const school: SchoolCalendar = {
  zone: SHANGHAI,
  terms: defaultTerms(2025),
  publicDay: chinesePublicDay,
  ownDays: [],
  hours: DEFAULT_HOURS,
}
const source = '维修服务时限规定'
const levels: ServiceLevels = {
  L0: { title: '抢险', respond: { minutes: 10, count: 'clock' }, finish: null, source },
  L1: {
    title: '紧急',
    respond: { minutes: 120, count: 'school' },
    finish: { minutes: 1440, count: 'workday' },
    source,
  },
  L2: { title: '一般', respond: { minutes: 1440, count: 'workday' }, finish: { workdays: 3 }, source },
  L4: { title: '大修', respond: { minutes: 1440, count: 'workday' }, finish: { workdays: 15 }, source },
}
const at = (text: string) => new Date(`${text}+08:00`)
const clock = (facts: Partial<ServiceFacts>, now: string) =>
  serviceClock(
    { level: 'L2', reportedAt: at('2025-09-03T10:00'), pauses: [], ...facts },
    levels,
    school,
    at(now),
  )

describe('the service clock', () => {
  it('gives each level its time', () => {
    const friday = { reportedAt: at('2025-09-05T16:20') }
    const l0 = clock({ ...friday, level: 'L0' }, '2025-09-05T16:25')
    expect([l0.respondDueAt, l0.finishDueAt]).toEqual([at('2025-09-05T16:30'), null])
    const l1 = clock({ ...friday, level: 'L1' }, '2025-09-05T16:25')
    expect([l1.respondDueAt, l1.finishDueAt]).toEqual([at('2025-09-08T08:30'), at('2025-09-08T16:20')])
    const l2 = clock(friday, '2025-09-05T16:25')
    expect([l2.respondDueAt, l2.finishDueAt]).toEqual([at('2025-09-08T16:20'), at('2025-09-10T17:20')])
    const l4 = clock({ level: 'L4', reportedAt: at('2025-09-26T09:00') }, '2025-09-26T09:00')
    expect(l4.finishDueAt).toEqual(at('2025-10-23T17:20'))
    expect(l4.source).toBe(source)
    expect(() => clock({ level: 'L9' }, '2025-09-05T16:25')).toThrow(RangeError)
  })

  it('goes from calm to late', () => {
    const responded = { respondedAt: at('2025-09-03T10:30') }
    expect(clock({}, '2025-09-03T11:00')).toMatchObject({ state: 'soon', next: 'respond' })
    expect(clock(responded, '2025-09-03T11:00')).toMatchObject({ state: 'calm', next: 'finish' })
    expect(clock(responded, '2025-09-05T08:00').state).toBe('soon')
    expect(clock(responded, '2025-09-08T08:00').state).toBe('today')
    expect(clock(responded, '2025-09-08T17:20')).toMatchObject({
      state: 'today',
      finish: { remainingMinutes: 0, lateMinutes: 0, onTime: null },
    })
    expect(clock(responded, '2025-09-08T17:21')).toMatchObject({
      state: 'late',
      finish: { remainingMinutes: 0, lateMinutes: 1, onTime: false },
    })
    expect(clock(responded, '2025-09-09T08:00').finish.lateMinutes).toBe(30)
  })

  it('stops when the work is finished and says whether in time', () => {
    const late = clock(
      { respondedAt: at('2025-09-03T10:30'), finishedAt: at('2025-09-09T08:00') },
      '2026-01-01T00:00',
    )
    expect(late).toMatchObject({ state: 'stopped', next: null, finish: { onTime: false, lateMinutes: 30 } })
    expect(late.respond.onTime).toBe(true)
    const good = clock({ finishedAt: at('2025-09-03T12:00') }, '2026-01-01T00:00')
    expect(good).toMatchObject({
      respond: { onTime: true },
      finish: { onTime: true, remainingMinutes: null },
    })
  })

  it('stands still while it is paused and is moved by as much', () => {
    const waiting = {
      respondedAt: at('2025-09-03T10:30'),
      pauses: [{ from: at('2025-09-04T07:30'), reason: '待料' }],
    }
    const first = clock(waiting, '2025-09-05T08:00')
    const later = clock(waiting, '2025-09-12T08:00')
    expect([first.state, later.state, later.pausedFor]).toEqual(['paused', 'paused', '待料'])
    expect(later.finish.remainingMinutes).toBe(first.finish.remainingMinutes)
    const over = clock(
      { ...waiting, pauses: [{ from: at('2025-09-04T07:30'), to: at('2025-09-05T07:30'), reason: '待料' }] },
      '2025-09-05T08:00',
    )
    expect(over.finishDueAt).toEqual(at('2025-09-09T17:20'))
    expect(over.pausedMinutes).toBe(480)
    expect(over.pausedFor).toBeNull()
  })

  it('is not mended by a pause that begins when it is late', () => {
    const pauses = [{ from: at('2025-09-09T08:00'), reason: '待料' }]
    const found = clock({ respondedAt: at('2025-09-03T10:30'), pauses }, '2025-09-10T08:00')
    expect(found).toMatchObject({ state: 'late', finishDueAt: at('2025-09-08T17:20') })
  })

  const anyPauses = fc.array(
    fc
      .record({ from: fc.integer({ min: -600, max: 20_000 }), length: fc.integer({ min: 1, max: 6000 }) })
      .map(
        ({ from, length }): Pause => ({
          from: new Date(at('2025-09-03T10:00').getTime() + from * 60_000),
          to: new Date(at('2025-09-03T10:00').getTime() + (from + length) * 60_000),
          reason: '待料',
        }),
      ),
    { maxLength: 6 },
  )

  it('is only ever moved later by pauses, whatever their order and overlap', () => {
    fc.assert(
      fc.property(anyPauses, anyPauses, fc.constantFrom('L1', 'L2', 'L4'), (some, more, level) => {
        const due = (pauses: readonly Pause[]) =>
          clock({ level, pauses }, '2026-01-15T12:00').finishDueAt as Date
        expect(due(some) >= due([])).toBe(true)
        expect(due([...some, ...more]) >= due(some)).toBe(true)
        expect(due([...more, ...some])).toEqual(due([...some, ...more]))
        expect(due([...some, ...some])).toEqual(due(some))
      }),
      { numRuns: 60 },
    )
  })

  it('never has less late time as the day goes on', () => {
    const offset = fc.integer({ min: 0, max: 40_000 })
    fc.assert(
      fc.property(offset, offset, anyPauses, (a, b, pauses) => {
        const [early, later] = [Math.min(a, b), Math.max(a, b)].map(minutes =>
          serviceClock(
            { level: 'L2', reportedAt: at('2025-09-03T10:00'), pauses },
            levels,
            school,
            new Date(at('2025-09-03T10:00').getTime() + minutes * 60_000),
          ),
        )
        expect(early?.finish.lateMinutes).toBeLessThanOrEqual(later?.finish.lateMinutes ?? -1)
        expect((early?.finishDueAt as Date) <= (later?.finishDueAt as Date)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

describe('escalation', () => {
  const step = (code: string, anchor: string, afterMinutes: number): EscalationStep => ({
    code,
    title: code,
    anchor,
    afterMinutes,
    count: 'school',
    tell: ['director'],
    source,
  })
  const steps = [
    step('finish-late', 'finish', 0),
    step('finish-soon', 'finish', -60),
    step('finish-worse', 'finish', 480),
  ]
  const plan = (now: string, taken: string[] = [], facts: Partial<ServiceFacts> = {}) => {
    const found = clock({ respondedAt: at('2025-09-03T10:30'), ...facts }, now)
    const { due, nextAt } = escalation(steps, anchorsOf(found), school, at(now), taken)
    return [due.map(({ step: { code } }) => code), nextAt]
  }

  it('names the steps whose time has come, once', () => {
    expect(plan('2025-09-08T16:00')).toEqual([[], at('2025-09-08T16:20')])
    expect(plan('2025-09-08T16:20')).toEqual([['finish-soon'], at('2025-09-08T17:20')])
    expect(plan('2025-09-08T17:30', ['finish-soon'])).toEqual([['finish-late'], at('2025-09-09T17:20')])
    expect(plan('2025-09-09T18:00', ['finish-soon', 'finish-late'])).toEqual([['finish-worse'], null])
    expect(plan('2025-09-10T08:00', ['finish-soon', 'finish-late', 'finish-worse'])).toEqual([[], null])
  })

  it('keeps quiet about what is finished or stands still', () => {
    expect(plan('2025-09-20T08:00', [], { finishedAt: at('2025-09-19T08:00') })).toEqual([[], null])
    expect(
      plan('2025-09-20T08:00', [], { pauses: [{ from: at('2025-09-04T08:00'), reason: '待料' }] }),
    ).toEqual([[], null])
  })

  it('comes to each step at the time it named', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: -900, max: 900 }), (start, after) => {
        const now = new Date(at('2025-09-01T08:00').getTime() + start * 60_000)
        const anchors = {
          finish: { dueAt: addSchoolMinutes(school, at('2025-09-05T08:00'), 900), stopped: false },
        }
        const only = [step('one', 'finish', after)]
        const { due, nextAt } = escalation(only, anchors, school, now, [])
        expect(due.length === 1).toBe(nextAt === null)
        if (nextAt) {
          expect(escalation(only, anchors, school, nextAt, []).due).toHaveLength(1)
          const before = new Date(nextAt.getTime() - 1)
          expect(escalation(only, anchors, school, before, []).due).toHaveLength(0)
        }
      }),
      { numRuns: 100 },
    )
  })
})
