import { describe, expect, it } from 'vitest'
import { scenario } from '../../testing/scenario.ts'
import { lineFacts } from '../budget/index.ts'
import { commitmentPairs, contractFacts, contracts } from '../contract/index.ts'
import { approveBy, LADDER } from '../contract/testing.ts'
import { procurement } from './contract.ts'
import { acceptedFor, notePayment } from './index.ts'
import { type Market, mergedBatch, openMarket, orderedGoods } from './testing.ts'

type S = Awaited<ReturnType<typeof scenario>>

/** A contract of five projectors at 3,700 yuan with the first supplier, signed. */
async function projectorContract(s: S, m: Market) {
  const draft = await s.as('clerk').call(contracts.create, {
    supplierId: m.suppliers[0],
    kind: 'goods',
    title: '投影仪定点供货',
    lines: [{ name: '投影仪', quantity: 5, measure: '台', priceFen: 370_000 }],
    startsOn: '2025-09-01',
    endsOn: '2026-08-31',
    lineId: m.lineId,
  })
  const sent = await s.as('clerk').call(contracts.submit, { id: draft.id, version: draft.version })
  await approveBy(s, LADDER, draft.id)
  await s
    .as('clerk')
    .call(contracts.sign, { id: draft.id, version: sent.version + 1, signedOn: '2025-09-01' })
  const detail = await s.as('clerk').call(contracts.get, { id: draft.id })
  return { id: draft.id, no: draft.no, lineId: detail.lines[0]?.id as string }
}

const held = async (s: S, m: Market) =>
  (await s.inSchool(ctx => lineFacts(ctx, [m.lineId]))).get(m.lineId)?.committedFen

async function place(s: S, batchId: string, more: object) {
  const batch = await s.as('buyer').call(procurement.getBatch, { id: batchId })
  return s.as('buyer').call(procurement.placeOrder, { batchId, version: batch.version, ...more })
}

describe('an order under a contract', () => {
  it('is with its supplier, at no more than its price and quantity, and holds the money once', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const deal = await projectorContract(s, m)
    expect(await held(s, m)).toBe(1_850_000)
    const first = await mergedBatch(s, { lineId: m.lineId, quantity: 3, priceFen: 370_000 })
    expect(await held(s, m)).toBe(2_960_000)
    const line = (await s.as('buyer').call(procurement.getBatch, { id: first.batchId })).lines[0]
      ?.id as string
    await s.refused(place(s, first.batchId, {}), 'procurement.needs_channel')
    const dear = { contractId: deal.id, prices: [{ batchLineId: line, priceFen: 380_000 }] }
    await s.refused(place(s, first.batchId, dear), 'procurement.contract_price')
    const order = await place(s, first.batchId, { contractId: deal.id })
    expect(await held(s, m)).toBe(1_850_000)
    const detail = await s.as('buyer').call(procurement.getOrder, { id: order.id })
    expect(detail).toMatchObject({ contractId: deal.id, contractNo: deal.no, totalFen: 1_110_000 })
    const shown = await s.as('clerk').call(contracts.get, { id: deal.id })
    expect(shown.orders).toMatchObject([{ no: order.no, amountFen: 1_110_000, paidFen: 0 }])
    const again = await mergedBatch(s, { lineId: m.lineId, quantity: 3, priceFen: 370_000 })
    const much = await s.refused(
      place(s, again.batchId, { contractId: deal.id }),
      'procurement.contract_quantity',
    )
    expect(much.message).toContain('还能订 2台')
    const other = await mergedBatch(s, { lineId: m.lineId, name: '幕布', priceFen: 50_000 })
    const missing = await s.refused(
      place(s, other.batchId, { contractId: deal.id }),
      'procurement.contract_line',
    )
    expect(missing.message).toContain('投影仪')
    await s.refused(
      s.as('clerk').call(contracts.complete, { id: deal.id, version: shown.version, reason: '不要了' }),
      'contract.orders_open',
    )
    const now = await s.as('buyer').call(procurement.getOrder, { id: order.id })
    await s
      .as('buyer')
      .call(procurement.cancelOrder, { id: order.id, version: now.version, reason: '缓一缓' })
    const facts = (await s.inSchool(ctx => contractFacts(ctx, [deal.id]))).get(deal.id)
    expect(facts).toMatchObject({ drawnFen: 0, leftFen: 1_850_000 })
    const [pair] = await s.inSchool(ctx => commitmentPairs(ctx, { asAt: '2025-09-30' }))
    expect(pair).toMatchObject({ heldFen: 1_850_000, paidFen: 0, totalFen: 1_850_000 })
  })

  it('is paid on the contract too, and comes back from there', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const deal = await projectorContract(s, m)
    const { batchId } = await mergedBatch(s, { lineId: m.lineId, priceFen: 370_000 })
    const order = await place(s, batchId, { contractId: deal.id })
    const detail = await s.as('asset_keeper').call(procurement.getOrder, { id: order.id })
    await s.as('asset_keeper').call(procurement.receive, {
      orderId: order.id,
      version: detail.version,
      lines: [{ orderLineId: detail.lines[0]?.id as string, delivered: 1, accepted: 1 }],
    })
    const pay = (amountFen: number, no: string) =>
      s.inSchool(ctx =>
        notePayment(ctx, {
          orderId: order.id,
          amountFen,
          document: { kind: 'claim.payment', id: ctx.id() },
          no,
          day: '2025-09-20',
        }),
      )
    const paid = async () => (await s.inSchool(ctx => contractFacts(ctx, [deal.id]))).get(deal.id)
    await pay(370_000, 'FK-1')
    expect(await paid()).toMatchObject({ paidFen: 370_000, drawnFen: 0, leftFen: 1_480_000 })
    await pay(-370_000, 'FK-2')
    expect(await paid()).toMatchObject({ paidFen: 0, drawnFen: 370_000, leftFen: 1_480_000 })
    await pay(370_000, 'FK-3')
    expect(await paid()).toMatchObject({ paidFen: 370_000, drawnFen: 0 })
  })

  it('with an offer chosen from another firm is refused', async () => {
    const s = await scenario()
    const m = await openMarket(s, 9_000_000)
    const deal = await projectorContract(s, m)
    const { batchId } = await orderedGoods(s, {
      ...m,
      suppliers: [m.suppliers[1], m.suppliers[0], m.suppliers[2]],
    })
    const order = (await s.as('buyer').call(procurement.orders, {})).rows[0]
    const detail = await s.as('buyer').call(procurement.getOrder, { id: order?.id as string })
    expect(detail.contractNo).toBe('')
    expect(batchId).toBe(detail.batchId)
    const next = await mergedBatch(s, { lineId: m.lineId, priceFen: 300_000 })
    const batch = await s.as('buyer').call(procurement.getBatch, { id: next.batchId })
    const sheet = await s.as('buyer').call(procurement.openSheet, { id: batch.id, version: batch.version })
    const bid = await s.as('buyer').call(procurement.quote, {
      id: sheet.id,
      version: sheet.version,
      supplierId: m.suppliers[1],
      lines: [{ batchLineId: batch.lines[0]?.id as string, priceFen: 300_000 }],
    })
    const proposed = await s.as('buyer').call(procurement.propose, {
      id: sheet.id,
      version: bid.version,
      quoteId: bid.quoteId,
      fewReason: '急用',
    })
    await s.as('director').call(procurement.choose, { id: sheet.id, version: proposed.version })
    await s.refused(place(s, next.batchId, { contractId: deal.id }), 'procurement.contract_supplier')
  })
})

describe('a deduction at acceptance', () => {
  it('gives the budget back what will not be spent, and claims share it the same way', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const { orderId, requestId } = await orderedGoods(s, m, { quantity: 2, priceFen: 310_000 })
    expect(await held(s, m)).toBe(600_000)
    const detail = await s.as('asset_keeper').call(procurement.getOrder, { id: orderId })
    await s.as('asset_keeper').call(procurement.receive, {
      orderId,
      version: detail.version,
      lines: [{ orderLineId: detail.lines[0]?.id as string, delivered: 2, accepted: 2, looksOk: false }],
    })
    const wrong = (await s.as('director').call(procurement.mismatches, {})).rows[0]
    await s.as('director').call(procurement.settleMismatch, {
      id: wrong?.id as string,
      version: 1,
      how: 'deducted',
      note: '外壳划伤，折价收下',
      deductFen: 45_001,
    })
    expect(await held(s, m)).toBe(554_999)
    const request = await s.as('class_teacher').call(procurement.get, { id: requestId })
    expect(request.standingFen).toBe(554_999)
    const facts = await s.inSchool(ctx => acceptedFor(ctx, orderId))
    expect([facts.acceptedFen, facts.deductedFen, facts.shares[0]?.acceptedFen]).toEqual([
      554_999, 45_001, 554_999,
    ])
  })
})
