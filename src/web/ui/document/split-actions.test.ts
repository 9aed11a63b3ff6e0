import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitActions } from './split-actions.ts'

const bar = [
  { key: 'scrap', allowed: true, danger: true },
  { key: 'return', allowed: true },
  { key: 'void', allowed: false },
  { key: 'accept', allowed: true, kind: 'primary' as const },
  { key: 'print', allowed: true },
]
const keys = (list: { key: string }[]): string[] => list.map(a => a.key)

test('with room for all, the main action stands last, refused and dangerous ones far from it', () => {
  const { shown, more } = splitActions(bar, 6)
  expect(keys(shown)).toEqual(['void', 'scrap', 'print', 'return', 'accept'])
  expect(more).toEqual([])
})

test('on a phone the main action and the next one stay, the rest is a tap away', () => {
  const { shown, more } = splitActions(bar, 2)
  expect(keys(shown)).toEqual(['return', 'accept'])
  expect(keys(more)).toEqual(['print', 'scrap', 'void'])
})

test('no action is ever lost or doubled', () => {
  const action = fc.record({
    allowed: fc.boolean(),
    kind: fc.constantFrom('primary' as const, 'plain' as const),
  })
  fc.assert(
    fc.property(fc.array(action), fc.integer({ min: 1, max: 8 }), (actions, room) => {
      const { shown, more } = splitActions(actions, room)
      expect(new Set([...shown, ...more])).toEqual(new Set(actions))
      expect(shown.length + more.length).toBe(actions.length)
      expect(shown.length).toBeLessThanOrEqual(room)
    }),
  )
})
