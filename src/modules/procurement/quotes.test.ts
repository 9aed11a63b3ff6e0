import { expect, it } from 'vitest'
import { scenario } from '../../testing/scenario.ts'
import { supplier } from '../supplier/index.ts'
import { procurement } from './contract.ts'
import { mergedBatch, openMarket, quoted } from './testing.ts'

it('an offer carries how to reach the supplier; a blacklisted one gives none; amounts are whole fen', async () => {
  const s = await scenario()
  const m = await openMarket(s)
  const firm = await s.as('buyer').call(supplier.create, {
    name: '江城新视野教育装备有限公司',
    contactName: '王芳',
    phone: '0718-8220001',
  })
  const { batchId } = await mergedBatch(s, { lineId: m.lineId })
  const sheet = await quoted(s, batchId, [firm.id], [380_000])
  expect(sheet.quotes[0]).toMatchObject({ contact: '王芳', phone: '0718-8220001' })
  const offer = (supplierId: string, priceFen: number) =>
    s.as('buyer').call(procurement.quote, {
      id: sheet.id,
      version: sheet.version,
      supplierId,
      lines: [{ batchLineId: sheet.lines[0]?.id as string, priceFen }],
    })
  const tenth = await s.refused(offer(m.suppliers[0], 0.1), 'kernel.invalid')
  expect(JSON.stringify(tenth)).toMatch(/[一-鿿]/)
  await s.as('director').call(supplier.block, { id: m.suppliers[0], version: 1, reason: '以次充好' })
  const blocked = await s.refused(offer(m.suppliers[0], 380_000), 'supplier.blacklisted')
  expect(blocked.message).toContain('以次充好')
})
