import type { RoleCode } from '../../kernel/pure/roles.ts'
import { approval } from '../../mechanisms/approval/index.ts'
import type { Scenario } from '../../testing/scenario.ts'
import { openBudget } from '../budget/testing.ts'
import { supplier } from '../supplier/index.ts'
import { procurement } from './contract.ts'

export interface Market {
  lineId: string
  suppliers: readonly [string, string, string]
}

/** A budget line with 50,000 yuan and three suppliers. */
export async function openMarket(s: Scenario, amountFen = 5_000_000): Promise<Market> {
  const [lineId] = await openBudget(s, [{ amountFen, title: '教学设备', category: 'equipment' }])
  const ids: string[] = []
  for (const name of ['江城教育装备公司', '学海电教器材公司', '光明科教仪器公司'])
    ids.push((await s.as('buyer').call(supplier.create, { name })).id)
  return { lineId: lineId as string, suppliers: ids as [string, string, string] }
}

export interface Wanted {
  name?: string
  quantity?: number
  priceFen?: number
  lineId: string | null
  measure?: string
  /** Of GB/T 14885-2022. */
  classCode?: string
}

/** A class teacher asks for a piece of equipment. */
export const askFor = (s: Scenario, w: Wanted, by: RoleCode = 'class_teacher') =>
  s.as(by).call(procurement.ask, {
    kind: 'equipment',
    category: 'teaching',
    reason: '教室没有投影',
    lineId: w.lineId,
    lines: [
      {
        name: w.name ?? '投影仪',
        measure: w.measure ?? '台',
        quantity: w.quantity ?? 1,
        priceFen: w.priceFen ?? 380_000,
        ...(w.classCode ? { classCode: w.classCode } : {}),
      },
    ],
  })

/** Whoever it waits for says yes, one after the other, until nobody is left. */
export async function approveAll(s: Scenario, no: string): Promise<void> {
  for (const role of ['director', 'accountant', 'vice_principal', 'principal'] as const)
    for (;;) {
      const { rows } = await s.as(role).call(approval.inbox, { limit: 100 })
      const row = rows.find(r => r.no === no)
      if (!row) break
      await s.as(role).call(approval.approve, { id: row.id })
    }
}

/** Asked for, approved, and put into a batch. */
export async function mergedBatch(s: Scenario, w: Wanted): Promise<{ requestId: string; batchId: string }> {
  const asked = await askFor(s, w)
  await approveAll(s, asked.no)
  const { rows } = await s.as('buyer').call(procurement.waiting, {})
  const lineIds = rows.filter(r => r.requestId === asked.id).map(r => r.lineId)
  const batch = await s.as('buyer').call(procurement.merge, { lineIds })
  return { requestId: asked.id, batchId: batch.id }
}

/** Three offers at these unit prices; answers the sheet as it stands. */
export async function quoted(
  s: Scenario,
  batchId: string,
  suppliers: readonly string[],
  prices: readonly number[],
) {
  const buyer = s.as('buyer')
  const batch = await buyer.call(procurement.getBatch, { id: batchId })
  let sheet = await buyer.call(procurement.openSheet, { id: batchId, version: batch.version })
  for (const [at, priceFen] of prices.entries())
    sheet = await buyer.call(procurement.quote, {
      id: sheet.id,
      version: sheet.version,
      supplierId: suppliers[at] as string,
      checked: true,
      warrantyMonths: 24,
      lines: batch.lines.map(l => ({ batchLineId: l.id, priceFen })),
    })
  return buyer.call(procurement.getSheet, { id: sheet.id })
}

/** The whole way to an order with the lowest offer. */
export async function orderedGoods(s: Scenario, m: Market, w: Omit<Wanted, 'lineId'> = {}) {
  const { requestId, batchId } = await mergedBatch(s, { ...w, lineId: m.lineId })
  const price = w.priceFen ?? 380_000
  const sheet = await quoted(s, batchId, m.suppliers, [price - 10_000, price, price + 5000])
  const proposed = await s.as('buyer').call(procurement.propose, {
    id: sheet.id,
    version: sheet.version,
    quoteId: sheet.quotes[0]?.id as string,
  })
  await s.as('director').call(procurement.choose, { id: sheet.id, version: proposed.version })
  const batch = await s.as('buyer').call(procurement.getBatch, { id: batchId })
  const order = await s
    .as('buyer')
    .call(procurement.placeOrder, { batchId, version: batch.version, dueOn: '2025-09-20' })
  return { requestId, batchId, sheetId: sheet.id, orderId: order.id }
}
