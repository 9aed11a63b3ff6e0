import { figureFor, type SummarySource } from '../../mechanisms/metric/index.ts'
import { say } from '../../mechanisms/metric/prose/doc.ts'
import { sentence } from '../../mechanisms/metric/prose/patterns/index.ts'

/** 物资采购: how much went through the one channel, what comparing brought, what went past it. */
export const purchaseSummary: SummarySource = {
  id: 'procurement',
  async contribute(ctx, { period }) {
    const orders = await figureFor(ctx, 'procurement.orders', period)
    const past = await figureFor(ctx, 'procurement.off_channel', period)
    if (orders.value === 0 && past.value === 0) return []
    const amount = await figureFor(ctx, 'procurement.ordered', period)
    const saved = await figureFor(ctx, 'procurement.saved', period)
    const bought = say`实行统一采购、统一供应、统一管理，${period.label}采购${orders}，金额${amount}`
    const compared = saved.value > 0 ? say`；坚持货比三家，比各家平均报价节约${saved}` : []
    const outside = past.value > 0 ? say`；统一采购以外的购买${past}，已逐笔登记` : []
    return [
      {
        section: 'service',
        obligation: 'service.purchase',
        title: '物资采购',
        order: 25,
        blocks: [sentence('procurement.orders', 'P2', say`${bought}${compared}${outside}。`)],
        missing: [],
      },
    ]
  },
}
