import { beforeAll, describe, expect, it } from 'vitest'
import type { RoleCode } from '../../kernel/pure/roles.ts'
import type { Actor } from '../../kernel/server/ctx.ts'
import { newId } from '../../kernel/server/ids.ts'
import { inSchool } from '../../kernel/server/run.ts'
import { ORDER_STATES } from '../../mechanisms/workorder/contract.ts'
import { workorder as order } from '../../mechanisms/workorder/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { calendar } from '../calendar/index.ts'
import { demo as demoUnits } from '../org/demo.ts'
import { place } from '../place/index.ts'
import { type DemoStage, demo } from './demo.ts'
import { DEMO_BUILDINGS, DEMO_DORMITORIES, DEMO_OFFICES } from './demo-faults.ts'

const LOGINS: Record<string, RoleCode> = {
  director: 'director',
  clerk: 'clerk',
  plumber: 'tradesman',
  electrician: 'tradesman',
  carpenter: 'tradesman',
  teacher: 'teacher',
  classteacher: 'class_teacher',
}
const NOW = new Date('2026-11-22T10:00:00+08:00')

/** The buildings that the demo reports from, and a worker for each trade. */
async function stageOf(s: Scenario): Promise<DemoStage> {
  const actors = new Map<string, Actor>()
  await s.inSchool(async ctx => {
    const units = await demoUnits(ctx)
    const spans = [1, 2, 3, 4, 5].map(weekday => ({ weekday, from: '07:30', to: '17:20' }))
    await ctx.run(calendar.setHours, { applies: 'school', spans })
    for (const [login, role] of Object.entries(LOGINS)) {
      const personId = newId()
      const crew = { plumber: '水道组', electrician: '电工组', carpenter: '木工组' }[login]
      const unitId = (crew && units.get(crew)) ?? null
      const at = { created_at: ctx.now, updated_at: ctx.now }
      await ctx.db
        .insertInto('people_person')
        .values({ school_id: ctx.schoolId, id: personId, name: login, kind: 'staff', unit_id: unitId, ...at })
        .execute()
      await ctx.db
        .insertInto('people_post')
        .values({
          school_id: ctx.schoolId,
          id: newId(),
          person_id: personId,
          role,
          valid_from: '2020-09-01',
          created_at: ctx.now,
        })
        .execute()
      const session = { userId: newId(), sessionId: newId(), mustChangePassword: false }
      actors.set(login, { kind: 'user', personId, name: login, roles: [role], ...session })
    }
    for (const name of [...DEMO_DORMITORIES, ...DEMO_BUILDINGS, ...DEMO_OFFICES]) {
      const { id } = await ctx.run(place.create, { kind: 'building', name })
      await ctx.run(place.layOut, { buildingId: id, floors: { from: 1, to: 5 }, rooms: { from: 1, to: 30 } })
    }
  })
  return {
    now: NOW,
    as: (login, now, work) => inSchool(s.app, { schoolId: s.schoolId, actor: actors.get(login)!, now }, work),
  }
}

describe('the demo', () => {
  let s: Scenario
  beforeAll(async () => {
    s = await scenario()
    await demo(await stageOf(s))
    s.at(NOW.toISOString())
  })

  it('shows every state, in this term and the last, and leaves the imported term empty', async () => {
    const all = await s.as('director').call(order.list, { withTotal: true, limit: 200 })
    expect(all.total).toBeGreaterThan(140)
    expect(new Set(all.rows.map(row => row.state))).toEqual(new Set(ORDER_STATES))
    const count = async (term: string) =>
      (await s.as('director').call(order.list, { term, withTotal: true, limit: 1 })).total ?? 0
    expect(await count('2025-autumn')).toBe(0)
    expect(await count('2026-spring')).toBeGreaterThan(40)
    expect(await count('2026-autumn')).toBeGreaterThan(80)
    for (const row of all.rows) expect(row.reportedAt <= NOW.toISOString(), row.no).toBe(true)
    const { rows } = await s.as('director').call(order.counts, { term: '2026-autumn' })
    expect(new Set(rows.map(r => r.trade)).size).toBeGreaterThanOrEqual(3)
  })

  it('gives each worker that one can sign in as something in hand', async () => {
    const { rows } = await s.as('director').call(order.list, { limit: 200 })
    const busy = rows.filter(row => row.state === 'dispatched' || row.state === 'in_progress')
    expect(new Set(busy.map(row => row.assignee?.name))).toEqual(
      new Set(['plumber', 'electrician', 'carpenter']),
    )
  })

  it('tells each story in the order in which it happened', async () => {
    const { rows } = await s.as('director').call(order.list, { limit: 60 })
    for (const { id, no } of rows) {
      const { timeline } = await s.as('director').call(order.get, { id })
      const times = timeline.map(e => e.at)
      expect([...times].sort(), no).toEqual(times)
      expect(times.at(-1)! <= NOW.toISOString(), no).toBe(true)
    }
  })
})
