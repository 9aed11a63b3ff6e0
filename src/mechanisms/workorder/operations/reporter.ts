import { actorName, type Ctx, hasRole, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { attach } from '../../attachment/index.ts'
import type { contract } from '../contract.ts'
import { firstDues } from '../dues.ts'
import { endorseOrder } from '../endorsing.ts'
import { followersOf, officeOf, tell } from '../notices.ts'
import { assertMay, lockOrder, movedOf, ORDER_REF, type Order, type Said, say, writeOrder } from '../store.ts'

type Reporter = Pick<Handlers<typeof contract>, 'confirm' | 'reopen' | 'cancel' | 'comment' | 'endorse'>

export const reporter: Reporter = {
  /** Confirms finished work; after it (or after the automatic confirmation) only the rating is added. */
  async confirm(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    const who = byReporter(ctx, order)
    const rated = {
      ...(input.rating === undefined ? {} : { rating: input.rating }),
      ...(input.note ? { rating_note: input.note } : {}),
    }
    const said = [input.rating === undefined ? '' : `${input.rating} 分`, input.note]
      .filter(Boolean)
      .join('，')
    if (order.state !== 'done' && input.rating !== undefined) {
      await assertMay(ctx, 'rate', order, viewer)
      return movedOf(await writeOrder(ctx, order, rated, { verb: 'rate', text: said, public: true, ...who }))
    }
    await assertMay(ctx, 'confirm', order, viewer)
    const written = await writeOrder(
      ctx,
      order,
      { ...rated, state: 'confirmed', confirmed_at: ctx.now },
      { verb: 'confirm', text: said, public: true, ...who },
    )
    const bad = input.rating !== undefined && input.rating <= 2
    await tell(
      ctx,
      written,
      'confirmed',
      bad ? '评价不满意' : '已验收',
      [order.assignee_id, ...(bad ? await officeOf(ctx) : [])],
      said,
    )
    return movedOf(written)
  },

  /** 返修: back to work, with a new round of the clock. */
  async reopen(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'reopen', order, viewer)
    await attach(ctx, { kind: ORDER_REF, id: order.id }, input.photos, 'before')
    const dues = await firstDues(ctx, order.level, ctx.now)
    const written = await writeOrder(
      ctx,
      order,
      {
        state: 'reopened',
        clock_from: ctx.now,
        respond_due_at: dues.respondDueAt,
        finish_due_at: dues.finishDueAt,
        responded_at: null,
        started_at: null,
        done_at: null,
        confirmed_at: null,
        auto_confirmed: false,
        closed_at: null,
        rating: null,
        rating_note: '',
        rework_count: order.rework_count + 1,
        photo_count: order.photo_count + input.photos.length,
      },
      { verb: 'reopen', text: input.reason, public: true, ...byReporter(ctx, order) },
    )
    await ctx.emit('workorder.reopened', { orderId: order.id, kind: order.kind })
    await tell(
      ctx,
      written,
      'reopened',
      '要求返修',
      [order.assignee_id, ...(await officeOf(ctx))],
      input.reason,
    )
    return movedOf(written)
  },

  async cancel(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'cancel', order, viewer)
    const written = await writeOrder(
      ctx,
      order,
      { state: 'cancelled' },
      { verb: 'cancel', text: input.reason, public: true, ...byReporter(ctx, order) },
    )
    await tell(
      ctx,
      written,
      'cancelled',
      '已撤销',
      [order.assignee_id, order.reporter_person_id],
      input.reason,
    )
    return movedOf(written)
  },

  async comment(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'comment', order, viewer)
    await attach(ctx, { kind: ORDER_REF, id: order.id }, input.photos, 'other')
    if (input.photos.length > 0)
      await ctx.db
        .updateTable('workorder_order')
        .set(eb => ({ photo_count: eb('photo_count', '+', input.photos.length) }))
        .where('id', '=', order.id)
        .execute()
    const inside = viewer.office || viewer.worker || viewer.leader || viewer.system
    const said: Said & { public: boolean } = {
      verb: 'comment',
      text: input.text,
      public: input.public || !inside,
      ...byReporter(ctx, order),
    }
    const id = await say(ctx, order.id, said)
    ctx.about({ kind: ORDER_REF, id: order.id }, `${order.no}：留言`)
    await tell(ctx, order, 'comment', '有新留言', await listeners(ctx, order, said.public), input.text)
    const who = said.who ?? actorName(ctx.actor)
    return {
      event: { id, at: ctx.now.toISOString(), who, verb: 'comment', text: input.text, public: said.public },
    }
  },

  async endorse(ctx, input) {
    const user = userOf(ctx)
    const { order } = await endorseOrder(ctx, input.id, {
      personId: user?.personId ?? null,
      name: user?.name ?? '',
      phone: null,
      note: input.note,
      photos: input.photos,
    })
    return { ...movedOf(order), endorsements: order.endorse_count }
  },
}

/** A stranger behind the follow link is the reporter; his name stands on the order. */
const byReporter = (ctx: Ctx, order: Order): { who?: string } =>
  ctx.actor.kind === 'anonymous' ? { who: order.reporter_name || '报修人' } : {}

async function listeners(ctx: Ctx, order: Order, isPublic: boolean): Promise<(string | null)[]> {
  const inside = [order.assignee_id, ...(hasRole(ctx, 'director', 'clerk') ? [] : await officeOf(ctx))]
  return isPublic ? [...inside, ...(await followersOf(ctx, order))] : inside
}
