import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceFen, type Entry, foldEntries, matchRate, resultOf } from './rules.ts'

const entry: fc.Arbitrary<Entry> = fc.record({
  id: fc.uuid(),
  lineId: fc.constant('line'),
  round: fc.integer({ min: 1, max: 3 }),
  spot: fc.constantFrom('', 'A1', 'A2'),
  quantity: fc.integer({ min: 0, max: 9000 }).map(n => n / 1000),
  areaId: fc.constantFrom(null, 'room1', 'room2'),
  damaged: fc.boolean(),
  moveHere: fc.boolean(),
  // Clocks of several devices meet at the same instant.
  at: fc.integer({ min: 0, max: 6 }),
})
const entries = fc.uniqueArray(entry, { selector: e => e.id, maxLength: 30 })

test('neither the order of entries nor their repetition matters', () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 3 }), fc.infiniteStream(fc.nat()), (all, round, noise) => {
      const expected = foldEntries(all, round)
      const keyed = [...all, ...all.filter((_, i) => i % 2 === 0)].map(e => ({ e, key: noise.next().value }))
      const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ e }) => e)
      expect(foldEntries(shuffled, round)).toEqual(expected)
      expect(foldEntries([...all].reverse(), round)).toEqual(expected)
    }),
  )
})

test('only the newest round counts, and in it the last word on each shelf', () => {
  const one = { lineId: 'l', round: 1, spot: '', areaId: null, damaged: false, moveHere: false }
  const all: Entry[] = [
    { ...one, id: 'a', quantity: 5, at: 1, spot: 'A1' },
    { ...one, id: 'b', quantity: 4, at: 2, spot: 'A1' },
    { ...one, id: 'c', quantity: 3, at: 1, spot: 'A2' },
    { ...one, id: 'd', quantity: 9, at: 9, round: 2 },
  ]
  expect(foldEntries(all, 1)?.quantity).toBe(7)
  expect(foldEntries(all, 2)?.quantity).toBe(9)
  expect(foldEntries(all, 3)).toBeUndefined()
  expect(
    foldEntries(
      [
        { ...one, id: 'x', quantity: 0.1, at: 1 },
        { ...one, id: 'y', quantity: 0.2, at: 1, spot: 'B' },
      ],
      1,
    )?.quantity,
  ).toBe(0.3)
})

test('what is taken back counts as if it had never been tapped', () => {
  fc.assert(
    fc.property(
      entries,
      fc.integer({ min: 1, max: 3 }),
      fc.infiniteStream(fc.boolean()),
      (all, round, coin) => {
        const undone = new Set(all.filter(() => coin.next().value).map(e => e.id))
        const rest = all.filter(e => !undone.has(e.id))
        expect(foldEntries(all, round, undone)).toEqual(foldEntries(rest, round))
      },
    ),
  )
})

test('every line has one result', () => {
  const found = { quantity: 2, areaId: 'room1', damaged: false, moveHere: false }
  const held = { bookQuantity: 2, areaId: 'room1' }
  expect(resultOf(held, undefined)).toBe('open')
  expect(resultOf(held, found)).toBe('match')
  expect(resultOf(held, { ...found, areaId: null })).toBe('match')
  expect(resultOf(held, { ...found, areaId: 'room2' })).toBe('moved')
  expect(resultOf({ ...held, areaId: null }, found)).toBe('moved')
  expect(resultOf(held, { ...found, damaged: true })).toBe('damaged')
  expect(resultOf(held, { ...found, quantity: 1 })).toBe('missing')
  expect(resultOf(held, { ...found, quantity: 3 })).toBe('surplus')
})

test('a loss is worth its part of the book, a gain what was said of it, else a yuan', () => {
  const line = { bookQuantity: 3, bookFen: 1000, foundQuantity: 2, valueFen: null }
  expect(differenceFen(line)).toBe(-333)
  expect(differenceFen({ ...line, foundQuantity: 0 })).toBe(-1000)
  expect(differenceFen({ ...line, foundQuantity: 3 })).toBe(0)
  expect(differenceFen({ ...line, foundQuantity: 4 })).toBe(100)
  expect(differenceFen({ ...line, foundQuantity: 5, valueFen: 88_000 })).toBe(176_000)
})

test('the rate says 100 only when all agree', () => {
  expect(matchRate(0, 0)).toBe(0)
  expect(matchRate(9999, 10_000)).toBe(99.9)
  expect(matchRate(19_999, 20_000)).toBe(99.9)
  expect(matchRate(20_000, 20_000)).toBe(100)
  expect(matchRate(1, 3)).toBe(33.3)
})
