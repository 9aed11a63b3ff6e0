import type { Ctx } from '../../kernel/server/ctx.ts'
import { kindOf } from './kinds.ts'
import { OPEN_STATES } from './machine.ts'
import { isVisible, viewerOf } from './store.ts'

/**
 * Whoever sees the order sees its photos; so does the holder of a follow link. Photos of open orders may be
 * open to all, where the office allows it, so that people recognise what is reported already.
 */
export async function maySeeFiles(ctx: Ctx, orderId: string, key?: string): Promise<boolean> {
  const order = await ctx.db
    .selectFrom('workorder_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', orderId)
    .executeTakeFirst()
  if (!order) return false
  if (key !== undefined && (key === order.follow_token || (await joinedWith(ctx, orderId, key)))) return true
  if (await isVisible(ctx, order, await viewerOf(ctx, order.kind))) return true
  const open = (OPEN_STATES as readonly string[]).includes(order.state)
  return open && ((await kindOf(ctx, order.kind).publicPhotos?.(ctx)) ?? false)
}

async function joinedWith(ctx: Ctx, orderId: string, token: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('workorder_endorsement')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('follow_token', '=', token)
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  return row !== undefined
}
