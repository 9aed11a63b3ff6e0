import { beforeEach, describe, expect, it } from 'vitest'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { buildRegistry } from '../../kernel/server/registry.ts'
import { modules } from '../../modules/index.ts'
import type { Scenario } from '../../testing/scenario.ts'
import { desk } from '../desk/index.ts'
import { type ComparedRow, reconciliation, reconciliationPoint } from '../reconciliation/index.ts'
import { bookPoint, ledger, mustBeOpen } from './index.ts'
import { receive, schoolWithBook, TRY_BOOK, takeBack, use } from './testing.ts'

let s: Scenario
beforeEach(async () => {
  s = await schoolWithBook()
})

const at = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => s.inSchool(work)
const close = (month: string) => s.as('accountant').call(ledger.close, { book: 'try', month })
const reopen = (month: string) =>
  s.as('principal').call(ledger.reopen, { book: 'try', month, reason: '9月的发票漏记了' })
const entries = async (month: string) =>
  (
    await s
      .as('auditor')
      .call(ledger.entries, { book: 'try', from: `${month}-01`, to: `${month}-28`, limit: 200 })
  ).rows

describe('a month', () => {
  it('takes no entry once it is closed; the way out is today, a reversal today, or the principal', async () => {
    const made = await at(ctx => receive(ctx, 'A', { n: 5, fen: 500 }))
    await s.refused(close('2025-09'), 'ledger.not_ended')
    s.at('2025-10-09T08:00:00+08:00')
    await at(ctx => receive(ctx, 'A', { n: 1, fen: 100, day: '2025-09-28' }))
    expect(await close('2025-09')).toMatchObject({ state: 'closed', entries: 2 })
    const error = await s.refused(
      at(ctx => use(ctx, 'A', { n: 1, fen: 100, day: '2025-09-30' })),
      'ledger.closed',
    )
    expect(error.message).toContain('试验账的2025年9月已经结账')
    expect(error.message).toContain('把日期改为今天（2025-10-09）')
    await s.refused(
      at(ctx => takeBack(ctx, made.entryId, '2025-09-05')),
      'ledger.closed',
    )
    await s.refused(
      at(ctx => mustBeOpen(ctx, 'try', '2025-09-30')),
      'ledger.closed',
    )
    await s.refused(
      at(ctx => receive(ctx, 'A', { n: 1, fen: 1, day: '2025-03-01' })),
      'ledger.closed',
    )
    await at(ctx => mustBeOpen(ctx, 'try', '2025-10-01'))
    await at(ctx => takeBack(ctx, made.entryId))
    await s.refused(
      s.as('accountant').call(ledger.reopen, { book: 'try', month: '2025-09', reason: '补' }),
      'kernel.forbidden',
    )
    await reopen('2025-09')
    await at(ctx => receive(ctx, 'A', { n: 2, fen: 200, day: '2025-09-27' }))
    expect(await close('2025-09')).toMatchObject({ entries: 3 })
  })

  it('gives its entries numbers without gaps when it closes, and goes on from there', async () => {
    for (const day of ['2025-09-20', '2025-09-02', '2025-09-11'])
      await at(ctx => receive(ctx, 'A', { n: 1, fen: 100, day, no: day }))
    expect((await entries('2025-09')).map(e => e.no)).toEqual([null, null, null])
    s.at('2025-10-09T08:00:00+08:00')
    await close('2025-09')
    await reopen('2025-09')
    await at(ctx => receive(ctx, 'A', { n: 1, fen: 100, day: '2025-09-01', no: 'late' }))
    await close('2025-09')
    const numbers = (await entries('2025-09')).map(e => [e.document.no, e.no])
    expect(Object.fromEntries(numbers)).toEqual({
      '2025-09-02': 'JZ-2025-09-000001',
      '2025-09-11': 'JZ-2025-09-000002',
      '2025-09-20': 'JZ-2025-09-000003',
      late: 'JZ-2025-09-000004',
    })
    expect((await s.as('auditor').call(ledger.verify, {})).faults).toEqual([])
  })

  it('closes in order and reopens from the last', async () => {
    for (const day of ['2025-09-03', '2025-11-05'])
      await at(ctx => receive(ctx, 'A', { n: 1, fen: 100, day }))
    s.at('2026-01-09T08:00:00+08:00')
    const early = await s.refused(close('2025-11'), 'ledger.earlier_open')
    expect(early.message).toContain('请先结2025年9月')
    const waiting = async () =>
      (await s.as('accountant').call(desk.today, {})).items.filter(i => i.key === 'ledger.close.try')
    expect(await waiting()).toMatchObject([
      { title: '试验账2025年9月还没有结账', link: '/ledger/periods?book=try&month=2025-09' },
    ])
    await close('2025-09')
    expect(await waiting()).toMatchObject([{ title: '试验账2025年11月还没有结账' }])
    // October has no entries: November takes it along.
    await close('2025-11')
    expect(await waiting()).toEqual([])
    await s.refused(close('2025-11'), 'kernel.state')
    await s.refused(close('2025-10'), 'kernel.state')
    const later = await s.refused(reopen('2025-09'), 'ledger.later_closed')
    expect(later.message).toContain('请先重开2025年11月')
    await reopen('2025-11')
    await reopen('2025-09')
    await s.refused(reopen('2025-09'), 'kernel.state')
    const { rows } = await s.as('accountant').call(ledger.periods, { book: 'try' })
    expect(rows.map(r => [r.month, r.state, r.entries])).toEqual([
      ['2026-01', 'open', 0],
      ['2025-12', 'open', 0],
      ['2025-11', 'reopened', 1],
      ['2025-10', 'open', 0],
      ['2025-09', 'reopened', 1],
    ])
    const view = await s.as('accountant').call(ledger.period, { book: 'try', month: '2025-11' })
    expect(view.actions.close?.why).toContain('请先结2025年9月')
    expect(view).toMatchObject({ reopenReason: '9月的发票漏记了', reopenedName: '校长甲' })
  })
})

describe('the gates of a month', () => {
  let rows: ComparedRow[]
  beforeEach(() => {
    rows = [{ key: 'a', label: '课桌', leftFen: 100, rightFen: 90 }]
    const kind = { id: 'try.sides', title: '实物与账面', left: '实物', right: '账面', book: 'try' }
    s.app.registry = buildRegistry(
      modules.map(m =>
        m.contract.id === 'reconciliation'
          ? {
              ...m,
              provides: [
                ...(m.provides ?? []),
                bookPoint.of(TRY_BOOK),
                reconciliationPoint.of({ ...kind, run: async () => ({ rows }) }),
              ],
            }
          : m,
      ),
    )
  })

  it('keep it open while a difference is unexplained, or explained by one person alone', async () => {
    await at(ctx => receive(ctx, 'A', { n: 1, fen: 100 }))
    s.at('2025-10-09T08:00:00+08:00')
    const view = () => s.as('accountant').call(ledger.period, { book: 'try', month: '2025-09' })
    expect((await view()).obstacles).toMatchObject([
      { text: '“实物与账面”还没有核对到 2025-09-30', settle: false },
    ])
    const first = await s.refused(close('2025-09'), 'ledger.obstructed')
    expect(first.message).toContain('“实物与账面”有 1 处差异没有说明')
    const run = await s.as('accountant').call(reconciliation.run, { kind: 'try.sides', asAt: '2025-09-30' })
    const { rows: found } = await s.as('accountant').call(reconciliation.get, { id: run.id })
    const id = found[0]?.id as string
    // The month that is still running says already what is known and not settled.
    const next = await s.as('accountant').call(ledger.period, { book: 'try', month: '2025-10' })
    expect(next.obstacles).toContainEqual({
      text: '“实物与账面”还没有核对到 2025-10-31；上次核对到 2025-09-30，1 处差异没有说明',
      href: expect.any(String),
      settle: true,
    })
    await s.as('accountant').call(reconciliation.explain, { id, version: 1, cause: 'timing', note: '在途' })
    const second = await s.refused(close('2025-09'), 'ledger.obstructed')
    expect(second.message).toContain('1 处说明还没有由另一个人确认')
    await s.as('director').call(reconciliation.agree, { id, version: 2 })
    expect((await view()).obstacles).toEqual([])
    // What was agreed holds for these figures only.
    rows = [{ key: 'a', label: '课桌', leftFen: 100, rightFen: 80 }]
    await s.refused(close('2025-09'), 'ledger.obstructed')
    rows = [{ key: 'a', label: '课桌', leftFen: 100, rightFen: 90 }]
    expect(await close('2025-09')).toMatchObject({ state: 'closed' })
    const runs = await s.as('auditor').call(reconciliation.list, { kind: 'try.sides' })
    expect(runs.rows[0]).toMatchObject({ asAt: '2025-09-30', standing: { agreed: 1, open: 0 } })
  })
})
