import type { Ctx } from '../../kernel/server/ctx.ts'
import { amountOf } from './rules.ts'
import { basisOf, insertCase, note, priceOn } from './store.ts'

/** Opens a case for each damaged item of a finished work order; called from the outbox, idempotent. */
export async function openFromOrder(ctx: Ctx, order: FinishedOrder): Promise<void> {
  for (const item of order.items) {
    const known = await ctx.db
      .selectFrom('damage_case')
      .select('id')
      .where('order_id', '=', order.orderId)
      .where('item', '=', item.name)
      .executeTakeFirst()
    if (known) continue
    const price = await priceOn(ctx, item.name, order.day)
    const row = await insertCase(ctx, {
      source: 'order',
      state: 'opened',
      orderId: order.orderId,
      orderNo: order.no,
      occurredOn: order.day,
      placeId: order.placeId,
      placeText: order.placeText,
      unitId: null,
      unitText: '',
      liableKind: 'unknown',
      liableName: '',
      intent: 'unknown',
      item: item.name,
      quantity: item.quantity,
      measure: price?.measure ?? item.measure,
      priceId: price?.id ?? null,
      amountFen: price ? amountOf(price.price_fen, item.quantity) : 0,
      basis: price ? basisOf(price) : '',
      note: '',
    })
    await note(ctx, row.id, '由报修单转来', order.no)
  }
}

export interface FinishedOrder {
  orderId: string
  no: string
  day: string
  placeId: string | null
  placeText: string
  items: readonly { name: string; quantity: number; measure: string }[]
}
