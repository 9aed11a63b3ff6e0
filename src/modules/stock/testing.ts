import { expect } from 'vitest'
import type { RoleCode } from '../../kernel/pure/roles.ts'
import { approval, chainOf } from '../../mechanisms/approval/index.ts'
import type { Scenario } from '../../testing/scenario.ts'
import { stockLedger } from './books.ts'
import { stock } from './contract.ts'
import { ADJUST_REF, NEED_REF } from './paper.ts'

export const STROKES = 'M100 200L200 160L300 180L400 240L500 220L600 180L700 200'

export interface Shelf {
  storeId: string
  otherStoreId: string
  items: Record<'broom' | 'mop' | 'chalk' | 'ladder' | 'tap', string>
}

/** Two stores and five things: 60 brooms at 8.50, 40 mops, chalk in two batches, 2 ladders to lend, 10 taps. */
export async function stockedStore(s: Scenario): Promise<Shelf> {
  const office = s.as('director')
  const { id: storeId } = await office.call(stock.saveStore, {
    name: '总务仓库',
    keeperId: s.person('storekeeper'),
  })
  const { id: otherStoreId } = await office.call(stock.saveStore, { name: '五金库' })
  const add = async (name: string, measure: string, more: object = {}): Promise<string> =>
    (await office.call(stock.addItem, { name, measure, class: 'consumable', ...more })).id
  const items = {
    broom: await add('扫把', '把', { tradeIn: true, minQuantity: 20, maxQuantity: 100, aliases: ['扫帚'] }),
    mop: await add('拖把', '把'),
    chalk: await add('粉笔', '盒', { packMeasure: '箱', packFactor: 50 }),
    ladder: await add('人字梯', '架', { class: 'low_value', lendable: true }),
    tap: await add('水龙头', '只', { class: 'material' }),
  }
  const line = (itemId: string, quantity: number, priceFen: number, more: object = {}) => ({
    itemId,
    quantity,
    priceFen,
    ...more,
  })
  await s.as('storekeeper').call(stock.receive, {
    storeId,
    opening: true,
    lines: [
      line(items.broom, 60, 850),
      line(items.mop, 40, 1200),
      line(items.chalk, 10, 300, { batchNo: 'B2', expiresOn: '2026-12-31' }),
      line(items.chalk, 5, 200, { batchNo: 'B1', expiresOn: '2026-03-31' }),
      line(items.ladder, 2, 18_000),
      line(items.tap, 10, 2500),
    ],
  })
  return { storeId, otherStoreId, items }
}

/** A need that has been asked for and approved; answers its id. */
export async function approvedNeed(
  s: Scenario,
  lines: readonly { itemId: string; quantity: number }[],
  {
    asker = 'class_teacher',
    by = 'storekeeper',
    orderId,
  }: { asker?: RoleCode; by?: RoleCode; orderId?: string } = {},
): Promise<string> {
  const { id } = await s.as(asker).call(stock.request, {
    purpose: '班级卫生',
    lines: lines.map(l => ({ ...l })),
    ...(orderId ? { orderId } : {}),
  })
  await approveAs(s, by, id)
  return id
}

/** The role approves the need or adjustment, which must wait for it. */
export async function approveAs(s: Scenario, role: RoleCode, subjectId: string): Promise<void> {
  const { rows } = await s.as(role).call(approval.inbox, { limit: 50 })
  const chains = await s.inSchool(ctx =>
    Promise.all([NEED_REF, ADJUST_REF].map(kind => chainOf(ctx, { kind, id: subjectId }))),
  )
  const row = rows.find(r => chains.some(chain => chain?.id === r.id))
  if (!row) throw new Error(`nothing about ${subjectId} waits for ${role}`)
  await s.as(role).call(approval.approve, { id: row.id })
}

/** Papers and book agree, place by place. */
export async function mustAgree(s: Scenario): Promise<void> {
  const { rows } = await s.inSchool(ctx => stockLedger.run(ctx, { asAt: ctx.today }))
  expect(rows.length).toBeGreaterThan(0)
  for (const r of rows)
    expect([r.label, r.leftFen, Number(r.leftQty)]).toEqual([r.label, r.rightFen, Number(r.rightQty)])
}

export async function issueAll(
  s: Scenario,
  needId: string,
  more: { oldIn?: boolean; note?: string } = { oldIn: true },
) {
  const need = await s.as('storekeeper').call(stock.need, { id: needId })
  return s.as('storekeeper').call(stock.issue, {
    id: needId,
    version: need.version,
    lines: need.lines.map(l => ({ lineId: l.id, quantity: l.left, ...more })),
    strokes: STROKES,
  })
}

/** The other keeper, or the office for him, takes in all that was sent. */
export async function receiveAll(s: Scenario, role: RoleCode, id: string) {
  const paper = await s.as(role).call(stock.document, { id })
  return s.as(role).call(stock.receiveTransfer, {
    id,
    version: paper.version,
    lines: paper.rows.map(r => ({ lineId: r.id, quantity: r.quantity })),
    strokes: STROKES,
  })
}
