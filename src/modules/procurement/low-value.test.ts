import { describe, expect, it } from 'vitest'
import { approvalPoint } from '../../mechanisms/approval/index.ts'
import { parameter } from '../../mechanisms/parameter/index.ts'
import { scenario } from '../../testing/scenario.ts'
import { asset } from '../asset/index.ts'
import { procurement } from './contract.ts'
import { mergedBatch, openMarket, orderedGoods, quoted } from './testing.ts'

describe('something cheaper than a fixed asset', () => {
  it('is refused as a card when it is counted, and taken with a reason or handed over', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const { orderId } = await orderedGoods(s, m, { name: '扩音器', quantity: 3, priceFen: 90_000 })
    const keeper = s.as('asset_keeper')
    const count = async (accepted: number, more: object = {}) => {
      const { version, lines } = await keeper.call(procurement.getOrder, { id: orderId })
      return keeper.call(procurement.receive, {
        orderId,
        version,
        memberIds: [s.person('storekeeper')],
        lines: [{ orderLineId: lines[0]?.id as string, delivered: accepted, accepted, ...more }],
      })
    }
    const { lines } = await keeper.call(procurement.getOrder, { id: orderId })
    expect(lines[0]).toMatchObject({ target: 'asset', fixed: false })
    // At the count, not with the last signature of the committee.
    const refused = await s.refused(count(1), 'procurement.low_value')
    expect(refused.message).toContain('扩音器')
    const handed = await count(1, { target: 'none' })
    const carded = await count(2, { cardReason: '成套配发，统一编号管理' })
    for (const one of [handed, carded]) {
      const { version } = await keeper.call(procurement.getAcceptance, { id: one.id })
      await s.as('storekeeper').call(procurement.signAcceptance, { id: one.id, version })
    }
    const cards = await keeper.call(asset.list, { search: '扩音器' })
    expect(cards.rows).toHaveLength(2)
    const card = await keeper.call(asset.get, { id: cards.rows[0]?.id as string })
    expect(card.note).toContain('成套配发')
  })

  it('is asked for under a class that there is, or under none', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const refusal = await s.refused(
      s.as('class_teacher').call(procurement.ask, {
        kind: 'equipment',
        category: 'teaching',
        reason: '上课用',
        lineId: m.lineId,
        lines: [{ name: '跳高架', measure: '副', quantity: 1, priceFen: 120_000, classCode: 'B99999999' }],
      }),
      'procurement.class_unknown',
    )
    expect(refusal.message).toContain('“跳高架”的资产分类“B99999999”')
  })

  it('is judged by its class: what sports equipment must cost is more than what furniture must', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const wanted = { name: '跳高架', quantity: 1, priceFen: 120_000, classCode: 'A02460000' }
    const { orderId } = await orderedGoods(s, m, wanted)
    const { version, lines } = await s.as('asset_keeper').call(procurement.getOrder, { id: orderId })
    expect(lines[0]).toMatchObject({ target: 'asset', fixed: false })
    const counted = [{ orderLineId: lines[0]?.id as string, delivered: 1, accepted: 1 }]
    await s.refused(
      s.as('asset_keeper').call(procurement.receive, { orderId, version, lines: counted }),
      'procurement.low_value',
    )
  })

  it('goes onto cards when it was bought in bulk, however it is shared out', async () => {
    const s = await scenario()
    const m = await openMarket(s, 9_000_000)
    await s.as('principal').call(parameter.set, {
      key: 'asset.bulk_count',
      value: 40,
      validFrom: '2025-09-01',
      source: '学校规定',
    })
    const { orderId } = await orderedGoods(s, m, { name: '学生课椅', quantity: 60, priceFen: 60_000 })
    const detail = await s.as('asset_keeper').call(procurement.getOrder, { id: orderId })
    expect(detail.lines[0]?.fixed).toBe(true)
    const done = await s.as('asset_keeper').call(procurement.receive, {
      orderId,
      version: detail.version,
      lines: [{ orderLineId: detail.lines[0]?.id as string, delivered: 5, accepted: 5 }],
    })
    expect(done.state).toBe('accepted')
  })
})

describe('small things of the way', () => {
  it('a request that is taken out of a batch waits again, as long as no offers were asked for', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const { batchId, requestId } = await mergedBatch(s, { lineId: m.lineId })
    const batch = await s.as('buyer').call(procurement.getBatch, { id: batchId })
    expect(batch.actions.takeOut).toEqual({ allowed: true })
    const lineId = batch.lines[0]?.parts[0]?.lineId as string
    await s.as('buyer').call(procurement.takeOut, { id: batchId, version: batch.version, lineId })
    const { rows } = await s.as('buyer').call(procurement.waiting, {})
    expect(rows.map(row => row.requestId)).toContain(requestId)
  })

  it('an offer written down by mistake goes, and a frozen sheet says in which state it is', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const { batchId } = await mergedBatch(s, { lineId: m.lineId })
    const sheet = await quoted(s, batchId, m.suppliers, [370_000, 380_000, 390_000])
    const buyer = s.as('buyer')
    const which = { id: sheet.id, version: sheet.version }
    const left = await buyer.call(procurement.dropQuote, { ...which, quoteId: sheet.quotes[2]?.id as string })
    const proposed = await buyer.call(procurement.propose, {
      id: sheet.id,
      version: left.version,
      quoteId: sheet.quotes[0]?.id as string,
      fewReason: '第三家退出',
    })
    const late = await s.refused(
      buyer.call(procurement.dropQuote, {
        id: sheet.id,
        version: proposed.version,
        quoteId: sheet.quotes[1]?.id as string,
      }),
      'procurement.frozen',
    )
    expect(late.message).toContain('现在是“待选定”')
  })

  it('each way of approval has a title of its own', async () => {
    const s = await scenario()
    const titles = await s.inSchool(async ctx => ctx.all(approvalPoint).map(subject => subject.title))
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([])
  })
})
