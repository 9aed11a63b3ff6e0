import { addDays, weekdayOf } from '../../kernel/pure/calendar/day.ts'
import { fromInstant, SHANGHAI, toInstant } from '../../kernel/pure/calendar/zone.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { workorder } from '../../mechanisms/workorder/index.ts'
import { people } from '../people/index.ts'
import { place } from '../place/index.ts'
import { repair } from './contract.ts'
import { DEMO_BUILDINGS, DEMO_DORMITORIES, DEMO_FAULTS, DEMO_OFFICES, type DemoFault } from './demo-faults.ts'

export interface DemoStage {
  /** The moment at which the demo school stands. */
  now: Date
  /** Does the work of a login at an instant, as that person. */
  as<T>(login: string, now: Date, work: (ctx: Ctx) => Promise<T>): Promise<T>
}

/** The last weeks of this term, and a piece of an earlier one to compare with, in days before now. */
const SPANS = [
  { from: 270, to: 160, count: 55 },
  { from: 80, to: 0, count: 100 },
]
/** Terms that stay empty, for the sample registers that are imported into them. */
const KEPT_EMPTY = ['2025-09-01', '2026-01-31'] as const

const REPORTERS = ['teacher', 'classteacher', 'clerk', 'teacher', 'director'] as const
const ITEM_TRADES: Record<string, string[]> = {
  水道组: ['plumber'],
  电工组: ['electrician', 'av'],
  木工组: ['carpenter', 'metalworker'],
}

type Fate =
  | 'closed'
  | 'reported'
  | 'accepted'
  | 'dispatched'
  | 'in_progress'
  | 'waiting'
  | 'done'
  | 'confirmed'
  | 'rework'
  | 'rejected'
  | 'cancelled'

interface Planned {
  at: Date
  reporter: string
  fault: DemoFault
  placeId: string
  fate: Fate
  /** Working days until it is repaired. */
  takes: number
  rating: number | null
  qty: number
}

/** About 150 orders in every state, made by the operations that people use, on the days on which they would. */
export async function demo(stage: DemoStage): Promise<void> {
  const random = randomOf(20261122)
  const began = new Date(stage.now.getTime() - 300 * DAY_MS)
  const workers = await setUpCrew(stage, began)
  const places = await choosePlaces(stage, began)
  const planned = plan(stage.now, places, random)
  for (const order of planned) await live(stage, order, workers)
}

/** Six workers in three trades; one dormitory has a plumber of its own. Answers logins by person. */
async function setUpCrew(stage: DemoStage, at: Date): Promise<ReadonlyMap<string, string>> {
  const logins = new Map<string, string>()
  for (const login of ['plumber', 'electrician', 'carpenter'])
    await stage.as(login, at, async ctx => {
      if (ctx.actor.kind === 'user') logins.set(ctx.actor.personId, login)
    })
  await stage.as('director', at, async ctx => {
    const { rows } = await ctx.run(people.search, { roles: ['tradesman'], limit: 50 })
    for (const { id, unitName } of rows)
      await ctx.run(repair.setCrewMember, { personId: id, trades: ITEM_TRADES[unitName ?? ''] ?? ['other'] })
    const own = rows.find(row => row.unitName === '水道组' && !logins.has(row.id))
    const { nodes } = await ctx.run(place.tree, {})
    const dormitory = nodes.find(node => node.name === DEMO_DORMITORIES[0])
    if (own && dormitory)
      await ctx.run(repair.setRule, {
        trade: 'plumber',
        buildingId: dormitory.id,
        choose: 'person',
        personId: own.id,
      })
  })
  return logins
}

interface Places {
  dormitory: string[]
  classroom: string[]
  any: string[]
}

async function choosePlaces(stage: DemoStage, at: Date): Promise<Places> {
  const rooms = (buildings: readonly string[]): string[] =>
    buildings.flatMap((building, i) =>
      [1, 2, 3, 4, 5].map(floor => `${building} ${floor}${String(3 + i * 4 + floor).padStart(2, '0')}`),
    )
  const texts = {
    dormitory: rooms(DEMO_DORMITORIES),
    classroom: rooms(DEMO_BUILDINGS),
    any: rooms([...DEMO_DORMITORIES, ...DEMO_BUILDINGS, ...DEMO_OFFICES]),
  }
  return stage.as('clerk', at, async ctx => {
    const find = async (names: string[]): Promise<string[]> => {
      const { rows } = await ctx.run(place.resolve, { texts: names })
      return rows.flatMap(row => row.placeId ?? [])
    }
    return {
      dormitory: await find(texts.dormitory),
      classroom: await find(texts.classroom),
      any: await find(texts.any),
    }
  })
}

/** What is reported when, oldest first, and what becomes of it. The newest show every state. */
function plan(now: Date, places: Places, random: () => number): Planned[] {
  const faults = DEMO_FAULTS.flatMap(fault => Array.from({ length: fault.weight }, () => fault))
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const times = SPANS.flatMap(({ from, to, count }) =>
    Array.from({ length: count }, () => reportTime(now, to + random() * (from - to), random)),
  )
    .filter(at => {
      const { day } = fromInstant(at, SHANGHAI)
      return at < now && (day < KEPT_EMPTY[0] || day > KEPT_EMPTY[1])
    })
    .sort((a, b) => a.getTime() - b.getTime())
  return times.map((at, i) => {
    const fault = pick(faults)
    const [least, most] = fault.qty
    return {
      at,
      reporter: pick(REPORTERS),
      fault,
      placeId: pick(places[fault.where]),
      fate: fateOf(times.length - 1 - i, random),
      takes: random() < 0.12 ? 5 : Math.floor(random() * 3),
      rating: random() < 0.75 ? (random() < 0.1 ? 2 : random() < 0.35 ? 4 : 5) : null,
      qty: least + Math.floor(random() * (most - least + 1)),
    }
  })
}

const NEWEST: readonly Fate[] = [
  ...['reported', 'reported', 'accepted', 'reported', 'dispatched', 'accepted', 'in_progress', 'dispatched'],
  ...['waiting', 'done', 'dispatched', 'in_progress', 'done', 'waiting', 'confirmed', 'rejected', 'done'],
  ...[
    'rework',
    'waiting',
    'done',
    'in_progress',
    'cancelled',
    'confirmed',
    'dispatched',
    'done',
    'confirmed',
  ],
] as Fate[]

function fateOf(age: number, random: () => number): Fate {
  const newest = NEWEST[age]
  if (newest) return newest
  const chance = random()
  return chance < 0.03 ? 'rejected' : chance < 0.05 ? 'cancelled' : 'closed'
}

/** Within school hours, on a working weekday. */
function reportTime(now: Date, daysAgo: number, random: () => number): Date {
  let { day } = fromInstant(new Date(now.getTime() - daysAgo * DAY_MS), SHANGHAI)
  while (weekdayOf(day) > 5) day = addDays(day, -1)
  return toInstant(day, 450 + Math.floor(random() * 560), SHANGHAI)
}

/** One order from its report as far as it goes. */
async function live(
  { now, as }: DemoStage,
  order: Planned,
  workers: ReadonlyMap<string, string>,
): Promise<void> {
  const { fate, fault } = order
  /** So long after the report, never after now. */
  const after = (hours: number): Date =>
    new Date(Math.min(order.at.getTime() + hours * HOUR_MS, now.getTime() - (200 - hours) * 1000))
  const op = workorder
  const { id } = await as(order.reporter, order.at, ctx =>
    ctx.run(repair.report, { placeId: order.placeId, itemCode: fault.item, description: fault.words }),
  )
  if (fate === 'reported') return
  if (fate === 'cancelled') {
    await as(order.reporter, after(0.5), ctx => ctx.run(op.cancel, { id, reason: '自己弄好了' }))
    return
  }
  if (fate === 'rejected') {
    await as('clerk', after(1), ctx => ctx.run(op.reject, { id, reason: '暑期统一改造，已列入计划' }))
    return
  }
  if (fate === 'accepted') {
    await as('clerk', after(0.4), ctx => ctx.run(op.accept, { id }))
    return
  }
  const { assignee } = await as('clerk', after(0.5), ctx => ctx.run(op.dispatchByRule, { id }))
  const login = workers.get(assignee.id) ?? 'clerk'
  if (fate === 'dispatched') return
  const begin = order.takes === 0 ? 1.5 : order.takes * 24
  if (fate === 'in_progress' || fate === 'waiting') {
    await as(login, after(begin), ctx => ctx.run(op.start, { id }))
    if (fate === 'waiting') await as(login, after(begin + 0.5), ctx => waitFor(ctx, id, fault))
    return
  }
  await as(login, after(begin + 1), ctx => finish(ctx, id, order))
  if (fate === 'done') return
  if (fate === 'rework') {
    await as(order.reporter, after(begin + 30), ctx => ctx.run(op.reopen, { id, reason: '没过一天又坏了' }))
    return
  }
  await as(order.reporter, after(begin + 5), ctx =>
    ctx.run(op.confirm, { id, ...(order.rating ? { rating: order.rating } : {}) }),
  )
  if (fate === 'closed') await as('clerk', after(begin + 60), ctx => ctx.run(op.close, { id }))
}

async function waitFor(ctx: Ctx, id: string, fault: DemoFault): Promise<void> {
  const op = workorder
  if (/空调|挂机|投影/.test(fault.words))
    await ctx.run(op.vendorCall, { id, vendor: '江城制冷维修部', phone: '025-84001234' })
  else if (fault.part) await ctx.run(op.pause, { id, reason: 'material', note: `缺${fault.part[0]}` })
  else await ctx.run(op.pause, { id, reason: 'access', note: '房间锁着，明天再来' })
}

async function finish(ctx: Ctx, id: string, { fault, qty, takes }: Planned): Promise<void> {
  const materials = fault.part
    ? [{ name: fault.part[0], qty, measure: fault.part[1], unitPriceFen: fault.part[2] }]
    : []
  await ctx.run(workorder.finish, {
    id,
    lines: [{ itemCode: fault.item, qty }],
    materials,
    labour: [{ minutes: 15 + qty * 10 + takes * 5 }],
    cause: fault.cause ?? 'natural',
  })
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The same demo each time (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
