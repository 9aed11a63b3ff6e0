import { beforeEach, describe, expect, it } from 'vitest'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { buildRegistry } from '../../kernel/server/registry.ts'
import { modules } from '../../modules/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { balance, bookPoint, lockBalances, type PostLine, post, reverse, turnover } from './index.ts'

const TEST_BOOK = bookPoint.of({
  id: 'try',
  title: '试验账',
  accounts: {
    shelf: { title: '在库', floor: true },
    received: { title: '入库', floor: false },
    used: { title: '领用', floor: false },
  },
})

let s: Scenario
beforeEach(async () => {
  s = await scenario()
  s.app.registry = buildRegistry(
    modules.map(m =>
      m.contract.id === 'ledger' ? { ...m, provides: [...(m.provides ?? []), TEST_BOOK] } : m,
    ),
  )
})

const at = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => s.inSchool(work)
const shelf = (key: string) => ({ kind: 'shelf', key, commodity: key, title: `货架${key}` })
const move = (
  from: { kind: string; key: string },
  to: { kind: string; key: string },
  item: string,
  n: number,
  fen: number,
): PostLine[] => [
  {
    account: { ...from, commodity: item, title: `${from.kind}${item}` },
    amountFen: -fen,
    quantity: String(-n),
  },
  { account: { ...to, commodity: item, title: `${to.kind}${item}` }, amountFen: fen, quantity: String(n) },
]
const receive = (ctx: Ctx, n: number, fen: number, day = ctx.today) =>
  post(ctx, {
    book: 'try',
    day,
    document: { kind: 'try.in', id: ctx.id() },
    documentNo: 'RK-1',
    note: '入库',
    lines: move({ kind: 'received', key: '*' }, { kind: 'shelf', key: 'A' }, 'A', n, fen),
  })
const use = (ctx: Ctx, n: number, fen: number, day = ctx.today) =>
  post(ctx, {
    book: 'try',
    day,
    document: { kind: 'try.out', id: ctx.id() },
    documentNo: 'LL-1',
    note: '领用',
    lines: move({ kind: 'shelf', key: 'A' }, { kind: 'used', key: '*' }, 'A', n, fen),
  })

describe('an entry', () => {
  it('moves balances and can be taken back once', async () => {
    const { entryId } = await at(ctx => receive(ctx, 10, 1500))
    expect(await at(ctx => balance(ctx, 'try', shelf('A')))).toEqual({ amountFen: 1500, quantity: '10' })
    const out = await at(ctx => use(ctx, 2.5, 375))
    expect(await at(ctx => balance(ctx, 'try', { kind: 'used', key: '*' }))).toEqual({
      amountFen: 375,
      quantity: '2.5',
    })
    const back = (ctx: Ctx, id: string) =>
      reverse(ctx, {
        entryId: id,
        day: ctx.today,
        document: { kind: 'try.back', id: ctx.id() },
        documentNo: 'CX-1',
        reason: '开错了',
      })
    const reversal = await at(ctx => back(ctx, out.entryId))
    expect(await at(ctx => balance(ctx, 'try', shelf('A')))).toEqual({ amountFen: 1500, quantity: '10' })
    await s.refused(
      at(ctx => back(ctx, out.entryId)),
      'ledger.already_reversed',
    )
    await s.refused(
      at(ctx => back(ctx, reversal.entryId)),
      'ledger.is_reversal',
    )
    await s.refused(
      at(ctx => back(ctx, ctx.id())),
      'ledger.unknown_entry',
    )
    expect(entryId).toBeTruthy()
    const t = await at(ctx => turnover(ctx, 'try', { kind: 'shelf' }, { from: ctx.today, to: ctx.today }))
    expect(t).toMatchObject([{ key: 'A', inFen: 1875, outFen: 375, inQuantity: '12.5', outQuantity: '2.5' }])
  })

  it('never leaves less than nothing', async () => {
    await at(ctx => receive(ctx, 3, 300))
    const error = await s.refused(
      at(ctx => use(ctx, 4, 300)),
      'ledger.short',
    )
    expect(error.message).toContain('“shelfA”账上只有 3，不够这次的 4')
    expect(await at(ctx => lockBalances(ctx, 'try', [shelf('A')]))).toMatchObject([
      { amountFen: 300, quantity: '3' },
    ])
  })
})
