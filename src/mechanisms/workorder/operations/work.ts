import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { attach } from '../../attachment/index.ts'
import type { contract } from '../contract.ts'
import { announceFinished } from '../events.ts'
import { addLabour, addMaterials, type Line, linesText, replaceLines } from '../lines.ts'
import { WAIT_REASONS } from '../machine.ts'
import { followersOf, tell } from '../notices.ts'
import { endPause } from '../pauses.ts'
import { assertMay, lockOrder, movedOf, ORDER_REF, type Order, writeOrder } from '../store.ts'

type Work = Pick<Handlers<typeof contract>, 'start' | 'pause' | 'resume' | 'finish'>

export const work: Work = {
  async start(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'start', order, viewer)
    const written = await writeOrder(
      ctx,
      order,
      { state: 'in_progress', started_at: ctx.now, responded_at: order.responded_at ?? ctx.now },
      { verb: 'start', public: true },
    )
    return movedOf(written)
  },

  async pause(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'pause', order, viewer)
    return movedOf(await wait(ctx, order, input.reason, input.note))
  },

  async resume(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'resume', order, viewer)
    const written = await writeOrder(
      ctx,
      order,
      { ...(await endPause(ctx, order)), state: 'in_progress', started_at: order.started_at ?? ctx.now },
      { verb: 'resume', public: true },
    )
    return movedOf(written)
  },

  async finish(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'finish', order, viewer)
    const lines = await linesFor(ctx, order, input.lines ?? [])
    if (lines) await replaceLines(ctx, order, lines)
    const materialFen = await addMaterials(ctx, order.id, input.materials)
    await addLabour(ctx, order, input.labour)
    await attach(ctx, { kind: ORDER_REF, id: order.id }, input.photos, 'after')
    const done = lines ? await linesText(ctx, order.kind, lines) : ''
    const written = await writeOrder(
      ctx,
      order,
      {
        ...(await endPause(ctx, order)),
        state: 'done',
        responded_at: order.responded_at ?? ctx.now,
        started_at: order.started_at ?? ctx.now,
        done_at: ctx.now,
        cause: input.cause,
        cause_note: input.causeNote,
        cost_fen: order.cost_fen + materialFen,
        photo_count: order.photo_count + input.photos.length,
      },
      { verb: 'finish', text: [done, input.note].filter(Boolean).join('。'), public: true },
    )
    await tell(ctx, written, 'done', '已修好，请验收', await followersOf(ctx, written), input.note)
    await announceFinished(ctx, written)
    return movedOf(written)
  },
}

/** Stops the clock. Someone looked at it, or there would be nothing to wait for. */
export async function wait(
  ctx: Ctx,
  order: Order,
  reason: keyof typeof WAIT_REASONS,
  note: string,
): Promise<Order> {
  await ctx.db
    .insertInto('workorder_pause')
    .values({ school_id: ctx.schoolId, id: ctx.id(), order_id: order.id, reason, note, from_at: ctx.now })
    .execute()
  const written = await writeOrder(
    ctx,
    order,
    {
      state: 'waiting',
      wait_reason: reason,
      wait_note: note,
      wait_from: ctx.now,
      responded_at: order.responded_at ?? ctx.now,
    },
    { verb: 'pause', text: [WAIT_REASONS[reason], note].filter(Boolean).join('：'), public: true },
  )
  await tell(ctx, written, 'waiting', WAIT_REASONS[reason], await followersOf(ctx, written), note)
  return written
}

/** Those given; else those it has from before it came back; else one of what was reported. */
async function linesFor(ctx: Ctx, order: Order, given: readonly Line[]): Promise<readonly Line[] | null> {
  if (given.length > 0) return given
  const { count } = await ctx.db
    .selectFrom('workorder_line')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('order_id', '=', order.id)
    .executeTakeFirstOrThrow()
  if (count > 0) return null
  return [order.item_code ? { itemCode: order.item_code, qty: 1 } : { text: order.title, qty: 1 }]
}
