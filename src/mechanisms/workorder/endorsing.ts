import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { attach } from '../attachment/index.ts'
import { contract } from './contract.ts'
import { forget } from './kinds.ts'
import { assertMay, newToken, ORDER_REF, type Order, viewerOf, writeOrder } from './store.ts'

export interface Endorser {
  personId: string | null
  name: string
  phone: string | null
  note: string
  photos: readonly string[]
}

/** 我也遇到了: joins a standing order instead of making another. Anyone who stands before it may. */
export async function endorseOrder(
  ctx: Ctx,
  id: string,
  by: Endorser,
): Promise<{ order: Order; token: string }> {
  const order = await ctx.db
    .selectFrom('workorder_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!order) throw notFound()
  await assertMay(ctx, 'endorse', order, await viewerOf(ctx, order.kind))
  if (by.personId && by.personId === order.reporter_person_id) throw contract.fail('endorsed')
  const stranger = ctx.actor.kind === 'anonymous' ? ctx.actor.address : null
  const token = newToken()
  const added = await ctx.db
    .insertInto('workorder_endorsement')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      order_id: id,
      at: ctx.now,
      person_id: by.personId,
      name: by.name,
      phone: by.phone,
      note: by.note,
      stranger,
      follow_token: token,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) throw contract.fail('endorsed')
  forget(ctx)
  await attach(ctx, { kind: ORDER_REF, id }, by.photos, 'before')
  const written = await writeOrder(
    ctx,
    order,
    { endorse_count: order.endorse_count + 1, photo_count: order.photo_count + by.photos.length },
    { verb: 'endorse', text: by.note, who: by.name || '一位师生', public: true },
  )
  return { order: written, token }
}
