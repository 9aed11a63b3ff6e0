import { notFound } from '../../../kernel/pure/errors.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { contract } from '../contract.ts'
import { orderMachine } from '../machine.ts'
import { officeOf, tell } from '../notices.ts'
import { endPause } from '../pauses.ts'
import { assertMay, lockOrder, movedOf, writeOrder } from '../store.ts'
import { wait } from './work.ts'

type Vendor = Pick<Handlers<typeof contract>, 'vendorCall' | 'vendorResult'>

/** A vendor's call is a branch of the order, not another system. */
export const vendor: Vendor = {
  async vendorCall(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'vendorCall', order, viewer)
    const callId = ctx.id()
    await ctx.db
      .insertInto('workorder_vendor_call')
      .values({
        school_id: ctx.schoolId,
        id: callId,
        order_id: order.id,
        vendor: input.vendor,
        phone: input.phone,
        under_warranty: input.underWarranty,
        called_at: ctx.now,
        called_by: actorName(ctx.actor),
        visit_on: input.visitOn ?? null,
        note: input.note,
      })
      .execute()
    const visit = input.visitOn ? `，约定 ${input.visitOn} 上门` : ''
    const called = await writeOrder(
      ctx,
      order,
      { vendor_open: true },
      {
        verb: 'vendorCall',
        text: `已联系${input.vendor}${input.underWarranty ? '（保修期内）' : ''}${visit}。${input.note}`,
        public: true,
      },
    )
    if (!mayTransit(orderMachine, 'pause', called.state)) return { ...movedOf(called), callId }
    return { ...movedOf(await wait(ctx, called, 'vendor', input.vendor)), callId }
  },

  async vendorResult(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'vendorCall', order, viewer)
    const call = await ctx.db
      .selectFrom('workorder_vendor_call')
      .selectAll()
      .where('id', '=', input.callId)
      .where('order_id', '=', order.id)
      .executeTakeFirst()
    if (!call) throw notFound()
    if (call.finished_at) throw contract.fail('vendor_done')
    await ctx.db
      .updateTable('workorder_vendor_call')
      .set({ result: input.result, cost_fen: input.costFen, finished_at: ctx.now })
      .where('id', '=', call.id)
      .execute()
    const goesOn = input.repaired && order.state === 'waiting' && order.wait_reason === 'vendor'
    const written = await writeOrder(
      ctx,
      order,
      {
        ...(goesOn ? { ...(await endPause(ctx, order)), state: 'in_progress' as const } : {}),
        vendor_open: await hasOpenCall(ctx, order.id),
        cost_fen: order.cost_fen + input.costFen,
      },
      { verb: 'vendorResult', text: `${call.vendor}：${input.result}`, public: true },
    )
    await tell(ctx, written, 'vendor_result', `${call.vendor}已处理`, [
      order.assignee_id,
      ...(await officeOf(ctx)),
    ])
    return movedOf(written)
  },
}

async function hasOpenCall(ctx: Ctx, orderId: string): Promise<boolean> {
  const open = await ctx.db
    .selectFrom('workorder_vendor_call')
    .select('id')
    .where('order_id', '=', orderId)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return open !== undefined
}
