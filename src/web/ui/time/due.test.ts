import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueState } from './due.ts'
import { dayOf } from './when.ts'

const NOW = '2026-11-22T14:30:00+08:00'

describe('a clock that runs', () => {
  test.each([
    ['2026-11-27T17:00:00+08:00', 'calm', '还有5天'],
    ['2026-11-24T17:00:00+08:00', 'soon', '后天 17:00 前'],
    ['2026-11-23', 'soon', '明天到期'],
    ['2026-11-22T17:00:00+08:00', 'today', '今天 17:00 前'],
    ['2026-11-22', 'today', '今天到期'],
    ['2026-11-22T14:00:00+08:00', 'late', '晚了30分钟'],
    ['2026-11-22T09:00:00+08:00', 'late', '晚了5小时'],
    ['2026-11-19T14:30:00+08:00', 'late', '晚了3天'],
    ['2026-11-21', 'late', '晚了1天'],
    ['2026-11-12', 'late', '晚了10天'],
  ])('due %s: %s, %s', (dueAt, level, text) => {
    expect(dueState({ dueAt, now: NOW })).toMatchObject({ level, text })
  })
})

test('a day is over at midnight, not before', () => {
  expect(dueState({ dueAt: '2026-11-22', now: '2026-11-22T23:59:59+08:00' }).level).toBe('today')
  expect(dueState({ dueAt: '2026-11-22', now: '2026-11-23T00:00:00+08:00' })).toMatchObject({
    level: 'late',
    text: '晚了1天',
  })
})

test('what is done stops the clock, early or late', () => {
  const dueAt = '2026-11-20T17:00:00+08:00'
  expect(dueState({ dueAt, now: NOW, doneAt: '2026-11-20T17:00:00+08:00' })).toMatchObject({
    level: 'done',
    text: '按时完成',
  })
  expect(dueState({ dueAt, now: NOW, doneAt: '2026-11-20T20:00:00+08:00' })).toMatchObject({
    level: 'done-late',
    text: '晚3小时完成',
  })
})

test('a paused clock is never late', () => {
  const due = dueState({ dueAt: '2026-11-01', now: NOW, pausedReason: '等材料' })
  expect(due).toMatchObject({ level: 'paused', text: '停表：等材料' })
})

test('time only ever moves a clock towards late', () => {
  const order = ['calm', 'soon', 'today', 'late']
  const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, instants, instants, fc.boolean(), (due, a, b, wholeDay) => {
      const dueAt = wholeDay ? dayOf(due) : due
      const [first, second] = a <= b ? [a, b] : [b, a]
      const rank = (now: Date): number => order.indexOf(dueState({ dueAt, now }).level)
      expect(rank(second)).toBeGreaterThanOrEqual(rank(first))
    }),
  )
})
