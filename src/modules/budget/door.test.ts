import { describe, expect, it } from 'vitest'
import type { Ref } from '../../kernel/pure/ref.ts'
import { newId } from '../../kernel/server/ids.ts'
import { execute } from '../../kernel/server/run.ts'
import { balance } from '../../mechanisms/ledger/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { budget } from './contract.ts'
import { commit, lineFacts, receiveIncome, release, reverseIncome, reverseSpend, spend } from './index.ts'
import { openBudget } from './testing.ts'

const DAY = '2025-09-03'
const paper = (kind = 'procurement.request'): Ref => ({ kind, id: newId() })

async function oneLine(s: Scenario, amountFen = 100_00): Promise<string> {
  const [id] = await openBudget(s, [{ amountFen }])
  return id as string
}

const facts = (s: Scenario, id: string) =>
  s.inSchool(async ctx => {
    const f = (await lineFacts(ctx, [id])).get(id)
    return f && [f.allottedFen, f.committedFen, f.spentFen, f.leftFen]
  })

describe('the door of the budget', () => {
  it('holds money for a document, spends it, gives the rest back', async () => {
    const s = await scenario()
    const lineId = await oneLine(s)
    const request = paper()
    const claim = paper('claim.claim')
    await s.inSchool(ctx =>
      commit(ctx, { lineId, amountFen: 60_00, document: request, no: 'CG-1', day: DAY, note: '扫帚三把' }),
    )
    expect(await facts(s, lineId)).toEqual([100_00, 60_00, 0, 40_00])
    await s.inSchool(ctx =>
      spend(ctx, {
        lineId,
        amountFen: 45_00,
        document: claim,
        no: 'BXD-1',
        day: DAY,
        note: '',
        releases: request,
      }),
    )
    expect(await facts(s, lineId)).toEqual([100_00, 15_00, 45_00, 40_00])
    const back = await s.inSchool(ctx => release(ctx, { document: request, day: DAY, note: '节余' }))
    expect(back.releasedFen).toBe(15_00)
    expect(await facts(s, lineId)).toEqual([100_00, 0, 45_00, 55_00])
    const again = await s.inSchool(ctx => release(ctx, { document: request, day: DAY, note: '' }))
    expect(again.releasedFen).toBe(0)
  })

  it('takes a payment back as it was, and once', async () => {
    const s = await scenario()
    const lineId = await oneLine(s)
    const [request, claim] = [paper(), paper('claim.claim')]
    await s.inSchool(ctx =>
      commit(ctx, { lineId, amountFen: 30_00, document: request, no: 'CG-1', day: DAY, note: '' }),
    )
    await s.inSchool(ctx =>
      spend(ctx, {
        lineId,
        amountFen: 50_00,
        document: claim,
        no: 'BXD-1',
        day: DAY,
        note: '',
        releases: request,
      }),
    )
    expect(await facts(s, lineId)).toEqual([100_00, 0, 50_00, 50_00])
    const undo = { document: claim, by: paper('claim.reversal'), no: 'BXD-1-冲', day: DAY, reason: '付错户' }
    const done = await s.inSchool(ctx => reverseSpend(ctx, undo))
    expect(done.amountFen).toBe(50_00)
    expect(await facts(s, lineId)).toEqual([100_00, 30_00, 0, 70_00])
    await s.refused(
      s.inSchool(ctx => reverseSpend(ctx, undo)),
      'budget.already_reversed',
    )
  })

  it('refuses what the line has not, saying what is left', async () => {
    const s = await scenario()
    const lineId = await oneLine(s)
    const short = await s.refused(
      s.inSchool(ctx =>
        commit(ctx, { lineId, amountFen: 100_01, document: paper(), no: 'CG-1', day: DAY, note: '' }),
      ),
      'budget.short',
    )
    expect(short.message).toContain('¥100.00')
    expect(short.message).toContain('还差 ¥0.01')
    await s.refused(
      s.inSchool(ctx => release(ctx, { document: paper(), amountFen: 1, day: DAY, note: '' })),
      'budget.over_release',
    )
    expect(await facts(s, lineId)).toEqual([100_00, 0, 0, 100_00])
  })

  it('pays only in its own year, while the plan runs, and earmarked money only for its purpose', async () => {
    const s = await scenario()
    const [lineId] = (await openBudget(s, [
      { amountFen: 100_00, earmarked: true, category: 'equipment', title: '实训设备' },
    ])) as [string]
    const ask = (day: string, category?: 'office') =>
      s.inSchool(ctx =>
        commit(ctx, { lineId, amountFen: 1, document: paper(), no: 'CG-1', day, note: '', category }),
      )
    await s.refused(ask('2026-01-02'), 'budget.wrong_year')
    const strange = await s.refused(ask(DAY, 'office'), 'budget.earmarked')
    expect(strange.message).toContain('设备购置费')
    const plan = await s.as('accountant').call(budget.plan, { year: 2025 })
    await s.as('accountant').call(budget.closePlan, { id: plan.id, version: plan.version })
    await s.refused(ask(DAY), 'budget.not_open')
  })

  it('gives the last money to one of two who ask at once', async () => {
    const s = await scenario()
    const lineId = await oneLine(s)
    const ask = (no: string) =>
      s.inSchool(ctx => commit(ctx, { lineId, amountFen: 60_00, document: paper(), no, day: DAY, note: '' }))
    const answers = await Promise.allSettled([ask('CG-1'), ask('CG-2'), ask('CG-3')])
    expect(answers.filter(a => a.status === 'fulfilled')).toHaveLength(1)
    for (const a of answers)
      if (a.status === 'rejected') expect((a.reason as { code: string }).code).toBe('budget.short')
    expect(await facts(s, lineId)).toEqual([100_00, 60_00, 0, 40_00])
  })

  it('keeps income on its own line, taken back by document', async () => {
    const s = await scenario()
    const receipt = paper('damage.receipt')
    const income = {
      kind: 'compensation' as const,
      amountFen: 56_00,
      document: receipt,
      no: 'SJ-1',
      day: DAY,
      note: '',
    }
    await s.inSchool(ctx => receiveIncome(ctx, income))
    const waiting = () =>
      s.inSchool(
        async ctx => (await balance(ctx, 'income', { kind: 'received', key: 'compensation' })).amountFen,
      )
    expect(await waiting()).toBe(56_00)
    const undo = { document: receipt, by: paper('damage.receipt'), no: 'SJ-1-冲', day: DAY, reason: '收错' }
    await s.inSchool(ctx => reverseIncome(ctx, undo))
    expect(await waiting()).toBe(0)
    await s.refused(
      s.inSchool(ctx => reverseIncome(ctx, undo)),
      'budget.already_reversed',
    )
    expect(await s.inSchool(ctx => reverseIncome(ctx, { ...undo, document: paper() }))).toBeUndefined()
  })

  it('is not crossed by another school', async () => {
    const s = await scenario()
    const lineId = await oneLine(s)
    const other = await s.otherSchool()
    await s.refused(other.as('accountant').call(budget.line, { id: lineId }), 'kernel.not_found')
    await s.refused(
      execute(s.app, {
        operation: 'budget.line',
        input: { id: lineId },
        schoolId: s.schoolId,
        actor: s.as('cook').actor,
      }),
      'kernel.forbidden',
    )
  })
})
