import { beforeEach, describe, expect, it } from 'vitest'
import { approval } from '../../mechanisms/approval/index.ts'
import { reconciliation } from '../../mechanisms/reconciliation/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { org } from '../org/index.ts'
import { place } from '../place/index.ts'
import { asset, idleLike, lockForCount, registerAccepted, unlockCount } from './index.ts'

const projector = {
  name: '投影仪',
  classCode: 'A02020200',
  classEdition: '2022' as const,
  brand: '爱普生',
  model: 'CB-X50',
  acquiredOn: '2025-08-20',
  priceFen: 450_000,
}

let s: Scenario
let root: string
let it1: string
let teaching: string
let building: string
let other: string

beforeEach(async () => {
  s = await scenario()
  const { units } = await s.as('director').call(org.tree, {})
  root = units.find(u => u.parentId === null)?.id as string
  const unit = async (name: string) =>
    (
      await s.inSchool(ctx =>
        ctx.run(org.create, { kind: 'department', name, parentId: root, from: '2020-09-01' }),
      )
    ).id
  it1 = await unit('信息中心')
  teaching = await unit('教务处')
  const spot = async (name: string) =>
    (await s.inSchool(ctx => ctx.run(place.create, { kind: 'building', name, from: '2020-09-01' }))).id
  building = await spot('实验楼')
  other = await spot('高职B楼')
})

const belongs = (role: 'room_head' | 'teacher', unitId: string) =>
  s.inSchool(ctx =>
    ctx.db.updateTable('people_person').set({ unit_id: unitId }).where('id', '=', s.person(role)).execute(),
  )

const agreed = async () => {
  const run = await s.inSchool(async ctx => {
    const { assetReconciliation } = await import('./reconciling.ts')
    return assetReconciliation.run(ctx, { asAt: ctx.today })
  })
  return run.rows.filter(row => row.leftFen !== row.rightFen)
}

describe('registering', () => {
  it('gives a batch of like things a number each and tells the ledger once', async () => {
    const made = await s
      .as('asset_keeper')
      .call(asset.register, { ...projector, count: 3, unitId: it1, placeId: building })
    expect(made.nos).toEqual(['ZC-2025-000001', 'ZC-2025-000002', 'ZC-2025-000003'])
    const list = await s.as('accountant').call(asset.list, { placeId: building })
    expect(list).toMatchObject({ total: 3, quantity: 3, valueFen: 1_350_000 })
    expect(list.rows[0]).toMatchObject({ category: 'office', unitText: '信息中心', placeText: '实验楼' })
    expect(await agreed()).toEqual([])
    const next = await s.as('asset_keeper').call(asset.register, { ...projector, count: 1 })
    expect(next.nos).toEqual(['ZC-2025-000004'])
  })

  it('refuses a class code without edition, an unknown one, and what it cannot classify', async () => {
    const keeper = s.as('asset_keeper')
    const error = await s.refused(
      keeper.call(asset.register, { ...projector, classEdition: null }),
      'asset.no_edition',
    )
    expect(error.message).toContain('2022')
    await s.refused(
      keeper.call(asset.register, { ...projector, classEdition: '2010' }),
      'asset.class_unknown',
    )
    await s.refused(
      keeper.call(asset.register, { ...projector, classCode: 'A01010100' }),
      'asset.no_category',
    )
    expect((await keeper.call(asset.list, {})).total).toBe(0)
  })

  it('sends cheap things to the stores unless they are bought in bulk', async () => {
    const chair = {
      name: '课椅',
      category: 'student_furniture' as const,
      acquiredOn: '2025-08-20',
      priceFen: 12_000,
    }
    await s.refused(s.as('clerk').call(asset.register, { ...chair, count: 5 }), 'asset.low_value')
    const said = await s
      .as('teacher')
      .call(asset.suggest, { category: 'student_furniture', priceFen: 12_000, count: 5 })
    expect(said).toMatchObject({ fixed: false, lifeMonths: 60 })
    const made = await s
      .as('clerk')
      .call(asset.register, { ...chair, count: 50, measure: '把', bulkReason: '新教室课桌椅' })
    expect(made.ids).toHaveLength(50)
  })

  it('takes accepted goods once and asks the keeper to sign', async () => {
    const document = { kind: 'procurement.acceptance', id: s.person('buyer') }
    const accept = () =>
      s.inSchool(ctx =>
        registerAccepted(ctx, {
          document,
          no: 'YS-2025-000001',
          day: '2025-09-02',
          lines: [
            {
              name: '投影仪',
              classCode: 'A02020200',
              classEdition: '2022',
              quantity: 2,
              priceFen: 450_000,
              keeperId: s.person('teacher'),
            },
          ],
        }),
      )
    const both = await Promise.allSettled([accept(), accept()])
    expect(both.filter(r => r.status === 'fulfilled')).toHaveLength(1)
    const mine = await s.as('teacher').call(asset.mine, {})
    expect(mine.things).toHaveLength(0)
    expect(mine.offers[0]).toMatchObject({ cards: 2, state: 'offered' })
  })
})

const one = async (more: object = {}) => {
  const { ids } = await s
    .as('asset_keeper')
    .call(asset.register, { ...projector, unitId: it1, placeId: building, ...more })
  return ids[0] as string
}
const card = (id: string) => s.as('director').call(asset.get, { id })

describe('custody', () => {
  it('passes only with the signature of the person himself', async () => {
    const id = await one()
    const { id: custodyId } = await s
      .as('clerk')
      .call(asset.offerCustody, { assetIds: [id], keeperId: s.person('teacher') })
    expect((await card(id)).keeperName).toBe('')
    await s.refused(
      s.as('clerk').call(asset.acceptCustody, { id: custodyId, version: 1 }),
      'asset.not_keeper',
    )
    await s.refused(
      s.as('clerk').call(asset.offerCustody, { assetIds: [id], keeperId: s.person('clerk') }),
      'asset.held',
    )
    await s.as('teacher').call(asset.acceptCustody, { id: custodyId, version: 1 })
    expect(await card(id)).toMatchObject({ keeperName: '教师甲', held: '' })
    expect((await card(id)).seals).toHaveLength(1)
    await s.refused(s.as('teacher').call(asset.acceptCustody, { id: custodyId, version: 1 }), 'kernel.state')
    expect((await s.as('teacher').call(asset.mine, {})).things).toHaveLength(1)
  })
})

describe('transfer', () => {
  it('moves on receipt, with three different hands', async () => {
    await belongs('room_head', it1)
    await belongs('teacher', teaching)
    const id = await one()
    const { id: transferId } = await s.as('teacher').call(asset.requestTransfer, {
      assetIds: [id],
      toUnitId: teaching,
      toPlaceId: other,
      toKeeperId: s.person('teacher'),
      reason: '教室缺投影仪',
    })
    await s.refused(
      s.as('teacher').call(asset.releaseTransfer, { id: transferId, version: 1 }),
      'asset.not_releasing',
    )
    await s.as('room_head').call(asset.releaseTransfer, { id: transferId, version: 1 })
    expect(await card(id)).toMatchObject({ placeText: '实验楼', unitText: '信息中心', held: '调拨中' })
    await s.refused(
      s.as('room_head').call(asset.receiveTransfer, { id: transferId, version: 2 }),
      'asset.not_receiving',
    )
    await s.as('teacher').call(asset.receiveTransfer, { id: transferId, version: 2 })
    expect(await card(id)).toMatchObject({ placeText: '高职B楼', unitText: '教务处', keeperName: '教师甲' })
    await s.as('asset_keeper').call(asset.bookTransfer, { id: transferId, version: 3 })
    const paper = await s.as('director').call(asset.transfer, { id: transferId })
    expect(paper.state).toBe('booked')
    expect(paper.seals.map(seal => seal.duty)).toEqual(['调出部门', '调入部门', '资产管理员'])
    expect(paper.lines[0]).toMatchObject({ placeText: '实验楼', unitText: '信息中心' })
  })

  it('is not received into nowhere', async () => {
    await belongs('room_head', it1)
    await belongs('teacher', teaching)
    const id = await one()
    const { id: transferId } = await s
      .as('teacher')
      .call(asset.requestTransfer, { assetIds: [id], toUnitId: teaching, reason: '教室缺投影仪' })
    await s.as('room_head').call(asset.releaseTransfer, { id: transferId, version: 1 })
    const receive = { id: transferId, version: 2 }
    await s.refused(s.as('teacher').call(asset.receiveTransfer, receive), 'asset.place_wanted')
    expect(await card(id)).toMatchObject({ placeText: '实验楼', held: '调拨中' })
    await s.as('teacher').call(asset.receiveTransfer, { ...receive, placeId: other })
    expect(await card(id)).toMatchObject({ placeText: '高职B楼', unitText: '教务处' })
  })

  it('stands still under stocktake', async () => {
    await belongs('room_head', it1)
    const id = await one()
    const ask = () =>
      s.as('clerk').call(asset.requestTransfer, { assetIds: [id], toUnitId: teaching, reason: '调整' })
    const { id: transferId } = await ask()
    await s.inSchool(ctx => lockForCount(ctx, [id], 'PD-2025-000001'))
    const error = await s.refused(
      s.as('room_head').call(asset.releaseTransfer, { id: transferId, version: 1 }),
      'asset.counting',
    )
    expect(error.message).toContain('PD-2025-000001')
    expect((await card(id)).documents).toMatchObject([
      { state: '盘点中', title: 'PD-2025-000001' },
      { state: '调拨中', href: `/asset-transfers/${transferId}` },
    ])
    await s.refused(
      s.inSchool(ctx => lockForCount(ctx, [id], 'PD-2025-000002')),
      'asset.counting',
    )
    await s.inSchool(ctx => unlockCount(ctx, 'PD-2025-000001'))
    await s.as('room_head').call(asset.releaseTransfer, { id: transferId, version: 1 })
  })

  it('is asked for once when two ask at the same moment', async () => {
    const id = await one()
    const ask = () =>
      s.as('clerk').call(asset.requestTransfer, { assetIds: [id], toUnitId: teaching, reason: '调整' })
    const both = await Promise.allSettled([ask(), ask()])
    expect(both.filter(r => r.status === 'fulfilled')).toHaveLength(1)
    expect((await s.as('clerk').call(asset.transfers, {})).total).toBe(1)
  })
})

describe('lending', () => {
  it('needs the borrower’s signature and compares the condition', async () => {
    const id = await one()
    const { id: loanId } = await s.as('clerk').call(asset.lend, {
      assetIds: [id],
      borrowerId: s.person('class_teacher'),
      purpose: '家长会',
      dueOn: '2025-09-10',
    })
    await s.refused(s.as('clerk').call(asset.takeLoan, { id: loanId, version: 1 }), 'asset.not_borrower')
    await s.as('class_teacher').call(asset.takeLoan, { id: loanId, version: 1 })
    expect((await card(id)).state).toBe('lent')
    s.at('2025-09-12T08:00:00+08:00')
    expect((await s.as('clerk').call(asset.loans, { overdue: true })).rows[0]).toMatchObject({ late: true })
    await s.as('clerk').call(asset.returnLoan, {
      id: loanId,
      version: 2,
      lines: [{ assetId: id, condition: 'damaged', note: '遥控器丢失' }],
    })
    expect(await card(id)).toMatchObject({ state: 'in_use', held: '' })
    await s.refused(
      s.as('clerk').call(asset.lend, { assetIds: [id], purpose: '演出', dueOn: '2025-09-20' }),
      'asset.no_borrower',
    )
  })
})

describe('idle things', () => {
  it('are found before anything is bought, and taken over by transfer', async () => {
    await belongs('room_head', it1)
    await belongs('teacher', teaching)
    const id = await one()
    await s.refused(
      s.as('teacher').call(asset.offerIdle, { assetIds: [id], reason: '不用了' }),
      'asset.not_ours',
    )
    await s.as('room_head').call(asset.offerIdle, { assetIds: [id], reason: '机房换了一体机' })
    expect(await s.inSchool(ctx => idleLike(ctx, '投影'))).toMatchObject([{ id, unitText: '信息中心' }])
    const { id: transferId } = await s
      .as('teacher')
      .call(asset.requestTransfer, { assetIds: [id], toUnitId: teaching, toPlaceId: other, reason: '上课用' })
    expect(await s.inSchool(ctx => idleLike(ctx, '投影'))).toEqual([])
    await s.as('room_head').call(asset.releaseTransfer, { id: transferId, version: 1 })
    await s.as('teacher').call(asset.receiveTransfer, { id: transferId, version: 2 })
    expect((await card(id)).state).toBe('in_use')
    expect((await s.as('teacher').call(asset.idle, {})).total).toBe(0)
  })
})

describe('disposal', () => {
  const propose = async (ids: string[], more: object = {}) =>
    s.as('asset_keeper').call(asset.proposeDisposal, {
      assetIds: ids,
      ground: 'obsolete',
      reason: '灯泡老化，无配件可换',
      ...more,
    })

  it('goes up the ladder, leaves the book and brings its proceeds to the income line', async () => {
    const id = await one()
    const { id: custodyId } = await s
      .as('clerk')
      .call(asset.offerCustody, { assetIds: [id], keeperId: s.person('teacher') })
    await s.as('teacher').call(asset.acceptCustody, { id: custodyId, version: 1 })
    const kept = await card(id)
    const { id: disposalId } = await propose([id])
    await s.refused(
      s.as('asset_keeper').call(asset.checkDisposal, { id: disposalId, version: 1, opinion: '无法维修' }),
      'asset.own_check',
    )
    await s
      .as('admin')
      .call(asset.checkDisposal, { id: disposalId, version: 1, opinion: '无法维修，建议报废' })
    const inbox = await s.as('vice_principal').call(approval.inbox, {})
    const [waiting] = inbox.rows
    expect(waiting).toMatchObject({ no: 'CZ-2025-000001' })
    await s.as('vice_principal').call(approval.approve, { id: waiting?.id as string })
    const paper = await s.as('director').call(asset.disposal, { id: disposalId })
    expect(paper.state).toBe('approved')
    const execute = {
      id: disposalId,
      version: paper.version,
      on: '2025-09-03',
      receiver: '江城再生资源公司',
      proceedsFen: 8_000,
    }
    await s.refused(s.as('director').call(asset.executeDisposal, execute), 'asset.proceeds_receipt')
    await s.as('director').call(asset.executeDisposal, { ...execute, receiptNo: 'SJ-001' })
    expect(await card(id)).toMatchObject({ state: 'disposed', disposedOn: '2025-09-03', keeperName: '' })
    expect((await s.as('director').call(asset.list, {})).total).toBe(0)
    expect((await s.as('director').call(asset.list, { writtenOff: true })).total).toBe(1)
    expect(await agreed()).toEqual([])
    const income = await s.inSchool(ctx =>
      ctx.db.selectFrom('budget_income').select(['kind', 'amount_fen', 'payer']).execute(),
    )
    expect(income).toEqual([{ kind: 'scrap', amount_fen: 8_000, payer: '江城再生资源公司' }])
    // The paper goes on saying where the thing stood and who kept it.
    const before = (await s.as('director').call(asset.disposal, { id: disposalId })).lines[0]
    expect(before).toMatchObject({ placeText: kept.placeText, keeperName: kept.keeperName })
    expect(kept.keeperName).not.toBe('')
    await s.refused(
      s.as('clerk').call(asset.requestTransfer, { assetIds: [id], toUnitId: teaching, reason: '调整' }),
      'asset.gone',
    )
  })

  it('is not over-aged before its time, and gives things back when it is refused', async () => {
    const id = await one()
    await s.refused(propose([id], { ground: 'over_age' }), 'asset.over_age_not')
    const { id: disposalId } = await propose([id])
    await s.as('admin').call(asset.checkDisposal, { id: disposalId, version: 1, opinion: '可修，意见供参考' })
    const [waiting] = (await s.as('vice_principal').call(approval.inbox, {})).rows
    await s.as('vice_principal').call(approval.refuse, { id: waiting?.id as string, note: '先修' })
    expect(await card(id)).toMatchObject({ state: 'in_use', held: '' })
    expect((await s.as('director').call(asset.disposal, { id: disposalId })).state).toBe('refused')
  })

  it('asks for the bureau’s decision above the limit', async () => {
    const id = await one({ priceFen: 30_000_000 })
    const { id: disposalId } = await propose([id])
    await s
      .as('admin')
      .call(asset.checkDisposal, { id: disposalId, version: 1, opinion: '无法维修，建议报废' })
    for (const role of ['accountant', 'vice_principal', 'principal'] as const) {
      const [waiting] = (await s.as(role).call(approval.inbox, {})).rows
      await s.as(role).call(approval.approve, { id: waiting?.id as string })
    }
    const { version } = await s.as('director').call(asset.disposal, { id: disposalId })
    const execute = { id: disposalId, version, on: '2025-09-03', receiver: '江城再生资源公司' }
    await s.refused(s.as('director').call(asset.executeDisposal, execute), 'asset.needs_decision')
    await s.as('director').call(asset.executeDisposal, { ...execute, approvalNo: '江财资〔2025〕12号' })
  })
})

describe('depreciation', () => {
  it('is charged once a month, from the month of acquisition, to nought', async () => {
    const id = await one({ priceFen: 720_000, acquiredOn: '2025-07-15' })
    const charge = (month: string) => s.as('accountant').call(asset.depreciate, { month })
    await s.refused(charge('2025-09'), 'asset.month_future')
    expect(await charge('2025-08')).toMatchObject({ cards: 1, amountFen: 20_000, already: false })
    expect(await charge('2025-08')).toMatchObject({ amountFen: 20_000, already: true })
    await s.refused(charge('2025-07'), 'asset.month_past')
    expect(await card(id)).toMatchObject({ netFen: 700_000, monthsDone: 2 })
    s.at('2031-09-03T08:00:00+08:00')
    await charge('2031-08')
    expect(await card(id)).toMatchObject({ netFen: 0, monthsDone: 72 })
    expect(await agreed()).toEqual([])
    expect((await charge('2031-08')).already).toBe(true)
  })

  it('runs once when two press the button', async () => {
    await one({ priceFen: 720_000, acquiredOn: '2025-07-15' })
    const charge = () => s.as('accountant').call(asset.depreciate, { month: '2025-08' })
    const both = await Promise.all([charge(), charge()])
    expect(both.map(b => b.already).sort()).toEqual([false, true])
  })
})

describe('self-check', () => {
  it('is answered by link without signing in; what differs is settled by the office', async () => {
    const id = await one()
    const { id: custodyId } = await s
      .as('clerk')
      .call(asset.offerCustody, { assetIds: [id], keeperId: s.person('teacher') })
    const open = () =>
      s.as('asset_keeper').call(asset.openCheck, { title: '2025 年资产自查', dueOn: '2025-09-30' })
    await s.refused(open(), 'asset.nothing_to_check')
    await s.as('teacher').call(asset.acceptCustody, { id: custodyId, version: 1 })
    const check = await open()
    await s.refused(open(), 'asset.check_open')
    const { sheets } = await s.as('director').call(asset.check, { id: check.id })
    const token = new URL(sheets[0]?.url ?? '').pathname.split('/').at(-1) as string
    const sheet = await s.anonymous().call(asset.sheet, { token })
    const lineId = sheet.lines[0]?.lineId as string
    const answer = (given: object) =>
      s.anonymous().call(asset.answerSheet, { token, answers: [{ lineId, answer: 'moved', ...given }] })
    await s.refused(answer({}), 'asset.needs_place')
    // A wrong tap is taken back while the office has not acted on it.
    expect(await answer({ answer: 'damaged', remark: '开不了机' })).toEqual({ answered: 1, left: 0 })
    expect(await answer({ placeNow: '高职B楼 302' })).toEqual({ answered: 1, left: 0 })
    const { differences } = await s.as('director').call(asset.check, { id: check.id })
    expect(differences[0]).toMatchObject({ answer: 'moved', placeNow: '高职B楼 302' })
    await s
      .as('asset_keeper')
      .call(asset.settleLine, { lineId, how: 'moved', placeId: other, note: '已到现场核对' })
    expect((await card(id)).placeText).toBe('高职B楼')
    await s.refused(answer({ answer: 'here' }), 'asset.line_settled')
    expect((await s.anonymous().call(asset.sheet, { token })).lines[0]).toMatchObject({
      answer: 'moved',
      settled: true,
    })
    await s.as('asset_keeper').call(asset.closeCheck, { id: check.id, version: 1 })
    await s.refused(answer({ placeNow: '别处' }), 'asset.check_closed')
  })
})

describe('re-organisation', () => {
  it('moves all that hangs on a unit, after it was counted', async () => {
    const id = await one({ count: 3 })
    const move = (preview: boolean) =>
      s.as('asset_keeper').call(asset.reorganise, {
        what: 'unit',
        fromId: it1,
        toId: teaching,
        reason: '信息中心并入教务处',
        preview,
      })
    expect(await move(true)).toMatchObject({ cards: 3, valueFen: 1_350_000 })
    expect((await card(id)).unitText).toBe('信息中心')
    await move(false)
    expect((await card(id)).unitText).toBe('教务处')
    expect((await card(id)).events.at(-1)?.note).toContain('信息中心 → 教务处')
  })
})

it('offers its steps to those whose thing it is, not to whoever may look', async () => {
  const keeper = s.as('asset_keeper')
  const { ids } = await keeper.call(asset.register, {
    name: '饮水机',
    category: 'electric',
    acquiredOn: '2024-03-01',
    priceFen: 150_000,
  })
  const id = ids[0] as string
  expect(Object.keys((await keeper.call(asset.get, { id })).actions)).toContain('offerCustody')
  const seen = await s.as('storekeeper').call(asset.get, { id })
  expect(Object.keys(seen.actions)).not.toContain('offerCustody')
  expect(Object.keys(seen.actions)).toContain('requestTransfer')
})

it('shows nothing of another school', async () => {
  const id = await one()
  const away = await s.otherSchool()
  await away.refused(away.as('director').call(asset.get, { id }), 'kernel.not_found')
  expect((await away.as('director').call(asset.list, {})).total).toBe(0)
})

it('is reconciled by the mechanism', async () => {
  await one()
  const run = await s.as('accountant').call(reconciliation.run, { kind: 'asset.value' })
  expect(run).toBeTruthy()
})
