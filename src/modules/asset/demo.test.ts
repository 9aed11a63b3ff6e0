import { expect, it } from 'vitest'
import { scenario } from '../../testing/scenario.ts'
import { OLD_BOOK } from './demo-book.ts'
import { asset } from './index.ts'

it('has numbers that are each used once', () => {
  expect(new Set(OLD_BOOK.map(row => row.no)).size).toBe(OLD_BOOK.length)
})

it('takes the old book over, keeping what the school has no record of as it was written', async () => {
  const s = await scenario()
  const [row] = OLD_BOOK
  if (!row) throw new Error('the book is empty')
  const first = await s.as('asset_keeper').call(asset.importCard, row)
  expect(first.outcome).toBe('created')
  await s.drain()
  const card = await s.as('director').call(asset.get, { id: first.id })
  expect(card).toMatchObject({ placeId: null, placeText: '实验楼 201', keeperId: null, keeperName: '蒋涛' })
  expect(card.values[0]).toMatchObject({ kind: 'opening', valueFen: 420_000 })
  expect(await s.as('asset_keeper').call(asset.importCard, row)).toMatchObject({ outcome: 'unchanged' })
  const changed = await s
    .as('asset_keeper')
    .call(asset.importCard, { no: String(row.no), brand: '方正', valueFen: 430_000 })
  expect(changed).toMatchObject({
    outcome: 'updated',
    changes: [
      { title: '品牌', from: '联想', to: '方正' },
      { title: '原值', from: '¥4,200.00', to: '¥4,300.00' },
    ],
  })
  await s.drain()
  const { assetReconciliation } = await import('./reconciling.ts')
  const { rows } = await s.inSchool(ctx => assetReconciliation.run(ctx, { asAt: ctx.today }))
  expect(rows.filter(r => r.leftFen !== r.rightFen)).toEqual([])
  expect(rows[0]?.leftFen).toBe(430_000)
})

it('refuses rows without an edition, and takes a category from a name that says it', async () => {
  const s = await scenario()
  const keeper = s.as('asset_keeper')
  const row = { name: '投影仪', valueFen: 450_000, acquiredOn: '2024-03-01' }
  await s.refused(keeper.call(asset.importCard, { ...row, classCode: '2020200' }), 'asset.no_edition')
  await s.refused(keeper.call(asset.importCard, { ...row, name: '某物' }), 'asset.no_category')
  const { id } = await keeper.call(asset.importCard, row)
  expect((await keeper.call(asset.get, { id })).category).toBe('office')
})
