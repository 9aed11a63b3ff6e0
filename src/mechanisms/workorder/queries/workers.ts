import { sql } from 'kysely'
import { addDays, weekdayOf } from '../../../kernel/pure/calendar/day.ts'
import { toInstant } from '../../../kernel/pure/calendar/zone.ts'
import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { contract } from '../contract.ts'
import { chosenFor, openLoads } from '../dispatching.ts'
import { type CrewFacts, crewOf, firstKind, kindOf, schoolOf, tradesOf } from '../kinds.ts'
import { OPEN_STATES } from '../machine.ts'
import { viewerOf } from '../store.ts'
import { ROW_COLUMNS, type RowRecord, toRows } from './rows.ts'

type Workers = Pick<Handlers<typeof contract>, 'workerDay' | 'load' | 'candidates'>

/** Most that one person's page shows; nobody has more in hand. */
const MOST = 100

export const workers: Workers = {
  async workerDay(ctx, input) {
    const kind = firstKind(ctx)
    const viewer = await viewerOf(ctx, kind)
    const self = userOf(ctx)?.personId
    const personId = input.personId ?? self
    if (!personId) throw notFound()
    if (personId !== self && !viewer.office && !viewer.leader && !viewer.system)
      throw kernelError('kernel.forbidden', { operation: '查看别人的活' })
    const person = await schoolOf(ctx).person(ctx, personId)
    if (!person) throw notFound()
    const member = (await crewOf(ctx, kind)).find(m => m.personId === personId)
    const trades = await tradesOf(ctx, kind)
    const pooled = (await kindOf(ctx, kind).poolOpen(ctx)) ? (member?.trades ?? []) : []
    return {
      person: {
        id: person.id,
        name: person.name,
        trades: (member?.trades ?? []).map(t => trades.get(t) ?? t),
      },
      open: await toRows(ctx, await openOf(ctx, personId)),
      pool: await toRows(ctx, await poolOf(ctx, pooled)),
      doneToday: await toRows(ctx, await doneTodayOf(ctx, personId)),
    }
  },

  async load(ctx, input) {
    const kind = input.kind ?? firstKind(ctx)
    const trades = await tradesOf(ctx, kind)
    const loads = await openLoads(ctx)
    const done = await doneCounts(ctx)
    const workers = (await crewOf(ctx, kind)).map(member => ({
      ...workerHead(member, loads),
      trades: member.trades.map(code => ({ code, name: trades.get(code) ?? code })),
      waiting: loads.get(member.personId)?.waiting ?? 0,
      doneToday: done.get(member.personId)?.today ?? 0,
      doneWeek: done.get(member.personId)?.week ?? 0,
    }))
    return { workers: workers.sort((a, b) => b.open - a.open || b.doneWeek - a.doneWeek) }
  },

  async candidates(ctx, input) {
    const orders = await ctx.db
      .selectFrom('workorder_order')
      .select(['id', 'kind', 'trade', 'building_id', 'item_code'])
      .where('school_id', '=', ctx.schoolId)
      .where('id', 'in', input.ids)
      .execute()
    const [first] = orders
    if (!first) throw notFound()
    const trades = await tradesOf(ctx, first.kind)
    const wanted = new Set(orders.map(o => o.trade))
    const loads = await openLoads(ctx)
    const workers = (await crewOf(ctx, first.kind)).map(member => ({
      ...workerHead(member, loads),
      skilled: [...wanted].every(trade => member.trades.includes(trade)),
      trades: member.trades.map(code => trades.get(code) ?? code),
    }))
    const chosen = new Set<string | undefined>()
    for (const order of orders.slice(0, 20)) chosen.add((await chosenFor(ctx, order))?.id)
    const [only] = chosen
    return {
      suggested: chosen.size === 1 && only ? only : null,
      workers: workers.sort((a, b) => Number(b.skilled) - Number(a.skilled) || a.open - b.open),
    }
  },
}

function workerHead(member: CrewFacts, loads: Map<string, { open: number; late: number }>) {
  const { personId, name, dailyCapacity } = member
  const load = loads.get(personId)
  return { personId, name, dailyCapacity, open: load?.open ?? 0, late: load?.late ?? 0 }
}

/** In the order in which to go: what can be worked on before what waits, danger, late, then due. */
async function openOf(ctx: Ctx, personId: string): Promise<RowRecord[]> {
  const records = (await orders(ctx)
    .where('o.assignee_id', '=', personId)
    .where('o.state', 'in', [...OPEN_STATES])
    .orderBy(sql`o.state = 'waiting'`)
    .orderBy(sql`o.level > 'L1'`)
    .orderBy(sql`o.due_at >= ${ctx.now}`)
    .orderBy(sql`o.due_at`)
    .orderBy('o.id')
    .limit(MOST)
    .execute()) as RowRecord[]
  return byBuilding(records, ctx)
}

/** Within one day of due dates, one building after the other: fewer stairs. */
function byBuilding(records: RowRecord[], ctx: Ctx): RowRecord[] {
  const group = (r: RowRecord): string => {
    const due = r.due_at instanceof Date ? r.due_at : undefined
    const late = due !== undefined && due < ctx.now
    const day = due?.toISOString().slice(0, 10) ?? '9999-99-99'
    return `${r.state === 'waiting'}|${r.level > 'L1'}|${!late}|${late ? '' : day}`
  }
  const rank = new Map<string, number>()
  for (const r of records) {
    const key = `${group(r)}|${r.building_id ?? r.place_text}`
    if (!rank.has(key)) rank.set(key, rank.size)
  }
  const groups = [...new Set(records.map(group))]
  return [...records].sort(
    (a, b) =>
      groups.indexOf(group(a)) - groups.indexOf(group(b)) ||
      (rank.get(`${group(a)}|${a.building_id ?? a.place_text}`) ?? 0) -
        (rank.get(`${group(b)}|${b.building_id ?? b.place_text}`) ?? 0),
  )
}

async function poolOf(ctx: Ctx, trades: readonly string[]): Promise<RowRecord[]> {
  if (trades.length === 0) return []
  return (await orders(ctx)
    .where('o.state', 'in', ['reported', 'accepted'])
    .where('o.assignee_id', 'is', null)
    .where('o.trade', 'in', [...trades])
    .orderBy('o.level')
    .orderBy('o.reported_at')
    .limit(MOST)
    .execute()) as RowRecord[]
}

async function doneTodayOf(ctx: Ctx, personId: string): Promise<RowRecord[]> {
  return (await orders(ctx)
    .where('o.assignee_id', '=', personId)
    .where('o.done_at', '>=', toInstant(ctx.today, 0, ctx.zone))
    .orderBy('o.done_at', 'desc')
    .limit(MOST)
    .execute()) as RowRecord[]
}

const orders = (ctx: Ctx) =>
  ctx.db
    .selectFrom('workorder_order as o')
    .select([...ROW_COLUMNS])
    .where('o.school_id', '=', ctx.schoolId)

/** Finished today and in this week (from Monday), by person. */
export async function doneCounts(ctx: Ctx): Promise<Map<string, { today: number; week: number }>> {
  const today = toInstant(ctx.today, 0, ctx.zone)
  const monday = toInstant(addDays(ctx.today, 1 - weekdayOf(ctx.today)), 0, ctx.zone)
  const rows = await ctx.db
    .selectFrom('workorder_order')
    .select(['assignee_id', eb => eb.fn.countAll<number>().as('week')])
    .select(eb => eb.fn.countAll<number>().filterWhere('done_at', '>=', today).as('today'))
    .where('school_id', '=', ctx.schoolId)
    .where('done_at', '>=', monday)
    .where('assignee_id', 'is not', null)
    .groupBy('assignee_id')
    .execute()
  return new Map(rows.map(r => [r.assignee_id as string, { today: r.today, week: r.week }]))
}
