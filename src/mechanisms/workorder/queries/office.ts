import { sql } from 'kysely'
import { toInstant } from '../../../kernel/pure/calendar/zone.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { contract } from '../contract.ts'
import { openLoads } from '../dispatching.ts'
import { crewOf, firstKind, tradesOf } from '../kinds.ts'
import { OPEN_STATES } from '../machine.ts'
import { apply, resolve } from './filter.ts'
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
    const month = sql<string>`to_char(o.reported_on, 'YYYY-MM')`
    const orders = await apply(ctx, resolved)
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
      .execute()
    const items = await apply(ctx, resolved)
      .innerJoin('workorder_line as l', join =>
        join.onRef('l.order_id', '=', 'o.id').onRef('l.school_id', '=', 'o.school_id'),
      )
      .where('l.counts', '=', true)
      .select([month.as('month'), 'o.trade', eb => eb.fn.sum<string>('l.qty').as('items')])
      .groupBy([sql`1`, 'o.trade'])
      .execute()
    const names = await tradesOf(ctx, input.kind ?? firstKind(ctx))
    return {
      rows: orders.map(row => ({
        month: row.month,
        trade: row.trade,
        tradeName: names.get(row.trade) ?? row.trade,
        orders: row.orders,
        finished: row.finished,
        late: row.late,
        items: plain(items.find(i => i.month === row.month && i.trade === row.trade)?.items ?? '0'),
      })),
    }
  },
}
