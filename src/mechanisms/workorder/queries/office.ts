import { sql } from 'kysely'
import { toInstant } from '../../../kernel/pure/calendar/zone.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { contract } from '../contract.ts'
import { openLoads } from '../dispatching.ts'
import { frozenWithin, type MonthGroup } from '../frozen.ts'
import { crewOf, firstKind, tradesOf } from '../kinds.ts'
import { OPEN_STATES } from '../machine.ts'
import type { OrderFilter } from '../shapes.ts'
import { apply, type Resolved, resolve, seesAll } from './filter.ts'
import { ROW_COLUMNS, type RowRecord, toRows } from './rows.ts'
import { plain } from './slip.ts'
import { doneCounts } from './workers.ts'

type OfficeViews = Pick<Handlers<typeof contract>, 'wall' | 'counts'>

export const officeViews: OfficeViews = {
  async wall(ctx, input) {
    const kind = input.kind ?? firstKind(ctx)
    const today = toInstant(ctx.today, 0, ctx.zone)
    const all = () =>
      ctx.db
        .selectFrom('workorder_order as o')
        .where('o.school_id', '=', ctx.schoolId)
        .where('o.kind', '=', kind)
    const rows = () => all().select([...ROW_COLUMNS])
    const open = await all()
      .where('o.state', 'in', [...OPEN_STATES])
      .select([
        eb => eb.fn.countAll<number>().as('open'),
        eb => eb.fn.countAll<number>().filterWhere('o.assignee_id', 'is', null).as('unassigned'),
        eb => eb.fn.countAll<number>().filterWhere('o.state', '=', 'waiting').as('waiting'),
        eb => eb.fn.countAll<number>().filterWhere('o.due_at', '<', sql<Date>`${ctx.now}`).as('overdue'),
      ])
      .executeTakeFirstOrThrow()
    const count = async (q: ReturnType<typeof all>): Promise<number> =>
      (await q.select(eb => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n
    const urgent = await rows()
      .where('o.state', 'in', [...OPEN_STATES])
      .where('o.level', 'in', ['L0', 'L1'])
      .orderBy('o.level')
      .orderBy('o.reported_at')
      .limit(8)
      .execute()
    const late = await rows().where('o.due_at', '<', ctx.now).orderBy('o.due_at').limit(8).execute()
    const latest = await rows().orderBy('o.reported_at', 'desc').limit(8).execute()
    const loads = await openLoads(ctx)
    const done = await doneCounts(ctx)
    return {
      at: ctx.now.toISOString(),
      reportedToday: await count(all().where('o.reported_at', '>=', today)),
      finishedToday: await count(all().where('o.done_at', '>=', today)),
      ...open,
      urgent: await toRows(ctx, urgent as RowRecord[]),
      late: await toRows(ctx, late as RowRecord[]),
      latest: await toRows(ctx, latest as RowRecord[]),
      workers: (await crewOf(ctx, kind)).map(m => ({
        personId: m.personId,
        name: m.name,
        open: loads.get(m.personId)?.open ?? 0,
        late: loads.get(m.personId)?.late ?? 0,
        doneToday: done.get(m.personId)?.today ?? 0,
      })),
    }
  },

  async counts(ctx, input) {
    const resolved = await resolve(ctx, input)
    const [groups, names] = await Promise.all([
      isPlain(input) && seesAll(resolved.viewer) ? countedByMonth(ctx, resolved) : counted(ctx, resolved),
      tradesOf(ctx, input.kind ?? firstKind(ctx)),
    ])
    return {
      rows: groups.map(({ kind: _, items, trade, ...group }) => ({
        ...group,
        trade,
        tradeName: names.get(trade) ?? trade,
        items: plain(items),
      })),
    }
  },
}

/** Nothing but kind, trades and days is asked for: what the counted months know. */
const isPlain = (filter: OrderFilter): boolean =>
  Object.entries(filter).every(([key, value]) => value === undefined || PLAIN.includes(key))
const PLAIN = ['kind', 'trades', 'term', 'from', 'to']

/** Months that stand counted as they are; only the days beside them are gone through. */
async function countedByMonth(ctx: Ctx, resolved: Resolved): Promise<MonthGroup[]> {
  const { kind, trades } = resolved.filter
  const { groups, rest } = await frozenWithin(ctx, resolved.span)
  const live = await Promise.all(
    rest.map(({ from, to }) =>
      counted(ctx, { ...resolved, span: { ...(from ? { from } : {}), ...(to ? { to } : {}) } }),
    ),
  )
  const wanted = groups.filter(
    g => (!kind || g.kind === kind) && (!trades?.length || trades.includes(g.trade)),
  )
  return merged([...wanted, ...live.flat()])
}

/** Days of one month that were counted apart are one row. */
function merged(groups: readonly MonthGroup[]): MonthGroup[] {
  const byKey = new Map<string, MonthGroup>()
  for (const group of groups) {
    const key = `${group.month} ${group.trade} ${group.kind}`
    const known = byKey.get(key)
    byKey.set(
      key,
      known
        ? {
            ...group,
            orders: known.orders + group.orders,
            finished: known.finished + group.finished,
            late: known.late + group.late,
            items: String(Math.round((Number(known.items) + Number(group.items)) * 1000) / 1000),
          }
        : group,
    )
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

/** Order by order. */
async function counted(ctx: Ctx, resolved: Resolved): Promise<MonthGroup[]> {
  const month = sql<string>`to_char(o.reported_on, 'YYYY-MM')`
  const [orders, items] = await Promise.all([
    apply(ctx, resolved)
      .select([month.as('month'), 'o.trade', 'o.kind'])
      .select([
        eb => eb.fn.countAll<number>().as('orders'),
        eb => eb.fn.countAll<number>().filterWhere('o.done_at', 'is not', null).as('finished'),
        eb =>
          eb.fn
            .countAll<number>()
            .filterWhere(sql<boolean>`o.done_at > o.finish_due_at or o.due_at < ${ctx.now}`)
            .as('late'),
      ])
      .groupBy([sql`1`, 'o.trade', 'o.kind'])
      .orderBy(sql`1`)
      .orderBy('o.trade')
      .orderBy('o.kind')
      .execute(),
    apply(ctx, resolved)
      .innerJoin('workorder_line as l', join =>
        join.onRef('l.order_id', '=', 'o.id').onRef('l.school_id', '=', 'o.school_id'),
      )
      .where('l.counts', '=', true)
      .select([month.as('month'), 'o.trade', 'o.kind', eb => eb.fn.sum<string>('l.qty').as('items')])
      .groupBy([sql`1`, 'o.trade', 'o.kind'])
      .execute(),
  ])
  return orders.map(row => ({
    ...row,
    items:
      items.find(i => i.month === row.month && i.trade === row.trade && i.kind === row.kind)?.items ?? '0',
  }))
}
