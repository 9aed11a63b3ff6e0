import { expect, test } from 'vitest'
import { storyOf } from './story.ts'

const at = (hour: number) => `2026-11-20T0${hour}:00:00.000Z`
const LABELS = ['已报修', '已受理', '已派工', '维修', '完成']
const steps = (...hours: (number | null)[]) =>
  LABELS.map((label, i) => {
    const hour = hours[i] ?? null
    return { label, at: hour === null ? null : at(hour), reached: hour !== null }
  })
const event = (hour: number, verb: string, text = '', who = '您') => ({ at: at(hour), who, verb, text })

test('what happened comes first, what is still to come after it', () => {
  const story = storyOf({
    role: 'reporter',
    state: 'dispatched',
    steps: steps(1, 2, 3),
    timeline: [event(1, 'report', '灯不亮'), event(2, 'accept', '', '陈主任')],
  })
  expect(story.map(s => s.what)).toEqual(['您 报修', '陈主任 受理', '已安排师傅', '等师傅上门', '等修好'])
  expect(story.map(s => s.current)).toEqual([false, false, true, false, false])
  expect(story.map(s => s.at === null)).toEqual([false, false, false, true, true])
})

test('a station that was passed over does not come any more', () => {
  const story = storyOf({
    role: 'reporter',
    state: 'in_progress',
    steps: steps(1, null, 3, 4),
    timeline: [event(1, 'report'), event(4, 'start', '', '老陆')],
  })
  expect(story.map(s => s.what)).toEqual(['您 报修', '已安排师傅', '老陆 开工', '等修好'])
})

test.each(['cancelled', 'rejected'] as const)('%s: nothing is to come', state => {
  const story = storyOf({
    role: 'reporter',
    state,
    steps: steps(1),
    timeline: [event(1, 'report'), event(2, 'cancel', '好了')],
  })
  expect(story.every(s => s.at !== null)).toBe(true)
  expect(story[story.length - 1]).toMatchObject({ what: '您 撤销', detail: '好了', current: true })
})

test('an entry of an unknown kind still says who and when', () => {
  const [first] = storyOf({
    role: 'reporter',
    state: 'reported',
    steps: [],
    timeline: [event(1, 'somethingNew', '备注')],
  })
  expect(first).toMatchObject({ what: '您 更新', detail: '备注' })
})

test('a station reached in the same breath as something told is not told again', () => {
  const story = storyOf({
    role: 'reporter',
    state: 'done',
    steps: steps(1, 3, 3, 5, 5),
    timeline: [event(1, 'report'), event(3, 'dispatch', '派给老陆', '许静'), event(5, 'finish', '', '老陆')],
  })
  expect(story.map(s => s.what)).toEqual(['您 报修', '许静 派工', '老陆 修好了'])
})

test('one who gave no name is 您 to himself and 报修人 to others', () => {
  const progress = {
    state: 'reported' as const,
    steps: [],
    timeline: [event(1, 'comment', '在吗', '报修人')],
  }
  expect(storyOf({ ...progress, role: 'reporter' })[0]?.what).toBe('您 留言')
  expect(storyOf({ ...progress, role: 'endorser' })[0]?.what).toBe('报修人 留言')
})
