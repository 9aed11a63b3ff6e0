import type { InputOf, OutputOf } from '../../kernel/pure/operation.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { approval } from '../../mechanisms/approval/index.ts'
import { asset } from '../asset/index.ts'
import { place } from '../place/index.ts'
import { stocktake } from './contract.ts'

interface Stage {
  now: Date
  as: <T>(login: string, at: Date, work: (ctx: Ctx) => Promise<T>) => Promise<T>
}

type Entry = InputOf<typeof stocktake.record>['entries'][number]
type TaskLine = OutputOf<typeof stocktake.task>['lines'][number]

const DAY_MS = 86_400_000
const ALL = { placeIds: [], unitIds: [], classCodes: [], storeIds: [] }

/**
 * Leaves: a count of the assets in June with three differences, approved, booked and signed by four; a blind
 * count of the stores under way since yesterday, half done. Where there is nothing to count yet, nothing.
 */
export async function demoStocktakes(stage: Stage): Promise<void> {
  const year = stage.now.getUTCFullYear()
  const june = new Date(`${year}-06-22T09:00:00+08:00`)
  if (june.getTime() + 10 * DAY_MS < stage.now.getTime()) await countAssets(stage, june)
  await countStores(stage, new Date(stage.now.getTime() - DAY_MS))
}

async function countAssets(stage: Stage, day: Date): Promise<void> {
  const { rows } = await stage.as('keeper', day, ctx => ctx.run(asset.list, { limit: 1 }))
  if (rows.length === 0) return
  const id = await begin(stage, day, 'keeper', {
    kind: 'asset',
    title: `${day.getUTCFullYear()}年上半年资产盘点`,
    scope: ALL,
    note: '期末清查，逐室核对',
  })
  const room = await stage.as('clerk', day, async ctx => {
    const { rows } = await ctx.run(place.search, { q: '行政楼 203', kinds: ['room'], limit: 1 })
    return rows[0]?.id
  })
  const lines = await taskLines(stage, day, id)
  const later = new Date(day.getTime() + 2 * 3600_000)
  const entries = lines.map((line, i): Entry => {
    const at = later.toISOString()
    const seen = { id: entryId(id, i), kind: 'seen' as const, lineId: line.id, round: line.round, at }
    if (i === 3 && room) return { ...seen, areaId: room, moveHere: true }
    if (i === 7) return { ...seen, areaId: line.areaId, damaged: true, note: '开不了机' }
    return { ...seen, areaId: line.areaId }
  })
  if (room)
    entries.push({
      id: entryId(id, lines.length),
      kind: 'extra',
      areaId: room,
      name: '碎纸机',
      measure: '台',
      quantity: 1,
      note: '没有标签，像是办公室自购',
      at: later.toISOString(),
    })
  await record(stage, later, id, entries)
  await settle(stage, new Date(day.getTime() + DAY_MS), id)
}

async function settle(stage: Stage, at: Date, id: string): Promise<void> {
  await stage.as('keeper', at, async ctx => {
    await ctx.run(stocktake.finish, await which(ctx, id))
    const { rows } = await ctx.run(stocktake.lines, { id, unexplained: true })
    const words = {
      surplus: {
        cause: 'unregistered',
        opinion: '补登入账，补贴标签',
        valueBasis: 'market',
        valueFen: 68_000,
      },
      moved: { cause: 'moved', opinion: '已搬到现地点使用，按现地点改账' },
      damaged: { cause: 'worn', opinion: '报修，修不好的列入下批处置' },
    } as const
    for (const [result, said] of Object.entries(words)) {
      const lineIds = rows.filter(row => row.result === result).map(row => row.id)
      if (lineIds.length > 0)
        await ctx.run(stocktake.explain, { ...(await which(ctx, id)), lineIds, ...said })
    }
    await ctx.run(stocktake.submit, await which(ctx, id))
  })
  const next = new Date(at.getTime() + DAY_MS)
  await stage.as('vice', next, async ctx => {
    const { rows } = await ctx.run(approval.inbox, { kinds: ['stocktake.campaign'] })
    for (const row of rows) await ctx.run(approval.approve, { id: row.id, note: '同意调账' })
  })
  await stage.as('keeper', next, async ctx => {
    const { state } = await ctx.run(stocktake.get, { id })
    if (state === 'approved') await ctx.run(stocktake.adjust, await which(ctx, id))
  })
  for (const [login, duty] of [
    ['clerk', '盘点人'],
    ['reviewer', '监盘人'],
    ['keeper', '资产管理员'],
    ['accountant', '财务'],
  ] as const)
    await stage.as(login, next, async ctx => ctx.run(stocktake.sign, { ...(await which(ctx, id)), duty }))
}

/** What differs from the book, by its place in the round. */
const MISCOUNTED: ReadonlyMap<number, number> = new Map([
  [0, -2],
  [7, -1],
  [13, 1],
])

async function countStores(stage: Stage, at: Date): Promise<void> {
  const id = await begin(stage, at, 'storekeeper', {
    kind: 'stock',
    title: '仓库物资盘点',
    scope: ALL,
    blind: true,
    note: '盲盘：点到多少写多少',
  })
  const lines = await taskLines(stage, at, id)
  const later = new Date(at.getTime() + 3600_000)
  const half = lines.slice(0, Math.ceil(lines.length / 2))
  const book = await stage.as('director', at, async ctx => {
    const { rows } = await ctx.run(stocktake.lines, { id, limit: 200 })
    return new Map(rows.map(row => [row.id, row.bookQuantity]))
  })
  await record(
    stage,
    later,
    id,
    half.map((line, i) => ({
      id: entryId(id, i),
      kind: 'seen',
      lineId: line.id,
      round: line.round,
      areaId: line.areaId,
      quantity: Math.max(0, (book.get(line.id) ?? 0) + (MISCOUNTED.get(i) ?? 0)),
      at: later.toISOString(),
    })),
  )
}

/** Planned, assigned and begun. */
async function begin(
  stage: Stage,
  at: Date,
  login: 'keeper' | 'storekeeper',
  plan: InputOf<typeof stocktake.plan>,
): Promise<string> {
  const counter = await personOf(stage, at, 'clerk')
  const watcher = await personOf(stage, at, 'reviewer')
  return stage.as(login, at, async ctx => {
    const made = await ctx.run(stocktake.plan, plan)
    await ctx.run(stocktake.assign, {
      ...(await which(ctx, made.id)),
      counters: [
        { personId: counter, duty: 'counter' },
        { personId: watcher, duty: 'watcher' },
      ],
    })
    await ctx.run(stocktake.start, await which(ctx, made.id))
    return made.id
  })
}

const personOf = (stage: Stage, at: Date, login: string): Promise<string> =>
  stage.as(login, at, async ctx => userOf(ctx)?.personId ?? '')

async function which(ctx: Ctx, id: string): Promise<{ id: string; version: number }> {
  const { version } = await ctx.run(stocktake.get, { id })
  return { id, version }
}

const taskLines = (stage: Stage, at: Date, id: string): Promise<readonly TaskLine[]> =>
  stage.as('clerk', at, async ctx => (await ctx.run(stocktake.task, { id, limit: 5000 })).lines)

async function record(stage: Stage, at: Date, id: string, entries: readonly Entry[]): Promise<void> {
  await stage.as('clerk', at, async ctx => {
    for (let from = 0; from < entries.length; from += 200)
      await ctx.run(stocktake.record, { id, entries: entries.slice(from, from + 200) })
  })
}

/** As a device would make it: of its own for each tap. */
const entryId = (campaignId: string, n: number): string =>
  `${campaignId.slice(0, 24)}${(n + 0xabc000000000).toString(16).padStart(12, '0')}`
