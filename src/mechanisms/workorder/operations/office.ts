import type { Handlers } from '../../../kernel/server/module.ts'
import type { contract } from '../contract.ts'
import { duesNow } from '../dues.ts'
import { LEVELS } from '../machine.ts'
import { tell } from '../notices.ts'
import { assertMay, lockOrder, movedOf, writeOrder } from '../store.ts'

type Office = Pick<
  Handlers<typeof contract>,
  'accept' | 'unaccept' | 'reject' | 'restore' | 'setLevel' | 'close' | 'unclose'
>

export const office: Office = {
  async accept(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'accept', order, viewer)
    const level = input.level ?? order.level
    const dues = level === order.level ? {} : await duesNow(ctx, { ...order, level })
    const written = await writeOrder(
      ctx,
      order,
      { state: 'accepted', accepted_at: ctx.now, level, ...dues },
      { verb: 'accept', text: input.note ?? '', public: true },
    )
    await tell(ctx, written, 'accepted', '已受理', [order.reporter_person_id])
    return movedOf(written)
  },

  async unaccept(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'unaccept', order, viewer)
    return movedOf(
      await writeOrder(ctx, order, { state: 'reported', accepted_at: null }, { verb: 'unaccept' }),
    )
  },

  async reject(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'reject', order, viewer)
    const written = await writeOrder(
      ctx,
      order,
      { state: 'rejected' },
      { verb: 'reject', text: input.reason, public: true },
    )
    await tell(ctx, written, 'rejected', '未受理', [order.reporter_person_id], input.reason)
    return movedOf(written)
  },

  async restore(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'restore', order, viewer)
    const written = await writeOrder(
      ctx,
      order,
      { state: 'reported', accepted_at: null },
      { verb: 'restore', public: true },
    )
    await tell(ctx, written, 'rejected', '重新受理中', [order.reporter_person_id])
    return movedOf(written)
  },

  async setLevel(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'setLevel', order, viewer)
    const dues = await duesNow(ctx, { ...order, level: input.level })
    const text = `${LEVELS[order.level].label} → ${LEVELS[input.level].label}：${input.reason}`
    const written = await writeOrder(
      ctx,
      order,
      { level: input.level, ...dues },
      { verb: 'setLevel', text, public: true },
    )
    await tell(ctx, written, 'level', `改为${LEVELS[input.level].label}`, [order.assignee_id], input.reason)
    return movedOf(written)
  },

  async close(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'close', order, viewer)
    const written = await writeOrder(
      ctx,
      order,
      { state: 'closed', closed_at: ctx.now },
      { verb: 'close', text: input.note ?? '' },
    )
    await ctx.emit('workorder.closed', { orderId: order.id, kind: order.kind })
    return movedOf(written)
  },

  async unclose(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'unclose', order, viewer)
    const state = order.confirmed_at ? 'confirmed' : 'done'
    return movedOf(await writeOrder(ctx, order, { state, closed_at: null }, { verb: 'unclose' }))
  },
}
