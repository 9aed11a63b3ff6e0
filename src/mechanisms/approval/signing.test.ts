import { describe, expect, it } from 'vitest'
import type { RoleCode } from '../../kernel/pure/roles.ts'
import type { Scenario } from '../../testing/scenario.ts'
import { desk } from '../desk/index.ts'
import { notification } from '../notification/index.ts'
import { approval, type Mode, type RouteDraft } from './contract.ts'
import { replaceApprover } from './merging.ts'
import { followLeave, followTime } from './schedules.ts'
import { approvalScenario, PROBE, probe } from './testing.ts'

const newId = (): string => crypto.randomUUID()

const one = (mode: Mode, role: RoleCode = 'clerk'): RouteDraft[] => [
  { title: '一步', when: {}, steps: [{ title: '审批', by: { role }, mode }] },
]
/** The school's own routes, with persons by name. */
async function named(s: Scenario, mode: Mode, roles: readonly RoleCode[]): Promise<void> {
  const routes: RouteDraft[] = [
    {
      title: '指定的人',
      when: {},
      steps: [{ title: '会审', by: { personIds: roles.map(r => s.person(r)) }, mode }],
    },
  ]
  await s.as('director').call(approval.saveRoutes, { kind: PROBE, version: 0, routes })
}
const start = async (s: Scenario, who: RoleCode = 'teacher'): Promise<string> =>
  (await s.as(who).call(probe.start, { id: newId() })).approvalId
const todo = async (s: Scenario, who: RoleCode): Promise<number> =>
  (await s.as(who).call(approval.inbox, {})).rows.length

describe('modes', () => {
  it('会签 needs all, 依次 one after the other, 或签 one', async () => {
    const s = await approvalScenario(one('any'))
    await named(s, 'all', ['accountant', 'auditor'])
    const all = await start(s)
    expect((await s.as('auditor').call(approval.approve, { id: all })).state).toBe('pending')
    expect((await s.as('accountant').call(approval.approve, { id: all })).state).toBe('approved')

    const version = async (mode: Mode, v: number) =>
      s.as('director').call(approval.saveRoutes, {
        kind: PROBE,
        version: v,
        routes: [
          {
            title: mode,
            when: {},
            steps: [
              { title: '会审', by: { personIds: [s.person('accountant'), s.person('auditor')] }, mode },
            ],
          },
        ],
      })
    await version('sequence', 1)
    const row = await start(s)
    expect([await todo(s, 'accountant'), await todo(s, 'auditor')]).toEqual([1, 0])
    await s.refused(s.as('auditor').call(approval.approve, { id: row }), 'approval.not_yours')
    await s.as('accountant').call(approval.approve, { id: row })
    expect((await s.as('auditor').call(approval.approve, { id: row })).state).toBe('approved')

    await version('any', 2)
    const any = await start(s)
    expect((await s.as('auditor').call(approval.approve, { id: any })).state).toBe('approved')
    await s.refused(s.as('accountant').call(approval.approve, { id: any }), 'approval.ended')
  })

  it('会签 of persons by name keeps its number of hands: a leader stands in for the asker', async () => {
    const s = await approvalScenario(one('any'))
    await named(s, 'all', ['accountant', 'auditor'])
    const id = await start(s, 'accountant')
    const seen = await s.as('accountant').call(approval.get, { id })
    expect(seen.steps[0]?.seats.map(x => [x.name, x.origin])).toEqual([
      ['总务主任甲', '由总务主任代批：会计甲（申请人）不能批'],
      ['审核人甲', ''],
    ])
  })

  it('the head of the unit, or of the one above it', async () => {
    const s = await approvalScenario([
      {
        title: '部门',
        when: {},
        steps: [{ title: '部门审批', by: { headOfAskersUnit: true }, mode: 'any' }],
      },
    ])
    const id = await start(s)
    const none = await s.as('teacher').call(approval.get, { id })
    expect(none.steps[0]?.seats[0]?.origin).toBe('由总务主任代批：没有在岗的部门负责人')
    await s.inSchool(async ctx => {
      await ctx.db
        .updateTable('org_unit')
        .set({ head_person_id: s.person('auditor') })
        .execute()
    })
    const led = await s.as('teacher').call(approval.get, { id: await start(s) })
    expect(led.steps[0]?.seats.map(x => x.name)).toEqual(['审核人甲'])
  })
})

describe('加签, 转办, 抄送, 催办', () => {
  it('a signer asked for is needed besides; after me, in a step of his own', async () => {
    const s = await approvalScenario(one('any'))
    const id = await start(s)
    await s.refused(
      s.as('clerk').call(approval.addSigner, { id, personId: s.person('clerk') }),
      'approval.sits_already',
    )
    await s.refused(
      s.as('clerk').call(approval.addSigner, { id, personId: newId() }),
      'approval.person_unknown',
    )
    await s.as('clerk').call(approval.addSigner, { id, personId: s.person('accountant'), note: '看预算' })
    await s.as('clerk').call(approval.addSigner, { id, personId: s.person('auditor'), when: 'after' })
    expect((await s.as('clerk').call(approval.approve, { id })).sentence).toContain('会计甲')
    expect((await s.as('accountant').call(approval.approve, { id })).sentence).toContain('加签：审核人甲')
    expect((await s.as('auditor').call(approval.approve, { id })).state).toBe('approved')
  })

  it('handed over, it is the other one’s; the one who handed it on cannot decide any more', async () => {
    const s = await approvalScenario(one('any'))
    const id = await start(s)
    await s.as('clerk').call(approval.handOver, { id, personId: s.person('buyer'), note: '归采购管' })
    await s.refused(s.as('clerk').call(approval.approve, { id }), 'approval.not_yours')
    expect((await s.as('clerk').call(approval.inbox, { tab: 'done' })).rows).toHaveLength(1)
    const seen = await s.as('buyer').call(approval.get, { id })
    expect(seen.mySeat?.origin).toBe('总务干事甲转办')
    expect((await s.as('buyer').call(approval.approve, { id })).state).toBe('approved')
  })

  it('a copy lets its reader see, once', async () => {
    const s = await approvalScenario(one('any'))
    const id = await start(s)
    await s.refused(s.as('guard').call(approval.get, { id }), 'kernel.not_found')
    const copy = { id, personIds: [s.person('guard')] }
    expect(await s.as('teacher').call(approval.copyTo, copy)).toEqual({ added: 1 })
    expect(await s.as('teacher').call(approval.copyTo, copy)).toEqual({ added: 0 })
    const seen = await s.as('guard').call(approval.get, { id })
    expect(seen.actions).toEqual({})
    await s.refused(s.as('guard').call(approval.approve, { id }), 'approval.not_yours')
    await s.refused(s.as('guard').call(approval.urge, { id }), 'approval.only_asker_urges')
  })

  it('may be urged once in some hours', async () => {
    const s = await approvalScenario(one('any'))
    const id = await start(s)
    expect((await s.as('teacher').call(approval.urge, { id })).told).toEqual(['总务干事甲'])
    const early = await s.refused(s.as('teacher').call(approval.urge, { id }), 'approval.urged')
    expect(early.message).toContain('9月3日 12:00')
    s.at('2025-09-03T12:00:01+08:00')
    await s.as('teacher').call(approval.urge, { id })
    expect((await s.as('clerk').call(notification.list, {})).rows[0]?.title).toContain('催办')
  })
})

describe('on leave', () => {
  it('what waits moves to the delegate for those days, and comes back', async () => {
    const s = await approvalScenario(one('any', 'director'))
    const before = await start(s)
    const days = { fromOn: '2025-09-03', toOn: '2025-09-05' }
    const to = { toId: s.person('clerk'), reason: '外出培训' }
    const { moved } = await s.as('director').call(approval.delegate, { ...to, ...days })
    expect(moved).toBe(1)
    await s.refused(
      s.as('director').call(approval.delegate, { toId: s.person('buyer'), ...days }),
      'approval.delegate_twice',
    )
    await s.refused(s.as('director').call(approval.approve, { id: before }), 'approval.not_yours')
    const during = await start(s)
    const seen = await s.as('clerk').call(approval.get, { id: during })
    expect(seen.mySeat?.origin).toBe('受总务主任甲委托（外出培训）')
    await s.as('clerk').call(approval.approve, { id: during })
    s.at('2025-09-06T09:00:00+08:00')
    await s.inSchool(followLeave)
    expect((await s.as('director').call(approval.approve, { id: before })).state).toBe('approved')
  })

  it('begins on its day, ends when taken back, and is for some kinds only', async () => {
    const s = await approvalScenario(one('any', 'director'))
    const id = await start(s)
    const days = { fromOn: '2025-09-04', toOn: '2025-09-30', toId: s.person('clerk') }
    const made = await s.as('director').call(approval.delegate, { ...days, kinds: [PROBE] })
    expect(await todo(s, 'clerk')).toBe(0)
    s.at('2025-09-04T08:00:00+08:00')
    await s.inSchool(followLeave)
    expect(await todo(s, 'clerk')).toBe(1)
    const { rows } = await s.as('clerk').call(approval.delegations, {})
    expect(rows).toMatchObject([{ state: 'running', kindTitles: ['试验申请'], mayRevoke: false }])
    await s.refused(s.as('clerk').call(approval.revokeDelegation, { id: made.id }), 'kernel.not_found')
    expect((await s.as('director').call(approval.revokeDelegation, { id: made.id })).moved).toBe(1)
    expect((await s.as('director').call(approval.approve, { id })).state).toBe('approved')
    await s.refused(
      s.as('director').call(approval.revokeDelegation, { id: made.id }),
      'approval.delegate_over',
    )
  })

  it('never makes a judge of the asker, nor ends in a circle', async () => {
    const s = await approvalScenario(one('any', 'director'))
    const days = { fromOn: '2025-09-03', toOn: '2025-09-05' }
    await s.as('director').call(approval.delegate, { toId: s.person('teacher'), ...days })
    const own = await s.as('director').call(approval.get, { id: await start(s) })
    expect(own.mySeat?.origin).toBe('')
    await s.as('teacher').call(approval.delegate, { toId: s.person('director'), ...days })
    const other = await start(s, 'cook')
    expect((await s.as('teacher').call(approval.get, { id: other })).mySeat).not.toBeNull()
  })

  it('others do not delegate what is not theirs, nor backwards in time', async () => {
    const s = await approvalScenario(one('any', 'director'))
    const days = { fromOn: '2025-09-03', toOn: '2025-09-05' }
    const forDirector = { personId: s.person('director'), ...days }
    await s.refused(
      s.as('clerk').call(approval.delegate, { ...forDirector, toId: s.person('buyer') }),
      'approval.delegate_other',
    )
    await s.refused(
      s.as('admin').call(approval.delegate, { ...forDirector, toId: s.person('admin') }),
      'approval.delegate_other',
    )
    await s.as('admin').call(approval.delegate, { ...forDirector, toId: s.person('clerk') })
    const past = { toId: s.person('clerk'), fromOn: '2025-09-01', toOn: '2025-09-05' }
    await s.refused(s.as('buyer').call(approval.delegate, past), 'approval.delegate_days')
  })
})

describe('time', () => {
  it('reminds, then goes up step by step, weekends not counted', async () => {
    const s = await approvalScenario(one('any', 'director'))
    s.at('2025-09-05T08:00:00+08:00')
    const id = await start(s)
    // Friday 8:00 and 48 hours of working days: Tuesday 8:00.
    const seen = await s.as('director').call(approval.get, { id })
    expect(seen.steps[0]?.dueAt?.toISOString()).toBe('2025-09-09T00:00:00.000Z')
    s.at('2025-09-09T07:00:00+08:00')
    await s.inSchool(followTime)
    expect((await s.as('director').call(desk.today, {})).items[0]?.urgency).toBe('sign')
    s.at('2025-09-09T09:00:00+08:00')
    await s.inSchool(followTime)
    await s.inSchool(followTime)
    const told = (await s.as('director').call(notification.list, {})).rows.filter(r =>
      r.title.includes('超时'),
    )
    expect(told).toHaveLength(1)
    expect((await s.as('director').call(desk.today, {})).items[0]).toMatchObject({ urgency: 'late' })
    s.at('2025-09-11T08:00:00+08:00')
    await s.inSchool(followTime)
    expect([await todo(s, 'director'), await todo(s, 'vice_principal')]).toEqual([0, 1])
    const after = await s.as('vice_principal').call(approval.get, { id })
    expect(after.mySeat?.origin).toBe('总务主任甲超时未批，转上一级')
    expect((await s.as('vice_principal').call(approval.approve, { id })).state).toBe('approved')
  })

  it('with nobody above it stays and is reminded again: silence never approves', async () => {
    const s = await approvalScenario(one('any', 'principal'))
    const id = await start(s)
    for (const day of ['10', '17', '24']) {
      s.at(`2025-09-${day}T08:00:00+08:00`)
      await s.inSchool(followTime)
      s.at(`2025-09-${day}T23:00:00+08:00`)
      await s.inSchool(followTime)
    }
    const seen = await s.as('principal').call(approval.get, { id })
    expect([seen.state, seen.mySeat !== null]).toEqual(['pending', true])
    expect(seen.events.filter(e => e.verb === 'remind').length).toBeGreaterThan(1)
  })

  it('who has left sits nowhere', async () => {
    const s = await approvalScenario(one('any', 'director'))
    const id = await start(s)
    await s.inSchool(async ctx => {
      await ctx.db
        .updateTable('people_person')
        .set({ left_on: '2025-09-01' })
        .where('id', '=', s.person('director'))
        .execute()
    })
    await s.inSchool(followLeave)
    expect((await s.as('vice_principal').call(approval.approve, { id })).state).toBe('approved')
  })
})

describe('a post that changes hands', () => {
  it('cannot be used any more; the new holder is asked', async () => {
    const s = await approvalScenario(one('any', 'director'))
    const id = await start(s)
    await s.inSchool(async ctx => {
      const posts = ctx.db.updateTable('people_post').where('role', '=', 'director')
      await posts.set({ person_id: s.person('buyer') }).execute()
    })
    await s.refused(s.as('director').call(approval.approve, { id }), 'approval.not_holder')
    await s.inSchool(followLeave)
    const seen = await s.as('buyer').call(approval.get, { id })
    expect(seen.mySeat?.origin).toBe('总务主任甲已卸任')
    expect((await s.as('buyer').call(approval.approve, { id })).state).toBe('approved')
  })
})

describe('two records of one person', () => {
  it('become one: his places, what he asked, and what bars him', async () => {
    const s = await approvalScenario(one('any'))
    await named(s, 'any', ['clerk'])
    const merge = (from: RoleCode, to: RoleCode) =>
      s.inSchool(ctx => replaceApprover(ctx, s.person(from), s.person(to)))
    const barred = [{ personId: s.person('cook'), reason: '验收人' }]
    const { approvalId: id } = await s.as('teacher').call(probe.start, { id: newId(), barred })
    await merge('clerk', 'buyer')
    await merge('teacher', 'guard')
    await merge('cook', 'cashier')
    const over = (personId: string) => ({ id, personId, note: '请批' })
    await s.refused(s.as('buyer').call(approval.handOver, over(s.person('cashier'))), 'approval.barred')
    await s.refused(s.as('buyer').call(approval.handOver, over(s.person('guard'))), 'approval.barred')
    expect((await s.as('guard').call(approval.inbox, { tab: 'mine' })).rows).toHaveLength(1)
  })

  it('sit once where both sat', async () => {
    const s = await approvalScenario(one('any'))
    await named(s, 'all', ['accountant', 'auditor'])
    const id = await start(s)
    await s.inSchool(ctx => replaceApprover(ctx, s.person('accountant'), s.person('auditor')))
    expect((await s.as('auditor').call(approval.approve, { id })).state).toBe('approved')
  })
})

describe('the desk', () => {
  it('shows what waits, and what came back until it is asked anew', async () => {
    const s = await approvalScenario(one('any', 'director'))
    const paper = newId()
    const { approvalId: id } = await s.as('teacher').call(probe.start, { id: paper })
    const titles = async (who: RoleCode) =>
      (await s.as(who).call(desk.today, {})).items.map(i => i.title).filter(t => t.includes('试验申请'))
    expect(await titles('director')).toEqual(['请审批试验申请：会议室投影仪 1 台'])
    s.at('2025-09-03T09:00:00+08:00')
    await s.as('director').call(approval.sendBack, { id, note: '请写明用途' })
    expect(await titles('director')).toEqual([])
    expect(await titles('teacher')).toEqual(['试验申请被退回：会议室投影仪 1 台'])
    s.at('2025-09-03T10:00:00+08:00')
    await s.as('teacher').call(probe.start, { id: paper })
    expect(await titles('teacher')).toEqual([])
  })
})

describe('routes', () => {
  it('are saved as a new version; what runs keeps its own', async () => {
    const s = await approvalScenario(one('any', 'director'))
    const id = await start(s)
    const routes: RouteDraft[] = [
      {
        title: '大额',
        when: { minFen: 100_000 },
        steps: [{ title: '校长审批', by: { role: 'principal' }, mode: 'any', timeoutHours: 24 }],
      },
      ...one('any', 'vice_principal'),
    ]
    await s.refused(
      s.as('teacher').call(approval.saveRoutes, { kind: PROBE, version: 0, routes }),
      'kernel.forbidden',
    )
    await s.refused(
      s.as('director').call(approval.saveRoutes, { kind: PROBE, version: 0, routes: routes.slice(0, 1) }),
      'approval.routes_flawed',
    )
    const dry = await s
      .as('director')
      .call(approval.preview, { kind: PROBE, amountFen: 100_000, askerId: s.person('teacher'), routes })
    expect(dry).toMatchObject({ routeTitle: '大额', index: 0, problem: '', askerName: '教师甲' })
    expect(dry.steps[0]).toMatchObject({ hours: 24, persons: [{ name: '校长甲' }] })
    await s.as('director').call(approval.saveRoutes, { kind: PROBE, version: 0, routes, note: '大额给校长' })
    const late = await s.refused(
      s.as('admin').call(approval.saveRoutes, { kind: PROBE, version: 0, routes }),
      'approval.routes_changed',
    )
    expect(late.message).toContain('总务主任甲')
    const shown = await s.as('director').call(approval.routes, { kind: PROBE })
    expect(shown).toMatchObject({ version: 1, history: [{ version: 1, note: '大额给校长' }] })
    const old = await s.as('director').call(approval.routes, { kind: PROBE, version: 0 })
    expect(old.actions.saveRoutes?.allowed).toBe(false)
    // Started under version 0: the director decides it still.
    expect((await s.as('director').call(approval.approve, { id })).state).toBe('approved')
    const fresh = await s.as('principal').call(approval.get, { id: await start(s) })
    expect([fresh.routeVersion, fresh.waitingFor.map(p => p.name)]).toEqual([1, ['分管副校长甲']])
  })
})

describe('加签 before', () => {
  it('waits for the one who was asked first, and keeps what others in the step have said', async () => {
    const s = await approvalScenario(one('any'))
    await named(s, 'all', ['accountant', 'auditor'])
    const id = await start(s)
    await s.as('auditor').call(approval.approve, { id, note: '票据齐全' })
    const pinned = (await s.as('accountant').call(approval.inbox, {})).rows[0]?.seatId as string
    const put = await s
      .as('accountant')
      .call(approval.addSigner, { id, personId: s.person('clerk'), when: 'before', note: '先核数量' })
    expect(put.sentence).toContain('加签：总务干事甲')
    expect([await todo(s, 'accountant'), await todo(s, 'clerk')]).toEqual([0, 1])
    await s.refused(s.as('accountant').call(approval.approve, { id, seatId: pinned }), 'approval.not_yours')
    const seen = await s.as('teacher').call(approval.get, { id })
    expect(seen.steps.map(x => [x.seq, x.title, x.state])).toEqual([
      [1, '加签：总务干事甲', 'open'],
      [2, '会审', 'ahead'],
    ])
    await s.as('clerk').call(approval.approve, { id })
    expect(await todo(s, 'accountant')).toBe(1)
    expect(await todo(s, 'auditor')).toBe(0)
    expect((await s.as('accountant').call(approval.approve, { id, seatId: pinned })).state).toBe('approved')
  })

  it('goes back with the step where the one asked first sends it back', async () => {
    const s = await approvalScenario(one('any', 'accountant'))
    const id = await start(s)
    await s.as('accountant').call(approval.addSigner, { id, personId: s.person('clerk'), when: 'before' })
    await s.as('clerk').call(approval.refuse, { id, note: '库里还有' })
    const seen = await s.as('teacher').call(approval.get, { id })
    expect([seen.state, seen.steps.map(x => x.state)]).toEqual(['refused', ['dropped', 'dropped']])
    expect(await todo(s, 'accountant')).toBe(0)
  })
})

describe('several at once', () => {
  it('each is decided by its own rules; what is refused stays, with the reason', async () => {
    const s = await approvalScenario(one('any', 'accountant'))
    const begin = async (amountFen?: number, who: RoleCode = 'teacher') =>
      (await s.as(who).call(probe.start, { id: newId(), ...(amountFen ? { amountFen } : {}) })).approvalId
    const [small, plain, large, gone] = [
      await begin(300_00),
      await begin(),
      await begin(5000_01),
      await begin(200_00),
    ]
    await s.as('teacher').call(approval.withdraw, { id: gone })
    const foreign = newId()
    const answer = await s.as('accountant').call(approval.approveMany, {
      items: [small, plain, large, gone, foreign, small].map(id => ({ id })),
      note: '同意',
    })
    expect(answer.done.map(d => d.id).sort()).toEqual([small, plain].sort())
    const why = (id: string) => answer.refused.find(r => r.id === id)?.why ?? ''
    expect(why(large)).toBe('¥5,000.01 超过成批同意的限额 ¥5,000.00，要打开单独看过再批。')
    expect(why(gone)).toContain('教师甲已在')
    expect(why(foreign)).toContain('没有找到')
    expect(s.decided.map(d => d.outcome)).toEqual(['withdrawn', 'approved', 'approved'])
    expect(await todo(s, 'accountant')).toBe(1)
    const again = await s.as('accountant').call(approval.approveMany, { items: [{ id: small }] })
    expect([again.done, again.refused[0]?.why]).toEqual([[], expect.stringContaining('已同意')])
  })

  it('two who approve the same ones at once agree once to each', async () => {
    const s = await approvalScenario(one('any', 'accountant'))
    await named(s, 'any', ['accountant', 'auditor'])
    const ids = [await start(s), await start(s), await start(s)]
    const items = ids.map(id => ({ id }))
    const [a, b] = await Promise.all([
      s.as('accountant').call(approval.approveMany, { items }),
      s.as('auditor').call(approval.approveMany, { items: items.toReversed() }),
    ])
    expect((a?.done.length ?? 0) + (b?.done.length ?? 0)).toBe(3)
    expect(s.decided).toHaveLength(3)
  })
})
