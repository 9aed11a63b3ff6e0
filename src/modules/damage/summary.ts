import { figureFor, type SummarySource } from '../../mechanisms/metric/index.ts'
import { moneyLine } from '../../mechanisms/metric/prose/patterns/index.ts'

/** 损坏与赔偿: the money is told as the genre tells it, truncated with 余; the exact sum is a click away. */
export const damageSummary: SummarySource = {
  id: 'damage',
  async contribute(ctx, { period }) {
    const amount = await figureFor(ctx, 'damage.paid', period, {}, { kind: 'truncate' })
    const cases = await figureFor(ctx, 'damage.cases', period)
    const told = moneyLine({
      key: 'damage.paid',
      opening: `坚持谁使用谁管理、人为损坏照价赔偿，${period.label}共落实教室、宿舍财产缺损责任人赔款`,
      noun: '损坏赔偿',
      amount,
      cases: { opening: '涉及', figure: cases },
    })
    return [{ section: 'assets', obligation: 'assets.damage', title: '损坏与赔偿', order: 20, ...told }]
  },
}
