import { dayOf, toInstant } from '../../kernel/pure/calendar/zone.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { OPEN_STATES } from './machine.ts'
import { refusalOf, type Verb } from './rules.ts'
import { factsOf, limitsOf, ORDER_REF, type Order, viewerOf } from './store.ts'

export type { Order } from './store.ts'

/** The order behind a follow link, and whose link it is. */
export async function orderByToken(
  ctx: Ctx,
  token: string,
): Promise<{ order: Order; role: 'reporter' | 'endorser' } | null> {
  const find = (column: 'follow_token' | 'id', value: string) =>
    ctx.db
      .selectFrom('workorder_order')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where(column, '=', value)
      .executeTakeFirst()
  const own = await find('follow_token', token)
  if (own) return { order: own, role: 'reporter' }
  const joined = await ctx.db
    .selectFrom('workorder_endorsement')
    .select('order_id')
    .where('school_id', '=', ctx.schoolId)
    .where('follow_token', '=', token)
    .executeTakeFirst()
  const order = joined ? await find('id', joined.order_id) : undefined
  return order ? { order, role: 'endorser' } : null
}

/** What the thread shows outside, oldest first. */
export async function publicThread(ctx: Ctx, orderId: string) {
  return ctx.db
    .selectFrom('workorder_event')
    .select(['at', 'who', 'verb', 'text', 'person_id'])
    .where('order_id', '=', orderId)
    .where('public', '=', true)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** What a stranger's address sent today: reports and endorsements. */
export async function sentToday(ctx: Ctx, stranger: string): Promise<number> {
  const count = await ctx.db
    .selectFrom('workorder_order')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('school_id', '=', ctx.schoolId)
    .where('stranger', '=', stranger)
    .where('reported_on', '=', ctx.today)
    .executeTakeFirstOrThrow()
  const joined = await ctx.db
    .selectFrom('workorder_endorsement')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('school_id', '=', ctx.schoolId)
    .where('stranger', '=', stranger)
    .where('at', '>=', toInstant(ctx.today, 0, ctx.zone))
    .executeTakeFirstOrThrow()
  return count.n + joined.n
}

/** Open orders at a place since a day, newest first. */
export async function openAt(
  ctx: Ctx,
  where: { kind: string; placeId: string; since: string; trade?: string | undefined },
): Promise<Order[]> {
  return ctx.db
    .selectFrom('workorder_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', where.kind)
    .where('place_id', '=', where.placeId)
    .where('state', 'in', [...OPEN_STATES])
    .where('reported_on', '>=', where.since)
    .$if(where.trade !== undefined, q => q.where('trade', '=', where.trade as string))
    .orderBy('reported_at', 'desc')
    .limit(10)
    .execute()
}

/** The last time the same item was repaired at the same place, before a day. */
export async function lastDone(
  ctx: Ctx,
  asked: { placeId: string; itemCode: string; on: string; orderId?: string | undefined },
): Promise<{ id: string; no: string; doneOn: string } | null> {
  const row = await ctx.db
    .selectFrom('workorder_order as o')
    .select(['o.id', 'o.no', 'o.done_at'])
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.place_id', '=', asked.placeId)
    .where('o.done_at', 'is not', null)
    .where('o.reported_on', '<=', asked.on)
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('workorder_line as l')
          .select('l.id')
          .whereRef('l.school_id', '=', 'o.school_id')
          .whereRef('l.order_id', '=', 'o.id')
          .where('l.item_code', '=', asked.itemCode),
      ),
    )
    .$if(asked.orderId !== undefined, q => q.where('o.id', '<>', asked.orderId as string))
    .orderBy('o.done_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.done_at ? { id: row.id, no: row.no, doneOn: dayOf(row.done_at, ctx.zone) } : null
}

/** Two persons were one: orders, work and endorsements of the one become those of the other. */
export async function replacePerson(ctx: Ctx, droppedId: string, keptId: string): Promise<void> {
  const change = (column: 'assignee_id' | 'reporter_person_id') =>
    ctx.db
      .updateTable('workorder_order')
      .set({ [column]: keptId })
      .where('school_id', '=', ctx.schoolId)
      .where(column, '=', droppedId)
      .execute()
  await change('assignee_id')
  await change('reporter_person_id')
  await ctx.db
    .updateTable('workorder_labour')
    .set({ person_id: keptId })
    .where('school_id', '=', ctx.schoolId)
    .where('person_id', '=', droppedId)
    .execute()
  const both = ctx.db
    .selectFrom('workorder_endorsement')
    .select('order_id')
    .where('school_id', '=', ctx.schoolId)
    .where('person_id', '=', keptId)
  await ctx.db
    .updateTable('workorder_endorsement')
    .set({ person_id: keptId })
    .where('school_id', '=', ctx.schoolId)
    .where('person_id', '=', droppedId)
    .where('order_id', 'not in', both)
    .execute()
}

export const orderRef = (id: string) => ({ kind: ORDER_REF, id })

/** What the reporter may do through his follow link now. */
export async function mayAsReporter(ctx: Ctx, order: Order) {
  const viewer = await viewerOf(ctx, order.kind, true)
  const limits = await limitsOf(ctx)
  const may = (verb: Verb): boolean => refusalOf(verb, factsOf(order), viewer, limits, ctx.now) === undefined
  return {
    confirm: may('confirm') || may('rate'),
    reopen: may('reopen'),
    cancel: may('cancel'),
    comment: may('comment'),
  }
}
