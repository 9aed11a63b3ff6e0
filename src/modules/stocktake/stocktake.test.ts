import { beforeAll, describe, expect, it } from 'vitest'
import type { InputOf } from '../../kernel/pure/operation.ts'
import { newId } from '../../kernel/server/ids.ts'
import { approval } from '../../mechanisms/approval/index.ts'
import { measure } from '../../mechanisms/metric/index.ts'
import { reconciliationPoint } from '../../mechanisms/reconciliation/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { asset, lockForCount, registerAccepted, snapshotForCount } from '../asset/index.ts'
import { place } from '../place/index.ts'
import { stocktake } from './contract.ts'
import { metrics } from './metrics.ts'
import { matchRate } from './rules.ts'
import { codeFrom } from './web/count/seen.ts'

type Entry = InputOf<typeof stocktake.record>['entries'][number]

const ALL = { placeIds: [], unitIds: [], classCodes: [], storeIds: [] }
let s: Scenario
let building: string
let rooms: string[]
let cards: { ids: string[]; nos: string[] }
let elsewhere: { ids: string[]; nos: string[] }
let id: string

const keeper = () => s.as('asset_keeper')
const counter = () => s.as('teacher')
const get = (campaign = id) => keeper().call(stocktake.get, { id: campaign })
const which = async (campaign = id) => ({ id: campaign, version: (await get(campaign)).version })
const task = () => counter().call(stocktake.task, { id })
const lineOf = async (no: string) => {
  const { rows } = await keeper().call(stocktake.lines, { id, search: no, limit: 5 })
  if (!rows[0]) throw new Error(`no line ${no}`)
  return rows[0]
}
let tick = 0
const base = () => ({ id: newId(), at: new Date(s.now().getTime() + ++tick * 1000).toISOString() })
const seen = (code: string, more: object = {}): Entry => ({
  ...base(),
  kind: 'seen',
  code,
  areaId: rooms[0] ?? null,
  ...more,
})
const record = (entries: Entry[], campaign = id) =>
  counter().call(stocktake.record, { id: campaign, entries })

async function approve(outcome: 'approve' | 'refuse' = 'approve') {
  const { rows } = await s.as('vice_principal').call(approval.inbox, {})
  const [waiting] = rows
  if (!waiting) throw new Error('nothing to approve')
  await s.as('vice_principal').call(approval[outcome], { id: waiting.id, note: '请复核' })
}

beforeAll(async () => {
  s = await scenario()
  s.at('2026-06-15T08:00:00+08:00')
  await s.inSchool(async ctx => {
    const made = await ctx.run(place.create, {
      kind: 'building',
      name: '行政楼',
      useKind: 'office',
      from: '2021-09-01',
    })
    building = made.id
    await ctx.run(place.layOut, {
      buildingId: building,
      floors: { from: 1, to: 1 },
      rooms: { from: 1, to: 3 },
      useKind: 'office',
    })
    rooms = (await ctx.run(place.list, { under: building, kind: 'room' })).rows.map(r => r.id)
    const put = (name: string, quantity: number, placeId: string) =>
      registerAccepted(ctx, {
        document: { kind: 'test.order', id: ctx.id() },
        no: `YS-${name}`,
        day: '2026-03-02',
        lines: [
          {
            name,
            spec: '',
            brand: '',
            model: '',
            quantity,
            priceFen: 320_000,
            placeId,
            funding: 'fiscal',
            category: 'computer',
          },
        ],
      })
    cards = await put('台式计算机', 6, rooms[0] as string)
    elsewhere = await put('投影机', 1, rooms[2] as string)
  })
})

describe('before the count', () => {
  it('is planned, assigned, and begins with counter and watcher', async () => {
    const scope = { ...ALL, placeIds: [rooms[0] as string] }
    const made = await keeper().call(stocktake.plan, { kind: 'asset', title: '行政楼资产盘点', scope })
    id = made.id
    expect(made.no).toMatch(/^PD-2026-/)
    await s.refused(
      keeper().call(stocktake.plan, { kind: 'asset', title: '错', scope: { ...ALL, placeIds: [newId()] } }),
      'kernel.not_found',
    )
    await keeper().call(stocktake.edit, { ...(await which()), title: '行政楼 101 资产盘点', scope })
    await s.refused(keeper().call(stocktake.start, await which()), 'stocktake.needs_counter')
    const people = { counter: s.person('teacher'), watcher: s.person('clerk') }
    await s.refused(
      keeper().call(stocktake.assign, {
        ...(await which()),
        counters: [
          { personId: people.counter, duty: 'counter' },
          { personId: people.counter, duty: 'watcher' },
        ],
      }),
      'stocktake.twice_assigned',
    )
    await s.refused(
      keeper().call(stocktake.assign, {
        ...(await which()),
        counters: [{ personId: newId(), duty: 'counter' }],
      }),
      'stocktake.unknown_person',
    )
    await keeper().call(stocktake.assign, {
      ...(await which()),
      counters: [{ personId: people.counter, duty: 'counter' }],
    })
    await s.refused(keeper().call(stocktake.start, await which()), 'stocktake.needs_watcher')
    await keeper().call(stocktake.assign, {
      ...(await which()),
      counters: [
        { personId: people.counter, duty: 'counter', areas: [building] },
        { personId: people.watcher, duty: 'watcher' },
      ],
    })
    await s.refused(record([seen(cards.nos[0] as string)]), 'kernel.state')
    const at = await which()
    expect(await keeper().call(stocktake.start, at)).toMatchObject({ state: 'counting', lines: 6 })
    await s.refused(keeper().call(stocktake.start, at), 'kernel.state')
    expect((await get()).totals).toMatchObject({ lines: 6, open: 6, rate: 0 })
  })

  it('begins with something to count, and not with what another count holds', async () => {
    const empty = await keeper().call(stocktake.plan, {
      kind: 'asset',
      title: '空房间',
      scope: { ...ALL, placeIds: [rooms[1] as string] },
    })
    const twice = await keeper().call(stocktake.plan, { kind: 'asset', title: '同一间' })
    const counters = [
      { personId: s.person('teacher'), duty: 'counter' as const },
      { personId: s.person('clerk'), duty: 'watcher' as const },
    ]
    for (const plan of [empty, twice])
      await keeper().call(stocktake.assign, { ...(await which(plan.id)), counters })
    await s.refused(keeper().call(stocktake.start, await which(empty.id)), 'stocktake.empty_scope')
    await s.refused(keeper().call(stocktake.start, await which(twice.id)), 'asset.counting')
    expect((await get(twice.id)).state).toBe('planned')
    await keeper().call(stocktake.cancel, { ...(await which(twice.id)), reason: '重复' })
    expect((await get(twice.id)).state).toBe('cancelled')
  })
})

describe('while it is counted', () => {
  it('is seen by those who take part, and counted by counters only', async () => {
    await s.refused(s.as('groundskeeper').call(stocktake.get, { id }), 'kernel.not_found')
    await s.refused(s.as('groundskeeper').call(stocktake.task, { id }), 'kernel.not_found')
    expect((await s.as('groundskeeper').call(stocktake.list, {})).rows).toEqual([])
    expect((await counter().call(stocktake.list, {})).rows.map(r => r.id)).toContain(id)
    const entries = [seen(cards.nos[0] as string)]
    await s.refused(s.as('clerk').call(stocktake.record, { id, entries }), 'stocktake.not_counter')
    await s.refused(s.as('director').call(stocktake.record, { id, entries }), 'stocktake.not_counter')
    const { lines, areas, mayCount } = await task()
    expect(mayCount).toBe(true)
    expect(lines).toHaveLength(6)
    expect(areas).toMatchObject([{ mine: true, done: false }])
    expect(lines[0]).toMatchObject({ bookQuantity: 1, areaId: rooms[0] })
  })

  it('takes entries late, twice and in any order, and comes to the same', async () => {
    const [one, two, three, four, five] = cards.nos as [string, string, string, string, string]
    const first = seen(one)
    const wrong = { ...base(), kind: 'absent' as const, lineId: (await lineOf(one)).id }
    const again = seen(one)
    const { outcomes } = await record([again, first, again])
    expect(outcomes.map(o => o.outcome)).toEqual(['kept', 'kept', 'kept'])
    expect(outcomes[0]?.result).toBe('match')
    // Tapped between the two that have arrived: the later word stands.
    await record([wrong])
    expect((await lineOf(one)).result).toBe('match')
    expect((await record([wrong, first])).outcomes.map(o => o.outcome)).toEqual(['known', 'known'])
    const [line] = await entriesOf(one)
    expect(line).toBe(3)

    const results = await record([
      seen(two, { damaged: true, note: '屏裂' }),
      seen(three, { areaId: rooms[1], moveHere: true }),
      { ...base(), kind: 'absent', lineId: (await lineOf(four)).id },
      seen(elsewhere.nos[0] as string),
      { ...base(), kind: 'extra', areaId: rooms[0] as string, name: '碎纸机', measure: '台', quantity: 1 },
      seen('没有这个号'),
      seen(five, { areaId: newId() }),
      { ...base(), kind: 'seen', code: five, at: '2026-06-20T00:00:00Z' },
      { ...base(), kind: 'room', areaId: rooms[0] as string, done: true },
    ])
    expect(results.outcomes.map(o => o.result ?? o.outcome)).toEqual([
      'damaged',
      'moved',
      'missing',
      'moved',
      'surplus',
      'refused',
      'refused',
      'refused',
      'kept',
    ])
    expect(results.outcomes[5]?.why).toContain('账外物品')
    const campaign = await get()
    expect(campaign.totals).toMatchObject({
      lines: 8,
      open: 2,
      match: 1,
      missing: 1,
      surplus: 1,
      moved: 2,
      damaged: 1,
    })
    expect(campaign.areas.find(a => a.areaId === rooms[0])).toMatchObject({ done: true, doneBy: '教师甲' })
  })

  it('counts what two phones send at once', async () => {
    const five = cards.nos[4] as string
    const taps = Array.from({ length: 12 }, (_, i) => seen(five, i === 11 ? { damaged: true } : {}))
    const sent = await Promise.allSettled([...taps].reverse().map(tap => record([tap])))
    expect(sent.map(r => r.status)).not.toContain('rejected')
    expect((await lineOf(five)).result).toBe('damaged')
    const extra: Entry = {
      ...base(),
      kind: 'extra',
      areaId: rooms[0] as string,
      name: '电风扇',
      measure: '台',
      quantity: 2,
    }
    await Promise.all([record([extra]), record([extra]), record([extra])])
    expect((await keeper().call(stocktake.lines, { id, search: '电风扇' })).total).toBe(1)
    await record(
      [{ ...extra, kind: 'seen', id: newId(), lineId: extra.id, quantity: 0, at: base().at } as Entry].map(
        ({ ...e }) => {
          const { name: _n, measure: _m, ...rest } = e as Entry & { name?: string; measure?: string }
          return rest as Entry
        },
      ),
    )
    // None of a thing that no book knows: it is no part of the count.
    expect((await keeper().call(stocktake.lines, { id, search: '电风扇' })).rows).toEqual([])
  })

  it('hides the book in a blind count', async () => {
    const blind = await keeper().call(stocktake.plan, {
      kind: 'asset',
      title: '盲盘',
      blind: true,
      scope: { ...ALL, placeIds: [rooms[1] as string] },
    })
    const printers = await s.inSchool(ctx =>
      registerAccepted(ctx, {
        document: { kind: 'test.order', id: ctx.id() },
        no: 'YS-9',
        day: '2026-03-02',
        lines: [
          {
            name: '打印机',
            spec: '',
            brand: '',
            model: '',
            quantity: 2,
            priceFen: 240_000,
            placeId: rooms[1] as string,
            funding: 'fiscal',
            category: 'computer',
          },
        ],
      }),
    )
    await keeper().call(asset.makeLabels, { assetIds: printers.ids })
    await keeper().call(stocktake.assign, {
      ...(await which(blind.id)),
      counters: [
        { personId: s.person('asset_keeper'), duty: 'counter' },
        { personId: s.person('clerk'), duty: 'watcher' },
      ],
    })
    await s.as('director').call(stocktake.start, await which(blind.id))
    const taken = await keeper().call(stocktake.task, { id: blind.id })
    expect(taken.blind).toBe(true)
    expect(taken.lines.map(l => [l.bookQuantity, l.areaId, l.counted])).toEqual([
      [null, null, false],
      [null, null, false],
    ])
    await s.refused(keeper().call(stocktake.lines, { id: blind.id }), 'kernel.forbidden')
    await s.refused(keeper().call(stocktake.export, { id: blind.id }), 'kernel.forbidden')
    expect(await keeper().call(stocktake.get, { id: blind.id })).toMatchObject({
      totals: null,
      lines: null,
      statement: '',
    })
    // What a phone reads off a thing is the address on its label, and not the number in the book.
    const [label] = taken.lines[0]?.labels ?? []
    expect(label).toMatch(/^[a-z2-9]{8}$/)
    const read = codeFrom(`https://zw.example.edu.cn/q/demo/${label}`)
    const { outcomes } = await keeper().call(stocktake.record, {
      id: blind.id,
      entries: [seen(read, { areaId: rooms[1] })],
    })
    expect(outcomes[0]).toMatchObject({ outcome: 'kept', lineId: taken.lines[0]?.id, result: null })
    // On another phone the counter sees what is left to do, and still nothing of the book.
    const again = await keeper().call(stocktake.task, { id: blind.id })
    expect(again.lines.map(l => [l.bookQuantity, l.areaId, l.counted])).toEqual([
      [null, null, true],
      [null, null, false],
    ])
    expect(again.areas.map(a => a.total)).toEqual([null])
    expect((await s.as('director').call(stocktake.get, { id: blind.id })).totals?.match).toBe(1)
    const { version } = await s.as('director').call(stocktake.get, { id: blind.id })
    await s.as('director').call(stocktake.cancel, { id: blind.id, version, reason: '练习' })
  })

  it('ends only when everything was counted or is confirmed to be gone', async () => {
    const error = await s.refused(keeper().call(stocktake.finish, await which()), 'stocktake.uncounted')
    expect(error.message).toContain('台式计算机')
    const done = await keeper().call(stocktake.finish, { ...(await which()), restIsMissing: true })
    expect(done).toMatchObject({ state: 'settling', differences: 7 })
    await s.refused(record([seen(cards.nos[5] as string)]), 'stocktake.finished')
  })
})

describe('after the count', () => {
  it('is counted anew where that is doubted; the old round no longer counts', async () => {
    const six = await lineOf(cards.nos[5] as string)
    expect(six.result).toBe('missing')
    await s.refused(
      keeper().call(stocktake.recount, { ...(await which()), lineIds: [] }),
      'stocktake.nothing_to_recount',
    )
    await s.refused(
      keeper().call(stocktake.recount, { ...(await which()), lineIds: [newId()] }),
      'stocktake.foreign_line',
    )
    await keeper().call(stocktake.recount, { ...(await which()), lineIds: [six.id] })
    const late = await record([
      { ...base(), kind: 'seen', lineId: six.id, round: 1, areaId: rooms[0] as string },
    ])
    expect(late.outcomes[0]?.outcome).toBe('stale')
    expect((await lineOf(six.code)).result).toBe('open')
    const { lines } = await task()
    expect(lines.find(l => l.id === six.id)?.round).toBe(2)
    await record([{ ...base(), kind: 'seen', lineId: six.id, round: 2, areaId: rooms[0] as string }])
    expect((await lineOf(six.code)).result).toBe('match')
    expect(await keeper().call(stocktake.finish, await which())).toMatchObject({ differences: 6 })
  })

  it('every figure of the page opens just as many lines', async () => {
    const { totals } = await get()
    for (const result of ['open', 'match', 'missing', 'surplus', 'moved', 'damaged'] as const)
      expect([result, (await keeper().call(stocktake.lines, { id, results: [result] })).total]).toEqual([
        result,
        totals?.[result],
      ])
    expect((await keeper().call(stocktake.lines, { id })).total).toBe(totals?.lines)
    const { rows } = await keeper().call(stocktake.list, {})
    const row = rows.find(r => r.id === id)
    expect(row).toMatchObject({ lines: totals?.lines, counted: (totals?.lines ?? 0) - (totals?.open ?? 0) })
  })

  it('explains each difference before approval', async () => {
    const { rows } = await keeper().call(stocktake.lines, { id, unexplained: true })
    expect(rows).toHaveLength(6)
    const match = await lineOf(cards.nos[0] as string)
    const of = (result: string) => rows.filter(r => r.result === result).map(r => r.id)
    await s.refused(
      keeper().call(stocktake.explain, {
        ...(await which()),
        lineIds: [match.id],
        cause: 'lost',
        opinion: '核销',
      }),
      'stocktake.no_difference',
    )
    await s.refused(
      keeper().call(stocktake.explain, {
        ...(await which()),
        lineIds: [newId()],
        cause: 'lost',
        opinion: '核销',
      }),
      'stocktake.foreign_line',
    )
    await s.refused(
      keeper().call(stocktake.explain, {
        ...(await which()),
        lineIds: of('surplus'),
        cause: 'unregistered',
        opinion: '补登',
        valueBasis: 'market',
      }),
      'stocktake.needs_value',
    )
    await keeper().call(stocktake.explain, {
      ...(await which()),
      lineIds: of('surplus'),
      cause: 'unregistered',
      opinion: '补登',
    })
    await keeper().call(stocktake.explain, {
      ...(await which()),
      lineIds: of('damaged'),
      cause: 'worn',
      opinion: '报修',
    })
    await s.refused(keeper().call(stocktake.submit, await which()), 'stocktake.unexplained')
    const moved = rows.find(r => r.result === 'moved' && r.foundAreaText.includes('102'))
    expect(moved?.moveHere).toBe(true)
    await keeper().call(stocktake.explain, {
      ...(await which()),
      lineIds: of('moved'),
      cause: 'moved',
      opinion: '改账',
    })
    const stale = await which()
    await keeper().call(stocktake.explain, {
      ...stale,
      lineIds: of('missing'),
      cause: 'lost',
      opinion: '报损',
    })
    await s.refused(
      keeper().call(stocktake.explain, { ...stale, lineIds: of('missing'), cause: 'lost', opinion: '报损' }),
      'kernel.changed',
    )
    expect((await get()).totals).toMatchObject({ missingFen: 320_000, surplusFen: 100, unexplained: 0 })
  })

  it('is approved by somebody who took no part; refused and withdrawn it comes back', async () => {
    await keeper().call(stocktake.submit, await which())
    await s.refused(keeper().call(stocktake.adjust, await which()), 'kernel.state')
    await approve('refuse')
    expect(await get()).toMatchObject({ state: 'settling', answer: expect.stringContaining('请复核') })
    await keeper().call(stocktake.submit, await which())
    await s.refused(
      s.as('director').call(stocktake.withdraw, { ...(await which()), reason: '改' }),
      'stocktake.not_yours_to_withdraw',
    )
    expect(await keeper().call(stocktake.withdraw, { ...(await which()), reason: '再看一遍' })).toMatchObject(
      {
        state: 'settling',
      },
    )
    await keeper().call(stocktake.submit, await which())
    await approve()
    expect(await get()).toMatchObject({ state: 'approved', approvedBy: '分管副校长甲' })
  })

  it('changes the book by what was approved, once', async () => {
    const at = await which()
    const runs = await Promise.allSettled([
      keeper().call(stocktake.adjust, at),
      s.as('director').call(stocktake.adjust, at),
    ])
    expect(runs.filter(r => r.status === 'fulfilled')).toHaveLength(1)
    const book = await s.inSchool(ctx => snapshotForCount(ctx, { placeIds: [building] }))
    expect(book.find(a => a.no === cards.nos[3])).toBeUndefined()
    expect(book.find(a => a.no === cards.nos[2])?.placeText).toContain('102')
    // Seen elsewhere, but not said to stay there.
    expect(book.find(a => a.no === elsewhere.nos[0])?.placeText).toContain('103')
    expect(book.find(a => a.name === '碎纸机')).toMatchObject({ quantity: 1, valueFen: 100 })
    const period = { from: '2026-06-01', to: '2026-06-30' }
    const of = (metricId: string) =>
      s.inSchool(async ctx => await measure(ctx, metricId, period, { kind: 'asset' }))
    expect(await of('stocktake.counted')).toMatchObject({ value: 8, records: 8 })
    expect(await of('stocktake.rate')).toMatchObject({ value: 25, records: 8 })
    expect(await of('stocktake.shortage_yuan')).toMatchObject({ value: 3200, records: 1 })
    expect(await of('stocktake.surplus_yuan')).toMatchObject({ value: 1, records: 1 })
    // The rows behind a figure add up to it, and lead to their count.
    for (const metric of metrics) {
      const params: Record<string, string> = metric.id === 'stocktake.campaigns' ? {} : { kind: 'asset' }
      const [told, behind] = await s.inSchool(async ctx => [
        await measure(ctx, metric.id, period, params),
        await metric.rows(ctx, period, params as never, { limit: 50 }),
      ])
      const sum = behind.rows.reduce((total, row) => total + (row.amount ?? 0), 0)
      expect([metric.id, behind.rows.length]).toEqual([metric.id, told.records])
      if (metric.id === 'stocktake.rate') expect(told.value).toBe(matchRate(sum, behind.rows.length))
      else expect([metric.id, sum]).toEqual([metric.id, told.value])
      for (const row of behind.rows) expect(row.link).toContain(`/stocktakes/${id}`)
    }
    const compared = await s.inSchool(async ctx => {
      const spec = ctx.all(reconciliationPoint).find(r => r.id === 'stocktake.asset')
      return spec?.run(ctx, { asAt: '2026-06-30' })
    })
    expect(compared?.rows.length).toBe(8)
    expect(compared?.rows.every(r => r.leftFen === r.rightFen)).toBe(true)
  })

  it('ends with four signatures of four people, and lets the things go', async () => {
    const sign = async (who: ReturnType<typeof keeper>, duty: string) =>
      who.call(stocktake.sign, { ...(await which()), duty })
    await s.refused(sign(keeper(), '校长'), 'stocktake.no_such_duty')
    await s.refused(sign(keeper(), '盘点人'), 'stocktake.not_this_duty')
    await s.refused(sign(keeper(), '财务'), 'stocktake.not_this_duty')
    await sign(counter(), '盘点人')
    await s.refused(sign(counter(), '盘点人'), 'signature.twice')
    const both = s.user({ personId: s.person('clerk'), name: '总务干事甲', roles: ['clerk', 'accountant'] })
    await sign(both, '监盘人')
    await s.refused(sign(both, '财务'), 'stocktake.same_person')
    await sign(s.as('accountant'), '财务')
    await s.refused(
      s.inSchool(ctx => lockForCount(ctx, [cards.ids[0] as string], 'PD-2026-999999')),
      'asset.counting',
    )
    expect((await get()).missingDuties).toEqual(['资产管理员'])
    expect(await sign(keeper(), '资产管理员')).toMatchObject({ state: 'closed' })
    await s.inSchool(ctx => lockForCount(ctx, [cards.ids[0] as string], 'PD-2026-999999'))
    const file = await keeper().call(stocktake.export, { id })
    expect(file).toMatchObject({ fileName: expect.stringContaining('盘点表') })
  })
})

async function entriesOf(no: string): Promise<number[]> {
  const { id: lineId } = await lineOf(no)
  return s.inSchool(async ctx => {
    const rows = await ctx.db
      .selectFrom('stocktake_entry')
      .select('id')
      .where('line_id', '=', lineId)
      .execute()
    return [rows.length]
  })
}
