import { describe, expect, it } from 'vitest'
import { AppError } from '../../kernel/pure/errors.ts'
import { approval, type RouteDraft } from './contract.ts'
import { approvalScenario, PROBE, probe } from './testing.ts'

const newId = (): string => crypto.randomUUID()
const ROUTES: RouteDraft[] = [
  {
    title: '或签',
    when: { categories: ['any'] },
    steps: [{ title: '审批', by: { role: 'director' }, mode: 'any' }],
  },
  { title: '其余', when: {}, steps: [{ title: '审批', by: { role: 'principal' }, mode: 'any' }] },
]

const codesOf = (results: readonly PromiseSettledResult<unknown>[]): string[] =>
  results
    .map(r =>
      r.status === 'fulfilled' ? 'done' : r.reason instanceof AppError ? r.reason.code : String(r.reason),
    )
    .sort()

const ROUNDS = 8

describe('at the same moment', () => {
  it('of two who may, one decides; the other is told; the document learns it once', async () => {
    const s = await approvalScenario(ROUTES)
    await s.inSchool(async ctx => {
      await ctx.db
        .insertInto('people_post')
        .values({
          school_id: s.schoolId,
          id: ctx.id(),
          person_id: s.person('auditor'),
          role: 'director',
          unit_id: null,
          valid_from: '2020-09-01',
          valid_to: null,
          created_at: ctx.now,
        })
        .execute()
    })
    for (let round = 0; round < ROUNDS; round++) {
      const { approvalId: id } = await s.as('teacher').call(probe.start, { id: newId(), category: 'any' })
      const results = await Promise.allSettled([
        s.as('director').call(approval.approve, { id }),
        s.as('auditor').call(approval.refuse, { id, note: '不买' }),
      ])
      expect(codesOf(results)).toEqual(['approval.ended', 'done'])
      expect(s.decided).toHaveLength(round + 1)
    }
  })

  it('consent and withdrawal: exactly one holds', async () => {
    const s = await approvalScenario(ROUTES)
    for (let round = 0; round < ROUNDS; round++) {
      const paper = newId()
      const { approvalId: id } = await s.as('teacher').call(probe.start, { id: paper })
      const results = await Promise.allSettled([
        s.as('principal').call(approval.approve, { id }),
        s.as('teacher').call(approval.withdraw, { id }),
      ])
      const [approve, withdraw] = results
      expect(results.filter(r => r.status === 'fulfilled')).toHaveLength(1)
      const { chain } = await s.as('teacher').call(approval.chain, { kind: PROBE, subjectId: paper })
      expect(chain?.state).toBe(approve?.status === 'fulfilled' ? 'approved' : 'withdrawn')
      expect(s.decided.filter(d => d.id === paper).map(d => d.outcome)).toEqual([chain?.state])
      expect(codesOf([approve as never, withdraw as never])).toEqual([
        chain?.state === 'approved' ? 'approval.ended' : 'approval.withdrawn',
        'done',
      ])
    }
  })

  it('one click sent twice counts once', async () => {
    const s = await approvalScenario(ROUTES)
    const { approvalId: id } = await s.as('teacher').call(probe.start, { id: newId() })
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => s.as('principal').call(approval.approve, { id })),
    )
    expect(codesOf(results)).toEqual(['approval.ended', 'approval.ended', 'done'])
    expect(s.decided).toHaveLength(1)
  })

  it('one document is started once', async () => {
    const s = await approvalScenario(ROUTES)
    const id = newId()
    const results = await Promise.allSettled([1, 2, 3].map(() => s.as('teacher').call(probe.start, { id })))
    expect(codesOf(results)).toEqual(['approval.running', 'approval.running', 'done'])
  })

  it('of two who save routes on one version, one does', async () => {
    const s = await approvalScenario(ROUTES)
    const save = (who: 'director' | 'admin') =>
      s.as(who).call(approval.saveRoutes, { kind: PROBE, version: 0, routes: ROUTES })
    expect(codesOf(await Promise.allSettled([save('director'), save('admin')]))).toEqual([
      'approval.routes_changed',
      'done',
    ])
  })

  it('of two delegations for the same days, one is made', async () => {
    const s = await approvalScenario(ROUTES)
    const days = { fromOn: '2025-09-03', toOn: '2025-09-05' }
    const give = (to: 'clerk' | 'buyer') =>
      s.as('director').call(approval.delegate, { toId: s.person(to), ...days })
    expect(codesOf(await Promise.allSettled([give('clerk'), give('buyer')]))).toEqual([
      'approval.delegate_twice',
      'done',
    ])
  })

  it('what moves to a delegate while it is decided is decided once', async () => {
    const s = await approvalScenario(ROUTES)
    for (let round = 0; round < ROUNDS; round++) {
      const { approvalId: id } = await s.as('teacher').call(probe.start, { id: newId() })
      const days = { fromOn: '2025-09-03', toOn: '2025-09-05' }
      const [approve, delegate] = await Promise.allSettled([
        s.as('principal').call(approval.approve, { id }),
        s.as('principal').call(approval.delegate, { toId: s.person('clerk'), ...days }),
      ])
      expect(delegate.status).toBe('fulfilled')
      if (approve.status === 'rejected') await s.as('clerk').call(approval.approve, { id })
      expect(s.decided).toHaveLength(round + 1)
      const { rows } = await s.as('principal').call(approval.delegations, {})
      const made = rows.find(r => r.state === 'running')
      await s.as('principal').call(approval.revokeDelegation, { id: made?.id as string })
    }
  })
})
