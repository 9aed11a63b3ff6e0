import { formatFen } from '../../../kernel/pure/money.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { drawOn, type Orderable } from '../../contract/index.ts'
import { contract } from '../contract.ts'
import { ORDER_REF } from '../door.ts'
import { sameThing, tidyQuantity } from '../rules.ts'
import type { RowOf } from '../store.ts'

export type AgreedLine = Orderable['lines'][number]

interface Bought {
  goods: { name: string; quantity: string; measure: string }
  priceFen: number
  agreed: AgreedLine | undefined
}

/** The line of the contract that a thing is ordered under: the one that was named, or the one of that name. */
export function agreedLine(
  deal: Orderable | undefined,
  goods: { id: string; name: string },
  named: readonly { batchLineId: string; contractLineId: string }[],
): AgreedLine | undefined {
  const wanted = named.find(n => n.batchLineId === goods.id)?.contractLineId
  return deal?.lines.find(line => (wanted ? line.id === wanted : sameThing(line.name, goods.name)))
}

/** An order under a contract is with its supplier, for things in it, not dearer and not more than was agreed. */
export async function mustBeAgreed(
  ctx: Ctx,
  deal: Orderable,
  supplierId: string,
  lines: readonly Bought[],
): Promise<void> {
  if (deal.supplierId !== supplierId)
    throw contract.fail('contract_supplier', { no: deal.no, supplier: deal.supplierName })
  const ordered = await orderedUnder(
    ctx,
    deal.lines.map(line => line.id),
  )
  for (const { goods, priceFen, agreed } of lines) {
    if (!agreed)
      throw contract.fail('contract_line', {
        no: deal.no,
        name: goods.name,
        lines: deal.lines.map(line => line.name).join('、'),
      })
    if (priceFen > agreed.priceFen)
      throw contract.fail('contract_price', {
        no: deal.no,
        name: goods.name,
        price: formatFen(priceFen),
        agreed: formatFen(agreed.priceFen),
      })
    const before = ordered.get(agreed.id) ?? 0
    const wanted = Number(goods.quantity)
    if (tidyQuantity(before + wanted) > agreed.quantity)
      throw contract.fail('contract_quantity', {
        no: deal.no,
        name: agreed.name,
        agreed: `${agreed.quantity}${agreed.measure}`,
        ordered: `${before}${agreed.measure}`,
        left: `${tidyQuantity(Math.max(0, agreed.quantity - before))}${agreed.measure}`,
        wanted: `${wanted}${goods.measure}`,
      })
    ordered.set(agreed.id, tidyQuantity(before + wanted))
  }
}

/** How much of each line of a contract was ordered, less what was called off. */
export async function orderedUnder(
  ctx: Ctx,
  contractLineIds: readonly string[],
): Promise<Map<string, number>> {
  if (contractLineIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('procurement_order_line as l')
    .innerJoin('procurement_order as o', join =>
      join.onRef('o.school_id', '=', 'l.school_id').onRef('o.id', '=', 'l.order_id'),
    )
    .select(eb => [
      'l.contract_line_id',
      eb.fn.sum<string>(eb('l.quantity', '-', eb.ref('l.called_off'))).as('n'),
    ])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.contract_line_id', 'in', [...contractLineIds])
    .where('o.state', '<>', 'cancelled')
    .groupBy('l.contract_line_id')
    .execute()
  return new Map(rows.map(row => [row.contract_line_id as string, Number(row.n)]))
}

/** The contract learns what the order stands for now: ordered, less what was called off and deducted. */
export async function drawFor(ctx: Ctx, order: RowOf<'procurement_order'>): Promise<void> {
  if (!order.contract_id) return
  await drawOn(ctx, {
    contractId: order.contract_id,
    document: { kind: ORDER_REF, id: order.id },
    no: order.no,
    title: order.title,
    day: ctx.today,
    amountFen: order.total_fen - order.called_off_fen - order.deducted_fen,
  })
}
