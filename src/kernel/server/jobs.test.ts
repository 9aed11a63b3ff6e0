import { expect, it } from 'vitest'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import type { App } from './app.ts'
import type { Ctx } from './ctx.ts'
import { runDue, runForEachSchool, startJobs } from './jobs.ts'

/** The product with one schedule, every morning at half past seven. */
function withSchedule(s: Scenario, run: (ctx: Ctx) => Promise<void>): App {
  const schedules = [{ id: 'test.morning', name: 'morning', title: '每天早上', cron: '30 7 * * *', run }]
  return { ...s.app, registry: { ...s.app.registry, schedules } }
}

async function begun(at: string): Promise<Scenario> {
  const s = await scenario()
  await s.app.pool.query('update school set created_at = $1', ['2025-01-01T00:00:00Z'])
  s.at(at)
  return s
}

const occurrences = async (s: Scenario): Promise<string[]> =>
  (
    await s.app.pool.query<{ due_at: Date; done_at: Date | null }>(
      'select due_at, done_at from kernel_occurrence order by due_at',
    )
  ).rows.map(row => `${row.due_at.toISOString()} ${row.done_at ? 'done' : 'open'}`)

it('happens once for each time it is due, whichever process looks', async () => {
  const s = await begun('2025-09-03T07:00:00+08:00')
  let runs = 0
  const app = withSchedule(s, async () => void runs++)
  expect(await runDue(app)).toBe(0)
  s.at('2025-09-03T07:30:00+08:00')
  const done = await Promise.all([runDue(app), runDue(app), runDue(app)])
  expect(done.reduce((a, b) => a + b)).toBe(1)
  s.at('2025-09-03T23:00:00+08:00')
  await runDue(app)
  expect(runs).toBe(1)
})

it('is made up for once by a machine that was off at the time', async () => {
  const s = await begun('2025-09-03T07:00:00+08:00')
  const days: string[] = []
  const app = withSchedule(s, async ctx => void days.push(ctx.today))
  await runDue(app)
  s.at('2025-09-06T10:00:00+08:00')
  await runDue(app)
  await runDue(app)
  expect(days).toEqual(['2025-09-06'])
})

it('neither is done again nor stops where the clock was wrong for a while', async () => {
  const s = await begun('2025-09-03T07:00:00+08:00')
  const days: string[] = []
  const app = withSchedule(s, async ctx => void days.push(ctx.today))
  await runDue(app)
  for (const day of ['2025-09-03', '2025-09-05', '2025-09-03', '2025-09-04', '2025-09-05', '2025-09-06']) {
    s.at(`${day}T08:00:00+08:00`)
    await runDue(app)
  }
  expect(days).toEqual(['2025-09-03', '2025-09-05', '2025-09-04', '2025-09-06'])
})

it('ends with the school at hand when the process is told to stop; the next one does the others', async () => {
  const s = await begun('2025-09-03T07:00:00+08:00')
  await s.otherSchool()
  await s.app.pool.query('update school set created_at = $1', ['2025-01-01T00:00:00Z'])
  let reached = (): void => undefined
  const first = new Promise<void>(resolve => {
    reached = resolve
  })
  let release = (): void => undefined
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  const app = withSchedule(s, async () => {
    reached()
    await held
  })
  await runDue(app)
  s.at('2025-09-03T07:30:00+08:00')
  const jobs = startJobs(app)
  await first
  const stopped = jobs.stop()
  release()
  await stopped
  expect(await occurrences(s)).toHaveLength(1)
  expect(await runDue(app)).toBe(1)
  expect(await occurrences(s)).toHaveLength(2)
})

it('lets others have a turn after each school', async () => {
  const s = await begun('2025-09-03T07:00:00+08:00')
  await s.otherSchool()
  await s.app.pool.query('update school set created_at = $1', ['2025-01-01T00:00:00Z'])
  const order: string[] = []
  const app = withSchedule(s, async () => void order.push('school'))
  await runDue(app)
  s.at('2025-09-03T07:30:00+08:00')
  await runDue(app, undefined, async tookMs => {
    expect(tookMs).toBeGreaterThan(0)
    order.push('others')
  })
  expect(order).toEqual(['school', 'others', 'school', 'others'])
})

it('leaves nothing half-done when it fails, is tried again, and not for ever', async () => {
  const s = await begun('2025-09-03T07:00:00+08:00')
  let runs = 0
  const app = withSchedule(s, async ctx => {
    runs++
    await ctx.number('X')
    if (runs !== 3) throw new Error('not now')
  })
  await runDue(app)
  s.at('2025-09-03T07:30:00+08:00')
  expect(await runDue(app)).toBe(0)
  expect(await runDue(app)).toBe(0)
  expect(runs).toBe(1)
  for (const at of ['07:32', '07:40']) {
    s.at(`2025-09-03T${at}:00+08:00`)
    await runDue(app)
  }
  expect(runs).toBe(3)
  expect(await occurrences(s)).toEqual(['2025-09-02T23:30:00.000Z done'])
  const { rows } = await s.app.pool.query("select last from kernel_number where kind = 'X'")
  expect(rows).toEqual([{ last: 1 }])
  for (let hour = 8; hour < 24; hour++) {
    s.at(`2025-09-04T${String(hour).padStart(2, '0')}:00:00+08:00`)
    await runDue(app)
  }
  expect(runs).toBe(8)
})

it('is not kept account of for ever, except for the last of each', async () => {
  const s = await begun('2025-09-01T07:00:00+08:00')
  const app = withSchedule(s, async () => undefined)
  await runDue(app)
  for (const day of ['01', '02', '20']) {
    s.at(`2025-09-${day}T08:00:00+08:00`)
    await runDue(app)
  }
  s.at('2025-10-30T08:00:00+08:00')
  await runForEachSchool(s.app, 'kernel.forget-occurrences')
  expect(await occurrences(s)).toEqual(['2025-09-19T23:30:00.000Z done'])
})
