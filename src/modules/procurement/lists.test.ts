import { expect, it } from 'vitest'
import { scenario } from '../../testing/scenario.ts'
import { procurement } from './contract.ts'
import { mergedBatch, openMarket, orderedGoods } from './testing.ts'

it('every register is filtered, and goes out as a workbook', async () => {
  const s = await scenario()
  const m = await openMarket(s)
  const { orderId } = await orderedGoods(s, m, { quantity: 2, priceFen: 310_000 })
  await mergedBatch(s, { lineId: m.lineId, name: '幕布', priceFen: 50_000 })
  const detail = await s.as('asset_keeper').call(procurement.getOrder, { id: orderId })
  await s.as('asset_keeper').call(procurement.receive, {
    orderId,
    version: detail.version,
    lines: [{ orderLineId: detail.lines[0]?.id as string, delivered: 2, accepted: 1, reason: '屏幕有裂纹' }],
  })
  const auditor = s.as('auditor')
  const sheets = await auditor.call(procurement.sheets, { states: ['chosen'], search: '投影' })
  expect(sheets.rows).toMatchObject([
    { offers: 3, lowestFen: 600_000, chosenFen: 600_000, chosenName: '江城教育装备公司' },
  ])
  expect((await auditor.call(procurement.sheets, { single: true })).total).toBe(0)
  expect((await auditor.call(procurement.batches, { states: ['open'] })).rows.map(b => b.title)).toEqual([
    '幕布',
  ])
  expect((await auditor.call(procurement.batches, { search: '投影' })).total).toBe(1)
  expect(await auditor.call(procurement.acceptances, { search: '教育装备' })).toMatchObject({
    total: 1,
    amountFen: 300_000,
  })
  expect((await auditor.call(procurement.acceptances, { search: '没有的' })).total).toBe(0)
  expect((await auditor.call(procurement.mismatches, { kinds: ['spec'] })).total).toBe(0)
  expect((await auditor.call(procurement.mismatches, { kinds: ['quality'], search: '裂纹' })).total).toBe(1)
  s.at('2025-10-08T08:00:00+08:00')
  expect((await auditor.call(procurement.orders, { late: true })).rows.map(o => o.id)).toEqual([orderId])
  for (const operation of [
    procurement.export,
    procurement.exportBatches,
    procurement.exportSheets,
    procurement.exportOrders,
    procurement.exportAcceptances,
    procurement.exportMismatches,
    procurement.exportOffChannel,
  ])
    await auditor.call(operation, {})
})
