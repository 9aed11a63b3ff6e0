import type { Ctx } from '../../kernel/server/ctx.ts'
import { figureFor, type SummarySource } from '../../mechanisms/metric/index.ts'
import type { Contribution } from '../../mechanisms/metric/prose/assemble.ts'
import { say } from '../../mechanisms/metric/prose/doc.ts'
import type { ReportPeriod } from '../../mechanisms/metric/prose/figure.ts'
import { sentence } from '../../mechanisms/metric/prose/patterns/index.ts'

/** 加强校产管理: what was added, moved, used again and scrapped; a sentence only where there is something. */
export const assetSummary: SummarySource = {
  id: 'asset',
  async contribute(ctx, { period }) {
    return [
      ...(await addedLine(ctx, period)),
      ...(await movedLine(ctx, period)),
      ...(await scrappedLine(ctx, period)),
    ]
  },
}

const part = (
  obligation: string,
  title: string,
  order: number,
  block: ReturnType<typeof sentence>,
): Contribution => ({
  section: 'assets',
  obligation,
  title,
  order,
  blocks: [block],
  missing: [],
})

async function addedLine(ctx: Ctx, period: ReportPeriod): Promise<Contribution[]> {
  const count = await figureFor(ctx, 'asset.added', period)
  if (count.value === 0) return []
  const value = await figureFor(ctx, 'asset.added_value', period)
  const book = await figureFor(ctx, 'asset.book_value', period)
  const inlines = say`做好固定资产增减登记，${period.label}新增固定资产${count}，原值${value}；期末在账固定资产原值${book}。`
  return [part('assets.register', '固定资产增加', 10, sentence('asset.added', 'P2', inlines))]
}

async function movedLine(ctx: Ctx, period: ReportPeriod): Promise<Contribution[]> {
  const moved = await figureFor(ctx, 'asset.transferred', period)
  if (moved.value === 0) return []
  const reused = await figureFor(ctx, 'asset.reused', period)
  const inlines =
    reused.value === 0
      ? say`各部门资产内部转移履行调拨手续，两边签字后入账，共调拨${moved}。`
      : say`各部门资产内部转移履行调拨手续，两边签字后入账，共调拨${moved}，其中从闲置资产中调剂再用${reused}。`
  return [part('assets.custody', '资产调拨', 14, sentence('asset.moved', 'P3', inlines))]
}

async function scrappedLine(ctx: Ctx, period: ReportPeriod): Promise<Contribution[]> {
  const count = await figureFor(ctx, 'asset.scrapped', period)
  const given = await figureFor(ctx, 'asset.donated', period)
  if (count.value === 0 && given.value === 0) return []
  const value = await figureFor(ctx, 'asset.scrapped_value', period)
  const scrapped = say`按规定鉴定、审批，报废固定资产${count}，原值${value}`
  const donated = say`对外捐赠和划出${given}`
  const inlines =
    count.value === 0
      ? say`${donated}。`
      : given.value === 0
        ? say`${scrapped}。`
        : say`${scrapped}；${donated}。`
  return [part('assets.register', '报废处置', 18, sentence('asset.scrapped', 'P3', inlines))]
}
