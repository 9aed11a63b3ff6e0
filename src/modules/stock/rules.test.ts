import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machineFlaws } from '../../kernel/pure/state.ts'
import { type Held, takeFefo } from './fefo.ts'
import { costOf } from './pool.ts'
import {
  amountOf,
  demandOf,
  documentMachine,
  loanMachine,
  minus,
  needMachine,
  packText,
  plus,
  sheetMachine,
  suggestion,
} from './rules.ts'

const thousandths = fc.integer({ min: 1, max: 5_000_000 }).map(n => n / 1000)
const held = fc.array(
  fc.record({
    quantity: thousandths,
    amountFen: fc.nat(50_000_000),
    expires: fc.option(fc.integer({ min: 1, max: 28 })),
  }),
  { maxLength: 8 },
)
const asHeld = (rows: { quantity: number; amountFen: number; expires: number | null }[]): Held[] =>
  rows.map((r, i) => ({
    id: String(i),
    storeId: 's',
    itemId: 'i',
    batchId: null,
    expiresOn: r.expires === null ? null : `2026-02-${String(r.expires).padStart(2, '0')}`,
    quantity: r.quantity,
    amountFen: r.amountFen,
  }))

describe('value', () => {
  it('is neither made nor lost, however a shelf is emptied', () => {
    fc.assert(
      fc.property(
        fc.nat(90_000_000),
        fc.array(thousandths, { minLength: 1, maxLength: 30 }),
        (amount, parts) => {
          let left = { quantity: parts.reduce(plus, 0), amountFen: amount }
          let taken = 0
          for (const part of parts) {
            const cost = costOf(left, part)
            expect(cost).toBeGreaterThanOrEqual(0)
            expect(cost).toBeLessThanOrEqual(left.amountFen)
            left = { quantity: minus(left.quantity, part), amountFen: left.amountFen - cost }
            taken += cost
          }
          expect(left).toEqual({ quantity: 0, amountFen: 0 })
          expect(taken).toBe(amount)
        },
      ),
    )
  })

  it('rounds to the fen, halves up', () =>
    expect([amountOf(333, 0.5), amountOf(101, 0.005)]).toEqual([167, 1]))
})

describe('first expired, first out', () => {
  it('takes what was asked for, in order, and nothing that has expired', () => {
    fc.assert(
      fc.property(held, thousandths, (rows, quantity) => {
        const { takes, short } = takeFefo(asHeld(rows), quantity, '2026-02-10')
        expect(
          plus(
            takes.reduce((sum, t) => plus(sum, t.quantity), 0),
            short,
          ),
        ).toBe(quantity)
        const days = takes.map(t => t.held.expiresOn ?? '9999')
        expect(days).toEqual([...days].sort())
        for (const t of takes) {
          expect(t.quantity).toBeLessThanOrEqual(t.held.quantity)
          if (t.held.expiresOn !== null) expect(t.held.expiresOn >= '2026-02-10').toBe(true)
        }
        if (short > 0)
          for (const h of asHeld(rows).filter(h => h.expiresOn === null || h.expiresOn >= '2026-02-10'))
            expect(takes.find(t => t.held.id === h.id)?.quantity).toBe(h.quantity)
      }),
    )
  })
})

describe('what to buy', () => {
  const usage = { onhand: 10, reserved: 0, used: 40, weeks: 8, min: 20, max: 100, packFactor: null }
  it('fills the shelf up to the most, in whole packs', () => {
    expect(suggestion(usage, 6)).toEqual({ perWeek: 5, quantity: 90 })
    expect(suggestion({ ...usage, packFactor: 25 }, 6).quantity).toBe(100)
    expect(suggestion({ ...usage, onhand: 30 }, 6).quantity).toBe(0)
    expect(suggestion({ ...usage, onhand: 30, reserved: 12 }, 6).quantity).toBe(82)
  })
  it('goes by use where no least is set, and leaves alone what nobody uses', () => {
    expect(suggestion({ ...usage, min: null, max: null, onhand: 14 }, 6).quantity).toBe(16)
    expect(suggestion({ ...usage, min: null, max: null, onhand: 16 }, 6).quantity).toBe(0)
    expect(suggestion({ ...usage, min: null, max: null, onhand: 0, used: 0 }, 6).quantity).toBe(0)
  })
})

describe('words and machines', () => {
  it('say packs and rest', () => {
    expect(packText(26, '包', '箱', 10)).toBe('2箱6包')
    expect(packText(20, '包', '箱', 10)).toBe('2箱')
    expect(packText(4, '把', '', null)).toBe('4把')
  })
  it('owe a class the standard less what it has', () =>
    expect([demandOf(5, 2), demandOf(3, 8)]).toEqual([3, 0]))
  it.each([needMachine, documentMachine, loanMachine, sheetMachine])('$name has no dead end', machine =>
    expect(machineFlaws(machine)).toEqual([]),
  )
})
