import { describe, expect, it } from 'vitest'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { approval } from '../../mechanisms/approval/index.ts'
import { measure } from '../../mechanisms/metric/index.ts'
import { notification } from '../../mechanisms/notification/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { lineFacts } from '../budget/index.ts'
import { supplier } from '../supplier/index.ts'
import { commitmentPairs, contractFacts, contracts, recordPayment, reversePayment } from './index.ts'
import { remindExpiry } from './schedules.ts'
import { approveBy, contractDesk, greening, LADDER, signed } from './testing.ts'

const payment = (contractId: string, amountFen: number, id = crypto.randomUUID()) => ({
  contractId,
  amountFen,
  document: { kind: 'claim.payment', id },
  no: `FK-${id.slice(0, 4)}`,
  day: '2025-09-10',
})
const pay = (s: Scenario, p: ReturnType<typeof payment>) => s.inSchool(ctx => recordPayment(ctx, p))
const line = async (s: Scenario, id: string) => {
  const facts = await s.inSchool(ctx => lineFacts(ctx, [id]))
  const one = facts.get(id)
  return { left: one?.leftFen, held: one?.committedFen }
}

describe('a contract', () => {
  it('adds up, or says by how much it does not', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const draft = (more: Parameters<typeof greening>[1]) =>
      s.as('clerk').call(contracts.create, greening(desk, more))
    const total = await s.refused(draft({ totalFen: 3_700_000 }), 'contract.total_differs')
    expect(total.message).toContain('差 ¥1,000.00')
    const plan = await s.refused(
      draft({ plan: [{ title: '一次', dueOn: '2026-09-30', amountFen: 3_900_000 }] }),
      'contract.plan_differs',
    )
    expect(plan.message).toContain('差 ¥1,000.00')
    await s.refused(draft({ endsOn: '2025-09-30' }), 'contract.ends_first')
    await s.refused(
      draft({ lines: [{ name: '树', quantity: 10_000_000, measure: '棵', priceFen: 90_000_000_000 }] }),
      'contract.too_much',
    )
    await s.refused(
      draft({ lines: [{ name: '树', quantity: 1, measure: '棵', priceFen: 0.1 }] }),
      'kernel.invalid',
    )
    const first = await draft({ outerNo: 'YH-1', plan: [] })
    expect(first.totalFen).toBe(3_800_000)
    await s.refused(draft({ outerNo: 'YH-1' }), 'contract.outer_known')
    const got = await s.as('clerk').call(contracts.get, { id: first.id })
    expect(got.plan).toEqual([{ title: '一次付清', dueOn: '2026-09-30', amountFen: 3_800_000, paidFen: 0 }])
    await s.as('director').call(supplier.block, { id: desk.third, version: 1, reason: '以次充好' })
    await s.refused(draft({ supplierId: desk.third }), 'supplier.blacklisted')
  })

  it('climbs its route, is signed against the budget, paid, varied, and finished', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const draft = await s.as('clerk').call(contracts.create, greening(desk, { lineId: null }))
    const clerk = s.as('clerk')
    await s.refused(clerk.call(contracts.submit, { id: draft.id, version: 1 }), 'contract.no_line')
    const { version } = await clerk.call(contracts.update, { id: draft.id, version: 1, ...greening(desk) })
    const early = clerk.call(contracts.sign, { id: draft.id, version, signedOn: '2025-09-03' })
    await s.refused(early, 'kernel.state')
    const sent = await clerk.call(contracts.submit, { id: draft.id, version })
    await s.refused(
      clerk.call(contracts.update, { id: draft.id, version: sent.version, ...greening(desk) }),
      'kernel.state',
    )
    await approveBy(s, LADDER, draft.id)
    await s.refused(pay(s, payment(draft.id, 1)), 'contract.not_running')
    const approved = sent.version + 1
    await s.refused(
      clerk.call(contracts.sign, { id: draft.id, version: approved, signedOn: '2025-09-04' }),
      'contract.signed_later',
    )
    await clerk.call(contracts.sign, { id: draft.id, version: approved, signedOn: '2025-09-02' })
    expect(await line(s, desk.lineId)).toEqual({ left: 2_200_000, held: 3_800_000 })

    const half = payment(draft.id, 1_900_000)
    expect(await pay(s, half)).toEqual({ paidFen: 1_900_000, leftFen: 1_900_000 })
    await s.refused(pay(s, half), 'contract.paid_before')
    const over = await s.refused(pay(s, payment(draft.id, 1_900_001)), 'contract.over_paid')
    expect(over.message).toContain('还能付 ¥19,000.00')

    let now = await clerk.call(contracts.get, { id: draft.id })
    const vary = (input: { deltaFen?: number; newEndsOn?: string; dueOn?: string }) =>
      clerk.call(contracts.change, { id: draft.id, version: now.version, reason: '新增校门花坛', ...input })
    await s.refused(vary({}), 'contract.ends_unsaid')
    await s.refused(vary({ deltaFen: 100 }), 'contract.change_due')
    await s.refused(vary({ deltaFen: -1_900_001 }), 'contract.below_paid')
    const one = await vary({ deltaFen: 200_000, dueOn: '2026-09-30', newEndsOn: '2026-10-31' })
    await s.refused(vary({ newEndsOn: '2026-12-31' }), 'contract.change_open')
    await approveBy(s, ['director', 'vice_principal'], one.id)
    now = await clerk.call(contracts.get, { id: draft.id })
    expect(now).toMatchObject({
      firstTotalFen: 3_800_000,
      totalFen: 4_000_000,
      endsOn: '2026-10-31',
      heldFen: 2_100_000,
    })
    expect(now.plan.at(-1)).toMatchObject({ title: '第 1 次变更增加', amountFen: 200_000 })
    expect(now.changes[0]?.state).toBe('approved')

    const finish = (reason: string) =>
      clerk.call(contracts.complete, { id: draft.id, version: now.version, reason })
    await s.refused(finish(''), 'contract.left_unpaid')
    await finish('下半年养护未做，不再支付')
    expect((await line(s, desk.lineId)).held).toBe(0)
    await s.refused(pay(s, payment(draft.id, 1)), 'contract.not_running')

    // The bank sends the payment back: the contract runs again and holds what it gave up for it.
    const back = {
      contractId: draft.id,
      document: half.document,
      by: { kind: 'claim.payment', id: crypto.randomUUID() },
      no: 'FK-冲',
      day: '2025-09-12',
      reason: '账号有误退回',
    }
    await s.inSchool(ctx => reversePayment(ctx, back))
    await s.refused(
      s.inSchool(ctx =>
        reversePayment(ctx, { ...back, by: { kind: 'claim.payment', id: crypto.randomUUID() } }),
      ),
      'contract.not_paid',
    )
    now = await clerk.call(contracts.get, { id: draft.id })
    expect(now).toMatchObject({ state: 'active', paidFen: 0, heldFen: 1_900_000 })
    const figures = await s.inSchool(async ctx => [
      (await measure(ctx, 'contract.signed', { from: '2025-09-01', to: '2025-09-30' })).value,
      (await measure(ctx, 'contract.signed_sum', { from: '2025-09-01', to: '2025-09-30' })).value,
    ])
    expect(figures).toEqual([1, 38_000])
  })

  it('that is sent back is a draft again; refused or discarded it is void and its number free', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const clerk = s.as('clerk')
    const draft = await clerk.call(contracts.create, greening(desk, { outerNo: 'YH-2' }))
    await clerk.call(contracts.submit, { id: draft.id, version: 1 })
    const waiting = async () => (await s.as('director').call(approval.inbox, {})).rows[0]?.id as string
    await s.as('director').call(approval.sendBack, { id: await waiting(), note: '请附图' })
    const again = await clerk.call(contracts.get, { id: draft.id })
    expect(again.state).toBe('draft')
    await clerk.call(contracts.submit, { id: draft.id, version: again.version })
    await s.as('director').call(approval.refuse, { id: await waiting(), note: '自己做' })
    expect((await clerk.call(contracts.get, { id: draft.id })).state).toBe('void')
    const next = await clerk.call(contracts.create, greening(desk, { outerNo: 'YH-2' }))
    await clerk.call(contracts.discard, { id: next.id, version: 1, reason: '写错了' })
    await s.refused(
      clerk.call(contracts.discard, { id: next.id, version: 2, reason: '再来' }),
      'kernel.state',
    )
  })

  it('is not signed where the budget is short, and takes nothing from it', async () => {
    const s = await scenario()
    const desk = await contractDesk(s, 3_000_000)
    await s.refused(signed(s, desk), 'budget.short')
    expect(await line(s, desk.lineId)).toEqual({ left: 3_000_000, held: 0 })
    const { rows } = await s.as('clerk').call(contracts.list, { states: ['approved'] })
    expect(rows).toHaveLength(1)
  })

  it('from a single source that grows by more than a tenth warns by the law', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const one = await signed(s, desk, { way: 'DYLY' })
    const change = await s.as('clerk').call(contracts.change, {
      id: one.id,
      version: one.version,
      deltaFen: 380_001,
      dueOn: '2026-09-30',
      reason: '增加草坪',
    })
    expect(change.warning).toContain('第三十一条')
    await approveBy(s, ['director', 'vice_principal'], change.id)
    const { warnings } = await s.as('auditor').call(contracts.get, { id: one.id })
    expect(warnings.join()).toContain('10%')
  })

  it('ends early or goes on under a new number', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const one = await signed(s, desk)
    const next = await s.as('clerk').call(contracts.renew, { id: one.id })
    const got = await s.as('clerk').call(contracts.get, { id: next.id })
    expect(got).toMatchObject({
      startsOn: '2026-10-01',
      endsOn: '2027-09-30',
      state: 'draft',
      renews: { id: one.id },
    })
    expect(got.plan.map(p => p.dueOn)).toEqual(['2027-03-31', '2027-09-30'])
    await s.refused(
      s.as('clerk').call(contracts.terminate, { id: one.id, version: one.version, reason: '违约' }),
      'kernel.forbidden',
    )
    await s
      .as('director')
      .call(contracts.terminate, { id: one.id, version: one.version, reason: '两次养护不合格' })
    expect(await line(s, desk.lineId)).toEqual({ left: 6_000_000, held: 0 })
    await s.refused(pay(s, payment(one.id, 1)), 'contract.not_running')
    await s.refused(s.as('clerk').call(contracts.renew, { id: next.id }), 'kernel.state')
  })

  it('of rent takes money in, on the income line, and is never paid out', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const one = await signed(s, desk, { kind: 'rent', lineId: null, title: '小卖部场地租赁' })
    const take = (amountFen: number) =>
      s.as('cashier').call(contracts.receive, { id: one.id, amountFen, day: '2025-09-03' })
    expect(await take(1_900_000)).toMatchObject({ paidFen: 1_900_000, leftFen: 1_900_000 })
    await s.refused(take(1_900_001), 'contract.over_paid')
    await s.refused(pay(s, payment(one.id, 1)), 'contract.is_rent')
    const care = await signed(s, desk)
    await s.refused(
      s.as('cashier').call(contracts.receive, { id: care.id, amountFen: 1, day: '2025-09-03' }),
      'contract.not_rent',
    )
  })

  it('is told of 90, 60 and 30 days before its end, once each', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    await signed(s, desk)
    const told = async (day: string) => {
      s.at(`${day}T07:40:00+08:00`)
      await s.inSchool(remindExpiry)
      await s.drain()
      const { rows } = await s.as('director').call(notification.list, {})
      return rows.filter(row => row.title.includes('到期')).map(row => row.title)
    }
    expect(await told('2026-06-01')).toEqual([])
    expect((await told('2026-07-02'))[0]).toContain('还有 90 天')
    expect(await told('2026-07-03')).toHaveLength(1)
    expect((await told('2026-09-10'))[0]).toContain('还有 20 天')
    const { rows } = await s.as('clerk').call(contracts.list, { endsWithin: 30, sort: 'ends' })
    expect(rows.map(row => row.daysLeft)).toEqual([20])
  })

  it('stands in its door for claims and the reconciliation', async () => {
    const s = await scenario()
    const desk = await contractDesk(s)
    const one = await signed(s, desk)
    await pay(s, payment(one.id, 1_000_000))
    const facts = await s.inSchool(ctx => contractFacts(ctx, [one.id]))
    expect(facts.get(one.id)).toMatchObject({ leftFen: 2_800_000, lineId: desk.lineId, state: 'active' })
    const pairs = (asAt: string) => s.inSchool((ctx: Ctx) => commitmentPairs(ctx, { asAt }))
    expect(await pairs('2025-09-30')).toMatchObject([
      { totalFen: 3_800_000, paidFen: 1_000_000, heldFen: 2_800_000 },
    ])
    expect(await pairs('2025-09-02')).toEqual([])
    const other = await s.otherSchool()
    await other.refused(other.as('clerk').call(contracts.get, { id: one.id }), 'kernel.not_found')
  })
})

it('two payments of the last money at once: one is paid, the other refused with what is left', async () => {
  const s = await scenario()
  const desk = await contractDesk(s)
  const one = await signed(s, desk)
  await pay(s, payment(one.id, 1_900_000))
  const done = await Promise.allSettled([
    pay(s, payment(one.id, 1_900_000)),
    pay(s, payment(one.id, 1_900_000)),
    pay(s, payment(one.id, 1_900_000)),
  ])
  expect(done.filter(d => d.status === 'fulfilled')).toHaveLength(1)
  for (const d of done)
    if (d.status === 'rejected') expect((d.reason as { code: string }).code).toBe('contract.over_paid')
  const { paidFen, totalFen } = await s.as('cashier').call(contracts.get, { id: one.id })
  expect(paidFen).toBe(totalFen)
  await expect(
    s.app.pool.query('update contract_agreement set paid_fen = total_fen + 1 where id = $1', [one.id]),
  ).rejects.toThrow(/contract_agreement_paid/)
})
