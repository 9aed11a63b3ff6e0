import type { Ctx } from '../../kernel/server/ctx.ts'
import type { OrderFinished } from '../../mechanisms/workorder/index.ts'
import { damage } from './contract.ts'
import { amountOf, isChargeable } from './rules.ts'
import { basisOf, insertCase, note, pricesOn } from './store.ts'

/**
 * What a finished work order means for compensation: damage by hand opens a case for each damaged item,
 * once; an old register that was imported opens none, its own compensation list says what was paid; a cause corrected to wear takes back the cases on which no money was received. Idempotent.
 */
export async function followOrder(ctx: Ctx, order: OrderFinished): Promise<void> {
  if (order.source === 'import') return
  if (isChargeable(order.cause)) await openCases(ctx, order)
  else await takeBack(ctx, order)
}

async function openCases(ctx: Ctx, order: OrderFinished): Promise<void> {
  const prices = await pricesOn(ctx, order.day)
  for (const done of order.items) {
    const price = prices
      .filter(p => done.name.includes(p.item))
      .sort((a, b) => b.item.length - a.item.length)[0]
    const item = price?.item ?? done.name
    const known = await ctx.db
      .selectFrom('damage_case')
      .select('id')
      .where('order_id', '=', order.orderId)
      .where('item', '=', item)
      .where('state', '<>', 'cancelled')
      .executeTakeFirst()
    if (known) continue
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
      item,
      quantity: done.quantity,
      measure: price?.measure ?? done.measure,
      priceId: price?.id ?? null,
      amountFen: price ? amountOf(price.price_fen, done.quantity) : 0,
      basis: price ? basisOf(price) : '',
      note: '',
    })
    await note(ctx, row.id, '由报修单转来', order.no)
  }
}

async function takeBack(ctx: Ctx, order: OrderFinished): Promise<void> {
  const cases = await ctx.db
    .selectFrom('damage_case')
    .select(['id', 'version'])
    .where('order_id', '=', order.orderId)
    .where('state', 'in', ['opened', 'noticed', 'objected'])
    .where('paid_fen', '=', 0)
    .execute()
  for (const { id, version } of cases)
    await ctx.run(damage.cancel, { id, version, reason: '报修单的原因已更正为非人为，自然损耗不赔' })
}
