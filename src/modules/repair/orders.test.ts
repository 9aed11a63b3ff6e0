import { describe, expect, it } from 'vitest'
import { runForEachSchool } from '../../kernel/server/jobs.ts'
import { metric } from '../../mechanisms/metric/index.ts'
import { notification } from '../../mechanisms/notification/index.ts'
import { workorder as order } from '../../mechanisms/workorder/index.ts'
import type { Caller } from '../../testing/scenario.ts'
import { repair } from './contract.ts'
import { type RepairSchool, repairSchool } from './testing.ts'

const report = (who: Caller, school: RepairSchool, more: Record<string, unknown> = {}) =>
  who.call(repair.report, {
    placeId: school.places.room,
    itemCode: 'plumber.tap',
    description: '龙头滴水',
    ...more,
  })

const settle = async (promises: Promise<unknown>[]): Promise<string[]> => {
  const results = await Promise.allSettled(promises)
  return results
    .map(r =>
      r.status === 'fulfilled' ? 'done' : ((r.reason as { code?: string }).code ?? String(r.reason)),
    )
    .sort()
}

const messages = async (who: Caller): Promise<string[]> =>
  (await who.call(notification.list, { limit: 50 })).rows.map(row => row.title)

describe('dispatching', () => {
  it('lets one of two workers have it, and tells the other who was faster', async () => {
    const school = await repairSchool()
    const { s, plumber, plumber2, electrician, teacher } = school
    const { id } = await report(teacher, school)
    expect((await plumber.call(order.workerDay, {})).pool.map(r => r.id)).toEqual([id])
    expect((await electrician.call(order.workerDay, {})).pool).toEqual([])
    await s.refused(electrician.call(order.grab, { id }), 'kernel.not_found')
    const outcome = await settle([plumber.call(order.grab, { id }), plumber2.call(order.grab, { id })])
    expect(outcome).toEqual(['done', 'workorder.already_taken'])
    const slip = await teacher.call(order.get, { id })
    expect(slip.state).toBe('dispatched')
    expect(slip.timeline.filter(e => e.verb === 'grab')).toHaveLength(1)
  })

  it('lets one of two dispatchers send somebody when both looked at the same slip', async () => {
    const school = await repairSchool()
    const { office, director, teacher, ids } = school
    const { id } = await report(teacher, school)
    const { version } = await office.call(order.get, { id })
    const outcome = await settle([
      office.call(order.dispatch, { id, version, personId: ids.plumber }),
      director.call(order.dispatch, { id, version, personId: ids.plumber2 }),
    ])
    expect(outcome).toEqual(['done', 'kernel.changed'])
    const slip = await office.call(order.get, { id })
    expect(slip.timeline.filter(e => e.verb === 'dispatch')).toHaveLength(1)
    // Sent again with the same command id, a command takes effect once.
    const commandId = '01900000-0000-7000-8000-000000000001'
    const again = () =>
      office.call(order.dispatch, { id, personId: ids.plumber2, note: '换人' }, { commandId })
    const [first, second] = [await again(), await again()]
    expect(second).toEqual(first)
    const after = await office.call(order.get, { id })
    expect(after.timeline.filter(e => e.verb === 'dispatch')).toHaveLength(2)
  })

  it('follows the most exact rule, then the load, and says when nobody is left', async () => {
    const school = await repairSchool()
    const { s, office, teacher, ids, places } = school
    const send = async (placeId: string, itemCode = 'plumber.tap') => {
      const { id } = await report(teacher, school, { placeId, itemCode })
      return office.call(order.dispatchByRule, { id })
    }
    const first = await send(places.room)
    const second = await send(places.room)
    expect(new Set([first.assignee.id, second.assignee.id])).toEqual(new Set([ids.plumber, ids.plumber2]))
    await office.call(repair.setRule, {
      trade: 'plumber',
      buildingId: places.building,
      choose: 'person',
      personId: ids.plumber2,
    })
    await office.call(repair.setRule, {
      trade: 'plumber',
      buildingId: null,
      choose: 'person',
      personId: ids.plumber,
    })
    expect((await send(places.room)).assignee.id).toBe(ids.plumber2)
    expect((await send(places.otherBuilding)).assignee.id).toBe(ids.plumber)
    const { rules } = await office.call(repair.rules, {})
    expect(rules.map(r => [r.building, r.person])).toEqual([
      ['高职B楼', '老陆'],
      ['所有楼', '维修工甲'],
    ])
    const refused = await s.refused(send(places.room, 'mason.wall'), 'workorder.no_worker')
    expect(refused.message).toContain('泥瓦工')
    await s.refused(
      office.call(repair.setRule, {
        trade: null,
        buildingId: null,
        choose: 'person',
        personId: s.person('teacher'),
      }),
      'repair.rule_person',
    )
    const picks = await office.call(order.candidates, { ids: [first.id] })
    expect(picks.suggested).toBe(ids.plumber2)
    expect(picks.workers.filter(w => w.skilled)).toHaveLength(2)
    await s.refused(
      office.call(order.dispatch, { id: first.id, personId: s.person('teacher') }),
      'workorder.person_unknown',
    )
  })

  it('goes by itself where the office wants it, and can be handed back', async () => {
    const school = await repairSchool()
    const { office, teacher, plumber, plumber2, electrician } = school
    await office.call(repair.setSettings, { settings: { autoDispatch: true, pool: false }, version: 0 })
    const sent = await report(teacher, school)
    expect(sent.state).toBe('dispatched')
    const nobody = await report(teacher, school, { itemCode: 'mason.wall' })
    expect(nobody.state).toBe('reported')
    const { assignee } = await office.call(order.get, { id: sent.id })
    const worker = assignee?.name === '老陆' ? plumber2 : plumber
    expect(await messages(worker)).toContain('派给您：高职B楼 312 龙头滴水')
    await worker.call(order.decline, { id: sent.id, reason: '今天请假' })
    expect(await messages(office)).toContain(`${assignee?.name}退单：高职B楼 312 龙头滴水`)
    expect((await electrician.call(order.workerDay, {})).pool).toEqual([])
  })
})

describe('clocks', () => {
  it('escalate by steps, once each, and not while waiting', async () => {
    const school = await repairSchool('2026-11-16T08:00:00+08:00')
    const { s, office, director, plumber, teacher, ids } = school
    const leader = s.as('vice_principal')
    const { id } = await report(teacher, school)
    const tick = async (at: string) => {
      s.at(at)
      await runForEachSchool(s.app, 'workorder.escalate')
    }
    await tick('2026-11-16T08:20:00+08:00')
    expect(await messages(office)).toEqual(['新报修：高职B楼 312 龙头滴水'])
    await tick('2026-11-16T08:40:00+08:00')
    await tick('2026-11-16T08:50:00+08:00')
    expect((await messages(office)).filter(m => m.startsWith('还没有派工'))).toHaveLength(1)
    await office.call(order.dispatch, { id, personId: ids.plumber })
    // 24 hours of working days after the report somebody should have come.
    await tick('2026-11-17T08:10:00+08:00')
    expect(await messages(plumber)).toContain('该到场了：高职B楼 312 龙头滴水')
    await plumber.call(order.start, { id })
    // The end of the third working day is the deadline; two working hours before it he is reminded.
    await tick('2026-11-19T15:30:00+08:00')
    expect(await messages(plumber)).toContain('快到期：高职B楼 312 龙头滴水')
    await plumber.call(order.pause, { id, reason: 'vendor', note: '' })
    await tick('2026-11-20T10:00:00+08:00')
    expect((await messages(office)).filter(m => m.startsWith('已经超时'))).toEqual([])
    await plumber.call(order.resume, { id })
    const slip = await office.call(order.get, { id })
    await tick('2026-11-23T08:00:00+08:00')
    expect(slip.finishDueAt).toBe('2026-11-20T05:30:00.000Z')
    expect((await messages(office)).filter(m => m.startsWith('已经超时'))).toHaveLength(1)
    expect((await office.call(order.list, { overdue: true })).rows.map(r => r.id)).toEqual([id])
    expect(await messages(leader)).toEqual([])
    await tick('2026-11-24T17:00:00+08:00')
    expect((await messages(director)).filter(m => m.startsWith('已经超时'))).toHaveLength(1)
    await tick('2026-11-27T17:00:00+08:00')
    expect((await messages(leader)).filter(m => m.startsWith('已经超时'))).toHaveLength(1)
  })

  it('move on by an extension asked for in time and granted by the office', async () => {
    const school = await repairSchool('2026-11-16T08:00:00+08:00')
    const { s, office, plumber, teacher, ids } = school
    const { id } = await report(teacher, school)
    await office.call(order.dispatch, { id, personId: ids.plumber })
    await s.refused(
      plumber.call(order.requestExtension, { id, until: '2026-11-18', reason: '等配件' }),
      'workorder.extension_back',
    )
    const asked = await plumber.call(order.requestExtension, { id, until: '2026-11-25', reason: '等配件' })
    await s.refused(
      plumber.call(order.requestExtension, { id, until: '2026-11-26', reason: '还等' }),
      'workorder.extension_open',
    )
    await s.refused(
      plumber.call(order.decideExtension, { id, extensionId: asked.extensionId, approve: true }),
      'kernel.forbidden',
    )
    await office.call(order.decideExtension, { id, extensionId: asked.extensionId, approve: true })
    expect((await office.call(order.get, { id })).finishDueAt).toBe('2026-11-25T09:30:00.000Z')
    expect(await messages(teacher)).toContain('完成时间改为 2026-11-25：高职B楼 312 龙头滴水')
    s.at('2026-11-26T08:00:00+08:00')
    await s.refused(
      plumber.call(order.requestExtension, { id, until: '2026-11-30', reason: '又等' }),
      'workorder.extension_late',
    )
    // Another level means another promise, from the same day.
    const { version } = await office.call(order.get, { id })
    await office.call(order.setLevel, { id, version, level: 'L4', reason: '要整根换管' })
    expect((await office.call(order.get, { id })).finishDueAt).toBe('2026-12-07T09:30:00.000Z')
  })

  it('take silence for acceptance after seven days, and file what is accepted', async () => {
    const school = await repairSchool('2026-11-02T08:00:00+08:00')
    const { s, office, plumber, teacher, ids } = school
    const { id } = await report(teacher, school)
    await office.call(order.dispatch, { id, personId: ids.plumber })
    await plumber.call(order.finish, { id })
    const state = async (at: string) => {
      s.at(at)
      await runForEachSchool(s.app, 'workorder.settle')
      return (await office.call(order.get, { id })).state
    }
    expect(await state('2026-11-09T07:00:00+08:00')).toBe('done')
    expect(await state('2026-11-09T09:00:00+08:00')).toBe('confirmed')
    expect((await office.call(order.get, { id })).autoConfirmed).toBe(true)
    expect(await state('2026-11-12T09:00:00+08:00')).toBe('closed')
    // The reporter may still say how it was.
    await teacher.call(order.confirm, { id, rating: 4 })
    expect((await office.call(order.get, { id })).rating).toBe(4)
    expect((await office.call(order.get, { id })).lines).toMatchObject([
      { item: { code: 'plumber.tap' }, qty: '1', measure: '只' },
    ])
    s.at('2026-12-20T09:00:00+08:00')
    await s.refused(teacher.call(order.reopen, { id, reason: '又漏了' }), 'workorder.reopen_late')
  })
})

describe('a vendor', () => {
  it('is a branch of the order: it waits, costs, and goes on', async () => {
    const school = await repairSchool()
    const { s, office, plumber, teacher, ids } = school
    const { id } = await report(teacher, school)
    await office.call(order.dispatch, { id, personId: ids.plumber })
    const warranty = await plumber.call(repair.warranty, {
      placeId: school.places.room,
      itemCode: 'plumber.tap',
    })
    expect(warranty.inside).toBe(true)
    expect(warranty.checks).toMatchObject([{ from: '2025-06-30', until: '2027-06-29', inside: true }])
    const call = await plumber.call(order.vendorCall, {
      id,
      vendor: '江城建安',
      underWarranty: true,
      visitOn: '2026-11-18',
    })
    expect(call.state).toBe('waiting')
    expect((await office.call(order.list, { vendor: true })).rows.map(r => r.id)).toEqual([id])
    const back = await office.call(order.vendorResult, {
      id,
      callId: call.callId,
      result: '换了阀芯',
      costFen: 3000,
      repaired: true,
    })
    expect(back.state).toBe('in_progress')
    await s.refused(
      office.call(order.vendorResult, { id, callId: call.callId, result: '又登一次', repaired: true }),
      'workorder.vendor_done',
    )
    const slip = await office.call(order.get, { id })
    expect(slip).toMatchObject({
      costFen: 3000,
      waiting: null,
      vendorCalls: [{ vendor: '江城建安', underWarranty: true }],
    })
    expect(slip.warranty?.inside).toBe(true)
    expect((await office.call(order.list, { vendor: true })).rows).toEqual([])
  })
})

describe('many at once', () => {
  it('are accepted, dispatched and filed with a result a row, and taken back', async () => {
    const school = await repairSchool()
    const { s, office, teacher, ids } = school
    const orders = [
      await report(teacher, school),
      await report(teacher, school),
      await report(teacher, school),
    ]
    await teacher.call(order.cancel, { id: orders[2]!.id, reason: '好了' })
    const chosen = { ids: orders.map(o => o.id) }
    await s.refused(
      office.call(order.bulk, { action: 'dispatch', selection: chosen }),
      'workorder.person_needed',
    )
    const sent = await office.call(order.bulk, {
      action: 'dispatch',
      selection: chosen,
      personId: ids.plumber,
    })
    expect(sent).toMatchObject({ done: 2, refused: 1, undo: { action: 'undispatch' } })
    expect(sent.results.find(r => !r.ok)).toMatchObject({ no: orders[2]!.no, code: 'kernel.state' })
    const back = await office.call(order.bulk, { action: 'undispatch', selection: { ids: sent.undo!.ids } })
    expect(back.done).toBe(2)
    const filter = { states: ['accepted' as const] }
    await s.refused(
      office.call(order.bulk, { action: 'unaccept', selection: { filter, expected: 3 } }),
      'workorder.selection_changed',
    )
    const all = await office.call(order.bulk, { action: 'unaccept', selection: { filter, expected: 2 } })
    expect(all.done).toBe(2)
    await s.refused(teacher.call(order.bulk, { action: 'accept', selection: chosen }), 'kernel.forbidden')
  })
})

describe('views of one filter', () => {
  it('agree with each other, page stably, and show each his own', async () => {
    const school = await repairSchool()
    const { s, office, teacher, plumber, ids, places } = school
    for (let i = 0; i < 7; i++) {
      s.at(`2026-11-${String(10 + i).padStart(2, '0')}T09:00:00+08:00`)
      const itemCode = i % 2 ? 'plumber.tap' : 'electrician.lamp'
      await report(i < 5 ? teacher : office, school, {
        itemCode,
        placeId: i < 3 ? places.room : places.room2,
      })
    }
    const { rows: all } = await office.call(order.list, { withTotal: true })
    expect(all).toHaveLength(7)
    for (const sort of ['newest', 'oldest', 'due', 'no'] as const) {
      const seen: string[] = []
      for (let cursor: string | undefined, i = 0; i < 9; i++) {
        const page = await office.call(order.list, { sort, limit: 2, ...(cursor ? { cursor } : {}) })
        seen.push(...page.rows.map(r => r.no))
        if (!page.next) break
        cursor = page.next
      }
      expect(new Set(seen).size, sort).toBe(7)
      expect(seen, sort).toHaveLength(7)
    }
    expect((await office.call(order.list, { limit: 2, withTotal: true })).total).toBe(7)
    expect((await teacher.call(order.list, { withTotal: true })).total).toBe(5)
    expect((await s.as('principal').call(order.list, { withTotal: true })).total).toBe(7)
    expect((await s.as('guard').call(order.list, {})).rows).toEqual([])
    expect((await plumber.call(order.list, {})).rows.every(r => r.trade.code === 'plumber')).toBe(true)
    const filter = { trades: ['plumber'], from: '2026-11-11', to: '2026-11-14' }
    const listed = (await office.call(order.list, filter)).rows
    expect(listed.map(r => r.reportedOn)).toEqual(['2026-11-13', '2026-11-11'])
    const board = await office.call(order.board, filter)
    expect(board.columns.reduce((sum, c) => sum + c.count, 0)).toBe(2)
    const calendar = await office.call(order.calendar, {
      ...filter,
      since: '2026-11-01',
      until: '2026-11-30',
    })
    expect(calendar.days.filter(d => d.count > 0).map(d => d.day)).toEqual(['2026-11-11', '2026-11-13'])
    expect(calendar.days).toHaveLength(30)
    await s.refused(
      office.call(order.calendar, { since: '2026-01-01', until: '2026-11-30' }),
      'workorder.span_too_long',
    )
    expect((await office.call(order.list, { text: '水龙头 313' })).rows).toHaveLength(2)
    const some = await office.call(order.list, { text: '水龙头 313', limit: 1, withTotal: true })
    expect([some.rows.length, some.total, some.next !== null]).toEqual([1, 2, true])
    const rest = { text: '水龙头 313', limit: 1, withTotal: true, cursor: some.next ?? '' }
    expect((await office.call(order.list, rest)).total).toBe(2)
    expect((await office.call(order.list, { text: '没有的词', withTotal: true })).total).toBe(0)
    expect((await office.call(order.list, { text: '%' })).rows).toHaveLength(0)
    expect((await office.call(order.list, { text: '灯' })).rows).toHaveLength(4)
    expect((await office.call(order.list, { states: ['closed'], open: true })).rows).toEqual([])
    await s.refused(office.call(order.list, { term: '2099-autumn' }), 'workorder.term_unknown')
    await s.refused(office.call(order.list, { cursor: 'x' }), 'kernel.invalid')
    await office.call(order.bulk, {
      action: 'dispatch',
      selection: { filter: { trades: ['plumber'] }, expected: 3 },
      personId: ids.plumber,
    })
    const wall = await office.call(order.wall, {})
    expect(wall).toMatchObject({ open: 7, unassigned: 4, reportedToday: 1 })
    const { workers } = await office.call(order.load, {})
    expect(workers.find(w => w.personId === ids.plumber)).toMatchObject({ open: 3, doneWeek: 0 })
    await s.refused(teacher.call(order.wall, {}), 'kernel.forbidden')
  })
})

describe('corrections', () => {
  it('move the lines with the trade, keep what was there in words, and tell others of the cause', async () => {
    const school = await repairSchool()
    const { s, office, director, teacher, plumber, ids, places } = school
    const { id } = await report(teacher, school)
    await office.call(order.dispatch, { id, personId: ids.plumber })
    await plumber.call(order.finish, { id, lines: [{ itemCode: 'plumber.tap', qty: 3 }], cause: 'human' })
    const heard = async () =>
      (
        await s.app.pool.query("select payload from kernel_outbox where event = 'workorder.finished'")
      ).rows.map(row => row.payload)
    expect(await heard()).toMatchObject([
      {
        orderId: id,
        kind: 'repair',
        cause: 'human',
        placeId: places.room,
        items: [{ name: '水龙头', quantity: 3 }],
      },
    ])
    const behind = await director.call(metric.rows, {
      metricId: 'repair.items',
      period: { from: '2026-11-01', to: '2026-11-30' },
    })
    expect(behind.rows.map(row => row.detail)).toEqual([expect.stringContaining('水龙头3只')])
    const { version } = await office.call(order.get, { id })
    await s.refused(plumber.call(order.edit, { id, version, trade: 'electrician' }), 'kernel.forbidden')
    await s.refused(office.call(order.edit, { id, version, trade: 'plumbing' }), 'workorder.trade_unknown')
    await office.call(order.edit, {
      id,
      version,
      trade: 'electrician',
      placeId: places.otherBuilding,
      cause: 'natural',
    })
    const slip = await office.call(order.get, { id })
    expect(slip).toMatchObject({ trade: { code: 'electrician' }, place: '行政楼', cause: 'natural' })
    expect(slip.timeline.at(-1)?.text).toBe(
      '工种：水道工 → 电工；地点：高职B楼 312 → 行政楼；原因：人为损坏 → 自然损耗',
    )
    const { rows } = await director.call(order.counts, {})
    expect(rows.map(r => [r.trade, r.items])).toEqual([['electrician', '3']])
    expect((await heard()).map((e: { cause: string }) => e.cause)).toEqual(['human', 'natural'])
  })

  it('follow a person who turns out to be another, and one who leaves', async () => {
    const school = await repairSchool()
    const { s, office, teacher, ids } = school
    const { id } = await report(teacher, school)
    await office.call(order.dispatch, { id, personId: ids.plumber2 })
    await s.inSchool(ctx => ctx.emit('people.merged', { droppedId: ids.plumber2, keptId: ids.plumber }))
    await s.inSchool(ctx => ctx.emit('people.left', { personId: ids.electrician, lastDay: '2026-11-16' }))
    await s.drain()
    expect((await office.call(order.get, { id })).assignee?.id).toBe(ids.plumber)
    const active = async () =>
      (await office.call(repair.crew, {})).members.find(m => m.personId === ids.electrician)?.active
    expect(await active()).toBe(true)
    s.at('2026-11-17T09:00:00+08:00')
    expect(await active()).toBe(false)
    await s.refused(
      office.call(order.dispatch, { id, personId: ids.electrician }),
      'workorder.person_unknown',
    )
  })
})
