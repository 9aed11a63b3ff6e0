import type { Ctx } from '../../kernel/server/ctx.ts'
import { readParameter } from '../parameter/index.ts'
import { type Dues, duesOf } from './clock.ts'
import { calendarOf, once } from './kinds.ts'
import type { Level } from './machine.ts'
import { SERVICE, serviceLevelOf } from './parameters.ts'

export const serviceOf = (ctx: Ctx, level: Level) =>
  once(ctx, `service:${level}`, async () => serviceLevelOf(level, await readParameter(ctx, SERVICE[level])))

/** The dates of a new round. */
export async function firstDues(ctx: Ctx, level: Level, from: Date): Promise<Dues> {
  return duesOf(await serviceOf(ctx, level), await calendarOf(ctx), from, [], null)
}

/** The dates as they stand after the pauses and the extension of this round. */
export async function duesNow(
  ctx: Ctx,
  order: { id: string; level: Level; clock_from: Date },
): Promise<{ respond_due_at: Date; finish_due_at: Date | null }> {
  const pauses = await ctx.db
    .selectFrom('workorder_pause')
    .select(['from_at', 'to_at', 'reason'])
    .where('order_id', '=', order.id)
    .where('from_at', '>=', order.clock_from)
    .where('to_at', 'is not', null)
    .execute()
  const granted = await ctx.db
    .selectFrom('workorder_extension')
    .select(eb => eb.fn.max('until_at').as('until'))
    .where('order_id', '=', order.id)
    .where('approved', '=', true)
    .where('asked_at', '>=', order.clock_from)
    .executeTakeFirst()
  const dues = duesOf(
    await serviceOf(ctx, order.level),
    await calendarOf(ctx),
    order.clock_from,
    pauses.map(p => ({ from: p.from_at, to: p.to_at ?? undefined, reason: p.reason })),
    (granted?.until as Date | null | undefined) ?? null,
  )
  return { respond_due_at: dues.respondDueAt, finish_due_at: dues.finishDueAt }
}
