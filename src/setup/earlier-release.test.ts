import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, inject, it } from 'vitest'
import { makeScratch } from '../../tools/scratch.mjs'
import { verifyChain } from '../kernel/server/audit.ts'
import { openPool } from '../kernel/server/db.ts'
import { openFileStore } from '../kernel/server/files.ts'
import { projectRoot } from '../kernel/server/project-root.ts'
import { execute } from '../kernel/server/run.ts'
import { migrationSources } from '../kernel/server/sources.ts'
import { ledger } from '../mechanisms/ledger/index.ts'
import { workorder } from '../mechanisms/workorder/index.ts'
import { account } from '../modules/account/index.ts'
import { modules } from '../modules/index.ts'
import { people } from '../modules/people/index.ts'
import { scenario } from '../testing/scenario.ts'
import { appliedMigrations } from './backup/catalog.ts'
import { restoreAsItWas, restoreBackup } from './backup/index.ts'
import { checkSchool, exportSchool, importSchool } from './school-export/index.ts'

/**
 * The demo school of the oldest release whose migrations are still part of this one, made by
 * tools/earlier-release.mjs: no stores, no assets, no books, no second factor.
 */
const EARLIEST = join(projectRoot(), 'src/setup/backup/fixtures/earliest.tar.gz')
const sources = migrationSources(modules)
const folder = makeScratch('zongwu-earlier-test-')
const databases: string[] = []
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  for (const name of databases) await onServer(`drop database if exists ${name} with (force)`)
})

async function onServer(sql: string): Promise<{ datname?: string }[]> {
  const client = new pg.Client({ ...inject('pg'), database: 'postgres' })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

async function emptyDatabase() {
  const name = `zongwu_earlier_${process.pid}_${databases.length}_${Math.random().toString(36).slice(2, 7)}`
  await onServer(`create database ${name}`)
  databases.push(name)
  const server = { ...inject('pg'), database: name }
  const client = new pg.Client(server)
  await client.connect()
  return { client, server }
}

const request = { archive: EARLIEST, files: openFileStore(folder), sources, mayReplaceDemo: false }

it('a dump of the earliest release is restored, brought up to this one, and used', async () => {
  const { client, server } = await emptyDatabase()
  const manifest = await restoreBackup(client, request)
  expect(manifest.migrations.length).toBeLessThan(20)
  const template = new pg.Client({ ...inject('pg'), database: inject('template') })
  await template.connect()
  const names = async (c: pg.Client) => (await appliedMigrations(c)).map(m => `${m.module}/${m.name}`).sort()
  expect(await names(client)).toEqual(await names(template))
  await template.end()
  for (const table of manifest.tables) {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from "${table.name}"`)
    expect([table.name, rows[0]?.n]).toEqual([table.name, table.rows])
  }
  await client.end()

  const s = await scenario()
  const pool = openPool(server, { max: 2, name: 'zongwu-test' })
  const app = { ...s.app, pool, now: () => new Date(manifest.takenAt) }
  const schoolId = manifest.schools[0]?.id as string
  expect((await verifyChain(pool, schoolId)).faults).toEqual([])
  const call = (operation: { id: string }, input: unknown) =>
    execute(app, { operation: operation.id, input, schoolId, actor: { kind: 'system', name: '测试' } })
  const signIn = { login: 'director', password: 'zongwu2026' }
  expect(await call(account.signIn, signIn)).toMatchObject({ codeNeeded: false })
  expect(((await call(workorder.list, {})) as { rows: unknown[] }).rows.length).toBeGreaterThan(10)
  expect(((await call(people.list, {})) as { rows: unknown[] }).rows.length).toBeGreaterThan(10)
  expect(await call(ledger.verify, {})).toMatchObject({ faults: [] })
  await pool.end()
}, 60_000)

it('a school of the earliest release comes into this one, upgraded on the way, and leaves nothing behind', async () => {
  const { client, server } = await emptyDatabase()
  const { schools } = await restoreAsItWas(client, request)
  await client.end()
  const s = await scenario()
  const pool = openPool(server, { max: 2, name: 'zongwu-test' })
  const archive = join(folder, 'school.tar.gz')
  const slug = schools[0]?.slug as string
  const then = await exportSchool({ ...s.app, pool }, { slug, target: archive, version: '0.0.1' })
  await pool.end()
  const rowsOf = (list: { name: string; rows: number }[]) => new Map(list.map(t => [t.name, t.rows]))

  await checkSchool(s.app, { archive })
  const now = await importSchool(s.app, { archive, slug: 'anew' })
  expect(now.migrations.length).toBeGreaterThan(then.migrations.length)
  const before = rowsOf(then.tables)
  for (const [name, rows] of rowsOf(now.tables)) expect([name, rows]).toEqual([name, before.get(name) ?? 0])
  expect(now.audit).toEqual(then.audit)
  expect(await verifyChain(s.app.pool, now.school.id)).toMatchObject({ faults: [], head: then.audit.head })
  const { rows } = await s.app.pool.query('select slug from school where id = $1', [now.school.id])
  expect(rows).toEqual([{ slug: 'anew' }])
  expect(await onServer(`select datname from pg_database where datname like 'zongwu\\_school\\_%'`)).toEqual(
    [],
  )
  await expect(importSchool(s.app, { archive })).rejects.toThrow('已经在这里了')
}, 60_000)
