import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrange, decimal, lastDayOf, milli, nextMonth, type PostLine, plain, sumOf } from './rules.ts'

const amount = fc.integer({ min: -1_000_000, max: 1_000_000 })
const key = fc.constantFrom('a', 'b', 'c', 'd')

describe('quantities', () => {
  it('are exact decimals', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -999_999_999_999n, max: 999_999_999_999n }), n => {
        expect(milli(decimal(n))).toBe(n)
      }),
    )
    expect([milli('1.5'), milli('-0.001'), milli('12.000')]).toEqual([1500n, -1n, 12_000n])
    expect(['1.2345', 'x', '', '1.', '.5', '1e3', '+1'].map(milli)).toEqual(Array(7).fill(undefined))
    expect([plain('3.000'), plain('-0.500'), plain(null)]).toEqual(['3', '-0.5', '0'])
    expect(sumOf('0.1', '0.2', '-0.3')).toBe('0')
  })
})

describe('a posting', () => {
  it('that balances comes out with each account once, sorted, and the same sums', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, amount, amount), { minLength: 1, maxLength: 12 }), parts => {
        const lines: PostLine[] = parts.flatMap(([k, fen, n]) => [
          {
            account: { kind: 'shelf', key: k, commodity: 'x' },
            amountFen: fen,
            quantity: decimal(BigInt(n)),
          },
          {
            account: { kind: 'source', key: '*', commodity: 'x' },
            amountFen: -fen,
            quantity: decimal(BigInt(-n)),
          },
        ])
        const result = arrange(lines)
        if ('code' in result) {
          expect(result.code).toBe('empty')
          expect(parts.every(([, fen, n]) => fen === 0 && n === 0)).toBe(true)
          return
        }
        const keys = result.accounts.map(a => a.kind + a.key)
        expect(keys).toEqual([...new Set(keys)].sort())
        expect(result.accounts.reduce((sum, a) => sum + a.fen, 0)).toBe(0)
        expect(sumOf(...result.accounts.map(a => a.quantity))).toBe('0')
        for (const [i, a] of result.accounts.entries())
          expect(result.lines.filter(l => l.account === i + 1).reduce((sum, l) => sum + l.fen, 0)).toBe(a.fen)
      }),
    )
  })

  it('takes accounts in one order, however its lines stand', () => {
    const lines: PostLine[] = ['b', 'a', 'c'].map((k, i) => ({
      account: { kind: 'shelf', key: k },
      amountFen: [5, -3, -2][i] as number,
    }))
    const order = (ls: PostLine[]) => {
      const result = arrange(ls)
      return 'code' in result ? [] : result.accounts.map(a => a.key)
    }
    expect(order(lines)).toEqual(['a', 'b', 'c'])
    expect(order([...lines].reverse())).toEqual(['a', 'b', 'c'])
  })

  it.each([
    ['not_fen', [{ account: { kind: 'k', key: 'a' }, amountFen: 0.1 }]],
    [
      'not_quantity',
      [{ account: { kind: 'k', key: 'a', commodity: 'x' }, amountFen: 1, quantity: '0.0001' }],
    ],
    ['no_commodity', [{ account: { kind: 'k', key: 'a' }, amountFen: 1, quantity: '1' }]],
    ['unbalanced', [{ account: { kind: 'k', key: 'a' }, amountFen: 1 }]],
    [
      'unbalanced_quantity',
      [
        { account: { kind: 'k', key: 'a', commodity: 'x' }, amountFen: 1, quantity: '1' },
        { account: { kind: 'k', key: 'b', commodity: 'y' }, amountFen: -1, quantity: '-1' },
      ],
    ],
    ['empty', []],
  ] as [string, PostLine[]][])('that is %s is not taken', (code, lines) => {
    expect(arrange(lines)).toMatchObject({ code })
  })
})

describe('months', () => {
  it('end and follow one another', () => {
    expect(['2024-02', '2026-02', '2026-12'].map(lastDayOf)).toEqual([
      '2024-02-29',
      '2026-02-28',
      '2026-12-31',
    ])
    expect(['2026-01', '2026-12'].map(nextMonth)).toEqual(['2026-02', '2027-01'])
  })
})
