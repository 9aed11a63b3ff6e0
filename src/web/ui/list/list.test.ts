import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shownColumns } from './columns.ts'
import { monthWeeks, shiftMonth } from './month.ts'
import { nextSort } from './sort.ts'
import { stepRow } from './step-row.ts'

describe('monthWeeks', () => {
  test('November 2026 begins on a Sunday and takes six weeks', () => {
    const weeks = monthWeeks('2026-11')
    expect(weeks).toHaveLength(6)
    expect(weeks[0]).toEqual(
      ['26', '27', '28', '29', '30', '31'].map(d => `2026-10-${d}`).concat('2026-11-01'),
    )
    expect(weeks[5]?.[0]).toBe('2026-11-30')
  })

  test('any month lies wholly in its weeks, every week runs Monday to Sunday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }), (year, m) => {
        const month = `${year}-${String(m).padStart(2, '0')}`
        const weeks = monthWeeks(month)
        const days = weeks.flat()
        expect(weeks.every(w => w.length === 7 && new Date(`${w[0]}T00:00:00Z`).getUTCDay() === 1)).toBe(true)
        expect(new Set(days).size).toBe(days.length)
        expect(days.filter(d => d.startsWith(month))).toHaveLength(
          new Date(Date.UTC(year, m, 0)).getUTCDate(),
        )
      }),
    )
  })

  test('months shift over the year', () => {
    expect(shiftMonth('2026-11', 2)).toBe('2027-01')
    expect(shiftMonth('2026-01', -1)).toBe('2025-12')
  })
})

test('rows step, the ends hold, a lost place starts anew', () => {
  const keys = ['a', 'b', 'c']
  expect(stepRow(keys, undefined, 1)).toBe('a')
  expect(stepRow(keys, undefined, -1)).toBe('c')
  expect(stepRow(keys, 'a', 1)).toBe('b')
  expect(stepRow(keys, 'c', 1)).toBe('c')
  expect(stepRow(keys, 'a', -1)).toBe('a')
  expect(stepRow(keys, 'gone', 1)).toBe('a')
  expect(stepRow([], 'a', 1)).toBeUndefined()
})

test('the chooser rules over spare columns, but not over those that always stay', () => {
  const columns = [{ key: 'no', always: true }, { key: 'place' }, { key: 'phone', spare: true }]
  const shown = (chosen?: string[]) => shownColumns(columns, chosen).map(c => c.key)
  expect(shown()).toEqual(['no', 'place'])
  expect(shown(['phone'])).toEqual(['no', 'phone'])
  expect(shown([])).toEqual(['no'])
})

test('a head pressed three times comes back to the list’s own order', () => {
  const once = nextSort(undefined, 'cost')
  expect(once).toEqual({ key: 'cost', dir: 'desc' })
  const twice = nextSort(once, 'cost')
  expect(twice).toEqual({ key: 'cost', dir: 'asc' })
  expect(nextSort(twice, 'cost')).toBeUndefined()
  expect(nextSort(twice, 'due')).toEqual({ key: 'due', dir: 'desc' })
})
