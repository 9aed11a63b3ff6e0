import { sql } from 'kysely'
import { daysBetween, diffDays } from '../../../kernel/pure/calendar/day.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { contract } from '../contract.ts'
import { OPEN_STATES, ORDER_STATES, stateLabel } from '../machine.ts'
import { apply, between, resolve } from './filter.ts'
import { ROW_COLUMNS, type RowRecord, toRows } from './rows.ts'

const LONGEST_SPAN = 62
/** What a board shows where the filter names no states: the work that is under way. */
const BOARD_STATES = [...OPEN_STATES, 'done'] as const

type Views = Pick<Handlers<typeof contract>, 'board' | 'calendar'>

/** The board and the calendar: other views of the same filter. */
export const views: Views = {
  async board(ctx, input) {
    const { perColumn, ...filter } = input
    const resolved = await resolve(ctx, filter)
    const counts = new Map(
      (
        await apply(ctx, resolved)
          .select(['o.state', eb => eb.fn.countAll<number>().as('count')])
          .groupBy('o.state')
          .execute()
      ).map(row => [row.state, row.count]),
    )
    const asked = filter.states?.length ? filter.states : BOARD_STATES
    const columns = []
    for (const state of ORDER_STATES.filter(s => (asked as readonly string[]).includes(s))) {
      const count = counts.get(state) ?? 0
      const records =
        count === 0
          ? []
          : await apply(ctx, resolved)
              .where('o.state', '=', state)
              .select([...ROW_COLUMNS])
              .orderBy('o.reported_at', 'desc')
              .orderBy('o.id', 'desc')
              .limit(perColumn)
              .execute()
      columns.push({
        state,
        label: stateLabel(state),
        count,
        rows: await toRows(ctx, records as RowRecord[]),
      })
    }
    return { columns }
  },

  async calendar(ctx, input) {
    const { by, since, until, perDay, ...filter } = input
    if (until < since || diffDays(since, until) >= LONGEST_SPAN) throw contract.fail('span_too_long')
    const resolved = await resolve(ctx, filter)
    const column = { reported: 'o.reported_at', due: 'o.due_at', done: 'o.done_at' }[by]
    const dayOf = sql<string>`(${sql.ref(column)} at time zone ${sql.lit(ctx.zone)})::date`
    const inSpan = apply(ctx, resolved).where(between(column, ctx, since, until))
    const counts = await inSpan
      .select([
        dayOf.as('day'),
        eb => eb.fn.countAll<number>().as('count'),
        eb => eb.fn.countAll<number>().filterWhere('o.due_at', '<', sql<Date>`${ctx.now}`).as('late'),
      ])
      .groupBy(sql`1`)
      .execute()
    const ranked = inSpan
      .select([...ROW_COLUMNS])
      .select(dayOf.as('day'))
      .select(
        sql<number>`row_number() over (partition by ${dayOf} order by ${sql.ref(column)}, o.id)`.as('rank'),
      )
    const records =
      perDay === 0
        ? []
        : await ctx.db
            .selectFrom(ranked.as('r'))
            .selectAll()
            .where('rank', '<=', perDay)
            .orderBy('rank')
            .execute()
    const rows = new Map<string, RowRecord[]>()
    for (const record of records) rows.set(record.day, [...(rows.get(record.day) ?? []), record as RowRecord])
    const days = []
    for (const day of daysBetween(since, until)) {
      const count = counts.find(c => c.day === day)
      days.push({
        day,
        count: count?.count ?? 0,
        late: count?.late ?? 0,
        rows: await toRows(ctx, rows.get(day) ?? []),
      })
    }
    return { days }
  },
}
