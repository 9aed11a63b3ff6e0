import { expect, it } from 'vitest'
import { desk } from '../../mechanisms/desk/contract.ts'
import { scenario } from '../../testing/scenario.ts'
import { asset } from './contract.ts'
import { particularsOf } from './rules.ts'

it('has lines for houses, land and vehicles, and none for a projector', () => {
  expect(particularsOf('house_brick').map(line => line.title)).toEqual(['建筑面积', '不动产权证号'])
  expect(particularsOf('land').map(line => line.title)).toEqual(['土地面积', '土地使用权证号'])
  expect(particularsOf('vehicle').map(line => line.key)).toContain('insuredUntil')
  expect(particularsOf('office')).toEqual([])
})

it('is kept with the card, found by the plate, and tells when an insurance ends', async () => {
  const s = await scenario()
  s.at('2026-03-02T08:00:00+08:00')
  const keeper = s.as('asset_keeper')
  const car = { name: '校车', category: 'vehicle', acquiredOn: '2024-03-01', priceFen: 38_000_000 } as const
  const given = { plate: '苏A12345', vin: 'lsvam4187c2184841', insuredUntil: '2026-03-20', areaM2: 12 }
  const { ids } = await keeper.call(asset.register, { ...car, particulars: given })
  const card = await keeper.call(asset.get, { id: ids[0] as string })
  // A car has no area.
  expect(card.particulars).toEqual({
    plate: '苏A12345',
    vin: 'LSVAM4187C2184841',
    insuredUntil: '2026-03-20',
  })
  expect((await keeper.call(asset.list, { search: '苏a123' })).rows.map(row => row.id)).toEqual(ids)
  expect((await keeper.call(asset.list, { insuredBy: '2026-03-31' })).total).toBe(1)
  expect((await keeper.call(asset.list, { insuredBy: '2026-03-10' })).total).toBe(0)
  const { items } = await keeper.call(desk.today, {})
  expect(items.map(item => item.title)).toContain('1 辆车的保险快到期')
  await s.refused(keeper.call(asset.register, { ...car, particulars: { vin: 'IOQ' } }), 'kernel.invalid')
  const { id, version, name, category, funding } = card
  const renewed = { ...card.particulars, insuredUntil: '2027-03-20' }
  await keeper.call(asset.edit, { id, version, name, category, funding, particulars: renewed })
  expect((await keeper.call(asset.get, { id })).particulars.insuredUntil).toBe('2027-03-20')
})

it('comes in with a list, and a later list changes it line by line', async () => {
  const s = await scenario()
  const keeper = s.as('asset_keeper')
  const row = { no: 'FW-01', name: '教学楼', category: '房屋-砖混结构', valueFen: 900_000_000 }
  const first = { ...row, acquiredOn: '2001-09-01', areaM2: 4200, titleNo: '苏房字第 1 号' }
  const { id } = await keeper.call(asset.importCard, first)
  expect(await keeper.call(asset.importCard, first)).toMatchObject({ outcome: 'unchanged' })
  const again = await keeper.call(asset.importCard, { no: 'FW-01', areaM2: 4260.5 })
  expect(again).toMatchObject({
    outcome: 'updated',
    changes: [{ title: '建筑面积', from: '4,200 平方米', to: '4,260.5 平方米' }],
  })
  const { particulars } = await keeper.call(asset.get, { id })
  expect(particulars).toEqual({ areaM2: 4260.5, titleNo: '苏房字第 1 号' })
})
