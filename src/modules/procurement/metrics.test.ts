import { expect, it } from 'vitest'
import { measure } from '../../mechanisms/metric/index.ts'
import { linesOf, lineText } from '../../mechanisms/metric/prose/doc.ts'
import { scenario } from '../../testing/scenario.ts'
import { procurement } from './contract.ts'
import { metrics } from './metrics.ts'
import { purchaseSummary } from './summary.ts'
import { askFor, openMarket, orderedGoods } from './testing.ts'

const TERM = { from: '2025-09-01', to: '2026-01-31', label: '本学期' }

it('requests, acceptances and mismatches are counted with their evidence, and told', async () => {
  const s = await scenario()
  const m = await openMarket(s)
  const { orderId } = await orderedGoods(s, m, { quantity: 2, priceFen: 310_000 })
  await askFor(s, { lineId: m.lineId, name: '音箱', priceFen: 20_000 })
  const detail = await s.as('asset_keeper').call(procurement.getOrder, { id: orderId })
  await s.as('asset_keeper').call(procurement.receive, {
    orderId,
    version: detail.version,
    lines: [{ orderLineId: detail.lines[0]?.id as string, delivered: 2, accepted: 1, reason: '屏幕有裂纹' }],
  })
  const value = (id: string) => s.inSchool(async ctx => (await measure(ctx, id, TERM)).value)
  expect(await value('procurement.requests')).toBe(2)
  expect(await value('procurement.acceptances')).toBe(1)
  expect(await value('procurement.accepted')).toBe(3000)
  expect([await value('procurement.mismatches'), await value('procurement.mismatches_settled')]).toEqual([
    1, 0,
  ])
  for (const metric of metrics) {
    const [told, rows] = await s.inSchool(async ctx => [
      await measure(ctx, metric.id, TERM),
      await metric.rows(ctx, TERM, {}, { limit: 50 }),
    ])
    const sum = rows.rows.reduce((total, row) => total + (row.amount ?? 0), 0)
    expect([metric.id, Math.round(sum * 100)]).toEqual([metric.id, Math.round((told.value ?? 0) * 100)])
  }
  const text = async () => {
    const parts = await s.inSchool(ctx => purchaseSummary.contribute(ctx, { period: TERM } as never))
    return parts.flatMap(part => part.blocks.flatMap(block => linesOf(block).map(lineText))).join('')
  }
  expect(await text()).toContain('受理采购申请2张')
  expect(await text()).toContain('到货验收1次，合格金额3000元；发现购物不符1处，处理完之前一律不付款')
  const wrong = (await s.as('director').call(procurement.mismatches, {})).rows[0]
  await s.as('director').call(procurement.settleMismatch, {
    id: wrong?.id as string,
    version: 1,
    how: 'returned',
    note: '退货',
  })
  expect(await text()).toContain('发现购物不符1处，都已处理')
})
