import { beforeAll, expect, it } from 'vitest'
import type { InputOf } from '../../kernel/pure/operation.ts'
import { newId } from '../../kernel/server/ids.ts'
import { approval } from '../../mechanisms/approval/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { lockForCount, registerAccepted, unlockCount } from '../asset/index.ts'
import { place } from '../place/index.ts'
import { stocktake } from './contract.ts'

type Entry = InputOf<typeof stocktake.record>['entries'][number]

const ALL = { placeIds: [], unitIds: [], classCodes: [], storeIds: [] }
let s: Scenario
let rooms: string[]
let here: { ids: string[]; nos: string[] }
let elsewhere: { ids: string[]; nos: string[] }
let id: string

const keeper = () => s.as('asset_keeper')
const which = async (campaign = id) => ({
  id: campaign,
  version: (await keeper().call(stocktake.get, { id: campaign })).version,
})
let tick = 0
const base = () => ({ id: newId(), at: new Date(s.now().getTime() + ++tick * 1000).toISOString() })
const seen = (code: string, more: object = {}): Entry => ({
  ...base(),
  kind: 'seen',
  code,
  areaId: rooms[0] ?? null,
  ...more,
})
const undo = (of: Entry): Entry => ({ ...base(), kind: 'undo', entryId: of.id })
const record = (entries: Entry[], role: 'teacher' | 'buyer' = 'teacher') =>
  s.as(role).call(stocktake.record, { id, entries })
const resultOf = async (search: string) =>
  (await keeper().call(stocktake.lines, { id, search, limit: 5 })).rows[0]?.result

async function begin(title: string, placeId: string): Promise<string> {
  const made = await keeper().call(stocktake.plan, {
    kind: 'asset',
    title,
    scope: { ...ALL, placeIds: [placeId] },
  })
  await keeper().call(stocktake.assign, {
    ...(await which(made.id)),
    counters: [
      { personId: s.person('teacher'), duty: 'counter' },
      { personId: s.person('buyer'), duty: 'counter' },
      { personId: s.person('clerk'), duty: 'watcher' },
    ],
  })
  await keeper().call(stocktake.start, await which(made.id))
  return made.id
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
    await ctx.run(place.layOut, {
      buildingId: made.id,
      floors: { from: 1, to: 1 },
      rooms: { from: 1, to: 3 },
      useKind: 'office',
    })
    rooms = (await ctx.run(place.list, { under: made.id, kind: 'room' })).rows.map(r => r.id)
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
    here = await put('台式计算机', 2, rooms[0] as string)
    elsewhere = await put('投影机', 3, rooms[2] as string)
  })
  id = await begin('行政楼 101', rooms[0] as string)
})

it('a tap that is taken back leaves the thing as it was before', async () => {
  const [one] = here.nos as [string]
  const first = seen(one)
  const wrong = seen(one, { damaged: true })
  await record([first, wrong])
  expect(await resultOf(one)).toBe('damaged')
  const back = undo(wrong)
  const { outcomes } = await record([back])
  expect(outcomes[0]).toMatchObject({ outcome: 'kept', result: 'match' })
  expect((await record([back])).outcomes[0]?.outcome).toBe('known')
  await record([undo(first)])
  expect(await resultOf(one)).toBe('open')
  // Tapped anew, it counts again.
  await record([seen(one)])
  expect(await resultOf(one)).toBe('match')
})

it('holds in whichever order tap and undoing arrive, and together in one sending', async () => {
  const [, two] = here.nos as [string, string]
  const tap = seen(two)
  await record([undo(tap)])
  await record([tap])
  expect(await resultOf(two)).toBe('open')
  const other = seen(two)
  await record([other, undo(other)])
  expect(await resultOf(two)).toBe('open')
})

it('nobody takes back what somebody else has tapped', async () => {
  const [, two] = here.nos as [string, string]
  const tap = seen(two)
  // Known or not yet known, it does not hold.
  await record([undo(tap)], 'buyer')
  await record([tap])
  expect(await resultOf(two)).toBe('match')
  const { outcomes } = await record([undo(tap)], 'buyer')
  expect(outcomes[0]).toMatchObject({ outcome: 'refused', why: expect.stringContaining('不是您点的') })
  expect(await resultOf(two)).toBe('match')
})

it('what was not in the scope and is taken back is neither counted nor missing', async () => {
  const [beamer] = elsewhere.nos as [string]
  const scan = seen(beamer)
  const extra: Entry = {
    ...base(),
    kind: 'extra',
    areaId: rooms[0] as string,
    name: '碎纸机',
    measure: '台',
    quantity: 1,
  }
  await record([scan, extra])
  const counted = async () => (await keeper().call(stocktake.get, { id })).totals
  expect(await counted()).toMatchObject({ lines: 4, open: 0, moved: 1, surplus: 1 })
  await record([undo(scan), undo(extra)])
  expect(await counted()).toMatchObject({ lines: 2, open: 0, moved: 0, surplus: 0, missing: 0 })
  expect((await keeper().call(stocktake.lines, { id })).total).toBe(2)
  const taken = await keeper().call(stocktake.lines, { id, results: ['out'] })
  expect(taken.rows.map(r => r.name).sort()).toEqual(['投影机', '碎纸机'])
  const { lines } = await s.as('teacher').call(stocktake.task, { id })
  expect(lines).toHaveLength(2)
})

it('a scanned card of elsewhere is free again once its tap is taken back', async () => {
  const [, second] = elsewhere.nos as [string, string]
  const held = () =>
    s.inSchool(async ctx => {
      const card = await ctx.db
        .selectFrom('asset_card')
        .select('count_no')
        .where('no', '=', second)
        .executeTakeFirstOrThrow()
      return card.count_no
    })
  const scan = seen(second)
  await record([scan])
  expect(await held()).toMatch(/^PD-/)
  await record([undo(scan)])
  expect(await held()).toBeNull()
  const again = seen(second)
  await record([again])
  expect(await held()).toMatch(/^PD-/)
  expect(await resultOf(second)).toBe('moved')
  await record([undo(again)])
})

it('what has to leave is taken out of the count, and may then be moved', async () => {
  const [, two] = here.nos as [string, string]
  const assetId = here.ids[1] as string
  const move = () => s.inSchool(ctx => lockForCount(ctx, [assetId], 'PD-2026-999999'))
  await s.refused(move(), 'asset.counting')
  const { rows } = await keeper().call(stocktake.lines, { id, search: two })
  const lineIds = rows.map(r => r.id)
  // What cannot be found is not made to agree by leaving it out.
  const gone: Entry = { ...base(), kind: 'absent', lineId: lineIds[0] as string }
  await record([gone])
  await s.refused(
    keeper().call(stocktake.release, { ...(await which()), lineIds, reason: '不盘了' }),
    'stocktake.missing_stays',
  )
  await record([undo(gone)])
  await keeper().call(stocktake.release, { ...(await which()), lineIds, reason: '急用，借给考场' })
  await s.refused(
    keeper().call(stocktake.release, { ...(await which()), lineIds, reason: '再移一次' }),
    'stocktake.already_out',
  )
  await s.refused(
    keeper().call(stocktake.release, { ...(await which()), lineIds: [newId()], reason: '错' }),
    'stocktake.foreign_line',
  )
  expect((await keeper().call(stocktake.get, { id })).totals).toMatchObject({ lines: 1, released: 1 })
  await move()
  const { outcomes } = await record([seen(two)])
  expect(outcomes[0]).toMatchObject({ outcome: 'refused', why: expect.stringContaining('移出') })
  await s.inSchool(ctx => unlockCount(ctx, 'PD-2026-999999'))
})

it('a card that another count holds refuses its own tap only', async () => {
  const [, , third] = elsewhere.nos as [string, string, string]
  await begin('行政楼 103', rooms[2] as string)
  const [one] = here.nos as [string]
  const { outcomes } = await record([seen(third), seen(one)])
  expect(outcomes.map(o => o.outcome)).toEqual(['refused', 'kept'])
  expect(outcomes[0]?.why).toContain('盘点')
})

it('whoever explained the differences does not approve them', async () => {
  const [one] = here.nos as [string]
  await record([seen(one, { damaged: true })])
  await keeper().call(stocktake.finish, await which())
  const both = s.user({
    personId: s.person('vice_principal'),
    name: '分管副校长甲',
    roles: ['vice_principal', 'clerk'],
  })
  const { rows } = await keeper().call(stocktake.lines, { id, unexplained: true })
  await both.call(stocktake.explain, {
    ...(await which()),
    lineIds: rows.map(r => r.id),
    cause: 'worn',
    opinion: '报修',
  })
  // The only vice principal has had a hand in it: the case goes past him.
  await keeper().call(stocktake.submit, await which())
  const { rows: inbox } = await s.as('vice_principal').call(approval.inbox, {})
  expect(inbox).toEqual([])
  const { rows: above } = await s.as('principal').call(approval.inbox, {})
  expect(above).toMatchObject([{ subjectKind: 'stocktake.campaign' }])
})

it('stands beside the count before it: the figures of both, and what differed in both', async () => {
  expect((await keeper().call(stocktake.compare, { id })).with).toBeNull()
  await keeper()
    .call(stocktake.withdraw, { ...(await which()), reason: '重来' })
    .catch(() => undefined)
  await s.inSchool(ctx =>
    ctx.db
      .updateTable('stocktake_campaign')
      .set({ state: 'closed', finished_on: '2026-06-15', adjusted_on: '2026-06-15' })
      .where('id', '=', id)
      .execute(),
  )
  await s.inSchool(async ctx => {
    const { no } = await ctx.db
      .selectFrom('stocktake_campaign')
      .select('no')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await unlockCount(ctx, no)
  })
  const first = id
  s.at('2026-06-25T08:00:00+08:00')
  id = await begin('行政楼 101 复查', rooms[0] as string)
  const [one, two] = here.nos as [string, string]
  await record([seen(one, { damaged: true }), seen(two)])
  const compared = await keeper().call(stocktake.compare, { id })
  expect(compared.with).toMatchObject({ id: first, totals: { lines: 1, damaged: 1 } })
  expect(compared).toMatchObject({ both: 1, onlyNow: 1, onlyBefore: 0 })
  expect(compared.again).toMatchObject([{ code: one, before: 'damaged', now: 'damaged' }])
  await s.refused(keeper().call(stocktake.compare, { id, withId: newId() }), 'kernel.not_found')
  expect((await keeper().call(stocktake.compare, { id, withId: first })).with?.id).toBe(first)
  // A count that shares nothing with it is nothing to compare with.
  const other = await keeper().call(stocktake.plan, {
    kind: 'asset',
    title: '别处',
    scope: { ...ALL, placeIds: [rooms[1] as string] },
  })
  expect((await keeper().call(stocktake.compare, { id: other.id })).earlier).toEqual([])
})
