import { describe, expect, it } from 'vitest'
import { approval, type RouteDraft } from './contract.ts'
import { approvalScenario, PROBE, probe } from './testing.ts'

const LADDER: readonly RouteDraft[] = [
  {
    title: '五百元以下',
    when: { maxFen: 50_000 },
    steps: [{ title: '总务主任审批', by: { role: 'director' }, mode: 'any' }],
  },
  {
    title: '其余',
    when: {},
    steps: [
      { title: '总务主任审批', by: { role: 'director' }, mode: 'any', cc: { roles: ['accountant'] } },
      { title: '分管副校长审批', by: { role: 'vice_principal' }, mode: 'any' },
      { title: '校长审批', by: { role: 'principal' }, mode: 'any' },
    ],
  },
]

const newId = (): string => crypto.randomUUID()

describe('the way of a request', () => {
  it('goes from hand to hand and ends with the last one', async () => {
    const s = await approvalScenario(LADDER)
    const paper = newId()
    const { approvalId: id } = await s.as('teacher').call(probe.start, { id: paper, amountFen: 300_000 })
    await s.refused(s.as('teacher').call(probe.start, { id: paper }), 'approval.running')
    const chain = (await s.as('teacher').call(approval.chain, { kind: PROBE, subjectId: paper })).chain
    expect(chain?.sentence).toBe('等总务主任甲批（总务主任审批）')
    expect(
      chain?.steps.map(p => [p.state, ...p.seats.map(x => x.name), ...p.planned.map(x => x.name)]),
    ).toEqual([
      ['open', '总务主任甲'],
      ['ahead', '分管副校长甲'],
      ['ahead', '校长甲'],
    ])
    await s.refused(s.as('vice_principal').call(approval.approve, { id }), 'approval.not_yours')
    await s.as('director').call(approval.approve, { id, note: '需要' })
    await s.as('vice_principal').call(approval.approve, { id })
    expect(s.decided).toEqual([])
    const end = await s.as('principal').call(approval.approve, { id, note: '同意购买' })
    expect(end.state).toBe('approved')
    expect(s.decided).toEqual([{ id: paper, outcome: 'approved', note: '', byName: '校长甲' }])
    await s.refused(s.as('principal').call(approval.refuse, { id, note: '反悔' }), 'approval.ended')
    const copied = await s.as('accountant').call(approval.inbox, { tab: 'copied' })
    expect(copied.rows.map(r => r.id)).toEqual([id])
  })
})
