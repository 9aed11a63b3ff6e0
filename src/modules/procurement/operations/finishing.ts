import type { Ctx } from '../../../kernel/server/ctx.ts'
import { change, lock } from '../store.ts'

/** Requests of which nothing is still to come are done, or closed where nothing ever came. */
export async function finishRequests(ctx: Ctx, requestIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(requestIds)].sort()) {
    const request = await lock(ctx, 'procurement_request', id)
    if (request.state !== 'buying') continue
    const lines = await ctx.db
      .selectFrom('procurement_request_line')
      .select(['quantity', 'accepted', 'called_off'])
      .where('school_id', '=', ctx.schoolId)
      .where('request_id', '=', id)
      .execute()
    if (lines.some(l => Number(l.accepted) + Number(l.called_off) < Number(l.quantity))) continue
    const got = lines.some(l => Number(l.accepted) > 0)
    await change(ctx, 'procurement_request', request, got ? 'done' : 'closed', {
      action: got ? '办结' : '不再采购',
    })
  }
}

/** The line is no longer on its way: taken back by the accepted quantity. */
export async function countBack(
  ctx: Ctx,
  l: { order_line_id: string; accepted: string },
  { rejected }: { rejected: number },
): Promise<void> {
  await ctx.db
    .updateTable('procurement_order_line')
    .set(eb => ({
      counted: eb('counted', '-', l.accepted),
      rejected: eb('rejected', '+', String(rejected)),
    }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', l.order_line_id)
    .execute()
}
