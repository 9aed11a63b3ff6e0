import { describe, expect, it } from 'vitest'
import { ledger } from '../../mechanisms/ledger/index.ts'
import { reconciliation } from '../../mechanisms/reconciliation/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { applyCount } from './adjusting.ts'
import { stock } from './contract.ts'
import { receiveAccepted, snapshotForCount, stockModule, stockOf } from './index.ts'
import { remindLoans } from './schedules.ts'
import {
  approveAs,
  approvedNeed,
  issueAll,
  mustAgree,
  receiveAll,
  type Shelf,
  STROKES,
  stockedStore,
} from './testing.ts'

const held = async (s: Scenario, itemId: string): Promise<[number, number]> => {
  const one = await s.inSchool(async ctx => (await stockOf(ctx, [itemId])).get(itemId))
  return [one?.onhand ?? 0, one?.amountFen ?? 0]
}

describe('a class teacher asks for three brooms', () => {
  it('and gets them against a signature, once somebody else has approved', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const teacher = s.as('class_teacher')
    const found = await teacher.call(stock.findItems, { q: 'saozhou' })
    expect(found.rows.map(r => [r.name, r.onhand])).toEqual([['扫把', 60]])
    const asked = await teacher.call(stock.request, {
      purpose: '教室卫生',
      lines: [{ itemId: shelf.items.broom, quantity: 3 }],
    })
    expect(asked.no).toMatch(/^LL-2025-\d{6}$/)
    const early = await s.as('storekeeper').call(stock.need, { id: asked.id })
    const line = early.lines[0]?.id as string
    const give = (version: number, more: object) =>
      s.as('storekeeper').call(stock.issue, {
        id: asked.id,
        version,
        lines: [{ lineId: line, quantity: 3, ...more }],
        strokes: STROKES,
      })
    await s.refused(give(early.version, { oldIn: true }), 'stock.not_approver')
    await approveAs(s, 'storekeeper', asked.id)
    const { version } = await s.as('storekeeper').call(stock.need, { id: asked.id })
    await s.refused(
      s.as('storekeeper').call(stock.issue, {
        id: asked.id,
        version,
        lines: [{ lineId: line, quantity: 3, oldIn: true }],
      }),
      'stock.needs_signature',
    )
    await s.refused(give(version, {}), 'stock.trade_in')
    await s.refused(give(version, { oldIn: false }), 'stock.trade_in')
    await s.refused(give(version, { quantity: 4, oldIn: true }), 'stock.over_asked')
    const paper = await give(version, { oldIn: false, note: '旧的毕业班带走了' })
    const seen = await teacher.call(stock.document, { id: paper.id })
    expect(seen.signatures.map(m => [m.duty, m.name])).toEqual([
      ['领用人', '班主任甲'],
      ['保管员', '保管员甲'],
    ])
    expect(seen.signatures[0]?.statement).toBe('今从总务仓库领到扫把3把，价值¥25.50，用于：教室卫生。')
    expect((await teacher.call(stock.need, { id: asked.id })).state).toBe('issued')
    expect(await held(s, shelf.items.broom)).toEqual([57, 48_450])
    await mustAgree(s)
  })

  it('on his own phone: what was laid out is his when he confirms it', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const id = await approvedNeed(s, [
      { itemId: shelf.items.broom, quantity: 2 },
      { itemId: shelf.items.mop, quantity: 2 },
    ])
    const need = await s.as('storekeeper').call(stock.need, { id })
    const [broom, mop] = need.lines
    const picked = await s.as('storekeeper').call(stock.pick, {
      id,
      version: need.version,
      lines: [
        { lineId: broom?.id as string, quantity: 2 },
        { lineId: mop?.id as string, quantity: 1 },
      ],
    })
    const take = (role: 'teacher' | 'class_teacher') =>
      s.as(role).call(stock.collect, {
        id,
        version: picked.version,
        oldIn: { [broom?.id as string]: { back: true, note: '' } },
      })
    await s.refused(take('teacher'), 'stock.not_asker')
    await take('class_teacher')
    const part = await s.as('class_teacher').call(stock.need, { id })
    expect([part.state, part.lines.map(l => l.left)]).toEqual(['part', [0, 1]])
    await s.as('storekeeper').call(stock.closeNeed, { id, version: part.version, reason: '换型号了' })
    expect((await s.as('class_teacher').call(stock.need, { id })).state).toBe('closed')
    expect(await held(s, shelf.items.mop)).toEqual([39, 46_800])
  })

  it('who asks neither approves nor hands out', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const asked = await s.as('storekeeper').call(stock.request, {
      purpose: '仓库打扫',
      lines: [{ itemId: shelf.items.mop, quantity: 1 }],
    })
    await expect(approveAs(s, 'storekeeper', asked.id)).rejects.toThrow('nothing about')
    const need = await s.as('clerk').call(stock.need, { id: asked.id })
    expect(need.state).toBe('pending')
    await approveAs(s, 'director', asked.id)
    const { version, lines } = await s.as('storekeeper').call(stock.need, { id: asked.id })
    const give = {
      id: asked.id,
      version,
      lines: [{ lineId: lines[0]?.id as string, quantity: 1 }],
      strokes: STROKES,
    }
    await s.refused(s.as('storekeeper').call(stock.issue, give), 'stock.own_issue')
    await s.as('clerk').call(stock.issue, give)
    await s.refused(s.as('clerk').call(stock.issue, { ...give, version: version + 1 }), 'kernel.state')
  })

  it('withdraws it while nothing was handed out', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const ask = { purpose: '卫生', lines: [{ itemId: shelf.items.mop, quantity: 1 }] }
    const first = await s.as('class_teacher').call(stock.request, ask)
    await s.refused(
      s.as('teacher').call(stock.withdraw, { id: first.id, version: 1, reason: '不要了' }),
      'kernel.forbidden',
    )
    await s.as('class_teacher').call(stock.withdraw, { id: first.id, version: 1, reason: '不要了' })
    expect((await s.as('class_teacher').call(stock.need, { id: first.id })).state).toBe('withdrawn')
  })
})

describe('the shelf', () => {
  it('gives the last one once, however many reach for it', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const two = await Promise.all(
      (['teacher', 'dorm_keeper'] as const).map(asker =>
        approvedNeed(s, [{ itemId: shelf.items.tap, quantity: 10 }], { asker }),
      ),
    )
    const results = await Promise.allSettled(two.map(id => issueAll(s, id, {})))
    expect(results.map(r => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    const refusal = results.find(r => r.status === 'rejected') as PromiseRejectedResult
    expect(refusal.reason).toMatchObject({ code: 'stock.short' })
    expect(refusal.reason.message).toContain('只有 0，不够 10只')
    expect(await held(s, shelf.items.tap)).toEqual([0, 0])
    await mustAgree(s)
  })

  it('gives what expires first, and nothing that has expired', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const id = await approvedNeed(s, [{ itemId: shelf.items.chalk, quantity: 7 }])
    const paper = await issueAll(s, id, {})
    const seen = await s.as('storekeeper').call(stock.document, { id: paper.id })
    expect(seen.rows.map(r => [r.batchNo, r.quantity, r.amountFen])).toEqual([
      ['B1', 5, 1333],
      ['B2', 2, 534],
    ])
    expect(await held(s, shelf.items.chalk)).toEqual([8, 2133])
    s.at('2027-01-05T08:00:00+08:00')
    const late = await approvedNeed(s, [{ itemId: shelf.items.chalk, quantity: 1 }])
    await s.refused(issueAll(s, late, {}), 'stock.expired_left')
    await s.refused(
      s.as('storekeeper').call(stock.receive, {
        storeId: shelf.storeId,
        lines: [{ itemId: shelf.items.chalk, quantity: 1, priceFen: 100, expiresOn: '2026-01-01' }],
      }),
      'stock.day_order',
    )
  })

  it('values by the moving average and empties to nothing', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    await s.as('storekeeper').call(stock.receive, {
      storeId: shelf.storeId,
      supplierText: '江城日杂',
      lines: [{ itemId: shelf.items.broom, quantity: 7, priceFen: 1001 }],
    })
    expect(await held(s, shelf.items.broom)).toEqual([67, 58_007])
    const first = await approvedNeed(s, [{ itemId: shelf.items.broom, quantity: 33 }])
    const paper = await issueAll(s, first)
    expect((await s.as('storekeeper').call(stock.document, { id: paper.id })).amountFen).toBe(28_571)
    const rest = await approvedNeed(s, [{ itemId: shelf.items.broom, quantity: 34 }])
    await issueAll(s, rest)
    expect(await held(s, shelf.items.broom)).toEqual([0, 0])
    await mustAgree(s)
  })

  it('takes an acceptance in once', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const accepted = {
      document: { kind: 'procurement.acceptance', id: '0197c0de-0000-7000-8000-00000000aaaa' },
      no: 'YS-2025-000001',
      storeId: shelf.storeId,
      day: '2025-09-03',
      lines: [{ itemId: shelf.items.mop, quantity: 10, priceFen: 1500 }],
    }
    const done = await s.inSchool(ctx => receiveAccepted(ctx, accepted))
    await s.refused(
      s.inSchool(ctx => receiveAccepted(ctx, accepted)),
      'stock.source_used',
    )
    const paper = await s.as('auditor').call(stock.document, { id: done.id })
    expect([paper.sourceNo, paper.amountFen]).toEqual(['YS-2025-000001', 15_000])
  })
})

describe('papers', () => {
  it('are reversed by their mirror image, which reopens the need; not once the goods have gone on', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const got = await s.as('storekeeper').call(stock.receive, {
      storeId: shelf.storeId,
      lines: [{ itemId: shelf.items.tap, quantity: 5, priceFen: 1000 }],
    })
    const id = await approvedNeed(s, [{ itemId: shelf.items.tap, quantity: 12 }])
    const paper = await issueAll(s, id, {})
    await s.refused(
      s.as('storekeeper').call(stock.reverse, { id: got.id, version: 1, reason: '录错' }),
      'stock.reversed_value',
    )
    const back = await s.as('storekeeper').call(stock.reverse, { id: paper.id, version: 1, reason: '发错人' })
    const need = await s.as('storekeeper').call(stock.need, { id })
    expect([need.state, need.lines[0]?.left]).toEqual(['approved', 12])
    await s.refused(
      s.as('storekeeper').call(stock.reverse, { id: paper.id, version: 2, reason: '再来' }),
      'kernel.state',
    )
    await s.refused(
      s.as('storekeeper').call(stock.reverse, { id: back.id, version: 1, reason: '再来' }),
      'stock.not_reversible',
    )
    await s.as('storekeeper').call(stock.reverse, { id: got.id, version: 1, reason: '录错' })
    expect(await held(s, shelf.items.tap)).toEqual([10, 25_000])
    await mustAgree(s)
  })

  it('give back what was not used, at the value at which it went', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const paper = await issueAll(s, await approvedNeed(s, [{ itemId: shelf.items.mop, quantity: 3 }]), {})
    const lineId = (await s.as('storekeeper').call(stock.document, { id: paper.id })).rows[0]?.id as string
    const give = (quantity: number, version: number) =>
      s
        .as('storekeeper')
        .call(stock.giveIn, { id: paper.id, version, lines: [{ lineId, quantity }], reason: '多领了' })
    await s.refused(give(4, 1), 'stock.over_returned')
    const back = await give(2, 1)
    await s.refused(give(2, 2), 'stock.over_returned')
    await s.refused(
      s.as('storekeeper').call(stock.reverse, { id: paper.id, version: 2, reason: '错' }),
      'stock.has_returns',
    )
    expect(await held(s, shelf.items.mop)).toEqual([39, 46_800])
    await s.as('storekeeper').call(stock.reverse, { id: back.id, version: 1, reason: '退错' })
    await s.as('storekeeper').call(stock.reverse, { id: paper.id, version: 2, reason: '发错' })
    expect(await held(s, shelf.items.mop)).toEqual([40, 48_000])
    await mustAgree(s)
  })

  it('that take away from goods in batches say from which batch', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const lose = (batchId: string | null) =>
      s.as('storekeeper').call(stock.writeOff, {
        ...{ storeId: shelf.storeId, reason: '受潮' },
        lines: [{ itemId: shelf.items.chalk, batchId, quantity: 2 }],
      })
    await s.refused(lose(null), 'stock.which_batch')
    const card = await s.as('storekeeper').call(stock.item, { id: shelf.items.chalk })
    const batch = card.holdings.find(h => h.batchNo === 'B1')
    const loss = await lose(batch?.batchId as string)
    await approveAs(s, 'director', loss.id)
    expect((await s.as('storekeeper').call(stock.item, { id: shelf.items.chalk })).holdings).toMatchObject([
      { batchNo: 'B1', quantity: 3 },
      { batchNo: 'B2', quantity: 10 },
    ])
    await mustAgree(s)
  })

  it('what comes back broken is on the shelf and at once proposed to be written off', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const paper = await issueAll(s, await approvedNeed(s, [{ itemId: shelf.items.mop, quantity: 5 }]), {})
    const lineId = (await s.as('storekeeper').call(stock.document, { id: paper.id })).rows[0]?.id as string
    const give = (quantity: number, damaged: number) =>
      s.as('storekeeper').call(stock.giveIn, {
        ...{ id: paper.id, version: 1, reason: '杆子断了' },
        lines: [{ lineId, quantity, damaged }],
      })
    await s.refused(give(2, 3), 'stock.over_damaged')
    const back = await give(3, 2)
    expect(await held(s, shelf.items.mop)).toEqual([38, 45_600])
    const loss = await s.as('director').call(stock.document, { id: back.lossId as string })
    expect([loss.kind, loss.state, loss.sourceNo, loss.rows[0]?.quantity]).toEqual([
      'loss',
      'pending',
      back.no,
      2,
    ])
    await approveAs(s, 'director', loss.id)
    expect(await held(s, shelf.items.mop)).toEqual([36, 43_200])
    await mustAgree(s)
  })

  it('move goods between stores, and lose or correct them only when somebody else agrees', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const keeper = s.as('storekeeper')
    const move = { fromStoreId: shelf.storeId, toStoreId: shelf.otherStoreId }
    await s.refused(
      keeper.call(stock.transfer, { ...move, lines: [{ itemId: shelf.items.tap, quantity: 11 }] }),
      'stock.short',
    )
    const sent = await keeper.call(stock.transfer, {
      ...move,
      lines: [{ itemId: shelf.items.tap, quantity: 4 }],
    })
    await receiveAll(s, 'clerk', sent.id)
    const loss = await keeper.call(stock.writeOff, {
      storeId: shelf.storeId,
      reason: '受潮生锈',
      lines: [{ itemId: shelf.items.tap, quantity: 2 }],
    })
    expect(await held(s, shelf.items.tap)).toEqual([10, 25_000])
    await approveAs(s, 'director', loss.id)
    expect(await held(s, shelf.items.tap)).toEqual([8, 20_000])
    const found = await keeper.call(stock.correct, {
      storeId: shelf.storeId,
      reason: '盘出多的',
      lines: [
        { itemId: shelf.items.tap, quantity: 1 },
        { itemId: shelf.items.mop, quantity: -5 },
      ],
    })
    await approveAs(s, 'director', found.id)
    expect([await held(s, shelf.items.tap), await held(s, shelf.items.mop)]).toEqual([
      [9, 22_500],
      [35, 42_000],
    ])
    const gone = await keeper.call(stock.writeOff, {
      storeId: shelf.storeId,
      reason: '坏了',
      lines: [{ itemId: shelf.items.mop, quantity: 1 }],
    })
    await keeper.call(stock.withdrawDocument, { id: gone.id, version: 1, reason: '还能用' })
    expect((await keeper.call(stock.document, { id: gone.id })).state).toBe('withdrawn')
    await mustAgree(s)
  })

  it('stay out of a closed month', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    s.at('2025-10-09T09:00:00+08:00')
    await s.as('accountant').call(reconciliation.run, { kind: 'stock.ledger', asAt: '2025-09-30' })
    await s.as('accountant').call(ledger.close, { book: 'stock', month: '2025-09' })
    await s.refused(
      s.as('storekeeper').call(stock.receive, {
        storeId: shelf.storeId,
        day: '2025-09-30',
        lines: [{ itemId: shelf.items.mop, quantity: 1, priceFen: 100 }],
      }),
      'ledger.closed',
    )
    expect(await held(s, shelf.items.mop)).toEqual([40, 48_000])
  })
})

describe('loans', () => {
  const lend = (s: Scenario, shelf: Shelf, more: object = {}) =>
    s.as('storekeeper').call(stock.lend, {
      storeId: shelf.storeId,
      borrowerId: s.person('teacher'),
      dueOn: '2025-09-10',
      lines: [{ itemId: shelf.items.ladder, quantity: 2 }],
      strokes: STROKES,
      ...more,
    })

  it('come back with their condition, are reminded of, and what is lost is named with its worth', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    await s.refused(
      lend(s, shelf, { lines: [{ itemId: shelf.items.mop, quantity: 1 }] }),
      'stock.not_lendable',
    )
    await s.refused(lend(s, shelf, { strokes: undefined }), 'stock.needs_signature')
    await s.refused(lend(s, shelf, { borrowerId: s.person('storekeeper') }), 'stock.own_loan')
    const loan = await lend(s, shelf)
    await s.refused(lend(s, shelf), 'stock.short')
    s.at('2025-09-12T07:30:00+08:00')
    await s.inSchool(ctx => remindLoans(ctx))
    const list = await s.as('storekeeper').call(stock.loans, { overdue: true })
    expect(list.rows.map(r => [r.what, r.overdueDays])).toEqual([['人字梯2架', 2]])
    expect(await s.as('director').call(stock.exportLoans, { overdue: true })).toMatchObject({
      fileName: expect.stringContaining('借用登记'),
    })
    const seen = await s.as('teacher').call(stock.loan, { id: loan.id })
    const lineId = seen.lines[0]?.id as string
    const back = await s.as('storekeeper').call(stock.giveBack, {
      id: loan.id,
      version: 1,
      lines: [{ lineId, quantity: 1, condition: '缺一只脚垫', damaged: true }],
    })
    expect(back.damaged).toEqual(['人字梯：借出时完好，归还时缺一只脚垫'])
    const lost = { id: loan.id, version: 2, reason: '借到工地后丢失' }
    await s.refused(
      s.as('storekeeper').call(stock.reportLost, { ...lost, lines: [{ lineId, quantity: 2 }] }),
      'stock.over_back',
    )
    const gone = await s
      .as('storekeeper')
      .call(stock.reportLost, { ...lost, lines: [{ lineId, quantity: 1 }] })
    expect(gone.lostFen).toBe(18_000)
    expect((await s.as('teacher').call(stock.loan, { id: loan.id })).state).toBe('lost')
    expect(await held(s, shelf.items.ladder)).toEqual([1, 18_000])
    await mustAgree(s)
  })
})

describe('quotas', () => {
  it('ask for a reason, or refuse, by what the unit has had this term', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const root = (
      await s.inSchool(ctx => ctx.db.selectFrom('org_unit').select('id').executeTakeFirstOrThrow())
    ).id
    await s.as('director').call(stock.setQuota, { itemId: shelf.items.mop, unitId: root, quantity: 3 })
    await issueAll(s, await approvedNeed(s, [{ itemId: shelf.items.mop, quantity: 2 }]), {})
    const ask = (more: object = {}) =>
      s.as('class_teacher').call(stock.request, {
        purpose: '卫生',
        lines: [{ itemId: shelf.items.mop, quantity: 2 }],
        ...more,
      })
    const check = await s.as('class_teacher').call(stock.checkNeed, {
      lines: [{ itemId: shelf.items.mop, quantity: 2 }],
    })
    expect(check.over).toMatchObject([{ quota: 3, used: 2, asked: 2, left: 1 }])
    await s.refused(ask(), 'stock.quota_over')
    const over = await ask({ overReason: '新增一间教室' })
    expect((await s.as('storekeeper').call(stock.need, { id: over.id })).over).toBe(true)
    await s.as('class_teacher').call(stock.withdraw, { id: over.id, version: 1, reason: '暂不需要' })
    s.at('2026-03-02T08:00:00+08:00')
    await ask()
  })
})

describe('opening-day kits', () => {
  it('are reckoned from the standard less what the class has, go out at once and are signed for', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    await s.inSchool(async ctx => {
      const root = await ctx.db.selectFrom('org_unit').selectAll().executeTakeFirstOrThrow()
      for (const name of ['高职1班', '高职2班', '三校1班']) {
        const id = ctx.id()
        await ctx.db
          .insertInto('org_unit')
          .values({ ...root, id, parent_id: root.id, kind: 'class', name, path: [root.id, id] })
          .execute()
      }
    })
    const kit = (title: string, classMatch: string, quantity: number, validFrom: string) =>
      s.as('director').call(stock.saveKit, {
        title,
        classMatch,
        validFrom,
        lines: [{ itemId: shelf.items.broom, quantity }],
      })
    const keeper = s.as('storekeeper')
    const make = () =>
      keeper.call(stock.makeSheet, { title: '秋季开学', storeId: shelf.storeId, day: '2025-09-03' })
    await s.refused(make(), 'stock.no_kit')
    await kit('普通班', '', 3, '2025-08-01')
    await kit('高职班', '高职', 5, '2025-08-01')
    await s.refused(kit('高职班', '高职', 4, '2025-07-01'), 'stock.kit_past')
    const sheet = await make()
    const seen = await keeper.call(stock.sheet, { id: sheet.id })
    expect(seen.columns.map(c => [c.name, c.demand])).toEqual([['扫把', 13]])
    const first = seen.classRows.find(c => c.unitName === '高职1班')
    const edited = await keeper.call(stock.editSheet, {
      id: sheet.id,
      version: 1,
      lines: [{ lineId: first?.cells[0]?.lineId as string, has: 4 }],
    })
    const issued = await keeper.call(stock.issueSheet, { id: sheet.id, version: edited.version })
    expect(issued.classes).toBe(3)
    expect(await held(s, shelf.items.broom)).toEqual([51, 43_350])
    const out = await keeper.call(stock.sheet, { id: sheet.id })
    const papers = out.classRows.map(c => c.documentId as string)
    await s.refused(keeper.call(stock.signKit, { documentId: papers[0] as string }), 'stock.not_class_hand')
    for (const documentId of papers)
      await keeper.call(stock.signKit, { documentId, name: '王芳', strokes: STROKES })
    await s.refused(
      keeper.call(stock.signKit, { documentId: papers[0] as string, name: '王芳', strokes: STROKES }),
      'kernel.state',
    )
    expect((await keeper.call(stock.sheet, { id: sheet.id })).state).toBe('signed')
    await mustAgree(s)
  })
})

describe('lists of goods', () => {
  it('enter with their opening stock, tell what changes, and open only once', async () => {
    const s = await scenario()
    await stockedStore(s)
    const row = { code: 'A-1', name: '打印纸', measure: '包', quantity: 30, priceFen: 2200, minQuantity: 10 }
    const first = await s.as('clerk').call(stock.importItem, row)
    expect(first.outcome).toBe('created')
    expect((await s.as('clerk').call(stock.importItem, row)).outcome).toBe('unchanged')
    const changed = await s.as('clerk').call(stock.importItem, { ...row, minQuantity: 12 })
    expect(changed.changes).toEqual([{ title: '最低库存', from: '10', to: '12' }])
    await s.refused(s.as('clerk').call(stock.importItem, { ...row, quantity: 40 }), 'stock.opening_twice')
    expect(await held(s, first.id)).toEqual([30, 66_000])
  })

  it('say what to buy, and what a count finds is booked', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    await issueAll(s, await approvedNeed(s, [{ itemId: shelf.items.broom, quantity: 35 }]))
    await issueAll(s, await approvedNeed(s, [{ itemId: shelf.items.broom, quantity: 10 }]))
    const list = await s.as('buyer').call(stock.suggestions, {})
    const broom = list.rows.find(r => r.name === '扫把')
    expect([broom?.onhand, broom?.quantity, broom?.perWeek]).toEqual([15, 85, 5.63])
    const snapshot = await s.inSchool(ctx => snapshotForCount(ctx, { storeIds: [shelf.storeId] }))
    const row = snapshot.find(r => r.name === '扫把')
    expect(row?.quantity).toBe(15)
    await s.inSchool(ctx =>
      applyCount(ctx, {
        document: { kind: 'stocktake.plan', id: '0197c0de-0000-7000-8000-00000000bbbb' },
        no: 'PD-2025-000001',
        diffs: [{ storeId: shelf.storeId, itemId: shelf.items.broom, batchId: null, quantity: -1 }],
      }),
    )
    expect(await held(s, shelf.items.broom)).toEqual([14, 11_900])
    await mustAgree(s)
    expect(stockModule.contract.id).toBe('stock')
  })
})
