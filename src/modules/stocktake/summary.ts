import { figureFor, type SummarySource } from '../../mechanisms/metric/index.ts'
import { type Inline, say } from '../../mechanisms/metric/prose/doc.ts'
import { nothingRecorded, sentence } from '../../mechanisms/metric/prose/patterns/index.ts'

/** 账、物相符: what was counted, how much agreed, what was short or over and what it was worth. */
export const stocktakeSummary: SummarySource = {
  id: 'stocktake',
  async contribute(ctx, { period }) {
    const place = { section: 'assets', obligation: 'assets.register', title: '盘点', order: 30 } as const
    const asset = { kind: 'asset' }
    const counted = await figureFor(ctx, 'stocktake.counted', period, asset)
    const stockCounted = await figureFor(ctx, 'stocktake.counted', period, { kind: 'stock' })
    if (counted.value + stockCounted.value === 0)
      return [{ ...place, ...nothingRecorded('stocktake', period, '资产和库存盘点') }]
    const parts: Inline[] = []
    if (counted.value > 0) {
      const rate = await figureFor(ctx, 'stocktake.rate', period, asset)
      const short = await figureFor(ctx, 'stocktake.shortage', period, asset)
      const shortYuan = await figureFor(ctx, 'stocktake.shortage_yuan', period, asset)
      const over = await figureFor(ctx, 'stocktake.surplus', period, asset)
      const overYuan = await figureFor(ctx, 'stocktake.surplus_yuan', period, asset)
      const moved = await figureFor(ctx, 'stocktake.misplaced', period, asset)
      parts.push(...say`对固定资产进行清查盘点，共盘点${counted}，账物相符率${rate}`)
      if (short.value > 0) parts.push(...say`，盘亏${short}、计${shortYuan}`)
      if (over.value > 0) parts.push(...say`，盘盈${over}、按${overYuan}补登入账`)
      if (moved.value > 0) parts.push(...say`，更正存放地点${moved}`)
      if (short.value + over.value + moved.value > 0) parts.push(...say`，差异都说明原因，经审批后调整账目`)
    }
    if (stockCounted.value > 0) {
      const rate = await figureFor(ctx, 'stocktake.rate', period, { kind: 'stock' })
      parts.push(
        ...(counted.value > 0 ? say`；` : []),
        ...say`仓库物资盘点${stockCounted}，账物相符率${rate}`,
      )
    }
    return [{ ...place, blocks: [sentence('stocktake', 'P1', say`${parts}。`)], missing: [] }]
  },
}
