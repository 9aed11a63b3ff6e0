import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Scenario } from '../../testing/scenario.ts'
import { balance, ledger } from './index.ts'
import { receive, schoolWithBook, shelf, shift, takeBack, use } from './testing.ts'

let s: Scenario
beforeEach(async () => {
  s = await schoolWithBook()
})

const at = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => s.inSchool(work)
const codesOf = (results: PromiseSettledResult<unknown>[]): string[] =>
  results.map(r =>
    r.status === 'fulfilled' ? 'done' : r.reason instanceof AppError ? r.reason.code : String(r.reason),
  )
const faults = async () => (await s.as('accountant').call(ledger.verify, {})).faults

describe('writers at the same moment', () => {
  it('get the last item once', async () => {
    for (let round = 0; round < 5; round++) {
      await at(ctx => receive(ctx, 'A', { n: 1, fen: 100 }))
      const results = await Promise.allSettled(
        Array.from({ length: 6 }, () => at(ctx => use(ctx, 'A', { n: 1, fen: 100 }))),
      )
      expect(codesOf(results).sort()).toEqual(['done', ...Array(5).fill('ledger.short')])
      expect(await at(ctx => balance(ctx, 'try', shelf('A')))).toEqual({ amountFen: 0, quantity: '0' })
    }
  })

  it('reverse an entry once', async () => {
    const { entryId } = await at(ctx => receive(ctx, 'A', { n: 9, fen: 900 }))
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () => at(ctx => takeBack(ctx, entryId))),
    )
    expect(codesOf(results).sort()).toEqual(['done', ...Array(5).fill('ledger.already_reversed')].sort())
    expect(await at(ctx => balance(ctx, 'try', shelf('A')))).toEqual({ amountFen: 0, quantity: '0' })
  })

  it('never wait in a circle, whichever way they move things', async () => {
    // Without retries: any deadlock shows as a refusal here.
    const results = await Promise.allSettled(
      Array.from({ length: 120 }, (_, i) =>
        at(async ctx => {
          const [from, to] = i % 2 ? ['A', 'B'] : ['B', 'A']
          await receive(ctx, `new${i % 7}`, { n: 1, fen: 1 })
          return { from, to }
        }),
      ),
    )
    expect(new Set(codesOf(results))).toEqual(new Set(['done']))
    for (const key of ['A', 'B']) await at(ctx => receive(ctx, key, { n: 500, fen: 500, item: 'x' }))
    const moves = await Promise.allSettled(
      Array.from({ length: 160 }, (_, i) =>
        at(ctx => (i % 2 ? shift(ctx, 'A', 'B', { n: 1, fen: 1 }) : shift(ctx, 'B', 'A', { n: 1, fen: 1 }))),
      ),
    )
    expect(new Set(codesOf(moves))).toEqual(new Set(['done']))
    expect(await at(ctx => balance(ctx, 'try', { kind: 'shelf', key: 'A' }))).toEqual({
      amountFen: 500,
      quantity: '500',
    })
    expect(await faults()).toEqual([])
  })

  it('do not slip an entry into a month that is being closed', async () => {
    s.at('2025-10-09T08:00:00+08:00')
    await at(ctx => receive(ctx, 'A', { n: 1, fen: 1, day: '2025-09-10' }))
    // Each writes until it is refused; its entries stay uncommitted for a while, so that some are in flight
    // whenever the month closes.
    const writer = async (w: number): Promise<{ done: number; end: unknown }> => {
      for (let done = 0; ; done++) {
        try {
          await at(async ctx => {
            await receive(ctx, 'A', { n: 1, fen: 1, day: '2025-09-10', no: `P-${w}-${done}` })
            await new Promise(resolve => setTimeout(resolve, (w + done) % 6))
          })
        } catch (end) {
          return { done, end }
        }
      }
    }
    const writers = [0, 1, 2, 3, 4].map(writer)
    await new Promise(resolve => setTimeout(resolve, 150))
    const closed = await s.as('accountant').call(ledger.close, { book: 'try', month: '2025-09' })
    const ends = await Promise.all(writers)
    for (const { end } of ends) expect(end).toMatchObject({ code: 'ledger.closed' })
    const done = ends.reduce((sum, e) => sum + e.done, 0)
    expect(done).toBeGreaterThan(0)
    expect(closed.entries).toBe(done + 1)
    const { total } = await s.as('auditor').call(ledger.entries, { book: 'try' })
    expect(total).toBe(done + 1)
    expect(await faults()).toEqual([])
  })

  it('close a month once', async () => {
    s.at('2025-10-09T08:00:00+08:00')
    await at(ctx => receive(ctx, 'A', { n: 1, fen: 1, day: '2025-09-10' }))
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        s.as('accountant').call(ledger.close, { book: 'try', month: '2025-09' }),
      ),
    )
    expect(codesOf(results).sort()).toEqual(['done', 'kernel.state', 'kernel.state', 'kernel.state'])
  })
})
