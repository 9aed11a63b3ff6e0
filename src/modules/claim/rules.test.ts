import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machineFlaws } from '../../kernel/pure/state.ts'
import { amountInWords } from './amount-words.ts'
import { claimMachine, dealOut, drawSample, invoiceFlaw, plainName } from './rules.ts'

describe('an amount in words', () => {
  it.each([
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [100, '壹元整'],
    [105, '壹元零伍分'],
    [123450, '壹仟贰佰叁拾肆元伍角整'],
    [100_00, '壹佰元整'],
    [1010_00, '壹仟零壹拾元整'],
    [1000_05, '壹仟元零伍分'],
    [10_0001_00, '壹拾万零壹元整'],
    [10_0100_00, '壹拾万零壹佰元整'],
    [11_1000_00, '壹拾壹万壹仟元整'],
    [100_0000_00, '壹佰万元整'],
    [1_0000_0001_00, '壹亿零壹元整'],
    [107_0000_53, '壹佰零柒万元伍角叁分'],
    [-350_00, '负叁佰伍拾元整'],
  ])('%i fen is %s', (fen, words) => {
    expect(amountInWords(fen)).toBe(words)
  })

  it('says different amounts differently, and never two zeros in a row', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999_999), fc.nat(99_999_999_999), (a, b) => {
        const words = amountInWords(a)
        expect(words).not.toMatch(/零零|零元(?!整)|零万|零亿$/)
        if (a !== b) expect(words).not.toBe(amountInWords(b))
      }),
    )
  })
})

describe('rules of claims', () => {
  it('has a machine without dead ends', () => {
    expect(machineFlaws(claimMachine)).toEqual([])
  })

  it('deals an amount out to the fen, nobody more than his room', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }),
        fc.nat(1000),
        (rooms, permille) => {
          const total = rooms.reduce((sum, room) => sum + room, 0)
          const amount = Math.floor((total * permille) / 1000)
          const parts = dealOut(amount, rooms) as number[]
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount)
          for (const [i, part] of parts.entries()) expect(part).toBeLessThanOrEqual(rooms[i] as number)
          expect(dealOut(total + 1, rooms)).toBeUndefined()
        },
      ),
    )
  })

  it('knows invoice numbers of paper and of the digital kind', () => {
    expect(invoiceFlaw('', '24322000000012345678')).toBeUndefined()
    expect(invoiceFlaw('1100224130', '12345678')).toBeUndefined()
    expect(invoiceFlaw('110022413012', '12345678')).toBeUndefined()
    expect(invoiceFlaw('', '12345678')).toBe('code_needed')
    expect(invoiceFlaw('1100224130', '24322000000012345678')).toBe('code_extra')
    expect(invoiceFlaw('', '123456789')).toBe('number')
  })

  it('compares names without spaces and with brackets of either width', () => {
    expect(plainName('江城（集团） 公司')).toBe(plainName('江城(集团)公司'))
  })

  it('draws the same sample from the same seed, whatever the order of the rows', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ id: `row-${i}` }))
    const first = drawSample(rows, '2025', 7).map(r => r.id)
    expect(drawSample([...rows].reverse(), '2025', 7).map(r => r.id)).toEqual(first)
    expect(drawSample(rows, '2026', 7).map(r => r.id)).not.toEqual(first)
    expect(new Set(first).size).toBe(7)
  })
})
