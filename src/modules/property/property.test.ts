import { beforeAll, describe, expect, it } from 'vitest'
import { measure } from '../../mechanisms/metric/index.ts'
import { notification } from '../../mechanisms/notification/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { damage } from '../damage/index.ts'
import { org } from '../org/index.ts'
import { people } from '../people/index.ts'
import { place } from '../place/index.ts'
import { property } from './contract.ts'

const STROKES = 'M10 10L20 20L30 30L40 40L50 50L60 60L70 70'
const SPRING = '2026-spring'
let s: Scenario
let classId: string
let otherClass: string
let room: string
let building: string

beforeAll(async () => {
  s = await scenario()
  s.at('2026-02-24T08:00:00+08:00')
  const made = await s.inSchool(async ctx => {
    const { units } = await ctx.run(org.tree, {})
    const root = units.find(unit => unit.parentId === null)?.id as string
    const one = await ctx.run(org.create, {
      kind: 'class',
      name: '24会计1班',
      parentId: root,
      from: '2025-09-01',
    })
    const two = await ctx.run(org.create, {
      kind: 'class',
      name: '24会计2班',
      parentId: root,
      from: '2025-09-01',
    })
    const dorm = await ctx.run(place.create, {
      kind: 'building',
      name: '宿舍1号楼',
      useKind: 'dormitory',
      from: '2021-09-01',
    })
    await ctx.run(place.layOut, {
      buildingId: dorm.id,
      floors: { from: 1, to: 1 },
      rooms: { from: 1, to: 3 },
      useKind: 'dormitory',
    })
    const rooms = await ctx.run(place.list, { under: dorm.id, kind: 'room' })
    const teacher = await ctx.run(people.create, { name: '顾晓燕', kind: 'staff', unitId: root })
    await ctx.run(people.assignPost, {
      personId: teacher.id,
      role: 'class_teacher',
      unitId: one.id,
      from: '2025-09-01',
    })
    return { one, two, dorm, rooms, teacher }
  })
  classId = made.one.id
  otherClass = made.two.id
  building = made.dorm.id
  room = made.rooms.rows[0]?.id as string
  gu = s.user({ personId: made.teacher.id, name: '顾晓燕', roles: ['class_teacher'] })
})
let gu: ReturnType<Scenario['user']>
let sheetId: string

const get = (id = sheetId) => s.as('director').call(property.get, { id })
const which = async (id = sheetId) => {
  const { version } = await get(id)
  return { id, version }
}

describe('at the beginning of the term', () => {
  it('starts all classes with one click, and only once', async () => {
    const clerk = s.as('clerk')
    await s.refused(
      clerk.call(property.startTerm, { termCode: '2031-spring', kind: 'class' }),
      'property.no_term',
    )
    await s.refused(
      clerk.call(property.startTerm, { termCode: SPRING, kind: 'special' }),
      'property.nothing_to_start',
    )
    const [a, b] = await Promise.all([
      clerk.call(property.startTerm, { termCode: SPRING, kind: 'class' }),
      s.as('asset_keeper').call(property.startTerm, { termCode: SPRING, kind: 'class' }),
    ])
    expect(a.made + b.made).toBe(2)
    expect(a.lines + b.lines).toBe(24)
    const { rows, total } = await clerk.call(property.list, { termCode: SPRING, kind: 'class' })
    expect(total).toBe(2)
    expect(rows.map(r => r.title)).toEqual(['24会计1班', '24会计2班'])
    expect(rows[0]?.keeperName).toBe('顾晓燕')
    sheetId = rows[0]?.id as string
    await s.refused(
      clerk.call(property.start, { termCode: SPRING, kind: 'class', unitId: classId }),
      'property.exists',
    )
    await s.refused(clerk.call(property.start, { termCode: SPRING, kind: 'class' }), 'property.needs_unit')
    await s.refused(
      clerk.call(property.start, { termCode: SPRING, kind: 'dormitory' }),
      'property.needs_place',
    )
    await s.refused(
      clerk.call(property.start, { termCode: SPRING, kind: 'office', unitId: classId }),
      'property.not_a_class',
    )
  })

  it('starts the rooms of a building, from a list of the school', async () => {
    const list = [{ name: '床铺', measure: '张', quantity: 6 }]
    await s.refused(
      s
        .as('director')
        .call(property.saveTemplate, { kind: 'dormitory', version: 0, lines: [...list, ...list] }),
      'property.twice_named',
    )
    await s.as('director').call(property.saveTemplate, { kind: 'dormitory', version: 0, lines: list })
    await s.refused(
      s.as('director').call(property.saveTemplate, { kind: 'dormitory', version: 0, lines: list }),
      'kernel.changed',
    )
    await s.as('director').call(property.saveTemplate, { kind: 'dormitory', version: 1, lines: list })
    const { id } = await s
      .as('dorm_keeper')
      .call(property.start, { termCode: SPRING, kind: 'dormitory', placeId: room })
    const more = await s
      .as('director')
      .call(property.startTerm, { termCode: SPRING, kind: 'dormitory', under: building })
    expect(more).toMatchObject({ made: 2, already: 1, lines: 2 })
    const sheet = await s.as('dorm_keeper').call(property.get, { id })
    expect(sheet.items.map(item => item.name)).toEqual(['床铺'])
    const templates = await s.as('director').call(property.templates, {})
    expect(templates.rows.find(t => t.kind === 'dormitory')).toMatchObject({ version: 2, own: true })
    const board = await s.as('director').call(property.board, { termCode: SPRING, kind: 'dormitory' })
    expect(board).toMatchObject({ total: 3, made: 3, signed: 0 })
    expect(board.groups).toMatchObject([{ title: '宿舍1号楼', total: 3 }])
  })

  it('shows a class teacher the own class only', async () => {
    const mine = await gu.call(property.list, { kind: 'class' })
    expect(mine.rows.map(r => r.title)).toEqual(['24会计1班', '24会计2班'])
    // The second class has no teacher of its own yet: whoever stands in may take it.
    await s.refused(s.as('class_teacher').call(property.get, { id: sheetId }), 'kernel.not_found')
    await s.refused(s.as('dorm_keeper').call(property.get, { id: sheetId }), 'kernel.not_found')
    expect((await s.as('class_teacher').call(property.list, {})).rows.map(r => r.title)).toEqual([
      '24会计2班',
    ])
  })

  it('takes what is there, by name and number', async () => {
    const line = { name: '课桌', measure: '张', quantity: 48, broken: 1 }
    await s.refused(
      gu.call(property.saveLines, { ...(await which()), lines: [{ ...line, broken: 49 }] }),
      'property.broken_too_many',
    )
    await s.refused(
      gu.call(property.saveLines, { ...(await which()), lines: [line, line] }),
      'property.twice_named',
    )
    await gu.call(property.saveLines, { ...(await which()), lines: [] })
    await s.refused(gu.call(property.hand, await which()), 'property.no_lines')
    const stale = await which()
    await gu.call(property.saveLines, {
      ...stale,
      placeId: room,
      lines: [
        line,
        { name: '扫把', measure: '把', quantity: 6 },
        { name: '窗帘', measure: '幅', quantity: 8 },
      ],
    })
    await s.refused(gu.call(property.saveLines, { ...stale, lines: [] }), 'kernel.changed')
    expect((await get()).placeText).toBe('宿舍1号楼 101')
  })

  it('is signed by three, each in his place', async () => {
    await s.refused(gu.call(property.sign, { ...(await which()), duty: '班主任' }), 'kernel.state')
    await gu.call(property.hand, await which())
    const at = await which()
    await s.refused(gu.call(property.sign, { ...at, duty: '校长' }), 'property.no_such_duty')
    await s.refused(gu.call(property.sign, { ...at, duty: '学生代表' }), 'property.must_draw')
    await s.refused(
      gu.call(property.signFor, { ...at, duty: '班主任', name: '王芳', strokes: STROKES }),
      'property.not_yours',
    )
    await s.refused(
      gu.call(property.signFor, { ...at, duty: '总务处', name: '王芳', strokes: STROKES }),
      'property.not_drawn',
    )
    await s.refused(s.as('director').call(property.sign, { ...at, duty: '班主任' }), 'property.not_your_duty')
    await s.refused(s.as('teacher').call(property.sign, { ...at, duty: '总务处' }), 'kernel.not_found')
    await gu.call(property.signFor, { ...at, duty: '学生代表', name: '张小明', strokes: STROKES })
    await s.refused(
      gu.call(property.signFor, { ...at, duty: '学生代表', name: '张小明', strokes: STROKES }),
      'signature.twice',
    )
    const both = s.user({ personId: s.person('clerk'), name: '许静', roles: ['clerk', 'class_teacher'] })
    await s.refused(both.call(property.sign, { ...at, duty: '班主任' }), 'property.not_yours')
    await both.call(property.sign, { ...at, duty: '总务处' })
    expect((await get()).missing).toEqual(['班主任'])
    expect((await s.as('director').call(property.list, { states: ['signing'] })).rows[0]?.missing).toEqual([
      '班主任',
    ])

    const taken = await s.as('clerk').call(property.takeBack, { ...at, reason: '漏了讲台' })
    expect((await get()).marks).toEqual([])
    await gu.call(property.hand, { id: sheetId, version: taken.version })
    const again = await which()
    await gu.call(property.signFor, { ...again, duty: '学生代表', name: '张小明', strokes: STROKES })
    const [first, second] = await Promise.allSettled([
      gu.call(property.sign, { ...again, duty: '班主任' }),
      s.as('clerk').call(property.sign, { ...again, duty: '总务处' }),
    ])
    expect([first.status, second.status]).toEqual(['fulfilled', 'fulfilled'])
    const sheet = await get()
    expect(sheet).toMatchObject({ state: 'registered', registeredOn: '2026-02-24' })
    expect(sheet.marks.map(m => m.name).sort()).toEqual(['张小明', '总务干事甲', '顾晓燕'].sort())
    expect(sheet.marks[0]?.statement).toContain('所列物品 3 种已当面点清')
    await s.refused(gu.call(property.saveLines, { ...(await which()), lines: [] }), 'kernel.state')
  })

  it('one person does not sign in two places', async () => {
    const { rows } = await s.as('director').call(property.list, { kind: 'class', states: ['draft'] })
    const id = rows[0]?.id as string
    await s.as('clerk').call(property.hand, await which(id))
    const two = s.user({ personId: s.person('clerk'), name: '许静', roles: ['clerk', 'class_teacher'] })
    await two.call(property.sign, { ...(await which(id)), duty: '班主任' })
    await s.refused(two.call(property.sign, { ...(await which(id)), duty: '总务处' }), 'property.same_person')
    await s.as('director').call(property.cancel, { ...(await which(id)), reason: '班级合并' })
    expect((await get(id)).state).toBe('cancelled')
    const again = await s
      .as('director')
      .call(property.start, { termCode: SPRING, kind: 'class', unitId: otherClass })
    expect(again.id).not.toBe(id)
  })
})

describe('at the end of the term', () => {
  it('is reviewed against what was signed', async () => {
    s.at('2026-06-29T09:00:00+08:00')
    expect(await s.as('clerk').call(property.startReviews, { termCode: SPRING, kind: 'class' })).toEqual({
      started: 1,
    })
    await s.refused(
      s.as('clerk').call(property.startReviews, { termCode: SPRING, kind: 'class' }),
      'property.nothing_to_review',
    )
    const { items } = await get()
    const [desks, brooms, curtains] = items.map(item => item.id) as [string, string, string]
    await s.refused(
      gu.call(property.saveReview, { ...(await which()), lines: [{ id: sheetId, found: 1 }] }),
      'property.foreign_line',
    )
    await s.refused(
      gu.call(property.saveReview, { ...(await which()), lines: [{ id: desks, found: 1, foundBroken: 2 }] }),
      'property.broken_too_many',
    )
    await gu.call(property.saveReview, {
      ...(await which()),
      lines: [
        { id: desks, found: 47, foundBroken: 2 },
        { id: brooms, found: 0 },
      ],
    })
    await s.refused(gu.call(property.finishReview, await which()), 'property.not_counted')
    await gu.call(property.saveReview, { ...(await which()), lines: [{ id: curtains, found: 8 }] })
    const done = await gu.call(property.finishReview, await which())
    expect(done).toMatchObject({ state: 'settling', differences: 2 })
    const sheet = await get()
    expect(sheet.reviewMarks[0]?.statement).toContain('有差异 2 种')
    expect(sheet.events.at(-1)?.note).toBe('课桌少1张，坏1张；扫把少6把')
  })

  it('settles each difference: explained, or charged once', async () => {
    const { items } = await get()
    const [desks, brooms, curtains] = items.map(item => item.id) as [string, string, string]
    await s.refused(
      gu.call(property.explain, { ...(await which()), lineId: curtains, cause: 'worn', explanation: '旧了' }),
      'property.no_difference',
    )
    await s.refused(
      gu.call(property.explain, { ...(await which()), lineId: desks, cause: 'human', explanation: '踢坏' }),
      'property.human_is_charged',
    )
    await s.refused(s.as('clerk').call(property.close, await which()), 'property.unsettled')
    await gu.call(property.explain, {
      ...(await which()),
      lineId: brooms,
      cause: 'worn',
      explanation: '用坏了',
    })
    await s.refused(
      gu.call(property.charge, { ...(await which()), lineId: desks, quantity: 3 }),
      'property.charge_too_many',
    )
    const at = await which()
    const charged = await s.as('asset_keeper').call(property.charge, {
      ...at,
      lineId: desks,
      quantity: 2,
      liableKind: 'class',
      liableName: '24会计1班',
    })
    await s.refused(
      gu.call(property.charge, { ...(await which()), lineId: desks, quantity: 1 }),
      'property.already_charged',
    )
    await s.refused(gu.call(property.charge, { ...at, lineId: desks, quantity: 1 }), 'kernel.changed')
    const one = await s.as('director').call(damage.get, { id: charged.caseId })
    expect(one).toMatchObject({ item: '课桌', quantity: 2, unitText: '24会计1班' })
    const closed = await s.as('clerk').call(property.close, await which())
    expect(closed.state).toBe('closed')
    expect((await get()).items[0]).toMatchObject({ caseNo: charged.caseNo, caseFen: 0, chargedQuantity: 2 })
  })

  it('closes itself where nothing differs', async () => {
    const { rows } = await s.as('director').call(property.list, { kind: 'dormitory' })
    const id = rows[0]?.id as string
    await s.as('dorm_keeper').call(property.hand, await which(id))
    const at = await which(id)
    await s
      .as('dorm_keeper')
      .call(property.signFor, { ...at, duty: '寝室长', name: '李小红', strokes: STROKES })
    await s.as('dorm_keeper').call(property.sign, { ...at, duty: '宿管' })
    await s.as('clerk').call(property.sign, { ...at, duty: '总务处' })
    await s.as('dorm_keeper').call(property.startReview, await which(id))
    const { items } = await get(id)
    await s.as('dorm_keeper').call(property.saveReview, {
      ...(await which(id)),
      lines: items.map(i => ({ id: i.id, found: i.quantity })),
    })
    const done = await s.as('dorm_keeper').call(property.finishReview, await which(id))
    expect(done).toMatchObject({ state: 'closed', differences: 0 })
  })

  it('counts what it says in summaries', async () => {
    const period = { from: '2026-02-01', to: '2026-07-31' }
    const of = (id: string) => s.inSchool(async ctx => (await measure(ctx, id, period)).value)
    expect(await of('property.classes')).toBe(1)
    expect(await of('property.rooms')).toBe(1)
    expect(await of('property.reviewed')).toBe(2)
    expect(await of('property.differences')).toBe(2)
    expect(await of('property.charged')).toBe(1)
    expect(await of('property.unsettled')).toBe(0)
    const board = await s.as('director').call(property.board, { termCode: SPRING })
    expect(board).toMatchObject({ total: 2, made: 2, signed: 1, reviewed: 1, differences: 2, charged: 1 })
    // Each figure of the board opens just as many sheets.
    const rows = async (filter: object) =>
      (await s.as('director').call(property.list, { termCode: SPRING, kind: 'class', ...filter })).total
    expect(await rows({ states: ['registered', 'reviewing', 'settling', 'closed'] })).toBe(board.signed)
    expect(await rows({ states: ['draft', 'signing'] })).toBe(board.made - board.signed)
    expect(await rows({ states: ['settling', 'closed'] })).toBe(board.reviewed)
    expect(await rows({ differs: true })).toBe(board.different)
    expect(board.seesAll).toBe(true)
    expect((await gu.call(property.board, { termCode: SPRING })).seesAll).toBe(false)
  })

  it('is the beginning of the next term', async () => {
    s.at('2026-09-01T08:00:00+08:00')
    await s.as('clerk').call(property.startTerm, { termCode: '2026-autumn', kind: 'class' })
    const { rows } = await s
      .as('director')
      .call(property.list, { termCode: '2026-autumn', search: '会计1班' })
    const next = await get(rows[0]?.id as string)
    expect(next.previous?.id).toBe(sheetId)
    expect(next.items.map(i => [i.name, i.quantity, i.broken])).toEqual([
      ['课桌', 47, 2],
      ['窗帘', 8, 0],
    ])
    const file = await s.as('director').call(property.export, { termCode: SPRING })
    expect(file).toMatchObject({ fileName: expect.stringContaining('.xlsx') })
  })
})

describe('the monthly assessment', () => {
  const MARCH = '2026-06'
  it('takes points for damage once, and by hand', async () => {
    const clerk = s.as('clerk')
    await s.refused(
      clerk.call(property.deduct, { month: '2026-10', unitId: classId, points: 1, reason: '未到' }),
      'property.month_future',
    )
    await s.refused(
      clerk.call(property.deduct, {
        month: MARCH,
        unitId: classId,
        on: '2026-03-01',
        points: 1,
        reason: '错月',
      }),
      'property.day_outside',
    )
    expect(await clerk.call(property.takeCases, { month: MARCH })).toEqual({ taken: 1, unknown: [] })
    expect(await clerk.call(property.takeCases, { month: MARCH })).toEqual({ taken: 0, unknown: [] })
    const { id } = await clerk.call(property.deduct, {
      month: MARCH,
      unitId: otherClass,
      on: '2026-06-05',
      points: 12,
      reason: '讲台抽屉损坏未报',
    })
    const month = await clerk.call(property.month, { month: MARCH })
    expect(month.classes.map(c => [c.name, c.score, c.rank, c.honour])).toEqual([
      ['24会计1班', 98, 1, 'reward'],
      ['24会计2班', 88, 2, 'warn'],
    ])
    await clerk.call(property.withdrawDeduction, { id, reason: '查明是自然损耗' })
    await s.refused(
      clerk.call(property.withdrawDeduction, { id, reason: '再撤' }),
      'property.already_withdrawn',
    )
    expect((await clerk.call(property.month, { month: MARCH })).classes[0]).toMatchObject({
      name: '24会计2班',
      score: 100,
    })
  })

  it('does not change once it is published', async () => {
    const clerk = s.as('clerk')
    await s.refused(
      s.as('director').call(property.reopenMonth, { month: MARCH, reason: '更正' }),
      'property.month_open',
    )
    expect(await clerk.call(property.publishMonth, { month: MARCH })).toMatchObject({ classes: 2 })
    await s.refused(clerk.call(property.publishMonth, { month: MARCH }), 'property.month_published')
    await s.refused(
      clerk.call(property.deduct, { month: MARCH, unitId: classId, points: 1, reason: '迟到' }),
      'property.month_published',
    )
    const [d] = (await clerk.call(property.month, { month: MARCH })).deductions
    await s.refused(
      clerk.call(property.withdrawDeduction, { id: d?.id as string, reason: '改' }),
      'property.month_published',
    )
    await s.as('director').call(property.reopenMonth, { month: MARCH, reason: '更正' })
    expect((await clerk.call(property.month, { month: MARCH })).state).toBe('open')
  })
})

describe('reminders', () => {
  it('tell whoever answers for a sheet that is not done, once while unread', async () => {
    const office = s.as('clerk')
    const termCode = '2026-autumn'
    await office.call(property.startTerm, { termCode, kind: 'class' })
    const done = await office.call(property.remind, { termCode, kind: 'class' })
    expect(done.people).toBe(1)
    expect(done.unkept).toContain('24会计2班')
    await office.call(property.remind, { termCode, kind: 'class' })
    const { rows: notices } = await gu.call(notification.list, {})
    const mine = notices.filter(n => n.title.includes('24会计1班财产登记'))
    expect(mine).toHaveLength(1)
    await s.refused(gu.call(property.remind, { termCode, kind: 'class' }), 'kernel.forbidden')
  })
})
