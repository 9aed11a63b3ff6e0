import { beforeEach, describe, expect, it } from 'vitest'
import { buildRegistry } from '../../kernel/server/registry.ts'
import { modules } from '../../modules/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { type ComparedRow, reconciliation, reconciliationPoint } from './index.ts'
import { movePerson } from './merging.ts'

let s: Scenario
let rows: ComparedRow[]

beforeEach(async () => {
  s = await scenario()
  rows = [
    { key: 'a', label: '投影机', leftFen: 500_000, rightFen: 500_000, leftQty: '2', rightQty: '2.000' },
    { key: 'b', label: '课桌', leftFen: 120_000, rightFen: 100_000, leftQty: '12', rightQty: '10' },
    { key: 'c', label: '扫把', leftFen: 900, rightFen: 900, leftQty: '3', rightQty: '2', href: '/stock/c' },
  ]
  const kind = reconciliationPoint.of({
    id: 'try.sides',
    title: '实物与账面',
    left: '实物',
    right: '账面',
    run: async () => ({ rows }),
  })
  s.app.registry = buildRegistry(
    modules.map(m =>
      m.contract.id === 'reconciliation' ? { ...m, provides: [...(m.provides ?? []), kind] } : m,
    ),
  )
})

const runNow = () => s.as('accountant').call(reconciliation.run, { kind: 'try.sides' })
const differences = async (id: string) => (await s.as('accountant').call(reconciliation.get, { id })).rows

describe('a comparison', () => {
  it('lists what differs in money or in quantity, and both sides on request', async () => {
    const run = await runNow()
    expect(run).toMatchObject({
      rowCount: 3,
      differenceCount: 2,
      standing: { open: 2, explained: 0, agreed: 0 },
    })
    expect(await differences(run.id)).toMatchObject([
      {
        key: 'b',
        leftFen: 120_000,
        rightFen: 100_000,
        leftQuantity: '12',
        rightQuantity: '10',
        state: 'open',
      },
      { key: 'c', leftFen: 900, rightFen: 900, href: '/stock/c', state: 'open' },
    ])
    const all = await s.as('auditor').call(reconciliation.get, { id: run.id, show: 'all', limit: 2 })
    expect(all).toMatchObject({ total: 3, rows: [{ key: 'a', state: null, actions: {} }, { key: 'b' }] })
    const rest = await s
      .as('auditor')
      .call(reconciliation.get, { id: run.id, show: 'all', limit: 2, cursor: all.next as string })
    expect(rest.rows.map(r => r.key)).toEqual(['c'])
    expect(rest.next).toBeNull()
    expect(await s.as('accountant').call(reconciliation.kinds, {})).toMatchObject({
      rows: expect.arrayContaining([expect.objectContaining({ kind: 'try.sides', left: '实物' })]),
    })
  })

  it('does not look into the future and knows only its kinds', async () => {
    const later = s.as('accountant').call(reconciliation.run, { kind: 'try.sides', asAt: '2025-09-04' })
    await s.refused(later, 'reconciliation.future')
    await s.refused(s.as('accountant').call(reconciliation.run, { kind: 'x' }), 'reconciliation.unknown_kind')
  })
})

describe('a difference', () => {
  it('is explained by one and agreed by another', async () => {
    const run = await runNow()
    const [desk] = await differences(run.id)
    const id = desk?.id as string
    const said = {
      id,
      version: 1,
      cause: 'right_missing',
      note: '9月验收的两套还没有记账，今天补记',
    } as const
    await s.refused(s.as('director').call(reconciliation.agree, { id, version: 1 }), 'kernel.state')
    const explained = await s.as('accountant').call(reconciliation.explain, said)
    expect(explained).toMatchObject({ state: 'explained', version: 2 })
    await s.refused(
      s.as('accountant').call(reconciliation.agree, { id, version: 2 }),
      'reconciliation.same_person',
    )
    await s.refused(s.as('director').call(reconciliation.agree, { id, version: 1 }), 'kernel.changed')
    const back = await s.as('director').call(reconciliation.sendBack, { id, version: 2, reason: '哪两套？' })
    expect(back).toMatchObject({ state: 'open', version: 3 })
    await s.as('asset_keeper').call(reconciliation.explain, { ...said, version: 3 })
    await s.as('accountant').call(reconciliation.agree, { id, version: 4 })
    const two = { droppedId: s.person('asset_keeper'), keptId: s.person('accountant') }
    await s.refused(
      s.inSchool(ctx => movePerson(ctx, two)),
      'reconciliation.merge_agreed',
    )
    const seen = (await differences(run.id)).find(r => r.id === id)
    expect(seen).toMatchObject({
      state: 'agreed',
      cause: 'right_missing',
      explainedName: '资产管理员甲',
      agreedName: '会计甲',
    })
  })

  it('keeps its explanation in the next run while its figures stand, and only then', async () => {
    const first = await runNow()
    const [desk, broom] = await differences(first.id)
    for (const row of [desk, broom])
      await s
        .as('accountant')
        .call(reconciliation.explain, { id: row?.id as string, version: 1, cause: 'timing', note: '在途' })
    await s.as('director').call(reconciliation.agree, { id: desk?.id as string, version: 2 })
    rows = rows.map(r => (r.key === 'c' ? { ...r, leftQty: '4' } : r))
    const second = await runNow()
    expect(await differences(second.id)).toMatchObject([
      { key: 'b', state: 'agreed', note: '在途', explainedName: '会计甲', agreedName: '总务主任甲' },
      { key: 'c', state: 'open', note: '', cause: null },
    ])
    const old = { id: broom?.id as string, version: 2 }
    await s.refused(s.as('director').call(reconciliation.agree, old), 'reconciliation.stale')
    const list = await s.as('auditor').call(reconciliation.list, { kind: 'try.sides' })
    expect(list.rows.map(r => r.id)).toEqual([second.id, first.id])
    expect(list.rows[0]?.standing).toEqual({ open: 1, explained: 0, agreed: 1 })
  })

  it('is not lost between an explanation and a new run at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const run = await runNow()
      const row = (await differences(run.id)).find(r => r.key === 'b')
      const [said, again] = await Promise.allSettled([
        s.as('accountant').call(reconciliation.explain, {
          id: row?.id as string,
          version: row?.version as number,
          cause: 'timing',
          note: `第${round}次`,
        }),
        s.as('auditor').call(reconciliation.run, { kind: 'try.sides' }),
      ])
      expect(again.status).toBe('fulfilled')
      const now = await differences((again as PromiseFulfilledResult<{ id: string }>).value.id)
      const kept = now.find(r => r.key === 'b')
      if (said.status === 'fulfilled') expect(kept?.note).toBe(`第${round}次`)
      else expect(said.reason).toMatchObject({ code: 'reconciliation.stale' })
      rows = rows.map(r => (r.key === 'b' ? { ...r, leftFen: r.leftFen + 1 } : r))
    }
  })
})
