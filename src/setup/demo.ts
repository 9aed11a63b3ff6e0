import { randomUUID } from 'node:crypto'
import { ROLES } from '../kernel/pure/roles.ts'
import type { App } from '../kernel/server/app.ts'
import type { Actor, Ctx, UserActor } from '../kernel/server/ctx.ts'
import { newId } from '../kernel/server/ids.ts'
import type { OutboxWorker } from '../kernel/server/outbox.ts'
import { inSchool } from '../kernel/server/run.ts'
import { notification } from '../mechanisms/notification/index.ts'
import { account, DEMO_ACCOUNTS, DEMO_PASSWORD } from '../modules/account/index.ts'
import { demoAssets } from '../modules/asset/demo.ts'
import { demoBudget } from '../modules/budget/demo.ts'
import { demo as demoCalendar } from '../modules/calendar/demo.ts'
import { demoClaims } from '../modules/claim/demo.ts'
import { demoContracts } from '../modules/contract/demo.ts'
import { demoCases, demoPrices } from '../modules/damage/demo.ts'
import { demo as demoUnits } from '../modules/org/demo.ts'
import { demo as demoPeople } from '../modules/people/demo.ts'
import { demo as demoPlaces } from '../modules/place/demo.ts'
import { demoProcurement } from '../modules/procurement/demo.ts'
import { demoProperty } from '../modules/property/demo.ts'
import { demo as demoRepairs } from '../modules/repair/demo.ts'
import { demoStock } from '../modules/stock/demo.ts'
import { demoStocktakes } from '../modules/stocktake/demo.ts'
import { demoSuppliers } from '../modules/supplier/demo.ts'
import { choosePassword } from './create-school.ts'
import { deleteSchool } from './delete-school.ts'

const NAME = '江城市第一职业学校'
const DEMO: Actor = { kind: 'system', name: '演示数据' }

/** Does the work of `login` at an instant, as that person, through the operations he would use. */
export type ActAs = <T>(login: string, now: Date, work: (ctx: Ctx) => Promise<T>) => Promise<T>

/**
 * Makes the demo school in an installation that has no school, unless the demo was wiped before. All of it
 * goes through operations. Two processes that start at once make it once.
 */
export async function makeDemoIfEmpty(app: App, outbox: OutboxWorker): Promise<void> {
  const schoolId = await claimDemo(app)
  if (!schoolId) return
  try {
    await fillDemo(app, outbox, schoolId)
    await app.pool.query(`update kernel_note set value = 'made' where key = 'demo'`)
  } catch (error) {
    await deleteSchool(app, schoolId)
    await app.pool.query(`delete from kernel_note where key = 'demo'`)
    throw error
  }
}

/** The new school's row, or nothing where there is a school already. */
async function claimDemo(app: App): Promise<string | undefined> {
  const { rows } = await app.pool.query<{ id: string; demo: boolean }>('select id, demo from school')
  const note = await app.pool.query<{ value: string }>(`select value from kernel_note where key = 'demo'`)
  const state = note.rows[0]?.value
  const [only] = rows
  // A start that was killed while it made the demo: what it left is taken away, and the demo is made anew.
  if (state?.startsWith('making') && only?.demo && !(await isAlive(app, state))) {
    await deleteSchool(app, only.id)
    await app.pool.query(`delete from kernel_note where key = 'demo'`)
  } else if (rows.length > 0 || state) return undefined
  const claimed = await app.pool.query(
    `insert into kernel_note (key, value) values ('demo', $1) on conflict do nothing returning key`,
    [`making ${process.pid} ${randomUUID()}`],
  )
  if (claimed.rowCount === 0) return undefined
  const schoolId = newId()
  await app.pool.query(
    `insert into school (id, slug, name, short_name, kind, demo, created_at) values ($1, 'demo', $2, '江城一职校', 'school', true, $3)`,
    [schoolId, NAME, app.now()],
  )
  return schoolId
}

/** Is the process that began the demo still at it? Only its own machine can tell; elsewhere it is assumed. */
async function isAlive(_app: App, note: string): Promise<boolean> {
  const pid = Number(note.split(' ')[1])
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function fillDemo(app: App, outbox: OutboxWorker, schoolId: string): Promise<void> {
  const now = app.now()
  const began = new Date(now.getTime() - 400 * 86_400_000)
  const logins = await inSchool(app, { schoolId, actor: DEMO, now: began }, async ctx => {
    const units = await demoUnits(ctx)
    await demoCalendar(ctx)
    const logins = await demoPeople(ctx, units)
    await demoPlaces(ctx, units)
    await demoPrices(ctx)
    return logins
  })
  const actors = await openAccounts(app, schoolId, logins, began)
  const as: ActAs = (login, at, work) => {
    const actor = actors.get(login)
    if (!actor) throw new Error(`the demo has no account ${login}`)
    return inSchool(app, { schoolId, actor, now: at }, work)
  }
  const stage = { now: lastDemoDay(now), as }
  await demoRepairs(stage)
  await demoCases(stage)
  await demoSuppliers(stage)
  await demoBudget(stage)
  await demoContracts(stage)
  await demoStock(stage)
  await demoAssets(stage)
  await demoProperty(stage)
  await demoStocktakes(stage)
  await demoProcurement(stage)
  await demoClaims(stage)
  await outbox.drain()
  await readOldMessages({ now, as })
}

/** Everybody has looked at his messages until three days ago. */
async function readOldMessages({ now, as }: { now: Date; as: ActAs }): Promise<void> {
  const then = new Date(now.getTime() - 3 * 86_400_000)
  for (const { login } of DEMO_ACCOUNTS)
    await as(login, then, async ctx => {
      const { rows } = await ctx.run(notification.list, { unreadOnly: true, limit: 200 })
      const newest = rows.find(({ at }) => at <= then)
      if (newest) await ctx.run(notification.markAllRead, { upTo: newest.id })
    })
}

/** The term of the sample register stays empty, so that its import shows what the register holds and no more. */
function lastDemoDay(now: Date): Date {
  const [from, to] = [new Date('2025-09-01T00:00:00+08:00'), new Date('2026-02-01T00:00:00+08:00')]
  const earliest = new Date(to.getTime() + 60 * 86_400_000)
  return now >= from && now < earliest ? new Date('2025-06-27T10:00:00+08:00') : now
}

/** The accounts that the login page offers, each with the demo's password chosen by its owner. */
async function openAccounts(
  app: App,
  schoolId: string,
  logins: ReadonlyMap<string, string>,
  now: Date,
): Promise<Map<string, UserActor>> {
  const actors = new Map<string, UserActor>()
  for (const { login } of DEMO_ACCOUNTS) {
    const personId = logins.get(login)
    if (!personId) throw new Error(`the demo's people lack ${login}`)
    const { user, person, roles } = await inSchool(app, { schoolId, actor: DEMO, now }, async ctx => {
      const user = await ctx.run(account.create, { personId, login })
      const person = await ctx.db
        .selectFrom('people_person')
        .select('name')
        .where('id', '=', personId)
        .executeTakeFirstOrThrow()
      const posts = await ctx.db
        .selectFrom('people_post')
        .select('role')
        .where('person_id', '=', personId)
        .execute()
      return { user, person, roles: posts.map(post => post.role).filter(role => role in ROLES) }
    })
    const who = { personId, userId: user.id, name: person.name, initial: user.initialPassword, now }
    await choosePassword(app, schoolId, who, DEMO_PASSWORD)
    actors.set(login, {
      kind: 'user',
      userId: user.id,
      personId,
      name: person.name,
      roles,
      sessionId: newId(),
      mustChangePassword: false,
    })
  }
  return actors
}
