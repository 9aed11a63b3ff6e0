import { describe, expect, it } from 'vitest'
import { newId } from '../../kernel/server/ids.ts'
import { runForEachSchool } from '../../kernel/server/jobs.ts'
import { inSchool } from '../../kernel/server/run.ts'
import { scenario } from '../../testing/scenario.ts'
import { notification, notify } from './index.ts'

describe('notification', () => {
  it('reaches each person once, and only that person', async () => {
    const s = await scenario()
    const [plumber, clerk] = [s.person('tradesman'), s.person('clerk')]
    await s.inSchool(ctx =>
      notify(ctx, {
        personIds: [plumber, plumber, clerk],
        topic: 'sample.news',
        title: '高职B楼 312 灯管不亮',
      }),
    )
    const { rows } = await s.as('tradesman').call(notification.list, {})
    expect(rows.map(r => [r.title, r.read])).toEqual([['高职B楼 312 灯管不亮', false]])
    await s.as('tradesman').call(notification.markRead, { ids: [rows[0]!.id] })
    expect(await s.as('tradesman').call(notification.unread, {})).toEqual({ count: 0 })
    expect(await s.as('clerk').call(notification.unread, {})).toEqual({ count: 1 })
    expect(await s.as('teacher').call(notification.unread, {})).toEqual({ count: 0 })
  })

  it('does not let one person mark what another has not read', async () => {
    const s = await scenario()
    await s.inSchool(ctx =>
      notify(ctx, { personIds: [s.person('clerk')], topic: 'sample.news', title: '一' }),
    )
    const [message] = (await s.as('clerk').call(notification.list, {})).rows
    expect(await s.as('teacher').call(notification.markRead, { ids: [message!.id] })).toEqual({ count: 0 })
    expect(await s.as('clerk').call(notification.unread, {})).toEqual({ count: 1 })
  })

  it('replaces an unread message about the same matter, keeps a read one', async () => {
    const s = await scenario()
    const subject = { kind: 'sample.thing', id: newId() }
    const tell = (title: string) =>
      s.inSchool(ctx =>
        notify(ctx, { personIds: [s.person('clerk')], topic: 'sample.waiting', title, subject }),
      )
    await tell('等材料，第1天')
    await tell('等材料，第2天')
    const clerk = s.as('clerk')
    const first = await clerk.call(notification.list, {})
    expect(first.rows.map(r => r.title)).toEqual(['等材料，第2天'])
    await clerk.call(notification.markAllRead, { upTo: first.rows[0]!.id })
    await tell('等材料，第3天')
    expect((await clerk.call(notification.list, {})).rows.map(r => [r.title, r.read])).toEqual([
      ['等材料，第3天', false],
      ['等材料，第2天', true],
    ])
  })

  it('pages without loss or repetition, and "all read" spares what came later', async () => {
    const s = await scenario()
    for (let n = 1; n <= 7; n++)
      await s.inSchool(ctx =>
        notify(ctx, { personIds: [s.person('clerk')], topic: 'sample.news', title: `第${n}条` }),
      )
    const clerk = s.as('clerk')
    const first = await clerk.call(notification.list, { limit: 3 })
    const second = await clerk.call(notification.list, { limit: 3, cursor: first.next! })
    const third = await clerk.call(notification.list, { limit: 3, cursor: second.next! })
    expect(third.next).toBeNull()
    expect([...first.rows, ...second.rows, ...third.rows].map(r => r.title)).toEqual(
      [7, 6, 5, 4, 3, 2, 1].map(n => `第${n}条`),
    )
    expect(await clerk.call(notification.markAllRead, { upTo: second.rows[0]!.id })).toEqual({ count: 4 })
    expect(await clerk.call(notification.unread, {})).toEqual({ count: 3 })
  })

  it('does not tell people what they did themselves', async () => {
    const s = await scenario()
    const { actor } = s.as('clerk')
    const personIds = [s.person('clerk'), s.person('director')]
    await inSchool(s.app, { schoolId: s.schoolId, actor }, ctx =>
      notify(ctx, { personIds, topic: 'sample.news', title: '已派工' }),
    )
    expect(await s.as('clerk').call(notification.unread, {})).toEqual({ count: 0 })
    expect(await s.as('director').call(notification.unread, {})).toEqual({ count: 1 })
  })

  it('refuses a page position that it did not give', async () => {
    const s = await scenario()
    await s.refused(s.as('clerk').call(notification.list, { cursor: '第二页' }), 'kernel.invalid')
  })

  it('lists by when it happened, whenever it was written', async () => {
    const s = await scenario()
    for (const day of ['2025-09-20', '2025-09-10', '2025-09-15']) {
      s.at(`${day}T08:00:00+08:00`)
      await s.inSchool(ctx =>
        notify(ctx, { personIds: [s.person('clerk')], topic: 'sample.news', title: day }),
      )
    }
    const clerk = s.as('clerk')
    const first = await clerk.call(notification.list, { limit: 2 })
    const second = await clerk.call(notification.list, { limit: 2, cursor: first.next! })
    expect([...first.rows, ...second.rows].map(r => r.title)).toEqual([
      '2025-09-20',
      '2025-09-15',
      '2025-09-10',
    ])
    expect(await clerk.call(notification.markAllRead, { upTo: first.rows[1]!.id })).toEqual({ count: 2 })
  })

  it('forgets after half a year', async () => {
    const s = await scenario()
    s.at('2025-09-03T08:00:00+08:00')
    await s.inSchool(ctx =>
      notify(ctx, { personIds: [s.person('clerk')], topic: 'sample.news', title: '旧闻' }),
    )
    s.at('2026-03-10T08:00:00+08:00')
    await s.inSchool(ctx =>
      notify(ctx, { personIds: [s.person('clerk')], topic: 'sample.news', title: '新闻' }),
    )
    await runForEachSchool(s.app, 'notification.purge')
    expect((await s.as('clerk').call(notification.list, {})).rows.map(r => r.title)).toEqual(['新闻'])
  })
})
