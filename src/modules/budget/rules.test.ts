import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machineFlaws } from '../../kernel/pure/state.ts'
import {
  adjustmentFlaw,
  adjustmentMachine,
  monthEnd,
  monthsUpTo,
  planMachine,
  remittanceMachine,
  reportMachine,
  savedFen,
  savingMachine,
  splitSpending,
} from './rules.ts'

const line = (amountFen: number, sourceId = 'a', earmarked = false, purpose = 'office') => ({
  amountFen,
  title: '项目',
  sourceId,
  earmarked,
  purpose,
})

describe('rules of the budget', () => {
  it('has machines without dead ends', () => {
    for (const machine of [planMachine, adjustmentMachine, remittanceMachine, savingMachine, reportMachine])
      expect(machineFlaws(machine)).toEqual([])
  })

  it('splits a payment into what was held and what is new, losing nothing', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (amount, held) => {
        const { released, fresh } = splitSpending(amount, held)
        expect(released + fresh).toBe(amount)
        expect(released).toBeLessThanOrEqual(held)
        expect(fresh).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('moves money only when both sides are equal, and never earmarked money to another source', () => {
    expect(adjustmentFlaw('move', [line(-5), line(5)])).toBeUndefined()
    expect(adjustmentFlaw('move', [line(-5), line(4)])).toEqual({ code: 'adjust_unbalanced', fen: -1 })
    expect(adjustmentFlaw('move', [line(-5, 'a', true), line(5, 'b')])?.code).toBe('adjust_earmarked')
    expect(adjustmentFlaw('move', [line(-5, 'a', true), line(5, 'a', true, 'book')])?.code).toBe(
      'adjust_earmarked',
    )
    expect(adjustmentFlaw('move', [line(-5, 'a', true), line(5, 'a', true)])).toBeUndefined()
    expect(adjustmentFlaw('add', [line(-5)])?.code).toBe('adjust_sign')
    expect(adjustmentFlaw('cut', [line(5)])?.code).toBe('adjust_sign')
    expect(adjustmentFlaw('add', [])?.code).toBe('adjust_empty')
  })

  it('counts savings against the baseline, never below zero', () => {
    expect([savedFen(100, 70), savedFen(70, 100)]).toEqual([30, 0])
  })

  it('knows months', () => {
    expect([monthEnd('2024-02'), monthEnd('2026-02'), monthEnd('2026-12')]).toEqual([
      '2024-02-29',
      '2026-02-28',
      '2026-12-31',
    ])
    expect(monthsUpTo('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  })
})
