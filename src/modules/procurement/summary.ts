import type { Ctx } from '../../kernel/server/ctx.ts'
import { figureFor, type SummaryRequest, type SummarySource } from '../../mechanisms/metric/index.ts'
import { say } from '../../mechanisms/metric/prose/doc.ts'
import { sentence } from '../../mechanisms/metric/prose/patterns/index.ts'

/**
 * 物资采购: how much was asked for and went through the one channel, what comparing brought, what was counted at the
 * door, what went past it all.
 */
export const purchaseSummary: SummarySource = {
  id: 'procurement',
  async contribute(ctx, { period }) {
    const blocks = [...(await bought(ctx, period)), ...(await received(ctx, period))]
    if (blocks.length === 0) return []
    return [
      {
        section: 'service',
        obligation: 'service.purchase',
        title: '物资采购',
        order: 25,
        blocks,
        missing: [],
      },
    ]
  },
}

async function bought(ctx: Ctx, period: SummaryRequest['period']) {
  const requests = await figureFor(ctx, 'procurement.requests', period)
  const orders = await figureFor(ctx, 'procurement.orders', period)
  const past = await figureFor(ctx, 'procurement.off_channel', period)
  if (requests.value === 0 && orders.value === 0 && past.value === 0) return []
  const amount = await figureFor(ctx, 'procurement.ordered', period)
  const saved = await figureFor(ctx, 'procurement.saved', period)
  const asked = requests.value > 0 ? say`受理采购申请${requests}，` : []
  const said = say`实行统一采购、统一供应、统一管理，${period.label}${asked}采购${orders}，金额${amount}`
  const compared = saved.value > 0 ? say`；坚持货比三家，比各家平均报价节约${saved}` : []
  const outside = past.value > 0 ? say`；统一采购以外的购买${past}，已逐笔登记` : []
  return [sentence('procurement.orders', 'P2', say`${said}${compared}${outside}。`)]
}

async function received(ctx: Ctx, period: SummaryRequest['period']) {
  const times = await figureFor(ctx, 'procurement.acceptances', period)
  if (times.value === 0) return []
  const amount = await figureFor(ctx, 'procurement.accepted', period)
  const wrong = await figureFor(ctx, 'procurement.mismatches', period)
  const settled = await figureFor(ctx, 'procurement.mismatches_settled', period)
  const dealt =
    settled.value === wrong.value
      ? say`，都已处理`
      : settled.value > 0
        ? say`，已处理${settled}，没有处理完的一律不付款`
        : say`，处理完之前一律不付款`
  const differing = wrong.value > 0 ? say`；发现购物不符${wrong}${dealt}` : say`，没有发现购物不符`
  return [
    sentence(
      'procurement.acceptances',
      'P2',
      say`把好验收关，采购与验收分由不同的人办理，${period.label}到货验收${times}，合格金额${amount}${differing}。`,
    ),
  ]
}
