import { beforeEach, expect, test } from 'vitest'
import { minutesBetween } from '../../kernel/pure/calendar/school-time.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { calendar } from './contract.ts'
import { loadCalendar, termByCode, termOf } from './index.ts'

let s: Scenario
beforeEach(async () => {
  s = await scenario()
})

const year = (y?: number) => s.as('teacher').call(calendar.year, y ? { year: y } : {})
const dayIn = async (on: string) => {
  const answer = await year(Number(on.slice(5, 7)) >= 9 ? Number(on.slice(0, 4)) : Number(on.slice(0, 4)) - 1)
  return answer.months.flatMap(m => m.days).find(d => d.day === on)
}
const mark = (from: string, to: string, kind: 'off' | 'work', title: string, like?: number) =>
  s.as('clerk').call(calendar.markDays, { from, to, kind, title, ...(like ? { like } : {}) })

test('the year shows terms, weeks, public holidays, make-up days and why', async () => {
  const answer = await year()
  expect(answer).toMatchObject({ year: 2025, today: '2025-09-03', holidaysKnown: true })
  expect(answer.terms.map(t => t.code)).toEqual(['2025-autumn', '2026-spring'])
  expect(await dayIn('2025-09-28')).toMatchObject({ kind: 'makeup', school: true, week: 4 })
  expect(await dayIn('2025-10-01')).toMatchObject({ kind: 'holiday', why: '国庆节放假' })
  expect(await dayIn('2026-02-10')).toMatchObject({ kind: 'vacation', week: null })
})

test('days off and make-up days of the school go before the public calendar, and can be taken back', async () => {
  expect(await mark('2025-11-06', '2025-11-07', 'off', '秋季运动会')).toEqual({ days: 2, replaced: 0 })
  await mark('2025-11-08', '2025-11-08', 'work', '补周五的课', 5)
  expect(await dayIn('2025-11-07')).toMatchObject({ kind: 'own_off', why: '秋季运动会', school: false })
  expect(await dayIn('2025-11-08')).toMatchObject({ kind: 'own_work', school: true })
  const open = await s.inSchool(ctx => loadCalendar(ctx))
  const worked = minutesBetween(
    open,
    new Date('2025-11-06T00:00:00+08:00'),
    new Date('2025-11-09T00:00:00+08:00'),
    'school',
  )
  expect(worked).toBe(510)
  expect(await mark('2025-11-07', '2025-11-08', 'off', '流感停课')).toEqual({ days: 2, replaced: 2 })
  expect(await s.as('clerk').call(calendar.clearDays, { from: '2025-11-01', to: '2025-11-30' })).toEqual({
    cleared: 3,
  })
  expect(await dayIn('2025-11-08')).toMatchObject({ kind: 'weekend' })
})

test('days that make no sense are refused', async () => {
  await s.refused(mark('2025-11-08', '2025-11-07', 'off', '甲'), 'calendar.days_order')
  await s.refused(mark('2025-01-01', '2025-12-31', 'off', '甲'), 'calendar.days_many')
  await s.refused(mark('2025-11-08', '2025-11-08', 'off', '甲', 5), 'calendar.like_off')
  await s.refused(
    s
      .as('teacher')
      .call(calendar.markDays, { from: '2025-11-08', to: '2025-11-08', kind: 'off', title: '甲' }),
    'kernel.forbidden',
  )
})

test('terms are generated as most schools date them, and those that exist stay', async () => {
  const made = await s.as('director').call(calendar.createYear, { year: 2026 })
  expect(made).toEqual({ created: ['2026—2027学年第二学期'], kept: ['2026—2027学年第一学期'] })
  expect((await s.as('teacher').call(calendar.terms, {})).terms.map(t => t.code)).toEqual([
    '2025-autumn',
    '2026-spring',
    '2026-autumn',
    '2027-spring',
  ])
})

test('terms never overlap, not even when two people enter them at once', async () => {
  const director = s.as('director')
  const [autumn, spring] = (await director.call(calendar.terms, {})).terms
  if (!autumn || !spring) throw new Error('the scenario has terms')
  const refusal = await s.refused(
    director.call(calendar.updateTerm, {
      id: autumn.id,
      version: 1,
      name: autumn.name,
      from: '2025-09-01',
      to: '2026-02-28',
    }),
    'calendar.term_overlap',
  )
  expect(refusal.message).toContain('2025—2026学年第二学期')
  await s.refused(
    director.call(calendar.createTerm, { code: '2025-autumn', from: '2025-09-01', to: '2026-01-31' }),
    'calendar.term_exists',
  )
  await s.refused(
    director.call(calendar.createTerm, { code: '2027-autumn', from: '2026-09-01', to: '2027-01-31' }),
    'calendar.term_season',
  )
  const both = await Promise.allSettled([
    director.call(calendar.updateTerm, {
      id: autumn.id,
      version: 1,
      name: autumn.name,
      from: '2025-09-01',
      to: '2026-02-20',
    }),
    s.as('clerk').call(calendar.updateTerm, {
      id: spring.id,
      version: 1,
      name: spring.name,
      from: '2026-02-16',
      to: '2026-07-10',
    }),
  ])
  expect(both.filter(r => r.status === 'fulfilled')).toHaveLength(1)
  await s.refused(
    director.call(calendar.updateTerm, {
      id: autumn.id,
      version: 9,
      name: '甲',
      from: '2025-09-01',
      to: '2026-01-20',
    }),
    'kernel.changed',
  )
})

test('the present term with its week; none in the holidays', async () => {
  const now = () => s.as('teacher').call(calendar.currentTerm, {})
  expect(await now()).toMatchObject({
    current: { code: '2025-autumn' },
    week: 1,
    previous: null,
    next: { code: '2026-spring' },
  })
  s.at('2026-02-10T08:00:00+08:00')
  expect(await now()).toMatchObject({ current: null, week: null, previous: { code: '2025-autumn' } })
  expect(await s.inSchool(ctx => termByCode(ctx, '2026-spring'))).toMatchObject({ from: '2026-02-23' })
  expect(await s.inSchool(ctx => termByCode(ctx, '2030-spring'))).toBeUndefined()
  expect(await s.inSchool(ctx => termOf(ctx, '2025-12-31'))).toMatchObject({ code: '2025-autumn' })
  expect(await s.inSchool(ctx => termOf(ctx, '2026-02-10'))).toBeUndefined()
})

test('hours of work by weekday, for a term, and for the holidays', async () => {
  const set = (applies: string, spans: { weekday: number; from: string; to: string }[]) =>
    s.as('director').call(calendar.setHours, { applies, spans } as never)
  await set(
    'school',
    [1, 2, 3, 4, 5].map(weekday => ({ weekday, from: '08:00', to: '16:00' })),
  )
  await set('2026-spring', [{ weekday: 1, from: '08:00', to: '12:00' }])
  await set('vacation', [{ weekday: 3, from: '09:00', to: '11:00' }])
  const loaded = await s.inSchool(ctx => loadCalendar(ctx))
  expect(loaded.hours[1]).toEqual([{ from: '08:00', to: '16:00' }])
  expect(loaded.termHours).toEqual({ '2026-spring': { 1: [{ from: '08:00', to: '12:00' }] } })
  expect(loaded.vacationHours).toEqual({ 3: [{ from: '09:00', to: '11:00' }] })
  expect((await s.as('teacher').call(calendar.hours, {})).sets.map(set => set.title)).toEqual([
    '平时',
    '寒暑假值班',
    '2026年春季学期',
  ])
  await s.refused(set('school', []), 'calendar.hours_flawed')
  await s.refused(
    set('school', [
      { weekday: 1, from: '08:00', to: '12:00' },
      { weekday: 1, from: '11:00', to: '13:00' },
    ]),
    'calendar.hours_flawed',
  )
  await s.refused(set('school', [{ weekday: 1, from: '12:00', to: '08:00' }]), 'calendar.hours_flawed')
  await s.refused(set('school', [{ weekday: 1, from: '25:00', to: '26:00' }]), 'kernel.invalid')
  await set('vacation', [])
  expect((await s.inSchool(ctx => loadCalendar(ctx))).vacationHours).toBeUndefined()
})

test('the calendar is kept until it changes; one seen in a transaction that failed is not', async () => {
  await mark('2025-11-06', '2025-11-06', 'off', '甲')
  const load = () => s.inSchool(ctx => loadCalendar(ctx))
  const first = await load()
  expect(await load()).toBe(first)
  await s
    .inSchool(async ctx => {
      await ctx.run(calendar.markDays, { from: '2025-11-07', to: '2025-11-07', kind: 'off', title: '乙' })
      expect((await loadCalendar(ctx)).ownDays).toHaveLength(2)
      throw new Error('undone')
    })
    .catch(() => undefined)
  expect((await load()).ownDays).toHaveLength(1)
  await mark('2025-11-08', '2025-11-08', 'off', '丙')
  expect((await load()).ownDays.map(d => d.title)).toEqual(['甲', '丙'])
  const other = await s.otherSchool()
  expect((await other.inSchool(ctx => loadCalendar(ctx))).ownDays).toEqual([])
})

test('a list of days off is imported row by row, and a second time changes nothing', async () => {
  const row = () =>
    s
      .as('clerk')
      .call(calendar.importRow, { from: '2025-11-06', to: '2025-11-07', kind: 'off', title: '秋季运动会' })
  const first = await row()
  expect(first.outcome).toBe('created')
  expect((await row()).outcome).toBe('updated')
  expect((await year()).ownDays).toHaveLength(2)
})
