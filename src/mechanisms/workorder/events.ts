import type { Ctx } from '../../kernel/server/ctx.ts'
import { itemsOf } from './kinds.ts'
import type { Cause, Source } from './machine.ts'
import type { Order } from './store.ts'

/** After commit, exactly once to each subscriber. */
export const ORDER_FINISHED = 'workorder.finished'

export interface OrderFinished {
  orderId: string
  no: string
  kind: string
  /** Old registers are history: what follows from damage was settled then. */
  source: Source
  cause: Cause | null
  /** Day of the report. */
  day: string
  doneAt: string | null
  placeId: string | null
  placeText: string
  reporterPersonId: string | null
  items: { code: string | null; name: string; quantity: number; measure: string }[]
}

/** Also when the cause of finished work is corrected; subscribers take it as the newest word. */
export async function announceFinished(ctx: Ctx, order: Order): Promise<void> {
  const lines = await ctx.db
    .selectFrom('workorder_line')
    .select(['item_code', 'text', 'qty', 'measure'])
    .where('order_id', '=', order.id)
    .orderBy('seq')
    .execute()
  const items = await itemsOf(ctx, order.kind)
  const payload: OrderFinished = {
    orderId: order.id,
    no: order.no,
    kind: order.kind,
    source: order.source,
    cause: order.cause,
    day: order.reported_on,
    doneAt: order.done_at?.toISOString() ?? null,
    placeId: order.place_id,
    placeText: order.place_text,
    reporterPersonId: order.reporter_person_id,
    items: lines.map(l => ({
      code: l.item_code,
      name: (l.item_code ? items.get(l.item_code)?.name : undefined) ?? l.text,
      quantity: Number(l.qty),
      measure: l.measure,
    })),
  }
  await ctx.emit(ORDER_FINISHED, payload)
}
