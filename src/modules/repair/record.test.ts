import { describe, expect, it } from 'vitest'
import { inSchool } from '../../kernel/server/run.ts'
import { workorder as order } from '../../mechanisms/workorder/index.ts'
import { repair } from './contract.ts'
import { repairSchool } from './testing.ts'

const row = {
  register: '报修登记-2025秋 · 水道工',
  trade: 'plumber',
  reportedOn: '2025-09-03',
  reporter: '钱科长',
  placeText: '食堂 519',
  lines: [{ itemCode: 'plumber.floor_drain', text: '下水慢，通地漏', qty: 2, measure: '次' }],
  worker: '小潘',
  doneOn: '2025-09-04',
}

describe('old registers', () => {
  it('become finished orders, once', async () => {
    const { s, office, director, places, ids } = await repairSchool()
    const made = await office.call(repair.recordFinished, {
      ...row,
      workerId: ids.plumber,
      placeId: places.room,
    })
    expect(made).toMatchObject({ no: 'BX-2025-000001', state: 'closed', countedQty: '2' })
    const slip = await office.call(order.get, { id: made.id })
    expect(slip).toMatchObject({
      title: '疏通地漏',
      place: '高职B楼 312',
      timed: false,
      reportedOn: '2025-09-03',
      clock: { phase: 'stopped', dueAt: null, late: false },
      assignee: { id: ids.plumber, name: '小潘' },
      source: 'import',
    })
    const again = await s.refused(
      office.call(repair.recordFinished, { ...row, workerId: ids.plumber, placeId: places.room }),
      'workorder.duplicate',
    )
    expect(again.message).toContain('BX-2025-000001')
    expect(again.params.id).toBe(made.id)
    // Equal rows without a number are two repairs when the register says so.
    await office.call(repair.recordFinished, {
      ...row,
      workerId: ids.plumber,
      placeId: places.room,
      occurrence: 2,
    })
    const counts = await director.call(order.counts, { term: '2025-autumn' })
    expect(counts.rows).toMatchObject([
      { month: '2025-09', trade: 'plumber', orders: 2, finished: 2, late: 0, items: '4' },
    ])
  })

  it('tell rows apart by number, day and content', async () => {
    const { s, office } = await repairSchool()
    const numbered = {
      ...row,
      trade: 'electrician',
      externalNo: 'D0001',
      lines: [{ itemCode: 'electrician.lamp', qty: 3 }],
    }
    const first = await office.call(repair.recordFinished, numbered)
    await s.refused(office.call(repair.recordFinished, numbered), 'workorder.duplicate')
    await office.call(repair.recordFinished, { ...numbered, reportedOn: '2025-09-02' })
    await office.call(repair.recordFinished, { ...numbered, externalNo: 'D0002' })
    const content = ['D0003', '灯管不亮', '高职B楼']
    await office.call(repair.recordFinished, { ...numbered, externalNo: 'D0003', content })
    // The same cells read differently by a better dictionary are still the same row.
    await s.refused(
      office.call(repair.recordFinished, {
        ...numbered,
        externalNo: 'D0003',
        content,
        lines: [{ text: '灯', qty: 3 }],
      }),
      'workorder.duplicate',
    )
    expect((await office.call(order.list, { text: 'd0001', withTotal: true })).total).toBe(2)
    expect(first.countedQty).toBe('3')
  })

  it('keep what is not finished open, and refuse days that cannot be', async () => {
    const { s, office, teacher } = await repairSchool()
    const { doneOn: _, ...open } = row
    const made = await office.call(repair.recordFinished, open)
    expect(made.state).toBe('in_progress')
    await office.call(order.finish, { id: made.id })
    expect((await office.call(order.get, { id: made.id })).lines).toMatchObject([{ qty: '2' }])
    await s.refused(office.call(repair.recordFinished, { ...row, doneOn: '2025-09-01' }), 'repair.day_order')
    await s.refused(
      office.call(repair.recordFinished, { ...row, reportedOn: '2027-01-01' }),
      'repair.day_future',
    )
    await s.refused(
      office.call(repair.recordFinished, { ...row, lines: [{ itemCode: 'plumber.nothing', qty: 1 }] }),
      'workorder.item_unknown',
    )
    await s.refused(office.call(repair.recordFinished, { ...row, placeText: '' }), 'repair.place_needed')
    await s.refused(
      office.call(repair.recordFinished, { ...row, lines: [{ text: '地漏', qty: -3 }] }),
      'kernel.invalid',
    )
    await s.refused(teacher.call(repair.recordFinished, row), 'kernel.forbidden')
    expect((await office.call(order.list, {})).rows).toHaveLength(1)
  })

  it('do not double when two imports of one file run at once', async () => {
    const { s, office } = await repairSchool()
    const rows = Array.from({ length: 20 }, (_, i) => ({ ...row, externalNo: `S${i}` }))
    const importAll = () =>
      inSchool(s.app, { schoolId: s.schoolId, actor: office.actor, now: s.now() }, async ctx => {
        const outcome: string[] = []
        for (const one of rows)
          outcome.push(
            await ctx
              .savepoint(() => ctx.run(repair.recordFinished, one))
              .then(() => 'made')
              .catch((error: { code: string }) => error.code),
          )
        return outcome
      })
    const [a, b] = await Promise.all([importAll(), importAll()])
    const made = [...(a ?? []), ...(b ?? [])].filter(o => o === 'made')
    expect(made).toHaveLength(20)
    expect([...(a ?? []), ...(b ?? [])].filter(o => o === 'workorder.duplicate')).toHaveLength(20)
    expect((await office.call(order.list, { withTotal: true })).total).toBe(20)
  })
})
