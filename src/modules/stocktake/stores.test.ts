import { beforeAll, expect, it } from 'vitest'
import type { InputOf } from '../../kernel/pure/operation.ts'
import { newId } from '../../kernel/server/ids.ts'
import { approval } from '../../mechanisms/approval/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { receiveAccepted, snapshotForCount, stock } from '../stock/index.ts'
import { stocktake } from './contract.ts'

type Entry = InputOf<typeof stocktake.record>['entries'][number]

let s: Scenario
let storeId: string
let id: string
const keeper = () => s.as('storekeeper')
const which = async () => ({ id, version: (await s.as('director').call(stocktake.get, { id })).version })
let tick = 0
const amount = (lineId: string, quantity: number, more: object = {}): Entry => ({
  id: newId(),
  at: new Date(s.now().getTime() + ++tick * 1000).toISOString(),
  kind: 'seen',
  lineId,
  areaId: storeId,
  quantity,
  ...more,
})
const record = (entries: Entry[]) => s.as('teacher').call(stocktake.record, { id, entries })

beforeAll(async () => {
  s = await scenario()
  s.at('2026-06-20T08:00:00+08:00')
  storeId = (await s.as('director').call(stock.saveStore, { name: '总务仓库' })).id
  const item = async (name: string) =>
    (await s.as('storekeeper').call(stock.addItem, { name, measure: '把', class: 'consumable' })).id
  const brooms = await item('扫把')
  const mops = await item('拖把')
  await s.inSchool(ctx =>
    receiveAccepted(ctx, {
      document: { kind: 'test.order', id: ctx.id() },
      no: 'YS-1',
      storeId,
      day: '2026-06-01',
      lines: [
        { itemId: brooms, quantity: 40, priceFen: 1200 },
        { itemId: mops, quantity: 10, priceFen: 2000 },
      ],
    }),
  )
})

it('counts stores blind, shelf by shelf, and books what was approved', async () => {
  id = (
    await keeper().call(stocktake.plan, {
      kind: 'stock',
      title: '期末仓库盘点',
      blind: true,
      scope: { placeIds: [], unitIds: [], classCodes: [], storeIds: [storeId] },
    })
  ).id
  await keeper().call(stocktake.assign, {
    ...(await which()),
    counters: [
      { personId: s.person('teacher'), duty: 'counter', areas: [storeId] },
      { personId: s.person('auditor'), duty: 'watcher' },
    ],
  })
  await keeper().call(stocktake.start, await which())
  const task = await s.as('teacher').call(stocktake.task, { id })
  expect(task.lines.map(l => [l.name, l.bookQuantity, l.areaId])).toEqual(
    expect.arrayContaining([
      ['扫把', null, storeId],
      ['拖把', null, storeId],
    ]),
  )
  const lineId = (name: string) => task.lines.find(l => l.name === name)?.id as string
  const brooms = lineId('扫把')
  const shelf = amount(brooms, 30, { spot: 'A1' })
  await record([amount(brooms, 8, { spot: 'A2' }), amount(lineId('拖把'), 11), shelf])
  // The shelf again, with what had fallen behind it: the second word replaces the first.
  await record([amount(brooms, 31, { spot: 'A1' }), shelf])
  await record([amount(newId(), 1), amount(brooms, 1, { areaId: newId() })]).then(({ outcomes }) =>
    expect(outcomes.map(o => o.outcome)).toEqual(['refused', 'refused']),
  )
  await keeper().call(stocktake.finish, await which())
  const { rows } = await keeper().call(stocktake.lines, { id })
  expect(rows.map(r => [r.name, r.bookQuantity, r.foundQuantity, r.result, r.differenceFen])).toEqual(
    expect.arrayContaining([
      ['扫把', 40, 39, 'missing', -1200],
      ['拖把', 10, 11, 'surplus', 100],
    ]),
  )
  await keeper().call(stocktake.explain, {
    ...(await which()),
    lineIds: rows.map(r => r.id),
    cause: 'booking',
    opinion: '按实数调账',
    valueBasis: 'market',
    valueFen: 2000,
  })
  await keeper().call(stocktake.submit, await which())
  const [waiting] = (await s.as('vice_principal').call(approval.inbox, {})).rows
  await s.as('vice_principal').call(approval.approve, { id: waiting?.id as string })
  await keeper().call(stocktake.adjust, await which())
  const book = await s.inSchool(ctx => snapshotForCount(ctx, { storeIds: [storeId] }))
  expect(book.map(b => [b.name, b.quantity])).toEqual(
    expect.arrayContaining([
      ['扫把', 39],
      ['拖把', 11],
    ]),
  )
})

it('ends without approval where everything agrees', async () => {
  const made = await keeper().call(stocktake.plan, { kind: 'stock', title: '抽盘' })
  id = made.id
  await keeper().call(stocktake.assign, {
    ...(await which()),
    counters: [
      { personId: s.person('teacher'), duty: 'counter' },
      { personId: s.person('auditor'), duty: 'watcher' },
    ],
  })
  await keeper().call(stocktake.start, await which())
  const { lines } = await s.as('teacher').call(stocktake.task, { id })
  await record(lines.map(l => amount(l.id, l.bookQuantity as number)))
  expect(await keeper().call(stocktake.finish, await which())).toMatchObject({ differences: 0 })
  expect(await keeper().call(stocktake.submit, await which())).toMatchObject({ state: 'adjusted' })
  expect(await s.as('director').call(stocktake.get, { id })).toMatchObject({ answer: '账物相符' })
})

it('takes what no book knows into the store once it is named, priced and approved', async () => {
  const ladders = (
    await keeper().call(stock.addItem, { name: '人字梯', spec: '2米', measure: '架', class: 'low_value' })
  ).id
  id = (await keeper().call(stocktake.plan, { kind: 'stock', title: '账外物品' })).id
  await keeper().call(stocktake.assign, {
    ...(await which()),
    counters: [
      { personId: s.person('teacher'), duty: 'counter' },
      { personId: s.person('auditor'), duty: 'watcher' },
    ],
  })
  await keeper().call(stocktake.start, await which())
  const { lines } = await s.as('teacher').call(stocktake.task, { id })
  const at = new Date(s.now().getTime() + ++tick * 1000).toISOString()
  const { outcomes } = await record([
    ...lines.map(l => amount(l.id, l.bookQuantity as number)),
    { id: newId(), at, kind: 'extra', areaId: storeId, name: '梯子', measure: '件', quantity: 2 },
    { id: newId(), at, kind: 'seen', areaId: storeId, code: 'WP-0001' },
    { id: newId(), at, kind: 'seen', areaId: storeId, lineId: lines[0]?.id as string },
  ])
  // A number alone says neither which store nor how many.
  expect(outcomes.slice(-3).map(o => o.outcome)).toEqual(['kept', 'refused', 'refused'])
  await keeper().call(stocktake.finish, await which())
  const [line] = (await keeper().call(stocktake.lines, { id, unexplained: true })).rows
  const said = { lineIds: [line?.id as string], cause: 'unregistered' as const, opinion: '补登入库' }
  const explain = async (more: object) =>
    keeper().call(stocktake.explain, { ...(await which()), ...said, ...more })
  await s.refused(explain({}), 'stocktake.needs_item')
  await s.refused(explain({ itemId: newId() }), 'stocktake.no_item')
  await explain({ itemId: ladders, valueBasis: 'market', valueFen: 18_000 })
  const [named] = (await keeper().call(stocktake.lines, { id, results: ['surplus'] })).rows
  expect(named).toMatchObject({ itemId: ladders, name: '人字梯', measure: '架', differenceFen: 36_000 })
  // Said anew without another item, it stays what it is.
  await explain({ valueBasis: 'market', valueFen: 20_000 })
  await keeper().call(stocktake.submit, await which())
  const [waiting] = (await s.as('vice_principal').call(approval.inbox, {})).rows
  await s.as('vice_principal').call(approval.approve, { id: waiting?.id as string })
  await keeper().call(stocktake.adjust, await which())
  const book = await s.inSchool(ctx => snapshotForCount(ctx, { storeIds: [storeId] }))
  expect(book.find(b => b.itemId === ladders)).toMatchObject({ quantity: 2, amountFen: 40_000 })
})

it('exports the campaigns and the report', async () => {
  const sheet = await s.as('director').call(stocktake.exportReport, { id })
  expect(sheet).toMatchObject({ fileName: expect.stringContaining('盘点报告') })
  const all = await s.as('director').call(stocktake.exportList, { kind: 'stock' })
  expect(all).toMatchObject({ fileName: expect.stringContaining('盘点台账') })
})
