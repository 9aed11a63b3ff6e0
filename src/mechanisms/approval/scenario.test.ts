import { describe, expect, it } from 'vitest'
import { metric } from '../metric/index.ts'
import { notification } from '../notification/index.ts'
import { approval, type RouteDraft } from './contract.ts'
import { approvalScenario, PROBE, probe } from './testing.ts'

const newId = (): string => crypto.randomUUID()
const by = (role: 'director' | 'vice_principal' | 'principal' | 'accountant') => ({ role })

const LADDER: readonly RouteDraft[] = [
  {
    title: '五百元以下',
    when: { maxFen: 50_000 },
    steps: [{ title: '总务主任审批', by: by('director'), mode: 'any' }],
  },
  {
    title: '其余',
    when: {},
    steps: [
      { title: '总务主任审批', by: by('director'), mode: 'any', cc: { roles: ['accountant'] } },
      { title: '分管副校长审批', by: by('vice_principal'), mode: 'any' },
      { title: '校长审批', by: by('principal'), mode: 'any' },
    ],
  },
]
const DIRECTOR_ONLY: readonly RouteDraft[] = [
  { title: '都由主任批', when: {}, steps: [{ title: '主任审批', by: by('director'), mode: 'any' }] },
]

describe('the way of a request', () => {
  it('goes from hand to hand; the asker sees who has it; the document learns the end', async () => {
    const s = await approvalScenario(LADDER)
    const paper = newId()
    const { approvalId: id } = await s.as('teacher').call(probe.start, { id: paper, amountFen: 300_000 })
    await s.refused(s.as('teacher').call(probe.start, { id: paper }), 'approval.running')
    const { chain } = await s.as('teacher').call(approval.chain, { kind: PROBE, subjectId: paper })
    expect(chain?.sentence).toBe('等总务主任甲批（总务主任审批）')
    expect(chain?.routeTitle).toBe('其余')
    expect(
      chain?.steps.map(p => [p.state, ...p.seats.map(x => x.name), ...p.planned.map(x => x.name)]),
    ).toEqual([
      ['open', '总务主任甲'],
      ['ahead', '分管副校长甲'],
      ['ahead', '校长甲'],
    ])
    await s.refused(s.as('cook').call(approval.get, { id }), 'kernel.not_found')
    expect((await s.as('cook').call(approval.chain, { kind: PROBE, subjectId: paper })).chain).toBeNull()

    const todo = await s.as('director').call(approval.inbox, {})
    expect(todo.rows.map(r => r.id)).toEqual([id])
    expect(todo.counts).toEqual({ todo: 1, done: 0, mine: 0, copied: 0 })
    const seen = await s.as('director').call(approval.get, { id })
    expect(seen.facts).toEqual([{ label: '预算余额', value: '¥12,000.00', tone: 'done' }])
    expect(Object.keys(seen.actions)).toContain('approve')
    const told = await s.as('director').call(notification.list, {})
    expect(told.rows[0]?.title).toBe('请审批试验申请：会议室投影仪 1 台')

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
    const mine = await s.as('teacher').call(approval.inbox, { tab: 'mine' })
    expect(mine.rows[0]).toMatchObject({ state: 'approved', waitingFor: [] })
  })

  it('ends with one no, told to the asker with its reason', async () => {
    const s = await approvalScenario(LADDER)
    const paper = newId()
    const { approvalId: id } = await s.as('teacher').call(probe.start, { id: paper, amountFen: 300_000 })
    await s.refused(s.as('director').call(approval.refuse, { id, note: '' }), 'kernel.invalid')
    await s.as('director').call(approval.refuse, { id, note: '库里有同样的' })
    expect(s.decided[0]).toMatchObject({ outcome: 'refused', note: '库里有同样的', byName: '总务主任甲' })
    const told = await s.as('teacher').call(notification.list, {})
    expect(told.rows[0]).toMatchObject({
      title: '不同意：会议室投影仪 1 台',
      body: '总务主任甲：库里有同样的',
    })
  })
})

describe('the inbox', () => {
  it('is read page by page, the oldest first, and searched', async () => {
    const s = await approvalScenario(DIRECTOR_ONLY)
    const ids: string[] = []
    for (const minute of [10, 20, 30]) {
      s.at(`2025-09-03T08:${minute}:00+08:00`)
      ids.push((await s.as('teacher').call(probe.start, { id: newId() })).approvalId)
    }
    const first = await s.as('director').call(approval.inbox, { limit: 2 })
    expect([first.rows.map(r => r.id), first.total]).toEqual([ids.slice(0, 2), 3])
    const rest = await s.as('director').call(approval.inbox, { limit: 2, cursor: first.next as string })
    expect([rest.rows.map(r => r.id), rest.next]).toEqual([ids.slice(2), null])
    const mine = await s.as('teacher').call(approval.inbox, { tab: 'mine' })
    expect(mine.rows.map(r => r.id)).toEqual(ids.toReversed())
    const found = await s.as('director').call(approval.inbox, { text: mine.rows[0]?.no as string })
    expect([found.rows.map(r => r.id), found.total]).toEqual([ids.slice(2), 1])
    const none = await s.as('director').call(approval.inbox, { text: '100%_' })
    expect(none.rows).toEqual([])
    await s.refused(s.as('director').call(approval.inbox, { cursor: 'x' }), 'kernel.invalid')
  })
})

describe('back and away', () => {
  it('back to a step asks it and all after it anew; an old page cannot decide the new round', async () => {
    const s = await approvalScenario(LADDER)
    const { approvalId: id } = await s.as('teacher').call(probe.start, { id: newId(), amountFen: 300_000 })
    const before = await s.as('director').call(approval.get, { id })
    await s.as('director').call(approval.approve, { id })
    await s.as('vice_principal').call(approval.approve, { id })
    await s.refused(
      s.as('principal').call(approval.sendBack, { id, toStep: 3, note: '再看' }),
      'approval.step_unknown',
    )
    await s.as('principal').call(approval.sendBack, { id, toStep: 1, note: '规格没有写清' })
    const again = await s.as('director').call(approval.get, { id })
    expect(again.steps.map(p => [p.state, p.round])).toEqual([
      ['open', 2],
      ['ahead', 2],
      ['ahead', 2],
    ])
    await s.refused(
      s.as('director').call(approval.approve, { id, seatId: before.mySeat?.id as string }),
      'approval.moved_on',
    )
    for (const role of ['director', 'vice_principal', 'principal'] as const)
      await s.as(role).call(approval.approve, { id })
    expect(s.decided.map(d => d.outcome)).toEqual(['approved'])
    // Decided twice, listed once.
    const done = await s.as('director').call(approval.inbox, { tab: 'done' })
    expect([done.rows.map(r => r.id), done.total, done.counts.done]).toEqual([[id], 1, 1])
  })

  it('back to the asker is an end; he asks anew', async () => {
    const s = await approvalScenario(LADDER)
    const paper = newId()
    const { approvalId: id } = await s.as('teacher').call(probe.start, { id: paper })
    await s.as('director').call(approval.sendBack, { id, note: '请写明用途' })
    expect(s.decided[0]).toMatchObject({ outcome: 'returned', note: '请写明用途' })
    await s.as('teacher').call(probe.start, { id: paper })
    const { chain, earlier } = await s.as('teacher').call(approval.chain, { kind: PROBE, subjectId: paper })
    expect([chain?.state, earlier]).toEqual(['pending', 1])
  })

  it('consent after a withdrawal is refused with who withdrew and when', async () => {
    const s = await approvalScenario(LADDER)
    const { approvalId: id } = await s.as('teacher').call(probe.start, { id: newId() })
    await s.refused(s.as('director').call(approval.withdraw, { id }), 'approval.only_asker')
    await s.as('teacher').call(approval.withdraw, { id, note: '不买了' })
    const refusal = await s.refused(s.as('director').call(approval.approve, { id }), 'approval.withdrawn')
    expect(refusal.message).toContain('教师甲已在9月3日 8:00撤回了这份申请')
    expect(refusal.rule).toBeDefined()
    expect(s.decided).toMatchObject([{ outcome: 'withdrawn' }])
    expect((await s.as('director').call(approval.inbox, {})).rows).toEqual([])
  })

  it('the document itself may take it back; nothing runs twice', async () => {
    const s = await approvalScenario(LADDER)
    const paper = newId()
    await s.as('teacher').call(probe.start, { id: paper })
    await s.as('teacher').call(probe.takeBack, { id: paper })
    expect(s.decided).toMatchObject([{ outcome: 'withdrawn', note: '不要了' }])
    await s.refused(s.as('teacher').call(probe.takeBack, { id: paper }), 'approval.none_running')
  })
})

describe('separation of duties', () => {
  it('nobody approves his own: the next leader stands in, and the chain says why', async () => {
    const s = await approvalScenario(DIRECTOR_ONLY)
    const { approvalId: id } = await s.as('director').call(probe.start, { id: newId() })
    await s.refused(s.as('director').call(approval.approve, { id }), 'approval.own')
    const seen = await s.as('vice_principal').call(approval.get, { id })
    expect(seen.steps[0]?.seats[0]).toMatchObject({
      name: '分管副校长甲',
      origin: '由分管副校长代批：总务主任甲（申请人）不能批',
    })
    await s.as('vice_principal').call(approval.approve, { id })
    expect(s.decided[0]?.byName).toBe('分管副校长甲')
  })

  it('whoever had a hand in the document is barred, with as many roles as he may hold', async () => {
    const s = await approvalScenario(DIRECTOR_ONLY)
    // The director is vice principal as well, and bought what is to be approved.
    await s.inSchool(async ctx => {
      await ctx.db
        .insertInto('people_post')
        .values({
          school_id: s.schoolId,
          id: ctx.id(),
          person_id: s.person('director'),
          role: 'vice_principal',
          unit_id: null,
          valid_from: '2020-09-01',
          valid_to: null,
          created_at: ctx.now,
        })
        .execute()
    })
    const barred = [
      { personId: s.person('director'), reason: '采购人' },
      { personId: s.person('vice_principal'), reason: '验收人' },
    ]
    const { approvalId: id } = await s.as('teacher').call(probe.start, { id: newId(), barred })
    const seen = await s.as('principal').call(approval.get, { id })
    expect(seen.steps[0]?.seats.map(x => x.name)).toEqual(['校长甲'])
    await s.refused(
      s.as('principal').call(approval.handOver, { id, personId: s.person('director'), note: '请批' }),
      'approval.barred',
    )
    await s.refused(
      s.as('principal').call(approval.addSigner, { id, personId: s.person('teacher') }),
      'approval.barred',
    )
  })

  it('with nobody left the start is refused; a named deputy is the way out', async () => {
    const s = await approvalScenario([
      { title: '校长批', when: {}, steps: [{ title: '校长审批', by: by('principal'), mode: 'any' }] },
    ])
    const paper = newId()
    const refusal = await s.refused(s.as('principal').call(probe.start, { id: paper }), 'approval.nobody')
    expect(refusal.message).toContain('校长甲（申请人）不能批')
    expect(refusal.message).toContain('最后代批人')
    const dry = await s.as('principal').call(approval.preview, { kind: PROBE })
    expect(dry.problem).toBe(refusal.message)
    await s.refused(
      s.as('teacher').call(approval.setDeputy, { personId: s.person('accountant') }),
      'kernel.forbidden',
    )
    await s.as('admin').call(approval.setDeputy, { personId: s.person('accountant') })
    const { approvalId: id } = await s.as('principal').call(probe.start, { id: paper })
    await s.as('accountant').call(approval.approve, { id })
    expect(s.decided[0]?.byName).toBe('会计甲')
  })

  it('a step for which nobody is left when its turn comes refuses the consent before it', async () => {
    const s = await approvalScenario(LADDER)
    const { approvalId: id } = await s.as('teacher').call(probe.start, { id: newId(), amountFen: 300_000 })
    await s.inSchool(async ctx => {
      await ctx.db
        .updateTable('account_user')
        .set({ disabled_at: ctx.now })
        .where('person_id', 'in', [s.person('vice_principal'), s.person('principal')])
        .execute()
    })
    await s.refused(s.as('director').call(approval.approve, { id }), 'approval.nobody')
    expect((await s.as('director').call(approval.inbox, {})).rows).toHaveLength(1)
  })

  it('who has agreed to an earlier step is not asked again, unless the route says so', async () => {
    const steps: RouteDraft['steps'] = [
      { title: '主任审批', by: by('director'), mode: 'any' },
      { title: '副校长审批', by: by('vice_principal'), mode: 'any' },
    ]
    const s = await approvalScenario([
      { title: '问两遍', when: { categories: ['office'] }, steps, askAgain: true },
      { title: '其余', when: {}, steps },
    ])
    // The director asks, so the vice principal stands in for him in the first step.
    const once = await s.as('director').call(probe.start, { id: newId() })
    const end = await s.as('vice_principal').call(approval.approve, { id: once.approvalId })
    expect(end.state).toBe('approved')
    const seen = await s.as('director').call(approval.get, { id: once.approvalId })
    expect(seen.steps[1]?.seats).toMatchObject([{ name: '分管副校长甲', label: '同人已批' }])
    const twice = await s.as('director').call(probe.start, { id: newId(), category: 'office' })
    expect((await s.as('vice_principal').call(approval.approve, { id: twice.approvalId })).state).toBe(
      'pending',
    )
    expect((await s.as('vice_principal').call(approval.approve, { id: twice.approvalId })).state).toBe(
      'approved',
    )
  })
})

describe('figures', () => {
  it('counts what was decided and how long it took, with the records behind them', async () => {
    const s = await approvalScenario(LADDER)
    for (const hours of [2, 4, 30]) {
      s.at('2025-09-08T08:00:00+08:00')
      const { approvalId: id } = await s.as('teacher').call(probe.start, { id: newId(), amountFen: 100 })
      s.at(new Date(Date.parse('2025-09-08T08:00:00+08:00') + hours * 3_600_000).toISOString())
      await s.as('director').call(approval.approve, { id })
    }
    const gone = await s.as('teacher').call(probe.start, { id: newId(), amountFen: 100 })
    await s.as('teacher').call(approval.withdraw, { id: gone.approvalId })
    const period = { from: '2025-09-01', to: '2025-09-30' }
    const read = (metricId: string) => s.as('director').call(metric.rows, { metricId, period })
    expect((await read('approval.decided')).metric).toMatchObject({ value: 3, records: 3 })
    const median = await read('approval.median_hours')
    expect(median.metric.value).toBe(4)
    expect(median.rows.map(r => r.amount).sort((a, b) => a - b)).toEqual([2, 4, 30])
    const none = { from: '2025-10-01', to: '2025-10-31' }
    const empty = await s
      .as('director')
      .call(metric.value, { metricId: 'approval.median_hours', period: none })
    expect(empty).toMatchObject({ value: 0, records: 0 })
  })
})
