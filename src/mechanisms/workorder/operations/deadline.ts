import { closeOf } from '../../../kernel/pure/calendar/school-time.ts'
import { dayOf } from '../../../kernel/pure/calendar/zone.ts'
import { notFound } from '../../../kernel/pure/errors.ts'
import { actorName, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { contract } from '../contract.ts'
import { duesNow } from '../dues.ts'
import { calendarOf } from '../kinds.ts'
import { followersOf, officeOf, tell } from '../notices.ts'
import { assertMay, lockOrder, movedOf, writeOrder } from '../store.ts'

type Deadline = Pick<Handlers<typeof contract>, 'requestExtension' | 'decideExtension'>

export const deadline: Deadline = {
  /** Before the deadline, with a reason and a day; the office decides (维修服务承诺). */
  async requestExtension(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'requestExtension', order, viewer)
    const due = order.finish_due_at
    if (!due) throw contract.fail('clock_unset')
    if (order.state !== 'waiting' && ctx.now > due) throw contract.fail('extension_late')
    const until = closeOf(await calendarOf(ctx), input.until)
    if (until <= due || until <= ctx.now)
      throw contract.fail('extension_back', { due: dayOf(due > ctx.now ? due : ctx.now, ctx.zone) })
    const standing = await ctx.db
      .selectFrom('workorder_extension')
      .select('id')
      .where('order_id', '=', order.id)
      .where('approved', 'is', null)
      .executeTakeFirst()
    if (standing) throw contract.fail('extension_open')
    const extensionId = ctx.id()
    await ctx.db
      .insertInto('workorder_extension')
      .values({
        school_id: ctx.schoolId,
        id: extensionId,
        order_id: order.id,
        until_at: until,
        reason: input.reason,
        asked_at: ctx.now,
        asked_by: actorName(ctx.actor),
        asked_person_id: userOf(ctx)?.personId ?? null,
      })
      .execute()
    const written = await writeOrder(
      ctx,
      order,
      {},
      { verb: 'requestExtension', text: `申请延期到 ${input.until}：${input.reason}` },
    )
    await tell(ctx, written, 'extension_asked', '申请延期', await officeOf(ctx), input.reason)
    return { ...movedOf(written), extensionId }
  },

  async decideExtension(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'decideExtension', order, viewer)
    const asked = await ctx.db
      .selectFrom('workorder_extension')
      .selectAll()
      .where('id', '=', input.extensionId)
      .where('order_id', '=', order.id)
      .executeTakeFirst()
    if (!asked) throw notFound()
    if (asked.approved !== null) throw contract.fail('extension_decided')
    await ctx.db
      .updateTable('workorder_extension')
      .set({
        approved: input.approve,
        decided_at: ctx.now,
        decided_by: actorName(ctx.actor),
        note: input.note ?? '',
      })
      .where('id', '=', asked.id)
      .where('approved', 'is', null)
      .execute()
    const until = dayOf(asked.until_at, ctx.zone)
    const text = input.approve ? `同意延期到 ${until}` : '不同意延期'
    const written = await writeOrder(ctx, order, input.approve ? await duesNow(ctx, order) : {}, {
      verb: 'decideExtension',
      text: [text, input.note].filter(Boolean).join('：'),
      public: input.approve,
    })
    await tell(ctx, written, 'extension_decided', text, [asked.asked_person_id], input.note ?? '')
    if (input.approve)
      await tell(
        ctx,
        written,
        'extended',
        `完成时间改为 ${until}`,
        await followersOf(ctx, written),
        asked.reason,
      )
    return movedOf(written)
  },
}
