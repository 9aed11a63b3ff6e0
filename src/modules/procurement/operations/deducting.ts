import type { Ctx } from '../../../kernel/server/ctx.ts'
import { heldOn } from '../../budget/index.ts'
import { contract } from '../contract.ts'
import { REQUEST_REF } from '../door.ts'
import { settleRequests } from '../money.ts'
import { byWeight, tidyQuantity } from '../rules.ts'
import { lock, type RowOf } from '../store.ts'
import { partsOf } from './ordering.ts'

type OrderLine = RowOf<'procurement_order_line'>

/**
 * Takes an amount off the price of an order: off the line it is about as far as that was accepted, the rest over
 * the others. The requests stand for so much less, and the budget gets it back. Refused where a claim has already
 * taken the money over.
 */
export async function deduct(
  ctx: Ctx,
  order: RowOf<'procurement_order'>,
  amountFen: number,
  lineId: string | null,
): Promise<void> {
  const lines = await ctx.db
    .selectFrom('procurement_order_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', order.id)
    .orderBy('sort')
    .forUpdate()
    .execute()
  const parts = spread(lines, amountFen, lineId)
  const touched: string[] = []
  for (const [at, line] of lines.entries()) {
    const off = parts[at] as number
    if (off > 0) touched.push(...(await takeOff(ctx, line, off)))
  }
  await mustBeHeld(ctx, order.no, touched, amountFen)
  await settleRequests(ctx, touched, `${order.no} 不符扣款`)
}

/** How much of a deduction each line bears: never more than was accepted of it. */
export function spread(
  lines: readonly Pick<OrderLine, 'id' | 'accepted_fen' | 'deducted_fen'>[],
  amountFen: number,
  lineId: string | null,
): number[] {
  const room = lines.map(line => line.accepted_fen - line.deducted_fen)
  const about = lines.findIndex(line => line.id === lineId)
  const first = about < 0 ? 0 : Math.min(amountFen, room[about] as number)
  const rest = byWeight(
    amountFen - first,
    room.map((fen, at) => (at === about ? 0 : fen)),
  )
  return rest.map((fen, at) => (at === about ? first : fen))
}

async function takeOff(ctx: Ctx, line: OrderLine, off: number): Promise<string[]> {
  await ctx.db
    .updateTable('procurement_order_line')
    .set({ deducted_fen: line.deducted_fen + off })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', line.id)
    .execute()
  const parts = await partsOf(ctx, line.batch_line_id)
  // By the same weights as what was accepted is dealt out for paying.
  const amounts = byWeight(
    parts.reduce((sum, part) => sum + part.standing_fen, 0) - off,
    parts.map(part => tidyQuantity(Number(part.quantity) - Number(part.called_off))),
  )
  for (const [at, part] of parts.entries())
    await ctx.db
      .updateTable('procurement_request_line')
      .set({ standing_fen: amounts[at] as number })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', part.id)
      .execute()
  return parts.map(part => part.request_id)
}

async function mustBeHeld(
  ctx: Ctx,
  no: string,
  requestIds: readonly string[],
  amountFen: number,
): Promise<void> {
  let held = 0
  let committed = false
  for (const id of new Set(requestIds)) {
    const request = await lock(ctx, 'procurement_request', id)
    if (!request.line_id) continue
    committed = true
    held += await heldOn(ctx, { kind: REQUEST_REF, id }, request.line_id)
  }
  if (committed && held < amountFen) throw contract.fail('claimed_already', { no })
}
