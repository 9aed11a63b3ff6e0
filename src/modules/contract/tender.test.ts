import { describe, expect, it } from 'vitest'
import { approval } from '../../mechanisms/approval/index.ts'
import { measure } from '../../mechanisms/metric/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { contracts } from './index.ts'
import type { Way } from './rules.ts'
import { approveBy, contractDesk, type Desk, greening } from './testing.ts'

const TERM = { from: '2025-09-01', to: '2026-01-31' }

async function invited(
  s: Scenario,
  desk: Desk,
  way: Way = 'YQZB',
  firms = [desk.green, desk.other, desk.third],
) {
  const buyer = s.as('buyer')
  const one = await buyer.call(contracts.createTender, {
    title: '校园绿化养护',
    need: '两个标段，一年',
    way,
    wayReason: way === 'DYLY' ? '只此一家' : '',
    referenceFen: 4_000_000,
    referenceSource: '市园林局养护定额',
    supplierIds: firms,
  })
  const { version } = await buyer.call(contracts.invite, { id: one.id, version: one.version })
  return { id: one.id, no: one.no, version }
}

async function bid(s: Scenario, one: { id: string; version: number }, supplierId: string, amountFen: number) {
  const done = await s.as('buyer').call(contracts.setBid, {
    id: one.id,
    version: one.version,
    supplierId,
    amountFen,
    receivedOn: '2025-09-03',
  })
  one.version = done.version
}

describe('a tender', () => {
  it('asks for the reference price first, then invites, takes offers, and is decided by another', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const buyer = s.as('buyer')
    const facts = { title: '绿化养护', need: '两个标段', way: 'YQZB' as const }
    const bare = await buyer.call(contracts.createTender, facts)
    const which = { id: bare.id, version: 1 }
    await s.refused(buyer.call(contracts.invite, which), 'contract.no_reference')
    const priced = { ...facts, referenceFen: 4_000_000, referenceSource: '市园林局' }
    await buyer.call(contracts.updateTender, { ...which, ...priced })
    await s.refused(buyer.call(contracts.invite, { id: bare.id, version: 2 }), 'contract.nobody_invited')

    const one = await invited(s, desk, 'YQZB', [desk.green, desk.other])
    const offer = (supplierId: string, receivedOn = '2025-09-03') =>
      buyer.call(contracts.setBid, { ...one, no: undefined, supplierId, amountFen: 1, receivedOn } as never)
    await s.refused(offer(desk.green), 'kernel.invalid')
    await s.refused(
      buyer.call(contracts.setBid, {
        id: one.id,
        version: one.version,
        supplierId: desk.third,
        amountFen: 1,
        receivedOn: '2025-09-03',
      }),
      'contract.not_invited',
    )
    await s.refused(
      buyer.call(contracts.setBid, {
        id: one.id,
        version: one.version,
        supplierId: desk.green,
        amountFen: 1,
        receivedOn: '2025-09-04',
      }),
      'contract.received_later',
    )
    await bid(s, one, desk.green, 3_800_000)
    await bid(s, one, desk.green, 3_900_000)
    await bid(s, one, desk.other, 3_800_000)
    const choose = (supplierId: string, reason = '', role: 'director' | 'principal' = 'director') =>
      s.as(role).call(contracts.decide, { id: one.id, version: one.version, supplierId, reason })
    await s.refused(choose(desk.third), 'contract.no_bid')
    const few = await s.refused(choose(desk.green), 'contract.few_bids')
    expect(few.message).toContain('至少要 3 家')
    one.version = (
      await buyer.call(contracts.updateTender, {
        id: one.id,
        version: one.version,
        ...priced,
        supplierIds: [desk.green, desk.other, desk.third],
      })
    ).version
    await bid(s, one, desk.third, 4_100_000)
    const dear = await s.refused(choose(desk.green), 'contract.not_lowest')
    expect(dear.message).toContain('最低 ¥38,000.00')
    await choose(desk.green, '去年养护好，含冬季修剪')
    await s.refused(
      buyer.call(contracts.setBid, {
        id: one.id,
        version: one.version + 1,
        supplierId: desk.other,
        amountFen: 1,
        receivedOn: '2025-09-03',
      }),
      'contract.bids_frozen',
    )
    const got = await s.as('auditor').call(contracts.tender, { id: one.id })
    expect(got).toMatchObject({ state: 'decided', decidedFen: 3_900_000, bids: 3, leastBidders: 3 })
    expect(got.bidRows.map(row => [row.amountFen, row.lowest, row.againstReference])).toEqual([
      [3_800_000, true, -5],
      [3_900_000, false, -2.5],
      [4_100_000, false, 2.5],
    ])
    expect((await s.inSchool(ctx => measure(ctx, 'contract.tendered', TERM))).value).toBe(1)
  })

  it('is not decided by who ran it, whatever else that person is', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const one = await invited(s, desk)
    for (const [i, id] of [desk.green, desk.other, desk.third].entries()) await bid(s, one, id, 3_800_000 + i)
    const both = s.user({
      personId: s.person('buyer'),
      name: '采购员甲',
      roles: ['buyer', 'director'],
    })
    const { id, version } = one
    const refusal = await s.refused(
      both.call(contracts.decide, { id, version, supplierId: desk.green, reason: '' }),
      'contract.same_hand',
    )
    expect(refusal.message).toContain('发起邀标')
    expect((await both.call(contracts.tender, { id })).actions.decide?.allowed).toBe(false)
    await s.as('director').call(contracts.decide, { id, version, supplierId: desk.green })
    const stale = s.as('principal').call(contracts.decide, { id, version, supplierId: desk.other })
    await s.refused(stale, 'kernel.changed')
  })

  it('by quotes takes each offer once', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const one = await invited(s, desk, 'XJ')
    await bid(s, one, desk.green, 3_800_000)
    await s.refused(bid(s, one, desk.green, 3_700_000), 'contract.quoted_once')
  })

  it('from a single source says why and is approved by others, or goes back to talks', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const buyer = s.as('buyer')
    const facts = { title: '电梯维保', need: '原厂维保', way: 'DYLY' as const }
    await s.refused(buyer.call(contracts.createTender, facts), 'contract.single_reason')
    await s.refused(
      buyer.call(contracts.createTender, {
        ...facts,
        wayReason: '原厂',
        supplierIds: [desk.green, desk.other],
      }),
      'contract.single_many',
    )
    const one = await invited(s, desk, 'DYLY', [desk.green])
    await bid(s, one, desk.green, 3_800_000)
    const { id, version } = one
    const asked = await s.as('director').call(contracts.decide, { id, version, supplierId: desk.green })
    expect(asked.state).toBe('approving')
    const waiting = async () => (await s.as('vice_principal').call(approval.inbox, {})).rows[0]?.id as string
    await s.as('vice_principal').call(approval.refuse, { id: await waiting(), note: '再问两家' })
    const back = await s.as('director').call(contracts.tender, { id })
    expect(back).toMatchObject({ state: 'inviting', winnerId: null })
    await s.as('director').call(contracts.decide, { id, version: back.version, supplierId: desk.green })
    await approveBy(s, ['vice_principal', 'principal'], id)
    expect((await s.as('director').call(contracts.tender, { id })).state).toBe('decided')
  })

  it('leads to one contract, with its winner, for no more than its bid', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const one = await invited(s, desk)
    const clerk = s.as('clerk')
    const draft = (more: object) =>
      clerk.call(contracts.create, greening(desk, { tenderId: one.id, ...more }))
    await s.refused(draft({}), 'contract.tender_open')
    for (const [i, id] of [desk.green, desk.other, desk.third].entries()) await bid(s, one, id, 3_800_000 + i)
    const decided = await s
      .as('director')
      .call(contracts.decide, { id: one.id, version: one.version, supplierId: desk.green })
    await s.refused(draft({ supplierId: desk.other }), 'contract.other_winner')
    const dear = [{ name: '养护', quantity: 2, measure: '标段', priceFen: 1_900_001 }]
    await s.refused(draft({ lines: dear, plan: [] }), 'contract.above_bid')
    const made = await draft({})
    expect((await clerk.call(contracts.get, { id: made.id })).way).toBe('YQZB')
    await s.refused(draft({}), 'contract.tender_used')
    const cancel = (version: number) =>
      s.as('buyer').call(contracts.cancelTender, { id: one.id, version, reason: '不做了' })
    await s.refused(cancel(decided.version), 'contract.tender_signed')
    await clerk.call(contracts.discard, { id: made.id, version: 1, reason: '重来' })
    expect((await cancel(decided.version)).state).toBe('cancelled')
  })
})

describe('an import batch', () => {
  it('goes from the talks to acceptance, in two currencies, and tells what the exemption saved', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const buyer = s.as('buyer')
    const facts = {
      title: '数控加工中心',
      supplierId: desk.green,
      currency: 'usd',
      foreignAmount: 48_500,
      rate: 7.1234,
      rateOn: '2025-09-01',
      rateSource: '中国银行折算价',
      items: 12,
      dutiableFen: 34_548_490,
      dutyRate: 5,
      negotiatedOn: '2025-09-01',
    }
    await s.refused(
      buyer.call(contracts.createImport, { ...facts, rateOn: '2025-09-04' }),
      'contract.step_later',
    )
    const one = await buyer.call(contracts.createImport, facts)
    expect(one.valueFen).toBe(34_548_490)
    let version = one.version
    const move = async (
      step: 'contract' | 'exempt' | 'ship' | 'clear' | 'accept',
      day: string,
      exemptionNo = '',
    ) => {
      const done = await buyer.call(contracts.moveImport, { id: one.id, version, step, day, exemptionNo })
      version = done.version
      return done
    }
    await s.refused(move('exempt', '2025-09-02', 'M1'), 'kernel.state')
    await s.refused(move('contract', '2025-08-31'), 'contract.step_before')
    await s.refused(move('contract', '2025-09-04'), 'contract.step_later')
    await move('contract', '2025-09-02')
    await s.refused(move('exempt', '2025-09-02'), 'contract.no_exemption')
    expect((await move('exempt', '2025-09-02', '沪关免 25-118')).savedFen).toBe(1_727_425)
    await move('ship', '2025-09-03')
    await move('clear', '2025-09-03')
    expect((await move('accept', '2025-09-03')).state).toBe('accepted')
    await s.refused(buyer.call(contracts.updateImport, { id: one.id, version, ...facts }), 'kernel.state')
    const values = await s.inSchool(async ctx => [
      (await measure(ctx, 'contract.import_batches', TERM)).value,
      (await measure(ctx, 'contract.imported_items', TERM)).value,
      (await measure(ctx, 'contract.duty_saved', TERM)).value,
    ])
    expect(values).toEqual([1, 12, 17_274.25])
    const contract = await s.as('clerk').call(contracts.create, greening(desk))
    await s.refused(
      buyer.call(contracts.createImport, { ...facts, supplierId: desk.other, agreementId: contract.id }),
      'contract.other_firm',
    )
  })
})

describe('a register of contracts', () => {
  it('comes in by number: new, changed, the same; money only by a variation', async () => {
    const s = await scenario()
    await contractDesk(s)
    const row = (more: object) =>
      s.as('clerk').call(contracts.importRow, { no: '2025-YH-7', ...more } as never)
    await s.refused(row({ title: '绿化养护' }), 'contract.import_needs')
    const full = {
      title: '绿化养护',
      supplier: '江城绿园园林养护有限公司',
      totalFen: 3_800_000,
      signedOn: '2025-02-20',
      startsOn: '2025-03-01',
      endsOn: '2026-02-28',
    }
    await s.refused(row({ ...full, supplier: '没有的公司' }), 'contract.supplier_unknown')
    await s.refused(row({ ...full, paidFen: 3_800_001 }), 'contract.paid_above')
    const made = await row({ ...full, paidFen: 1_900_000 })
    expect(made.outcome).toBe('created')
    const got = await s.as('clerk').call(contracts.get, { id: made.id })
    expect(got).toMatchObject({ state: 'active', paidFen: 1_900_000, outerNo: '2025-YH-7' })
    expect((await row(full)).outcome).toBe('unchanged')
    await s.refused(row({ ...full, totalFen: 3_900_000 }), 'contract.total_by_change')
    expect(await row({ endsOn: '2026-03-31' })).toMatchObject({
      outcome: 'updated',
      changes: [{ title: '到期', from: '2026-02-28', to: '2026-03-31' }],
    })
  })
})
