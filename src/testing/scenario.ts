import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { expect, inject } from 'vitest'
import { AppError } from '../kernel/pure/errors.ts'
import type { InputOf, Operation, OutputOf } from '../kernel/pure/operation.ts'
import { ROLE_CODES, ROLES, type RoleCode } from '../kernel/pure/roles.ts'
import type { App, Call } from '../kernel/server/app.ts'
import type { Actor, Ctx, UserActor } from '../kernel/server/ctx.ts'
import { openPool } from '../kernel/server/db.ts'
import { openFileStore } from '../kernel/server/files.ts'
import { newId } from '../kernel/server/ids.ts'
import { type OutboxWorker, startOutbox } from '../kernel/server/outbox.ts'
import { buildRegistry } from '../kernel/server/registry.ts'
import { execute, inSchool } from '../kernel/server/run.ts'
import { openSecrets } from '../kernel/server/secrets.ts'
import { modules } from '../modules/index.ts'

export interface Caller {
  actor: Actor
  call<Op extends Operation>(
    operation: Op,
    input: InputOf<Op>,
    options?: Partial<Call>,
  ): Promise<OutputOf<Op>>
}

export interface Scenario {
  app: App
  schoolId: string
  /** The person who holds this role (one account per role). */
  as(role: RoleCode): Caller
  /** A person made by the test. */
  user(actor: Partial<UserActor> & { personId: string; name: string; roles: readonly string[] }): Caller
  anonymous(address?: string): Caller
  system(): Caller
  person(role: RoleCode): string
  /** Moves the clock. */
  at(instant: string): void
  now(): Date
  /** Handles all events in the outbox. */
  drain(): Promise<number>
  inSchool<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  /** Expects a refusal with this code and returns it. */
  refused(promise: Promise<unknown>, code: string): Promise<AppError>
  /** A second school in the same database, with the same roles. */
  otherSchool(): Promise<Scenario>
}

const openApps: { close(): Promise<void> }[] = []
let copies = 0

/** Called after each test file (setup.ts): the files of a worker share this module. */
export async function closeScenarios(): Promise<void> {
  for (const app of openApps.splice(0)) await app.close()
}

/** A fresh database with one school, one person and account per role, three terms and school hours. */
export async function scenario(): Promise<Scenario> {
  const server = inject('pg')
  const template = inject('template')
  const database = `${template}_${process.pid}_${process.env.VITEST_POOL_ID ?? '0'}_${++copies}_${Math.random().toString(36).slice(2, 6)}`
  const admin = new pg.Client({ ...server, database: 'postgres' })
  await admin.connect()
  await createCopy(admin, database, template)
  await admin.end()
  const pool = openPool(
    { ...server, database },
    {
      max: 8,
      name: 'zongwu-test',
      // The schools of a file stay until its end; their idle connections would use up the server's.
      idleMs: 300,
    },
  )
  const folder = mkdtempSync(join(tmpdir(), 'zongwu-files-'))
  let clock = new Date('2025-09-03T08:00:00+08:00')
  let outbox: OutboxWorker | undefined
  const app: App = {
    registry: buildRegistry(modules),
    pool,
    files: openFileStore(folder),
    secrets: openSecrets(['5'.repeat(64)]),
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    publicUrl: 'https://zw.example.edu.cn',
    now: () => clock,
    wake: () => undefined,
  }
  outbox = startOutbox(app, { poll: false })
  openApps.push({
    close: async () => {
      await outbox?.stop()
      await pool.end()
      rmSync(folder, { recursive: true, force: true })
      const closer = new pg.Client({ ...server, database: 'postgres' })
      await closer.connect()
      await closer.query(`drop database if exists ${database} with (force)`)
      await closer.end()
    },
  })
  const shared = {
    at: (instant: string) => {
      clock = new Date(instant)
    },
    drain: () => (outbox as OutboxWorker).drain(),
  }
  return school(app, shared, 'demo1', '江城市第一职业学校')
}

interface Shared {
  at(instant: string): void
  drain(): Promise<number>
}

async function school(app: App, shared: Shared, slug: string, name: string): Promise<Scenario> {
  const schoolId = newId()
  const people = await seedSchool(app, schoolId, slug, name)
  const caller = (actor: Actor): Caller => ({
    actor,
    call: async (operation, input, options) =>
      (await execute(app, { operation: operation.id, input, schoolId, actor, ...options })) as never,
  })
  return {
    app,
    schoolId,
    as: role => caller(people[role]),
    user: actor =>
      caller({ kind: 'user', userId: newId(), sessionId: newId(), mustChangePassword: false, ...actor }),
    anonymous: (address = 'a'.repeat(32)) => caller({ kind: 'anonymous', address }),
    system: () => caller({ kind: 'system', name: '系统' }),
    person: role => people[role].personId,
    now: () => app.now(),
    ...shared,
    inSchool: work => inSchool(app, { schoolId, actor: { kind: 'system', name: '测试' } }, work),
    refused: async (promise, code) => {
      const error = await promise.then(
        () => undefined,
        (e: unknown) => e,
      )
      expect(error, `expected the refusal ${code}`).toBeInstanceOf(AppError)
      expect((error as AppError).code).toBe(code)
      return error as AppError
    },
    otherSchool: () => school(app, shared, `s${Math.random().toString(36).slice(2, 9)}`, '江城市第二中学'),
  }
}

async function seedSchool(
  app: App,
  schoolId: string,
  slug: string,
  name: string,
): Promise<Record<RoleCode, UserActor>> {
  const at = app.now()
  const { pool } = app
  await pool.query(
    `insert into school (id, slug, name, short_name, kind, created_at) values ($1, $2, $3, '一职校', 'school', $4)`,
    [schoolId, slug, name, at],
  )
  const root = newId()
  await pool.query(
    `insert into org_unit (school_id, id, kind, name, path, valid_from, created_at, updated_at)
     values ($1, $2::uuid, 'school', $3, array[$2::uuid], '2020-09-01', $4, $4)`,
    [schoolId, root, name, at],
  )
  const terms = [
    ['2025-autumn', '2025—2026学年第一学期', '2025-09-01', '2026-01-31'],
    ['2026-spring', '2025—2026学年第二学期', '2026-02-23', '2026-07-10'],
    ['2026-autumn', '2026—2027学年第一学期', '2026-09-01', '2027-01-31'],
  ]
  for (const [code, title, from, to] of terms)
    await pool.query(
      `insert into calendar_term (school_id, id, code, name, from_on, to_on, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $7)`,
      [schoolId, newId(), code, title, from, to, at],
    )
  for (const weekday of [1, 2, 3, 4, 5])
    for (const [from, to] of [
      [450, 700],
      [790, 1050],
    ])
      await pool.query(
        'insert into calendar_hours (school_id, id, weekday, from_minute, to_minute, created_at) values ($1, $2, $3, $4, $5, $6)',
        [schoolId, newId(), weekday, from, to, at],
      )
  const people = {} as Record<RoleCode, UserActor>
  for (const role of ROLE_CODES) {
    const personId = newId()
    const userId = newId()
    const personName = `${ROLES[role]}甲`
    await pool.query(
      `insert into people_person (school_id, id, name, kind, unit_id, created_at, updated_at) values ($1, $2, $3, 'staff', $4, $5, $5)`,
      [schoolId, personId, personName, root, at],
    )
    await pool.query(
      `insert into people_post (school_id, id, person_id, role, valid_from, created_at) values ($1, $2, $3, $4, '2020-09-01', $5)`,
      [schoolId, newId(), personId, role, at],
    )
    await pool.query(
      `insert into account_user (school_id, id, person_id, login, password_hash, must_change, created_at) values ($1, $2, $3, $4, 'unusable', false, $5)`,
      [schoolId, userId, personId, role, at],
    )
    people[role] = {
      kind: 'user',
      userId,
      personId,
      name: personName,
      roles: [role],
      sessionId: newId(),
      mustChangePassword: false,
    }
  }
  return people
}

/** Copying needs the template to itself for a moment; other workers may hold it. */
async function createCopy(admin: pg.Client, database: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.query(`create database ${database} template ${template} strategy file_copy`)
      return
    } catch (error) {
      if (attempt >= 40 || (error as { code?: string }).code !== '55006') throw error
      await new Promise(resolve => setTimeout(resolve, 25 * attempt))
    }
  }
}
