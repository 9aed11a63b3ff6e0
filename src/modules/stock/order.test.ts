import { expect, it } from 'vitest'
import { workorder } from '../../mechanisms/workorder/index.ts'
import { repair } from '../repair/contract.ts'
import { repairSchool } from '../repair/testing.ts'
import { stock } from './contract.ts'
import { approveAs, STROKES, stockedStore } from './testing.ts'

it('material issued to a work order is its cost, until the issue is reversed', async () => {
  const school = await repairSchool()
  const { s, plumber, teacher } = school
  const shelf = await stockedStore(s)
  const { id: orderId } = await teacher.call(repair.report, {
    placeId: school.places.room,
    itemCode: 'plumber.tap',
    description: '龙头滴水',
  })
  await plumber.call(workorder.grab, { id: orderId })
  const asked = await plumber.call(stock.request, {
    orderId,
    purpose: '换水龙头',
    lines: [{ itemId: shelf.items.tap, quantity: 2 }],
  })
  await approveAs(s, 'storekeeper', asked.id)
  const need = await s.as('storekeeper').call(stock.need, { id: asked.id })
  const paper = await s.as('storekeeper').call(stock.issue, {
    id: asked.id,
    version: need.version,
    lines: need.lines.map(l => ({ lineId: l.id, quantity: l.left })),
    strokes: STROKES,
  })
  const slip = await plumber.call(workorder.get, { id: orderId })
  expect(slip.materials.map(m => [m.name, m.qty, m.amountFen])).toEqual([['水龙头', '2', 5000]])
  expect(slip.costFen).toBe(5000)
  const seen = await plumber.call(stock.orderMaterials, { orderId })
  expect([seen.amountFen, seen.needs[0]?.state]).toEqual([5000, 'issued'])
  const lineId = (await s.as('storekeeper').call(stock.document, { id: paper.id })).rows[0]?.id as string
  const back = await s.as('storekeeper').call(stock.giveIn, {
    ...{ id: paper.id, version: 1, reason: '只用了一只' },
    lines: [{ lineId, quantity: 1 }],
  })
  const kept = await plumber.call(workorder.get, { id: orderId })
  expect([kept.materials.map(m => [m.name, m.qty, m.amountFen]), kept.costFen]).toEqual([
    [['水龙头', '1', 2500]],
    2500,
  ])
  expect((await plumber.call(stock.orderMaterials, { orderId })).amountFen).toBe(2500)
  await s.as('storekeeper').call(stock.reverse, { id: back.id, version: 1, reason: '没有退' })
  expect((await plumber.call(workorder.get, { id: orderId })).costFen).toBe(5000)
  await s.as('storekeeper').call(stock.reverse, { id: paper.id, version: 2, reason: '发错型号' })
  const after = await plumber.call(workorder.get, { id: orderId })
  expect([after.materials, after.costFen]).toEqual([[], 0])
  await s.refused(
    plumber.call(stock.request, {
      orderId: '0197c0de-0000-7000-8000-0000000000ff',
      purpose: '换水龙头',
      lines: [{ itemId: shelf.items.tap, quantity: 1 }],
    }),
    'stock.order_unknown',
  )
})
