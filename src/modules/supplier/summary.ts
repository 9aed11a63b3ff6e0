import { figureFor, type SummarySource } from '../../mechanisms/metric/index.ts'
import { say } from '../../mechanisms/metric/prose/doc.ts'
import { sentence } from '../../mechanisms/metric/prose/patterns/index.ts'

/** Under 物资采购: that supply was judged, by what, and who may no longer supply. */
export const supplierSummary: SummarySource = {
  id: 'supplier',
  async contribute(ctx, { period }) {
    const rated = await figureFor(ctx, 'supplier.rated', period)
    const blocked = await figureFor(ctx, 'supplier.blocked', period)
    if (rated.value === 0 && blocked.value === 0) return []
    const judged = say`对供货按品质、数量、时间、地点、价格五项评价${rated}`
    const listed = say`把不合格的供应商列入黑名单${blocked}`
    const inlines =
      rated.value === 0
        ? say`${listed}。`
        : blocked.value === 0
          ? say`${judged}。`
          : say`${judged}，${listed}。`
    return [
      {
        section: 'service',
        obligation: 'service.purchase',
        title: '供应商管理',
        order: 26,
        blocks: [sentence('supplier.rated', 'service', inlines)],
        missing: [],
      },
    ]
  },
}
