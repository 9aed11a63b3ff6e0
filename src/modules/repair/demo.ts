import { addDays, weekdayOf } from '../../kernel/pure/calendar/day.ts'
import { fromInstant, SHANGHAI, toInstant } from '../../kernel/pure/calendar/zone.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { workorder } from '../../mechanisms/workorder/index.ts'
import { people } from '../people/index.ts'
import { place } from '../place/index.ts'
import { repair } from './contract.ts'
import { DEMO_BUILDINGS, DEMO_DORMITORIES, DEMO_OFFICES, type DemoFault } from './demo-faults.ts'
import { type Places, type Planned, plan, randomOf } from './demo-plan.ts'

export interface DemoStage {
  /** The moment at which the demo school stands. */
  now: Date
  /** Does the work of a login at an instant, as that person. */
  as<T>(login: string, now: Date, work: (ctx: Ctx) => Promise<T>): Promise<T>
}

const ITEM_TRADES: Record<string, string[]> = {
  水道组: ['plumber'],
  电工组: ['electrician', 'av'],
  木工组: ['carpenter', 'metalworker'],
}

/** About 150 orders in every state, made by the operations that people use, on the days on which they would. */
export async function demo(stage: DemoStage): Promise<void> {
  const random = randomOf(20261122)
  const began = new Date(stage.now.getTime() - 300 * DAY_MS)
  const workers = await setUpCrew(stage, began)
  const places = await choosePlaces(stage, began)
  const reported: { id: string; order: Planned }[] = []
  for (const order of plan(stage.now, places, random))
    reported.push({ id: await reportOne(stage, order), order })
  const accepted: { id: string; at: Date }[] = []
  await inLanes(reported, async ({ id, order }) => {
    const at = await live(stage, id, order, workers)
    if (at) accepted.push({ id, at })
  })
  await fileByWeek(stage, accepted)
}

/** Different orders do not wait for one another; the steps of one do. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await work(next)
  }
  await Promise.all([lane(), lane(), lane(), lane()])
}

/** What was accepted in a week is filed on its Friday. */
async function fileByWeek(stage: DemoStage, accepted: readonly { id: string; at: Date }[]): Promise<void> {
  const weeks = new Map<string, string[]>()
  for (const { id, at } of accepted) {
    const { day } = fromInstant(at, SHANGHAI)
    const friday = addDays(day, (12 - weekdayOf(day)) % 7)
    weeks.set(friday, [...(weeks.get(friday) ?? []), id])
  }
  for (const [friday, ids] of [...weeks].sort()) {
    const at = new Date(Math.min(toInstant(friday, 1020, SHANGHAI).getTime(), stage.now.getTime() - 60_000))
    await stage.as('clerk', at, ctx => ctx.run(workorder.bulk, { action: 'close', selection: { ids } }))
  }
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

async function reportOne({ as }: DemoStage, { reporter, at, placeId, fault }: Planned): Promise<string> {
  const input = { placeId, itemCode: fault.item, description: fault.words }
  const { id } = await as(reporter, at, ctx => ctx.run(repair.report, input))
  return id
}

/** One order as far as it goes; answers when it was accepted, if it is to be filed. */
async function live(
  { now, as }: DemoStage,
  id: string,
  order: Planned,
  workers: ReadonlyMap<string, string>,
): Promise<Date | undefined> {
  const { fate, fault } = order
  /** So long after the report, never after now. */
  const after = (hours: number): Date =>
    new Date(Math.min(order.at.getTime() + hours * HOUR_MS, now.getTime() - (200 - hours) * 1000))
  const op = workorder
  if (fate === 'reported') return undefined
  if (fate === 'cancelled') {
    await as(order.reporter, after(0.5), ctx => ctx.run(op.cancel, { id, reason: '自己弄好了' }))
    return undefined
  }
  if (fate === 'rejected') {
    await as('clerk', after(1), ctx => ctx.run(op.reject, { id, reason: '暑期统一改造，已列入计划' }))
    return undefined
  }
  if (fate === 'accepted') {
    await as('clerk', after(0.4), ctx => ctx.run(op.accept, { id }))
    return undefined
  }
  const { assignee } = await as('clerk', after(0.5), ctx => dispatch(ctx, id, order, workers))
  const login = workers.get(assignee.id) ?? 'clerk'
  if (fate === 'dispatched') return undefined
  const begin = order.takes === 0 ? 1.5 : order.takes * 24
  if (fate === 'in_progress' || fate === 'waiting') {
    await as(login, after(begin), ctx => ctx.run(op.start, { id }))
    if (fate === 'waiting') await as(login, after(begin + 0.5), ctx => waitFor(ctx, id, fault))
    return undefined
  }
  await as(login, after(begin + 1), ctx => finish(ctx, id, order))
  if (fate === 'done') return undefined
  if (fate === 'rework') {
    await as(order.reporter, after(begin + 30), ctx => ctx.run(op.reopen, { id, reason: '没过一天又坏了' }))
    return undefined
  }
  const accepted = after(begin + 5)
  await as(order.reporter, accepted, ctx =>
    ctx.run(op.confirm, { id, ...(order.rating ? { rating: order.rating } : {}) }),
  )
  return fate === 'closed' ? accepted : undefined
}

/** By rule; what is in hand now goes to whom one can sign in as, so that his day is not empty. */
async function dispatch(
  ctx: Ctx,
  id: string,
  { fate, fault }: Planned,
  workers: ReadonlyMap<string, string>,
): Promise<{ assignee: { id: string } }> {
  if (fate === 'dispatched' || fate === 'in_progress') {
    const [trade = ''] = fault.item.split('.')
    const wanted = trade === 'av' ? 'electrician' : trade
    const [personId] = [...workers].find(([, login]) => login === wanted) ?? []
    if (personId) {
      await ctx.run(workorder.dispatch, { id, personId })
      return { assignee: { id: personId } }
    }
  }
  return ctx.run(workorder.dispatchByRule, { id })
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
