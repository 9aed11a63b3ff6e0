import { randomUUID } from 'node:crypto'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { Readable } from 'node:stream'
import pg from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { makeScratch } from '../../../tools/scratch.mjs'
import { sealAudit, verifyChain } from '../../kernel/server/audit.ts'
import { openFileStore } from '../../kernel/server/files.ts'
import { projectRoot } from '../../kernel/server/project-root.ts'
import { migrationSources } from '../../kernel/server/sources.ts'
import { modules } from '../../modules/index.ts'
import { supplier } from '../../modules/supplier/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { quoted, tablesOf } from './catalog.ts'
import { BackupTrouble, inspectBackup, restoreBackup, takeBackup } from './index.ts'

const folder = makeScratch('zongwu-backup-test-')
const databases: string[] = []
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  for (const name of databases) await onServer(`drop database if exists ${name} with (force)`)
})

const sources = migrationSources(modules)

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ ...inject('pg'), database: 'postgres' })
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** A connection to a database of its own, empty. */
async function emptyDatabase(): Promise<pg.Client> {
  const name = `zongwu_restore_${process.pid}_${databases.length}_${Math.random().toString(36).slice(2, 7)}`
  await onServer(`create database ${name}`)
  databases.push(name)
  const client = new pg.Client({ ...inject('pg'), database: name })
  await client.connect()
  return client
}

/** Fingerprint of each table's whole content, whatever the order of its rows. */
async function contents(client: pg.ClientBase): Promise<Record<string, string>> {
  const prints: Record<string, string> = {}
  for (const { name } of await tablesOf(client)) {
    const { rows } = await client.query<{ print: string }>(
      `select count(*) || ':' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as print from ${quoted(name)} t`,
    )
    prints[name] = rows[0]?.print ?? ''
  }
  return prints
}

async function withClient<T>(s: Scenario, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await s.app.pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}

async function livedIn(): Promise<{ s: Scenario; sha256: string }> {
  const s = await scenario()
  for (const name of ['江城五金\\n\t店', '华强 "器材"', '晨光🖊️'])
    await s.as('buyer').call(supplier.create, { name, note: '第一行\n第二行' })
  await s.drain()
  const store = s.app.files
  const upload = await store.receive(Readable.from(['一张照片']), 'a.jpg', 1000)
  await store.keep(upload)
  return { s, sha256: upload.sha256 }
}

const take = (s: Scenario, name = `${randomUUID()}.tar.gz`) =>
  takeBackup(s.app, { target: join(folder, name), version: '0.1.0' }).then(manifest => ({
    manifest,
    archive: join(folder, name),
  }))

describe('a backup', () => {
  it('brings back every row of every table and every file', async () => {
    const { s, sha256 } = await livedIn()
    await sealAudit(s.app.pool)
    const before = await withClient(s, contents)
    const { manifest, archive } = await take(s)
    expect(manifest.files).toEqual({ count: 1, bytes: Buffer.byteLength('一张照片') })
    const client = await emptyDatabase()
    const restored = openFileStore(mkdtempSync(join(folder, 'restored-')))
    await restoreBackup(client, { archive, files: restored, sources, mayReplaceDemo: false })
    expect(await contents(client)).toEqual(before)
    expect(await restored.size(sha256)).toBe(Buffer.byteLength('一张照片'))
    expect(Object.values(before).filter(print => !print.startsWith('0:')).length).toBeGreaterThan(10)
    const owner = new pg.Pool({ ...inject('pg'), database: databases.at(-1) as string, max: 1 })
    expect((await verifyChain(owner as never, s.schoolId)).faults).toEqual([])
    await owner.end()
    await client.end()
    expect(readdirSync(folder).filter(name => name.startsWith('.zongwu-backup'))).toEqual([])
  })

  it('is of one instant, while people go on working', async () => {
    const { s } = await livedIn()
    let stop = false
    let made = 0
    const writer = (async () => {
      while (!stop) {
        await s.as('buyer').call(supplier.create, { name: `在忙的店 ${made++}` })
      }
    })()
    const { archive } = await take(s)
    stop = true
    await writer
    const client = await emptyDatabase()
    await restoreBackup(client, { archive, files: openFileStore(folder), sources, mayReplaceDemo: false })
    // Each firm has its event and its audit row, or none of the three.
    const { rows } = await client.query(
      `select count(*)::int as firms,
              (select count(*)::int from supplier_event where action = '登记') as events,
              (select count(*)::int from kernel_audit where operation = 'supplier.create') as audits
       from supplier_firm`,
    )
    expect(rows[0].events).toBe(rows[0].firms)
    expect(rows[0].audits).toBe(rows[0].firms)
    expect(made).toBeGreaterThan(0)
    await client.end()
  })

  it('keeps row-level security, guards and keys as they were', async () => {
    const { s } = await livedIn()
    const { archive } = await take(s)
    const client = await emptyDatabase()
    await restoreBackup(client, { archive, files: openFileStore(folder), sources, mayReplaceDemo: false })
    await expect(client.query(`update kernel_audit set operation = 'x'`)).rejects.toThrow()
    const { rows } = await client.query(
      `select count(*)::int as n from pg_constraint k join pg_class c on c.oid = k.conrelid
       where k.contype = 'f' and k.condeferrable and c.relnamespace = 'public'::regnamespace`,
    )
    const original = await s.app.pool.query(
      `select count(*)::int as n from pg_constraint k join pg_class c on c.oid = k.conrelid
       where k.contype = 'f' and k.condeferrable and c.relnamespace = 'public'::regnamespace`,
    )
    expect(rows[0].n).toBe(original.rows[0].n)
    await client.query('set role zongwu_app')
    expect((await client.query('select * from supplier_firm')).rows).toEqual([])
    await client.end()
  })

  it('of an earlier release is brought up to this one', async () => {
    const { s } = await livedIn()
    const { archive } = await take(s)
    const client = await emptyDatabase()
    // Stands for the migration a later release adds.
    const later = mkdtempSync(join(folder, 'later-'))
    writeFileSync(join(later, '0001_later.sql'), `alter table supplier_firm add column since date;`)
    const next = [...sources, { module: 'later', folder: relative(join(projectRoot(), 'src'), later) }]
    await restoreBackup(client, {
      archive,
      files: openFileStore(folder),
      sources: next,
      mayReplaceDemo: false,
    })
    const { rows } = await client.query(
      'select count(*)::int as n, count(since)::int as since from supplier_firm',
    )
    expect(rows[0]).toEqual({ n: 3, since: 0 })
    await client.end()
  })

  it('is refused when torn, damaged or foreign, and where a real school is', async () => {
    const { s } = await livedIn()
    const { archive } = await take(s)
    const torn = join(folder, 'torn.tar.gz')
    copyFileSync(archive, torn)
    truncateSync(torn, Math.floor(statSync(torn).size / 2))
    await expect(inspectBackup(torn)).rejects.toThrow(BackupTrouble)
    writeFileSync(join(folder, 'foreign.gz'), 'not a backup')
    await expect(inspectBackup(join(folder, 'foreign.gz'))).rejects.toThrow('不是总务的备份')
    await expect(inspectBackup(join(folder, 'nowhere.gz'))).rejects.toThrow('找不到')
    const client = await emptyDatabase()
    const request = { archive, files: openFileStore(folder), sources, mayReplaceDemo: true }
    await restoreBackup(client, request)
    await expect(restoreBackup(client, request)).rejects.toThrow('已有学校')
    expect((await client.query('select count(*)::int as n from supplier_firm')).rows[0].n).toBe(3)
    await client.end()
  })
})
