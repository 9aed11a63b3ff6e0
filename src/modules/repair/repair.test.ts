import { beforeAll, describe, expect, it } from 'vitest'
import { workorder as order } from '../../mechanisms/workorder/index.ts'
import { repair } from './contract.ts'
import { type RepairSchool, repairSchool } from './testing.ts'

describe('a report, from the photo to the archive', () => {
  let school: RepairSchool
  beforeAll(async () => {
    school = await repairSchool()
  })

  it('is told as one story', async () => {
    const { s, stranger, office, plumber, plumber2, electrician, teacher, director, ids, code, places } =
      school
    // A pupil scans the code of the room, without an account.
    const info = await stranger.call(repair.publicInfo, { code })
    expect(info).toMatchObject({ open: true, place: { text: '高职B楼 312' }, orders: [] })
    const sent = await stranger.call(repair.report, {
      code,
      description: '地漏堵了，水下不去',
      name: '小王',
      phone: '13800001234',
    })
    expect(sent.no).toBe('BX-2026-000001')
    expect(sent.expected).toBe('预计明天之前有人来')
    expect(sent).toMatchObject({ state: 'reported', level: 'L2' })

    // The next one sees it and joins instead of reporting again.
    const next = s.anonymous('b'.repeat(32))
    const { orders } = await next.call(repair.publicInfo, { code })
    expect(orders).toMatchObject([{ no: sent.no, title: '疏通地漏', stateLabel: '已报修' }])
    expect(JSON.stringify(orders)).not.toContain('小王')
    const joined = await next.call(repair.endorse, { id: sent.id, note: '隔壁也臭' })
    expect(joined.endorsements).toBe(1)

    // Nobody but the office may dispatch; a teacher does not even see it.
    await s.refused(teacher.call(order.get, { id: sent.id }), 'kernel.not_found')
    await s.refused(plumber.call(order.dispatch, { id: sent.id, personId: ids.plumber }), 'kernel.forbidden')
    const accepted = await office.call(order.accept, { id: sent.id })
    expect(accepted.state).toBe('accepted')
    await s.refused(office.call(order.accept, { id: sent.id }), 'kernel.state')
    const dispatched = await office.call(order.dispatch, { id: sent.id, personId: ids.plumber })
    expect(dispatched.state).toBe('dispatched')

    // The wrong worker is refused by name; the right one goes.
    await s.refused(electrician.call(order.start, { id: sent.id }), 'kernel.not_found')
    s.at('2026-11-16T10:00:00+08:00')
    const day = await plumber.call(order.workerDay, {})
    expect(day.open.map(row => row.no)).toEqual([sent.no])
    await plumber.call(order.start, { id: sent.id })
    s.at('2026-11-16T10:30:00+08:00')
    await plumber.call(order.pause, { id: sent.id, reason: 'material', note: '缺弹簧' })
    const paused = await office.call(order.get, { id: sent.id })
    expect(paused).toMatchObject({ state: 'waiting', clock: { phase: 'paused', late: false } })
    expect(paused.sentence).toBe('高职B楼 312 地漏堵了，水下不去，第1天，等材料')
    const dueBefore = paused.finishDueAt

    // Two days of waiting move the deadline by two days.
    s.at('2026-11-18T10:30:00+08:00')
    await plumber.call(order.resume, { id: sent.id })
    const resumed = await office.call(order.get, { id: sent.id })
    expect(dueBefore).toBe('2026-11-19T09:30:00.000Z')
    expect(resumed.finishDueAt).toBe('2026-11-23T09:30:00.000Z')
    expect(resumed.pauses).toMatchObject([{ reason: 'material', minutes: 1020 }])

    const finished = await plumber.call(order.finish, {
      id: sent.id,
      lines: [{ itemCode: 'plumber.floor_drain', qty: 2 }],
      materials: [{ name: '弹簧', qty: 1, measure: '根', unitPriceFen: 1250 }],
      labour: [{ minutes: 40 }],
      note: '两个都通了',
    })
    expect(finished.state).toBe('done')

    // Behind the link: progress, not people.
    const follow = await stranger.call(repair.follow, { token: sent.followToken })
    expect(follow).toMatchObject({
      role: 'reporter',
      stateLabel: '待验收',
      expected: '已修好，请验收',
      endorsements: 1,
    })
    expect(follow.can).toEqual({ confirm: true, reopen: true, cancel: false, comment: true })
    const looked = await next.call(repair.follow, { token: joined.followToken })
    expect(looked.can).toEqual({ confirm: false, reopen: false, cancel: false, comment: false })
    expect(JSON.stringify(looked)).not.toContain('小王')
    expect(JSON.stringify(looked)).not.toContain('1380000')
    await s.refused(next.call(order.confirm, { token: joined.followToken }), 'kernel.not_found')

    // Not good: rework, counted, with a new round of the clock.
    await stranger.call(order.reopen, { token: sent.followToken, reason: '第二天又堵了' })
    const rework = await office.call(order.get, { id: sent.id })
    expect(rework).toMatchObject({ state: 'reopened', rework: 1, doneAt: null, clock: { phase: 'respond' } })
    s.at('2026-11-19T08:00:00+08:00')
    await plumber.call(order.finish, { id: sent.id, note: '换了弯头' })
    const again = await office.call(order.get, { id: sent.id })
    expect(again.lines).toMatchObject([{ qty: '2', measure: '次', counts: true }])
    expect(again.costFen).toBe(1250)

    await s.refused(plumber.call(order.confirm, { id: sent.id }), 'workorder.own_work')
    const confirmed = await stranger.call(order.confirm, {
      token: sent.followToken,
      rating: 5,
      note: '谢谢师傅',
    })
    expect(confirmed.state).toBe('confirmed')
    await s.refused(
      stranger.call(order.confirm, { token: sent.followToken, rating: 1 }),
      'workorder.already_rated',
    )
    await office.call(order.close, { id: sent.id })

    // Filed: a correction needs the office and a reason.
    const filed = await office.call(order.get, { id: sent.id })
    const lines = [{ itemCode: 'plumber.floor_drain', qty: 1 }]
    await s.refused(
      plumber.call(order.editLines, { id: sent.id, version: filed.version, lines }),
      'workorder.closed_office',
    )
    await s.refused(
      office.call(order.editLines, { id: sent.id, version: filed.version, lines }),
      'workorder.closed_reason',
    )
    await office.call(order.editLines, {
      id: sent.id,
      version: filed.version,
      lines,
      reason: '登记时多记一处',
    })
    await s.refused(
      office.call(order.editLines, { id: sent.id, version: filed.version, lines, reason: '旧版本' }),
      'kernel.changed',
    )
    const counts = await director.call(order.counts, { term: '2026-autumn' })
    expect(counts.rows).toMatchObject([
      { month: '2026-11', tradeName: '水道工', orders: 1, finished: 1, items: '1' },
    ])
    const verbs = filed.timeline.map(e => e.verb)
    expect(verbs).toEqual([
      'report',
      'endorse',
      'accept',
      'dispatch',
      'start',
      'pause',
      'resume',
      'finish',
      'reopen',
      'finish',
      'confirm',
      'close',
    ])
    const found = await office.call(order.list, { text: '1234', withTotal: true })
    expect(found.rows.map(r => r.no)).toEqual([sent.no])
    expect((await office.call(order.list, { placeId: places.building })).rows).toHaveLength(1)
    expect((await office.call(order.list, { placeId: places.otherBuilding })).rows).toHaveLength(0)
    expect(plumber2).toBeDefined()
  })
})
