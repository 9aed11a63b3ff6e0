import { describe, expect, it } from 'vitest'
import { newId } from '../../kernel/server/ids.ts'
import { approval, chainOf } from '../../mechanisms/approval/index.ts'
import { ledger } from '../../mechanisms/ledger/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { budget } from './contract.ts'
import { spend } from './index.ts'
import { openBudget } from './testing.ts'

/** The approval of an adjustment, as whoever sits on it would open it. */
async function waiting(s: Scenario, id: string): Promise<{ id: string }> {
  const chain = await s.inSchool(ctx => chainOf(ctx, { kind: 'budget.adjustment', id }))
  return { id: chain?.id as string }
}

const pay = (s: Scenario, lineId: string, amountFen: number, day: string) =>
  s.inSchool(ctx =>
    spend(ctx, {
      lineId,
      amountFen,
      document: { kind: 'claim.claim', id: newId() },
      no: 'BXD-1',
      day,
      note: '',
    }),
  )

describe('the budget of a year', () => {
  it('is drafted by one, approved by another, handed down, adjusted by document, closed', async () => {
    const s = await scenario()
    const accountant = s.as('accountant')
    const principal = s.as('principal')
    const source = await accountant.call(budget.saveSource, { code: 'GY', title: '公用经费', kind: 'public' })
    await s.refused(
      accountant.call(budget.saveSource, { code: 'ZX', title: '专项', kind: 'special', earmarked: true }),
      'budget.needs_purpose',
    )
    const plan = await accountant.call(budget.openPlan, { year: 2025 })
    await s.refused(accountant.call(budget.openPlan, { year: 2025 }), 'budget.year_used')
    await s.refused(
      principal.call(budget.approvePlan, { id: plan.id, version: 1, basis: '纪要1号' }),
      'budget.no_lines',
    )
    const line = (code: string, plannedFen: number) =>
      accountant.call(budget.saveLine, {
        year: 2025,
        sourceId: source.id,
        code,
        title: `项目${code}`,
        category: 'office',
        plannedFen,
      })
    const a = await line('A', 100_00)
    const b = await line('B', 50_00)
    await s.refused(line('A', 1), 'budget.code_used')
    const approved = await principal.call(budget.approvePlan, { id: plan.id, version: 1, basis: '纪要1号' })
    await s.refused(line('C', 10_00), 'kernel.state')
    await accountant.call(budget.startPlan, { id: plan.id, version: approved.version })
    await s.refused(line('C', 10_00), 'budget.by_adjustment')
    await s.refused(accountant.call(budget.removeLine, { id: a.id, version: 1 }), 'budget.line_in_use')
    const seen = await principal.call(budget.plan, { year: 2025 })
    expect([seen.state, seen.allottedFen, seen.leftFen]).toEqual(['executing', 150_00, 150_00])

    const ask = (lines: { lineId: string; amountFen: number }[], kind: 'move' | 'add' | 'cut' = 'move') =>
      accountant.call(budget.adjust, { year: 2025, kind, reason: '开学用纸增加', lines })
    await s.refused(
      ask([
        { lineId: a.id, amountFen: -10 },
        { lineId: b.id, amountFen: 9 },
      ]),
      'budget.adjust_unbalanced',
    )
    await s.refused(ask([{ lineId: a.id, amountFen: -1 }], 'add'), 'budget.adjust_sign')
    await s.refused(
      ask([
        { lineId: b.id, amountFen: -50_01 },
        { lineId: a.id, amountFen: 50_01 },
      ]),
      'budget.short',
    )
    const twenty = () =>
      ask([
        { lineId: b.id, amountFen: -30_00 },
        { lineId: a.id, amountFen: 30_00 },
      ])
    const moved = await twenty()
    const later = await twenty()
    await s.refused(accountant.call(approval.approve, await waiting(s, moved.id)), 'approval.own')
    await s.as('vice_principal').call(approval.approve, await waiting(s, moved.id))
    // Asked while there was enough, decided when there is not: nothing of it happens, and it still waits.
    await s.refused(s.as('vice_principal').call(approval.approve, await waiting(s, later.id)), 'budget.short')
    expect((await accountant.call(budget.adjustment, { id: later.id })).state).toBe('asked')
    const waits = await waiting(s, later.id)
    await accountant.call(budget.withdrawAdjustment, { id: later.id, version: later.version })
    await s.refused(s.as('vice_principal').call(approval.approve, waits), 'approval.withdrawn')
    const card = await accountant.call(budget.line, { id: a.id })
    expect([card.allottedFen, card.plannedFen, card.adjustments.length]).toEqual([130_00, 100_00, 1])
    const listed = await accountant.call(budget.lines, { year: 2025, limit: 1 })
    expect([listed.total, listed.rows.length, listed.next !== null]).toEqual([2, 1, true])
    const rest = await accountant.call(budget.lines, { year: 2025, limit: 1, cursor: listed.next as string })
    expect(rest.rows.map(r => r.code)).toEqual(['B'])

    const now = await accountant.call(budget.plan, { year: 2025 })
    expect(now.state).toBe('adjusted')
    const closed = await accountant.call(budget.closePlan, { id: now.id, version: now.version })
    expect(closed.state).toBe('closed')
    expect((await accountant.call(budget.plan, { year: 2025 })).leftFen).toBe(0)
  })

  it('is adjusted on a route: more money needs the head of the school, and what comes back goes again', async () => {
    const s = await scenario()
    const [a, b] = (await openBudget(s, [{ amountFen: 100_00 }, { amountFen: 50_00 }])) as [string, string]
    const director = s.as('director')
    const facts = { kind: 'add' as const, reason: '冬季水管防冻', basis: '' }
    const asked = await director.call(budget.adjust, {
      year: 2025,
      ...facts,
      lines: [{ lineId: a, amountFen: 40_00 }],
    })
    const deputy = s.as('vice_principal')
    await deputy.call(approval.sendBack, { ...(await waiting(s, asked.id)), note: '先从别的项目调' })
    const back = await director.call(budget.adjustment, { id: asked.id })
    expect([back.state, back.decision, Object.keys(back.actions)]).toEqual([
      'returned',
      '先从别的项目调',
      ['amend', 'withdraw'],
    ])
    const change = { id: asked.id, version: back.version, ...facts, kind: 'move' as const }
    const lines = [
      { lineId: b, amountFen: -40_00 },
      { lineId: a, amountFen: 40_00 },
    ]
    await s.refused(s.as('accountant').call(budget.amendAdjustment, { ...change, lines }), 'budget.not_asker')
    await director.call(budget.amendAdjustment, { ...change, lines })
    await deputy.call(approval.approve, await waiting(s, asked.id))
    const done = await s.as('auditor').call(budget.adjustment, { id: asked.id })
    expect([done.state, done.decidedName]).toEqual(['approved', '分管副校长甲'])
    expect(done.money.map(l => [l.leftFen, l.amountFen])).toEqual([
      [140_00, 40_00],
      [10_00, -40_00],
    ])
    const more = await director.call(budget.adjust, {
      year: 2025,
      ...facts,
      lines: [{ lineId: a, amountFen: 40_00 }],
    })
    await deputy.call(approval.approve, await waiting(s, more.id))
    expect((await director.call(budget.adjustment, { id: more.id })).state).toBe('asked')
    await s.as('principal').call(approval.refuse, { ...(await waiting(s, more.id)), note: '今年不再追加' })
    const refused = await director.call(budget.adjustment, { id: more.id })
    expect([refused.state, refused.decision, refused.actions]).toEqual(['refused', '今年不再追加', {}])
  })

  it('is not approved by who drafted it, and earmarked money does not move', async () => {
    const s = await scenario()
    const both = s.user({
      personId: s.person('vice_principal'),
      name: '分管副校长甲',
      roles: ['director', 'vice_principal'],
    })
    const plan = await both.call(budget.openPlan, { year: 2025 })
    await s.refused(
      both.call(budget.approvePlan, { id: plan.id, version: 1, basis: '纪要1号' }),
      'budget.own_plan',
    )
    const other = await s.otherSchool()
    const [special, common] = (await openBudget(other, [
      { amountFen: 100_00, earmarked: true, category: 'equipment' },
      { amountFen: 100_00 },
    ])) as [string, string]
    await s.refused(
      other.as('accountant').call(budget.adjust, {
        year: 2025,
        kind: 'move',
        reason: '挪一点',
        lines: [
          { lineId: special, amountFen: -1_00 },
          { lineId: common, amountFen: 1_00 },
        ],
      }),
      'budget.adjust_earmarked',
    )
  })
})

describe('the income line', () => {
  it('is received by the cashier, remitted whole against a slip, checked by the accountant', async () => {
    const s = await scenario()
    const cashier = s.as('cashier')
    const rent = await cashier.call(budget.receive, {
      kind: 'rent',
      amountFen: 3000_00,
      payer: '校门口书店',
      receiptNo: 'A001',
    })
    await s.refused(
      cashier.call(budget.receive, { kind: 'rent', amountFen: 1, payer: '书店', receiptNo: 'A001' }),
      'budget.receipt_used',
    )
    const scrap = await cashier.call(budget.receive, { kind: 'scrap', amountFen: 420_00, payer: '废品站' })
    await cashier.call(budget.reverseReceived, { id: scrap.id, reason: '记错金额' })
    await s.refused(
      cashier.call(budget.reverseReceived, { id: scrap.id, reason: '再来' }),
      'budget.already_reversed',
    )
    await s.refused(cashier.call(budget.remit, { incomeIds: [], slipNo: 'J1' }), 'budget.income_none')
    const up = await cashier.call(budget.remit, { incomeIds: [rent.id], slipNo: 'J1' })
    expect(up.amountFen).toBe(3000_00)
    await s.refused(
      cashier.call(budget.remit, { incomeIds: [rent.id], slipNo: 'J2' }),
      'budget.income_chosen',
    )
    await s.refused(
      cashier.call(budget.reverseReceived, { id: rent.id, reason: '退' }),
      'budget.income_remitted',
    )
    const both = s.user({ personId: s.person('cashier'), name: '出纳甲', roles: ['accountant', 'cashier'] })
    await s.refused(both.call(budget.checkRemittance, { id: up.id, version: 1 }), 'budget.cashier_checks')
    await s.as('accountant').call(budget.checkRemittance, { id: up.id, version: 1 })
    const seen = await s.as('auditor').call(budget.remittance, { id: up.id })
    const sheet = await s.as('auditor').call(budget.exportIncomes, { words: '全部' })
    expect(sheet).toMatchObject({ fileName: expect.stringContaining('收入上缴情况表') })
    const ledgerOfSavings = await s.as('auditor').call(budget.exportSavings, {})
    expect(ledgerOfSavings).toMatchObject({ fileName: expect.stringContaining('节约增收台账') })
    expect([seen.state, seen.checkedName, seen.incomes.length]).toEqual(['checked', '会计甲', 1])
    const list = await cashier.call(budget.incomes, { waiting: true })
    expect([list.total, list.waitingFen]).toEqual([2, 0])
  })

  it('sends one receipt up once, however many try', async () => {
    const s = await scenario()
    const rent = await s.as('cashier').call(budget.receive, { kind: 'rent', amountFen: 1000, payer: '书店' })
    const answers = await Promise.allSettled(
      ['J1', 'J2', 'J3'].map(slipNo => s.as('cashier').call(budget.remit, { incomeIds: [rent.id], slipNo })),
    )
    expect(answers.filter(a => a.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('savings', () => {
  const claim = {
    measure: '教学楼改 LED 灯',
    basis: '2024年同期电费',
    baselineFen: 12_000_00,
    actualFen: 9_000_00,
    recurring: true,
    countedOn: '2025-09-01',
  }
  it('count when the accountant, not the claimer, verified them with evidence', async () => {
    const s = await scenario()
    const director = s.as('director')
    await s.refused(director.call(budget.claimSaving, { ...claim, actualFen: 12_000_00 }), 'budget.no_saving')
    const made = await director.call(budget.claimSaving, claim)
    const verify = (version: number, as = s.as('accountant')) =>
      as.call(budget.decideSaving, { id: made.id, version, approve: true })
    await s.refused(verify(1), 'budget.no_evidence')
    await director.call(budget.amendSaving, { id: made.id, version: 1, ...claim, evidence: '电费账单 9 月' })
    expect((await director.call(budget.savings, {})).recurringFen).toBe(0)
    const self = s.user({ personId: s.person('director'), name: '主任', roles: ['director', 'accountant'] })
    await s.refused(verify(2, self), 'budget.own_saving')
    await verify(2)
    const list = await director.call(budget.savings, {})
    expect([list.onceFen, list.recurringFen]).toEqual([0, 3_000_00])
  })
})

describe('the monthly report', () => {
  it('is made from a closed month only, signed by two, sent; its columns add up', async () => {
    const s = await scenario()
    const [office, agency, repair] = (await openBudget(s, [
      { amountFen: 500_00 },
      { amountFen: 500_00, category: 'agency', kind: 'agency', title: '作业本费' },
      { amountFen: 500_00, category: 'repair', title: '零星维修' },
    ])) as [string, string, string]
    await pay(s, office, 120_00, '2025-09-05')
    await pay(s, agency, 80_00, '2025-09-05')
    await pay(s, repair, 55_00, '2025-09-06')
    const accountant = s.as('accountant')
    await s.refused(accountant.call(budget.makeReport, { month: '2025-09' }), 'budget.month_open')
    s.at('2025-10-09T09:00:00+08:00')
    await accountant.call(ledger.close, { book: 'budget', month: '2025-09' })
    await s.refused(pay(s, office, 1, '2025-09-30'), 'ledger.closed')
    const made = await accountant.call(budget.makeReport, { month: '2025-09' })
    await s.refused(accountant.call(budget.makeReport, { month: '2025-09' }), 'budget.report_made')
    const seen = await s.as('principal').call(budget.report, { id: made.id })
    expect([seen.officeFen, seen.agencyFen, seen.serviceFen, seen.otherFen, seen.totalFen]).toEqual([
      120_00, 80_00, 0, 55_00, 255_00,
    ])
    const one = await accountant.call(budget.signReport, { id: made.id, version: 1, duty: '会计' })
    expect(one.state).toBe('made')
    await s.refused(
      accountant.call(budget.signReport, { id: made.id, version: 2, duty: '校长' }),
      'budget.not_duty',
    )
    await s.refused(
      accountant.call(budget.sendReport, { id: made.id, version: 2, to: '区教育局' }),
      'kernel.state',
    )
    const two = await s.as('principal').call(budget.signReport, { id: made.id, version: 2, duty: '校长' })
    expect(two.state).toBe('signed')
    await accountant.call(budget.sendReport, { id: made.id, version: 3, to: '区教育局计财科' })
    const sent = await accountant.call(budget.report, { id: made.id })
    expect([sent.state, sent.signatures.length, sent.trend.at(-1)?.totalFen]).toEqual(['sent', 2, 255_00])
  })
})
