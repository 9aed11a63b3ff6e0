import { describe, expect, it } from 'vitest'
import { approval } from '../../mechanisms/approval/index.ts'
import { scenario } from '../../testing/scenario.ts'
import { lineFacts } from '../budget/index.ts'
import { stockedStore } from '../stock/testing.ts'
import { procurement } from './contract.ts'
import { acceptedFor, mustBePayable, notePayment, ordersToClaim } from './index.ts'
import { approveAll, askFor, mergedBatch, openMarket, orderedGoods, quoted } from './testing.ts'

const PAYER = { kind: 'claim.claim', id: '0197c0de-0000-7000-8000-00000000aaaa' }

describe('a projector for a class', () => {
  it('goes from the asking to an asset card, each step by its own person, money held all the way', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const left = async () => (await s.inSchool(ctx => lineFacts(ctx, [m.lineId]))).get(m.lineId)
    const asked = await askFor(s, { lineId: m.lineId })
    expect((await left())?.committedFen).toBe(380_000)
    const seen = await s.as('class_teacher').call(procurement.get, { id: asked.id })
    expect(seen.path.map(p => p.state).slice(0, 3)).toEqual(['done', 'now', 'ahead'])
    await approveAll(s, asked.no)
    const { rows } = await s.as('buyer').call(procurement.waiting, {})
    const batch = await s.as('buyer').call(procurement.merge, { lineIds: rows.map(r => r.lineId) })
    const sheet = await quoted(s, batch.id, m.suppliers, [360_000, 380_000, 400_000])
    const proposed = await s.as('buyer').call(procurement.propose, {
      id: sheet.id,
      version: sheet.version,
      quoteId: sheet.quotes[0]?.id as string,
    })
    await s.as('director').call(procurement.choose, { id: sheet.id, version: proposed.version })
    const now = await s.as('buyer').call(procurement.getBatch, { id: batch.id })
    const order = await s
      .as('buyer')
      .call(procurement.placeOrder, { batchId: batch.id, version: now.version })
    expect((await left())?.committedFen).toBe(360_000)
    const detail = await s.as('asset_keeper').call(procurement.getOrder, { id: order.id })
    const received = await s.as('asset_keeper').call(procurement.receive, {
      orderId: order.id,
      version: detail.version,
      lines: [
        { orderLineId: detail.lines[0]?.id as string, delivered: 1, accepted: 1, found: '爱普生 CB-X51' },
      ],
    })
    expect(received.state).toBe('accepted')
    const whole = await s.as('class_teacher').call(procurement.get, { id: asked.id })
    expect(whole.state).toBe('done')
    expect(whole.path.map(p => p.state)).toEqual(['done', 'done', 'done', 'done', 'done', 'done', 'now'])
    const facts = await s.inSchool(ctx => acceptedFor(ctx, order.id))
    expect(facts).toMatchObject({
      acceptedFen: 360_000,
      mismatchOpen: false,
      buyerId: s.person('buyer'),
      acceptorIds: [s.person('asset_keeper')],
      shares: [{ requestId: asked.id, lineId: m.lineId, acceptedFen: 360_000 }],
    })
    const cards = await s.inSchool(ctx =>
      ctx.db.selectFrom('asset_card').select(['name', 'value_fen']).execute(),
    )
    expect(cards).toEqual([{ name: '投影仪', value_fen: 360_000 }])
    await s.inSchool(ctx =>
      notePayment(ctx, {
        orderId: order.id,
        amountFen: 360_000,
        document: PAYER,
        no: 'BXD-1',
        day: '2025-09-30',
      }),
    )
    expect(await s.inSchool(ctx => ordersToClaim(ctx))).toEqual([])
    const paid = await s.as('class_teacher').call(procurement.get, { id: asked.id })
    expect(paid.path.at(-1)?.state).toBe('done')
    await s.refused(
      s.inSchool(ctx => mustBePayable(ctx, order.id, 1)),
      'procurement.overpaid',
    )
  })
})

describe('asking', () => {
  it('is sent to the stores first where they have it', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const shelf = await stockedStore(s)
    const line = { itemId: shelf.items.broom, name: '扫把', measure: '把', quantity: 3, priceFen: 900 }
    const ask = (stockReason: string) =>
      s.as('class_teacher').call(procurement.ask, {
        kind: 'goods',
        category: 'cleaning',
        reason: '大扫除',
        lineId: m.lineId,
        lines: [{ ...line, stockReason }],
      })
    const refusal = await s.refused(ask(''), 'procurement.in_stock')
    expect(refusal.message).toContain('60把')
    await ask('要长柄的')
    const read = await s.as('class_teacher').call(procurement.readNeed, { text: '扫把3把、投影仪1台' })
    expect(read.rows.map(r => [r.name, r.quantity, r.measure, r.way])).toEqual([
      ['扫把', 3, '把', 'store'],
      ['投影仪', 1, '台', 'buy'],
    ])
    await s.refused(
      s.as('class_teacher').call(procurement.readNeed, { text: '' }),
      'procurement.nothing_written',
    )
  })

  it('is refused without money, and gives money back when it is refused, returned or withdrawn', async () => {
    const s = await scenario()
    const m = await openMarket(s, 400_000)
    const held = async () => (await s.inSchool(ctx => lineFacts(ctx, [m.lineId]))).get(m.lineId)?.committedFen
    await s.refused(askFor(s, { lineId: m.lineId, priceFen: 400_001 }), 'budget.short')
    const first = await askFor(s, { lineId: m.lineId })
    expect(await held()).toBe(380_000)
    const row = (await s.as('director').call(approval.inbox, {})).rows[0]
    await s.as('director').call(approval.refuse, { id: row?.id as string, note: '教室另有安排' })
    expect(await held()).toBe(0)
    expect((await s.as('class_teacher').call(procurement.get, { id: first.id })).state).toBe('refused')
    const second = await askFor(s, { lineId: m.lineId })
    await s
      .as('class_teacher')
      .call(procurement.withdraw, { id: second.id, version: second.version, reason: '不要了' })
    expect(await held()).toBe(0)
    expect((await s.as('director').call(approval.inbox, {})).rows).toEqual([])
    await s.refused(
      s.as('teacher').call(procurement.withdraw, { id: second.id, version: second.version + 1, reason: '' }),
      'kernel.state',
    )
  })

  it('above a value needs its justification, near the yearly limit a warning, at it the portal', async () => {
    const s = await scenario()
    const m = await openMarket(s, 100_000_000)
    await s.refused(askFor(s, { lineId: m.lineId, priceFen: 5_000_000 }), 'procurement.needs_justification')
    const ask = (priceFen: number, channel: 'own' | 'portal' = 'own') =>
      s.as('class_teacher').call(procurement.ask, {
        kind: 'goods',
        category: 'sports',
        channel,
        reason: '体育课',
        lineId: m.lineId,
        lines: [{ name: '器材', measure: '套', quantity: 1, priceFen }],
      })
    const near = await ask(24_000_000)
    expect(near.warnings.join()).toContain('80%')
    await s.refused(ask(6_000_000), 'procurement.year_limit')
    await ask(6_000_000, 'portal')
    const meter = await s.as('director').call(procurement.yearMeter, {})
    expect(meter.rows[0]).toMatchObject({ category: 'sports', sumFen: 24_000_000, state: 'warn' })
  })

  it('twice below a rung climbs the ladder as one', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    await askFor(s, { lineId: m.lineId, name: '话筒', priceFen: 300_000 })
    const second = await askFor(s, { lineId: m.lineId, name: '音箱', priceFen: 300_000 })
    expect(second.warnings.join()).toContain('合计')
    const detail = await s.as('class_teacher').call(procurement.get, { id: second.id })
    expect(detail.ladderFen).toBe(600_000)
  })

  it('is seen by whoever asked and by those who buy, not by others', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const asked = await askFor(s, { lineId: m.lineId })
    await s.refused(s.as('teacher').call(procurement.get, { id: asked.id }), 'kernel.not_found')
    expect((await s.as('teacher').call(procurement.list, {})).total).toBe(0)
    expect((await s.as('accountant').call(procurement.list, {})).total).toBe(1)
  })

  it('without a budget line is bought only when the office has set one', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const asked = await askFor(s, { lineId: null })
    expect(asked.warnings.join()).toContain('经费')
    await approveAll(s, asked.no)
    const { rows } = await s.as('buyer').call(procurement.waiting, {})
    const lineIds = rows.map(r => r.lineId)
    await s.refused(s.as('buyer').call(procurement.merge, { lineIds }), 'procurement.needs_line')
    const detail = await s.as('accountant').call(procurement.get, { id: asked.id })
    await s
      .as('accountant')
      .call(procurement.setLine, { id: asked.id, version: detail.version, lineId: m.lineId })
    const batch = await s.as('buyer').call(procurement.merge, { lineIds })
    expect(batch.state).toBe('open')
    await s.refused(s.as('buyer').call(procurement.merge, { lineIds }), 'procurement.line_taken')
  })
})

describe('buying', () => {
  it('is not done by whoever approved, nor the supplier chosen by whoever buys', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const asked = await askFor(s, { lineId: m.lineId })
    await s.refused(
      s.as('buyer').call(procurement.merge, { lineIds: [(await lineOf(s, asked.id)) as string] }),
      'procurement.line_not_ready',
    )
    await approveAll(s, asked.no)
    const lineIds = [(await lineOf(s, asked.id)) as string]
    await s.refused(s.as('director').call(procurement.merge, { lineIds }), 'procurement.approver_buys')
    const both = s.user({ personId: s.person('clerk'), name: '总务干事甲', roles: ['buyer', 'director'] })
    const batch = await both.call(procurement.merge, { lineIds })
    const sheet = await both.call(procurement.openSheet, { id: batch.id, version: batch.version })
    const detail = await both.call(procurement.getBatch, { id: batch.id })
    const bid = await both.call(procurement.quote, {
      id: sheet.id,
      version: sheet.version,
      supplierId: m.suppliers[0],
      lines: [{ batchLineId: detail.lines[0]?.id as string, priceFen: 380_000 }],
    })
    const proposed = await both.call(procurement.propose, {
      id: sheet.id,
      version: bid.version,
      quoteId: bid.quoteId,
      fewReason: '本地只此一家经销',
    })
    await s.refused(
      both.call(procurement.choose, { id: sheet.id, version: proposed.version }),
      'procurement.buyer_chooses',
    )
  })

  it('compares three, takes the lowest or says why, and freezes the sheet', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const { batchId } = await mergedBatch(s, { lineId: m.lineId, quantity: 2 })
    const buyer = s.as('buyer')
    let sheet = await quoted(s, batchId, m.suppliers, [370_000, 350_000])
    const propose = (quoteId: string, more: object = {}) =>
      buyer.call(procurement.propose, { id: sheet.id, version: sheet.version, quoteId, ...more })
    const dear = sheet.quotes[1]?.id as string
    await s.refused(propose(dear), 'procurement.few_quotes')
    await s.refused(propose(dear, { fewReason: '只有两家有货' }), 'procurement.dear_reason')
    const line = sheet.lines[0]?.id as string
    const third = { supplierId: m.suppliers[2], lines: [{ batchLineId: line, priceFen: 400_000 }] }
    await s.refused(
      buyer.call(procurement.quote, {
        id: sheet.id,
        version: sheet.version,
        ...third,
        supplierId: m.suppliers[0],
      }),
      'procurement.quote_twice',
    )
    await buyer.call(procurement.quote, { id: sheet.id, version: sheet.version, ...third, firstFen: 900_000 })
    sheet = await buyer.call(procurement.getSheet, { id: sheet.id })
    expect([sheet.lowestFen, sheet.firstFen, sheet.needed]).toEqual([700_000, 900_000, 3])
    const proposed = await propose(sheet.quotes[0]?.id as string)
    const frozen = { id: sheet.id, version: proposed.version, quoteId: sheet.quotes[0]?.id as string }
    await s.refused(buyer.call(procurement.quote, { ...frozen, ...third }), 'procurement.frozen')
    await s.refused(placeNow(s, batchId), 'procurement.not_chosen')
    const chosen = await s
      .as('vice_principal')
      .call(procurement.choose, { id: sheet.id, version: proposed.version })
    await s.refused(
      buyer.call(procurement.quote, { ...frozen, ...third, version: chosen.version }),
      'procurement.frozen',
    )
    await s.refused(
      buyer.call(procurement.dropQuote, { ...frozen, version: chosen.version }),
      'procurement.frozen',
    )
  })

  it('from a single source goes through approval', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const { batchId } = await mergedBatch(s, { lineId: m.lineId })
    const sheet = await quoted(s, batchId, m.suppliers, [380_000])
    const propose = (fewReason: string) =>
      s.as('buyer').call(procurement.propose, {
        id: sheet.id,
        version: sheet.version,
        quoteId: sheet.quotes[0]?.id as string,
        single: true,
        fewReason,
      })
    await s.refused(propose(''), 'procurement.single_reason')
    expect((await propose('与现有系统配套，厂家独家')).state).toBe('approving')
    await approveAll(s, sheet.no)
    expect((await s.as('buyer').call(procurement.getSheet, { id: sheet.id })).state).toBe('chosen')
  })

  it('on the portal keeps its number, which is used once', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const portal = async () => {
      const asked = await s.as('clerk').call(procurement.ask, {
        kind: 'service',
        category: 'service',
        channel: 'portal',
        reason: '年度保养',
        lineId: m.lineId,
        lines: [{ name: '电梯保养', measure: '项', quantity: 1, priceFen: 100_000 }],
      })
      await approveAll(s, asked.no)
      const batch = await s
        .as('buyer')
        .call(procurement.merge, { lineIds: [(await lineOf(s, asked.id)) as string] })
      return s.as('buyer').call(procurement.getBatch, { id: batch.id })
    }
    const place = (b: Awaited<ReturnType<typeof portal>>, portalNo: string) =>
      s.as('buyer').call(procurement.placeOrder, {
        batchId: b.id,
        version: b.version,
        supplierId: m.suppliers[0],
        portalName: '县政府采购网',
        portalNo,
        prices: [{ batchLineId: b.lines[0]?.id as string, priceFen: 100_000 }],
      })
    const first = await portal()
    await s.refused(place(first, ''), 'procurement.needs_portal')
    const order = await place(first, 'ZC-001')
    await s.refused(place(await portal(), 'ZC-001'), 'procurement.portal_used')
    const tracked = await s.as('buyer').call(procurement.trackPortal, {
      id: order.id,
      version: order.version,
      portalNo: 'ZC-001',
      portalState: 'delivered',
    })
    expect(tracked.version).toBe(order.version + 1)
  })
})

describe('accepting', () => {
  it('is refused to the buyer, above the order, without a reason; a mismatch stops payment', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const { orderId, requestId } = await orderedGoods(s, m, { quantity: 3, priceFen: 150_000 })
    const detail = await s.as('asset_keeper').call(procurement.getOrder, { id: orderId })
    const line = detail.lines[0]?.id as string
    const receive = (by: 'buyer' | 'asset_keeper', delivered: number, accepted: number, more: object = {}) =>
      s.as(by).call(procurement.receive, {
        orderId,
        version: detail.version,
        lines: [{ orderLineId: line, delivered, accepted, ...more }],
      })
    await s.refused(receive('buyer', 1, 1), 'procurement.buyer_accepts')
    await s.refused(receive('asset_keeper', 4, 4), 'procurement.over_ordered')
    await s.refused(receive('asset_keeper', 2, 1), 'procurement.reject_reason')
    await s.refused(receive('asset_keeper', 1, 2), 'procurement.delivered_sum')
    await s.refused(receive('asset_keeper', 0, 0), 'procurement.nothing_counted')
    await receive('asset_keeper', 2, 1, { reason: '屏幕有裂纹', looksOk: false })
    await s.refused(
      s.inSchool(ctx => mustBePayable(ctx, orderId, 100)),
      'procurement.mismatch_open',
    )
    const wrong = (await s.as('director').call(procurement.mismatches, {})).rows[0]
    const settle = (by: 'director' | 'clerk', how: 'deducted' | 'replaced', deductFen?: number) =>
      s.as(by).call(procurement.settleMismatch, {
        id: wrong?.id as string,
        version: 1,
        how,
        note: '按约定处理',
        ...(deductFen === undefined ? {} : { deductFen }),
      })
    await s.refused(settle('director', 'deducted'), 'procurement.needs_deduct')
    await s.refused(settle('director', 'deducted', 9_000_000), 'procurement.deduct_too_much')
    await settle('director', 'deducted', 10_000)
    const facts = await s.inSchool(ctx => acceptedFor(ctx, orderId))
    expect([facts.acceptedFen, facts.mismatchOpen]).toEqual([130_000, false])
    const partly = await s.as('buyer').call(procurement.getOrder, { id: orderId })
    await s.refused(
      s.as('buyer').call(procurement.cancelOrder, { id: orderId, version: partly.version, reason: '不要' }),
      'procurement.has_goods',
    )
    await s
      .as('buyer')
      .call(procurement.cancelRest, { id: orderId, version: partly.version, reason: '供应商无货' })
    const held = (await s.inSchool(ctx => lineFacts(ctx, [m.lineId]))).get(m.lineId)?.committedFen
    expect(held).toBe(130_000)
    expect((await s.as('class_teacher').call(procurement.get, { id: requestId })).state).toBe('done')
  })

  it('of much money needs a committee, and counts when the last has signed', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const { orderId } = await orderedGoods(s, m, { quantity: 3 })
    const detail = await s.as('asset_keeper').call(procurement.getOrder, { id: orderId })
    const receive = (memberIds: string[]) =>
      s.as('asset_keeper').call(procurement.receive, {
        orderId,
        version: detail.version,
        memberIds,
        lines: [{ orderLineId: detail.lines[0]?.id as string, delivered: 3, accepted: 3 }],
      })
    await s.refused(receive([]), 'procurement.committee')
    await s.refused(receive([s.person('teacher'), s.person('buyer')]), 'procurement.buyer_accepts')
    const counted = await receive([s.person('teacher'), s.person('class_teacher')])
    expect(counted.state).toBe('signing')
    const again = await s.as('asset_keeper').call(procurement.getOrder, { id: orderId })
    expect([again.acceptedFen, again.lines[0]?.open]).toEqual([0, 0])
    await s.refused(
      s.as('clerk').call(procurement.signAcceptance, { id: counted.id, version: counted.version }),
      'procurement.not_member',
    )
    const second = await s
      .as('teacher')
      .call(procurement.signAcceptance, { id: counted.id, version: counted.version })
    await s.refused(
      s.as('teacher').call(procurement.signAcceptance, { id: counted.id, version: second.version }),
      'signature.twice',
    )
    const last = await s
      .as('class_teacher')
      .call(procurement.signAcceptance, { id: counted.id, version: second.version })
    expect(last.state).toBe('accepted')
    const facts = await s.inSchool(ctx => acceptedFor(ctx, orderId))
    expect(facts.acceptorIds.length).toBe(3)
  })

  it('sends accepted goods to the shelf in the same transaction, and needs to know which', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const shelf = await stockedStore(s)
    const asked = await s.as('clerk').call(procurement.ask, {
      kind: 'goods',
      category: 'cleaning',
      reason: '补库',
      lineId: m.lineId,
      lines: [{ name: '大拖把', measure: '把', quantity: 10, priceFen: 1000 }],
    })
    await approveAll(s, asked.no)
    const batch = await s
      .as('buyer')
      .call(procurement.merge, { lineIds: [(await lineOf(s, asked.id)) as string] })
    const sheet = await quoted(s, batch.id, m.suppliers, [1000])
    const proposed = await s.as('buyer').call(procurement.propose, {
      id: sheet.id,
      version: sheet.version,
      quoteId: sheet.quotes[0]?.id as string,
    })
    await s.as('vice_principal').call(procurement.choose, { id: sheet.id, version: proposed.version })
    const order = await placeNow(s, batch.id)
    const detail = await s.as('storekeeper').call(procurement.getOrder, { id: order.id })
    const receive = (more: object, line: object) =>
      s.as('storekeeper').call(procurement.receive, {
        orderId: order.id,
        version: detail.version,
        lines: [{ orderLineId: detail.lines[0]?.id as string, delivered: 10, accepted: 10, ...line }],
        ...more,
      })
    await s.refused(receive({}, {}), 'procurement.needs_item')
    await s.refused(receive({}, { itemId: shelf.items.mop }), 'procurement.needs_store')
    await receive({ storeId: shelf.storeId }, { itemId: shelf.items.mop })
    const { rows } = await s.as('storekeeper').call(procurement.hints, {
      lines: [{ itemId: shelf.items.mop, name: '' }],
    })
    expect([rows[0]?.onhand, rows[0]?.lastPriceFen]).toEqual([50, 1000])
  })
})

describe('two at once', () => {
  it('accept the last piece: one of them', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const { orderId } = await orderedGoods(s, m)
    const detail = await s.as('asset_keeper').call(procurement.getOrder, { id: orderId })
    const receive = (by: 'asset_keeper' | 'storekeeper') =>
      s.as(by).call(procurement.receive, {
        orderId,
        version: detail.version,
        lines: [{ orderLineId: detail.lines[0]?.id as string, delivered: 1, accepted: 1 }],
      })
    const done = await Promise.allSettled([receive('asset_keeper'), receive('storekeeper')])
    expect(done.filter(d => d.status === 'fulfilled').length).toBe(1)
    expect((await s.inSchool(ctx => acceptedFor(ctx, orderId))).acceptedFen).toBe(370_000)
  })

  it('merge the same line: one of them', async () => {
    const s = await scenario()
    const m = await openMarket(s)
    const asked = await askFor(s, { lineId: m.lineId })
    await approveAll(s, asked.no)
    const lineIds = [(await lineOf(s, asked.id)) as string]
    const done = await Promise.allSettled([
      s.as('buyer').call(procurement.merge, { lineIds }),
      s.as('clerk').call(procurement.merge, { lineIds }),
    ])
    expect(done.filter(d => d.status === 'fulfilled').length).toBe(1)
  })

  it('ask up to the yearly limit: one of them', async () => {
    const s = await scenario()
    const m = await openMarket(s, 100_000_000)
    const ask = () =>
      s.as('class_teacher').call(procurement.ask, {
        kind: 'goods',
        category: 'sports',
        reason: '体育课',
        lineId: m.lineId,
        lines: [{ name: '器材', measure: '套', quantity: 1, priceFen: 16_000_000 }],
      })
    const done = await Promise.allSettled([ask(), ask()])
    expect(done.map(d => d.status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('past the channel', () => {
  it('is listed by name and answered once', async () => {
    const s = await scenario()
    const noted = await s.as('accountant').call(procurement.noteOffChannel, {
      boughtOn: '2025-09-01',
      personName: '李老师',
      what: '彩纸一批',
      category: 'office',
      amountFen: 12_000,
    })
    const handle = () =>
      s
        .as('director')
        .call(procurement.handleOffChannel, { id: noted.id, version: 1, handling: '不予报销，已谈话' })
    await handle()
    await s.refused(handle(), 'kernel.changed')
    const list = await s.as('auditor').call(procurement.offChannel, {})
    expect(list.rows[0]).toMatchObject({ personName: '李老师', handling: '不予报销，已谈话' })
  })
})

type S = Awaited<ReturnType<typeof scenario>>

const lineOf = async (s: S, requestId: string): Promise<string | undefined> =>
  (await s.as('buyer').call(procurement.get, { id: requestId })).lines[0]?.id

async function placeNow(s: S, batchId: string) {
  const batch = await s.as('buyer').call(procurement.getBatch, { id: batchId })
  return s.as('buyer').call(procurement.placeOrder, { batchId, version: batch.version })
}
