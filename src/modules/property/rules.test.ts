import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chargeable,
  DEFAULT_TEMPLATES,
  DUTIES,
  differenceOf,
  differenceText,
  differs,
  missingDuties,
  rankClasses,
  SHEET_KIND_CODES,
} from './rules.ts'

const amount = fc.integer({ min: 0, max: 500 })

test('a review finds as much as is missing, no more', () => {
  fc.assert(
    fc.property(amount, amount, amount, amount, (quantity, b, found, fb) => {
      const counted = {
        quantity,
        broken: Math.min(b, quantity),
        found,
        foundBroken: Math.min(fb, found),
      }
      const { missing, surplus, damaged } = differenceOf(counted)
      expect(counted.found).toBe(quantity - missing + surplus)
      expect(missing === 0 || surplus === 0).toBe(true)
      expect(damaged).toBeLessThanOrEqual(counted.foundBroken)
      expect(chargeable(counted)).toBe(missing + damaged)
      expect(differs(counted)).toBe(differenceText({ ...counted, measure: '把' }) !== '')
    }),
  )
  expect(differs({ quantity: 3, broken: 0, found: null, foundBroken: null })).toBe(false)
  expect(differenceText({ quantity: 48, broken: 1, found: 47, foundBroken: 2, measure: '张' })).toBe(
    '少1张，坏1张',
  )
  expect(chargeable({ quantity: 0.3, broken: 0, found: 0.1, foundBroken: 0 })).toBe(0.2)
})

test('ranks do not depend on the order of the classes; equal scores share one', () => {
  const classes = fc.uniqueArray(
    fc.record({
      unitId: fc.uuid(),
      name: fc.string({ minLength: 1, maxLength: 4 }),
      points: fc.integer({ min: 0, max: 240 }).map(n => n / 2),
    }),
    { selector: c => c.name, maxLength: 20 },
  )
  fc.assert(
    fc.property(classes, all => {
      const ranked = rankClasses(all)
      expect(rankClasses([...all].reverse()).map(c => [c.unitId, c.rank])).toEqual(
        ranked.map(c => [c.unitId, c.rank]),
      )
      for (const [i, c] of ranked.entries()) {
        expect(c.score).toBeGreaterThanOrEqual(0)
        const before = ranked[i - 1]
        if (before) expect(c.rank).toBe(before.score === c.score ? before.rank : i + 1)
        else expect(c.rank).toBe(1)
      }
    }),
  )
})

test('each kind has three places to sign, one of them drawn, and a list to begin with', () => {
  for (const kind of SHEET_KIND_CODES) {
    expect(DUTIES[kind]).toHaveLength(3)
    expect(DUTIES[kind].filter(d => d.drawn)).toHaveLength(1)
    expect(missingDuties(kind, [])).toEqual(DUTIES[kind].map(d => d.duty))
    expect(DEFAULT_TEMPLATES[kind].length).toBeGreaterThan(6)
    for (const line of DEFAULT_TEMPLATES[kind]) {
      expect(line.quantity).toBeGreaterThan(0)
      expect(line.measure).not.toBe('件')
    }
  }
})
