import { expect, test } from 'vitest'
import type { Tap } from './queue.ts'
import { codeFrom, lineIdOf, standings } from './seen.ts'
import type { TaskLine } from './use-task.ts'

const line = (id: string, more: Partial<TaskLine> = {}): TaskLine => ({
  id,
  code: `ZC-${id}`,
  labels: [],
  name: '课桌',
  spec: '',
  measure: '张',
  round: 1,
  areaId: 'room1',
  bookQuantity: 1,
  counted: false,
  ...more,
})

const tap = (
  entry: Partial<Tap['entry']> & { kind: 'seen' | 'absent' },
  state: Tap['state'] = 'waiting',
): Tap => ({
  id: 'e',
  campaignId: 'c',
  at: 1,
  entry: { id: 'e', at: '2026-06-15T08:00:00Z', areaId: 'room1', ...entry } as Tap['entry'],
  what: '',
  photos: [],
  state,
  why: '',
  result: null,
  lineId: null,
})

test('a label gives its own code, a scanner gun and a finger the number', () => {
  expect(codeFrom('https://zw.example.edu.cn/q/enshi/abcd2345')).toBe('ABCD2345')
  expect(codeFrom('http://10.0.0.5:3000/q/enshi/abcd2345/?s=demo')).toBe('ABCD2345')
  expect(codeFrom('  zc-2026-000012 ')).toBe('ZC-2026-000012')
})

test('what was tapped stands at once, with or without the network', () => {
  const lines = [line('a'), line('b', { areaId: 'room2' }), line('c', { counted: true }), line('d')]
  const taps = [
    tap({ kind: 'seen', code: 'ZC-a' }),
    { ...tap({ kind: 'seen', code: 'ZC-b' }, 'sent'), id: 'f' },
  ]
  const now = standings(lines, taps, false)
  expect(now.get('a')).toMatchObject({ result: 'match', waiting: true })
  expect(now.get('b')).toMatchObject({ result: 'moved', waiting: false })
  expect(now.get('c')?.result).toBe('match')
  expect(now.get('d')?.result).toBe('open')
  expect(standings(lines, taps, true).get('b')?.result).toBe('match')
})

test('a tap that was taken back no longer stands, even where the school still knew it', () => {
  const lines = [line('a', { counted: true }), line('b')]
  const first = tap({ kind: 'seen', lineId: 'a' }, 'sent')
  const damaged = { ...tap({ kind: 'seen', lineId: 'b', damaged: true }), id: 'g' }
  damaged.entry = { ...damaged.entry, id: 'g' }
  const fine = { ...tap({ kind: 'seen', lineId: 'b' }), id: 'h', at: 0 }
  fine.entry = { ...fine.entry, id: 'h', at: '2026-06-15T07:00:00Z' }
  const undo = (of: string): Tap => ({
    ...tap({ kind: 'seen' }),
    id: `u-${of}`,
    entry: { id: `u-${of}`, kind: 'undo', entryId: of, at: '2026-06-15T08:01:00Z' },
  })
  const before = standings(lines, [first, fine, damaged], false)
  expect([before.get('a')?.result, before.get('b')?.result]).toEqual(['match', 'damaged'])
  expect(before.get('b')?.last?.id).toBe('g')
  const after = standings(lines, [first, fine, damaged, undo('e'), undo('g')], false)
  expect([after.get('a')?.result, after.get('b')?.result]).toEqual(['open', 'match'])
  expect(after.get('b')?.last?.id).toBe('h')
})

test('what was refused counts as not done', () => {
  expect(
    standings([line('a')], [tap({ kind: 'absent', lineId: 'a' }, 'refused')], false).get('a')?.result,
  ).toBe('open')
  expect(standings([line('a')], [tap({ kind: 'absent', lineId: 'a' })], false).get('a')?.result).toBe(
    'missing',
  )
})

test('a tap of an old round does not stand for the new one', () => {
  const lines = [line('a', { round: 2 })]
  expect(standings(lines, [tap({ kind: 'seen', lineId: 'a', round: 1 })], false).get('a')?.result).toBe(
    'open',
  )
  expect(lineIdOf(tap({ kind: 'seen', code: 'unknown' }), lines)).toBeNull()
})
