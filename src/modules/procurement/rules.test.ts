import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machineFlaws } from '../../kernel/pure/state.ts'
import {
  acceptanceMachine,
  batchMachine,
  mismatchMachine,
  orderMachine,
  requestMachine,
  sheetMachine,
} from './machines.ts'
import {
  byWeight,
  compareOffers,
  dealOut,
  deliveryMarks,
  isDearer,
  looksSplit,
  quotesNeeded,
  yearState,
} from './rules.ts'

describe('the states', () => {
  it('have no dead end and nothing unreachable', () => {
    for (const machine of [
      requestMachine,
      batchMachine,
      sheetMachine,
      orderMachine,
      acceptanceMachine,
      mismatchMachine,
    ])
      expect(machineFlaws(machine as never)).toEqual([])
  })
})

describe('how many offers', () => {
  const ladder = { twoAbove: 1000, threeAbove: 5000 }
  it('goes by the ladder, each bound belonging to the lower rung', () => {
    expect([100_000, 100_001, 500_000, 500_001].map(fen => quotesNeeded(fen, ladder))).toEqual([1, 2, 2, 3])
  })
})

describe('offers beside each other', () => {
  const offer = (id: string, totalFen: number, firstFen = totalFen) => ({
    id,
    totalFen,
    firstFen,
    checked: true,
  })
  it('know the lowest, the mean and the dearest first offer', () => {
    expect(compareOffers([offer('a', 300), offer('b', 200, 400), offer('c', 250)])).toEqual({
      lowestId: 'b',
      lowestFen: 200,
      meanFen: 250,
      firstFen: 400,
    })
  })
  it('count as dearer only what another undercuts', () => {
    const [a, b] = [offer('a', 200), offer('b', 200)]
    expect(isDearer(a, [a, b])).toBe(false)
    expect(isDearer(a, [a, b, offer('c', 199)])).toBe(true)
  })
})

describe('the sum of a year', () => {
  it('warns from 80 % and is full at 100 %', () => {
    const at = (sum: number) => yearState(sum, 0, 30_000, 80).state
    expect([23_999, 24_000, 29_999, 30_000].map(at)).toEqual(['free', 'warn', 'warn', 'full'])
    expect(yearState(20_000, 4000, 30_000, 80)).toEqual({ state: 'warn', percent: 80, leftFen: 10_000 })
  })
})

describe('requests that together look like one', () => {
  const rungs = [100_000, 500_000]
  const near = (amountFen: number) => ({ no: 'CG-1', amountFen, askedOn: '2026-03-01' })
  it('are told when their sum climbs a rung that none of them climbs alone', () => {
    expect(looksSplit(90_000, [near(90_000)], rungs)).toEqual({
      split: true,
      ladderFen: 180_000,
      with: ['CG-1'],
    })
  })
  it('are not when one of them is there already, or the sum stays below', () => {
    expect(looksSplit(90_000, [near(200_000)], rungs).split).toBe(false)
    expect(looksSplit(30_000, [near(40_000)], rungs)).toMatchObject({ split: false, ladderFen: 30_000 })
    expect(looksSplit(900_000, [], rungs).split).toBe(false)
  })
})

describe('dealing out', () => {
  it('never gives more than came or than somebody waits for, and nothing stays while somebody waits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 12 }),
        (came, opens) => {
          const shares = opens.map((open, i) => ({ id: String(i), open }))
          const dealt = dealOut(came, shares)
          const given = dealt.reduce((sum, d) => sum + d.quantity, 0)
          const wanted = opens.reduce((a, b) => a + b, 0)
          expect(given).toBe(Math.min(came, wanted))
          for (const d of dealt) expect(d.quantity).toBeLessThanOrEqual(opens[Number(d.id)] as number)
        },
      ),
    )
  })
  it('splits an amount by weight to the last fen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 20 }),
        (amount, weights) => {
          const parts = byWeight(amount, weights)
          expect(parts.reduce((a, b) => a + b, 0)).toBe(amount)
          for (const part of parts) expect(part).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })
})

describe('the marks of a delivery', () => {
  const good = {
    ordered: 10,
    delivered: 10,
    rejected: 0,
    dueOn: '2026-03-10',
    arrivedOn: '2026-03-10',
    placeOk: true,
    paidFen: 95,
    referenceFen: 100,
  }
  it('are full for what came whole, in time and below the mean', () => {
    expect(deliveryMarks(good)).toEqual({ quality: 5, quantity: 5, time: 5, place: 5, price: 5 })
  })
  it('fall with what was wrong, short, late, elsewhere or dear', () => {
    expect(
      deliveryMarks({
        ...good,
        delivered: 4,
        rejected: 1,
        arrivedOn: '2026-03-18',
        placeOk: false,
        paidFen: 120,
      }),
    ).toEqual({ quality: 1, quantity: 1, time: 2, place: 2, price: 1 })
  })
  it('are missing where nothing measures them', () => {
    expect(deliveryMarks({ ...good, dueOn: null, referenceFen: null })).toMatchObject({
      time: null,
      price: null,
    })
  })
})
