import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chinesePublicDay } from '../../kernel/pure/calendar/holidays.ts'
import { DEFAULT_HOURS, type SchoolCalendar } from '../../kernel/pure/calendar/school-calendar.ts'
import { clockOf, duesOf, expectedText, sentenceOf } from './clock.ts'
import { LEVEL_CODES } from './machine.ts'
import { LADDER, ladderSteps, SERVICE, serviceLevelOf } from './parameters.ts'

const calendar: SchoolCalendar = {
  zone: 'Asia/Shanghai',
  terms: [{ code: '2026-autumn', name: '', from: '2026-09-01', to: '2027-01-31' }],
  publicDay: chinesePublicDay,
  ownDays: [],
  hours: DEFAULT_HOURS,
}
const service = (level: keyof typeof SERVICE) => serviceLevelOf(level, SERVICE[level].default)
const at = (text: string): Date => new Date(`${text}+08:00`)

describe('dates of a work order', () => {
  it('run in school hours by level', () => {
    const friday = at('2026-11-20T16:20:00')
    // L0 by the clock, without a promise when it is over.
    expect(duesOf(service('L0'), calendar, friday, [], null)).toEqual({
      respondDueAt: at('2026-11-20T16:30:00'),
      finishDueAt: null,
    })
    // L1: 60 minutes on Friday, 60 on Monday.
    expect(duesOf(service('L1'), calendar, friday, [], null).respondDueAt).toEqual(at('2026-11-23T08:30:00'))
    // L2: the close of the third working day.
    expect(duesOf(service('L2'), calendar, friday, [], null).finishDueAt).toEqual(at('2026-11-25T17:20:00'))
  })

  it('move on by a pause, and stay with a later promised day', () => {
    const from = at('2026-11-16T08:00:00')
    const plain = duesOf(service('L2'), calendar, from, [], null)
    expect(plain.finishDueAt).toEqual(at('2026-11-19T17:20:00'))
    const pause = { from: at('2026-11-17T08:00:00'), to: at('2026-11-18T08:00:00'), reason: 'material' }
    const paused = duesOf(service('L2'), calendar, from, [pause], null)
    expect(paused.finishDueAt).toEqual(at('2026-11-20T17:20:00'))
    expect(paused.respondDueAt).toEqual(plain.respondDueAt)
    const promised = at('2026-11-27T17:20:00')
    expect(duesOf(service('L2'), calendar, from, [pause], promised).finishDueAt).toEqual(promised)
    const earlier = at('2026-11-16T17:20:00')
    expect(duesOf(service('L2'), calendar, from, [pause], earlier).finishDueAt).toEqual(paused.finishDueAt)
  })

  it('never come earlier for a pause, at any level', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LEVEL_CODES),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 5000 }),
        (level, start, gap, length) => {
          const from = new Date(at('2026-11-02T00:00:00').getTime() + start * 60_000)
          const begin = new Date(from.getTime() + gap * 60_000)
          const pause = { from: begin, to: new Date(begin.getTime() + length * 60_000), reason: 'vendor' }
          const without = duesOf(service(level), calendar, from, [], null)
          const withPause = duesOf(service(level), calendar, from, [pause], null)
          expect(withPause.respondDueAt).toEqual(without.respondDueAt)
          if (without.finishDueAt)
            expect(withPause.finishDueAt?.getTime()).toBeGreaterThanOrEqual(without.finishDueAt.getTime())
        },
      ),
    )
  })
})

describe('the due mark', () => {
  const facts = {
    state: 'accepted' as const,
    respondedAt: null,
    respondDueAt: at('2026-11-16T10:00:00'),
    finishDueAt: at('2026-11-19T17:20:00'),
    doneAt: null,
  }

  it('counts down to the visit, then to the end, and stands still while waiting', () => {
    expect(clockOf(facts, at('2026-11-16T09:00:00'))).toMatchObject({ phase: 'respond', late: false })
    expect(clockOf(facts, at('2026-11-16T11:00:00'))).toMatchObject({ phase: 'respond', late: true })
    const visited = { ...facts, state: 'in_progress' as const, respondedAt: at('2026-11-16T09:00:00') }
    expect(clockOf(visited, at('2026-11-18T09:00:00'))).toMatchObject({ phase: 'finish', late: false })
    expect(clockOf(visited, at('2026-11-20T09:00:00'))).toMatchObject({ phase: 'finish', late: true })
    expect(clockOf({ ...visited, state: 'waiting' }, at('2026-11-20T09:00:00'))).toMatchObject({
      phase: 'paused',
      late: false,
    })
  })

  it('remembers of finished work whether it was late', () => {
    const done = { ...facts, state: 'closed' as const, respondedAt: at('2026-11-16T09:00:00') }
    expect(clockOf({ ...done, doneAt: at('2026-11-19T17:00:00') }, at('2027-01-01T00:00:00')).late).toBe(
      false,
    )
    expect(clockOf({ ...done, doneAt: at('2026-11-20T09:00:00') }, at('2027-01-01T00:00:00')).late).toBe(true)
  })
})

describe('words', () => {
  it('say what an order is in one line', () => {
    const order = {
      place: '高职B楼 312',
      title: '灯管不亮',
      state: 'waiting' as const,
      reportedOn: '2026-11-21',
      doneOn: null,
      wait: 'material' as const,
    }
    expect(sentenceOf(order, '2026-11-22')).toBe('高职B楼 312 灯管不亮，第2天，等材料')
    expect(sentenceOf({ ...order, state: 'closed', wait: null, doneOn: '2026-11-21' }, '2026-12-22')).toBe(
      '高职B楼 312 灯管不亮，第1天，已归档',
    )
  })

  it('tell the reporter when to expect someone', () => {
    const now = at('2026-11-20T16:20:00')
    expect(expectedText(at('2026-11-20T16:30:00'), calendar, now)).toBe('马上有人赶到')
    expect(expectedText(at('2026-11-20T17:10:00'), calendar, now)).toBe('预计今天有人来')
    expect(expectedText(at('2026-11-23T08:30:00'), calendar, now)).toBe('预计11月23日之前有人来')
  })
})

it('the ladder tells nobody higher up before those below', () => {
  const steps = ladderSteps(LADDER.default)
  const after = (anchor: string) => steps.filter(s => s.anchor === anchor).map(s => s.afterMinutes)
  for (const anchor of ['respond', 'finish'])
    expect(after(anchor)).toEqual([...after(anchor)].sort((a, b) => a - b))
})
