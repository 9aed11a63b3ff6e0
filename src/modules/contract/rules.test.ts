import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import { machineFlaws } from '../../kernel/pure/state.ts'
import { agreementMachine, changeMachine, importMachine, tenderMachine } from './machine.ts'
import {
  addOnPercent,
  alertDue,
  dutySavedFen,
  exceedsAddOn,
  landedFen,
  lineAmount,
  movedPlan,
  nextTerm,
  objections,
  type Part,
  planAfter,
  planOrWhole,
  planPaid,
  planSum,
  totalOf,
  valueFen,
} from './rules.ts'

const fen = fc.integer({ min: 1, max: 5_000_000_00 })
const part = fen.map((amountFen): Part => ({ title: '一期', dueOn: '2026-03-01', amountFen }))
const plan = fc.array(part, { minLength: 1, maxLength: 12 })

it.each([agreementMachine, changeMachine, tenderMachine, importMachine])('$name has no dead end', machine => {
  expect(machineFlaws(machine)).toEqual([])
})

describe('amounts', () => {
  it('2 sections at 19000 yuan are 38000 yuan', () => {
    expect(totalOf([{ quantity: 2, priceFen: 1_900_000 }])).toBe(3_800_000)
  })

  it('are exact to the fen, where doubles are not', () => {
    expect(lineAmount(1.005, 100)).toBe(101)
    expect(lineAmount(0.333, 3)).toBe(1)
    expect(lineAmount(9_999_999.999, 89_999_999)).toBe(899_999_989_910_000)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fen, (quantity, priceFen) => {
        expect(lineAmount(quantity, priceFen)).toBe(quantity * priceFen)
      }),
    )
  })

  it('of foreign money and duty', () => {
    // 48,500.00 USD at 7.1234, customs duty 5 % of 345,484.90 yuan
    expect(valueFen(4_850_000, 7_123_400)).toBe(34_548_490)
    expect(dutySavedFen(34_548_490, 5_000)).toBe(1_727_425)
    expect(dutySavedFen(34_548_490, 0)).toBe(0)
  })

  it('costs its value and the duty, unless it is exempted', () => {
    const batch = { valueFen: 34_548_490, dutiableFen: 34_548_490, dutyRate: 5 }
    expect(landedFen({ ...batch, savedFen: 0 })).toBe(36_275_915)
    expect(landedFen({ ...batch, savedFen: 1_727_425 })).toBe(34_548_490)
  })
})

describe('a payment plan', () => {
  it('adds up to the total and the change after any variation', () => {
    fc.assert(
      fc.property(plan, fc.integer({ min: -5_000_000_00, max: 5_000_000_00 }), (parts, delta) => {
        const total = planSum(parts)
        fc.pre(total + delta > 0 && delta !== 0)
        const after = planAfter(parts, delta, '变更', '2026-09-01')
        expect(planSum(after)).toBe(total + delta)
        expect(after.every(p => p.amountFen > 0)).toBe(true)
      }),
    )
  })

  it('is filled by payments from its first part on, no part beyond its amount', () => {
    fc.assert(
      fc.property(plan, fc.double({ min: 0, max: 1, noNaN: true }), (parts, share) => {
        const paid = Math.floor(planSum(parts) * share)
        const filled = planPaid(parts, paid)
        expect(filled.reduce((sum, p) => sum + p.paidFen, 0)).toBe(paid)
        expect(filled.every(p => p.paidFen <= p.amountFen)).toBe(true)
        const open = filled.findIndex(p => p.paidFen < p.amountFen)
        if (open >= 0) expect(filled.slice(open + 1).every(p => p.paidFen === 0)).toBe(true)
      }),
    )
  })

  it('is the whole at the end where none was given', () => {
    expect(planOrWhole([], 500, '2026-12-31')).toEqual([
      { title: '一次付清', dueOn: '2026-12-31', amountFen: 500 },
    ])
  })

  it('moves with the renewed time', () => {
    expect(nextTerm('2025-03-01', '2026-02-28')).toEqual({ startsOn: '2026-03-01', endsOn: '2027-02-28' })
    const moved = movedPlan(
      [{ title: '一期', dueOn: '2025-06-30', amountFen: 1 }],
      '2025-03-01',
      '2026-03-01',
    )
    expect(moved[0]?.dueOn).toBe('2026-06-30')
  })
})

describe('alerts', () => {
  const thresholds = [90, 60, 30]

  it('come once a threshold, the nearest of those passed, never after the end', () => {
    expect(alertDue('2026-12-31', '2026-10-01', thresholds, null)).toBeUndefined()
    expect(alertDue('2026-12-31', '2026-10-02', thresholds, null)).toBe(90)
    expect(alertDue('2026-12-31', '2026-10-03', thresholds, 90)).toBeUndefined()
    expect(alertDue('2026-12-31', '2026-12-20', thresholds, 90)).toBe(30)
    expect(alertDue('2026-12-31', '2026-12-31', thresholds, 30)).toBeUndefined()
    expect(alertDue('2026-12-31', '2027-01-01', thresholds, null)).toBeUndefined()
  })

  it('over all days up to the end are as many as the thresholds, whichever days the clock was stopped on', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 121, maxLength: 121 }), runs => {
        const endsOn = '2026-12-31'
        let alerted: number | null = null
        const told: number[] = []
        for (let left = 120; left >= 0; left--) {
          if (!runs[left]) continue
          const due = alertDue(endsOn, addDays(endsOn, -left), thresholds, alerted)
          if (due === undefined) continue
          expect(left).toBeLessThanOrEqual(due)
          told.push(due)
          alerted = due
        }
        expect(new Set(told).size).toBe(told.length)
        expect([...told].sort((a, b) => b - a)).toEqual(told)
        // From the last threshold on every day that runs leaves nothing untold.
        if (runs.slice(0, 31).some(Boolean)) expect(told.at(-1)).toBe(30)
      }),
    )
  })
})

it('objects to few offers and to one that is not the lowest', () => {
  const [a, b, c] = [
    { supplierId: 'a', amountFen: 38_000 },
    { supplierId: 'b', amountFen: 40_000 },
    { supplierId: 'c', amountFen: 38_000 },
  ]
  expect(objections([a, b, c], 'a', 3)).toEqual([])
  expect(objections([a, b, c], 'c', 3)).toEqual([])
  expect(objections([a, b, c], 'b', 3)).toEqual(['not_lowest'])
  expect(objections([a, b], 'b', 3)).toEqual(['few', 'not_lowest'])
})

it('warns of a single source that grows by more than a tenth, and of no other', () => {
  expect(exceedsAddOn('DYLY', 1000, 100)).toBe(false)
  expect(exceedsAddOn('DYLY', 1000, 101)).toBe(true)
  expect(exceedsAddOn('XJ', 1000, 900)).toBe(false)
  expect(addOnPercent(3_000, 400)).toBe(13.3)
})
