import { minutesBetween } from '../../kernel/pure/calendar/school-time.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { duesNow } from './dues.ts'
import { calendarOf } from './kinds.ts'
import type { Order, OrderChange } from './store.ts'

/** Ends the standing pause, if any, and says how the order changes by it: the clock runs again, later. */
export async function endPause(ctx: Ctx, order: Order): Promise<OrderChange> {
  if (order.state !== 'waiting' || !order.wait_from) return {}
  const minutes = Math.round(minutesBetween(await calendarOf(ctx), order.wait_from, ctx.now, 'school'))
  await ctx.db
    .updateTable('workorder_pause')
    .set({ to_at: ctx.now, minutes: Math.max(0, minutes) })
    .where('order_id', '=', order.id)
    .where('to_at', 'is', null)
    .execute()
  return {
    wait_reason: null,
    wait_note: '',
    wait_from: null,
    ...(order.finish_due_at ? await duesNow(ctx, order) : {}),
  }
}
