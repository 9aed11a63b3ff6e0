import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import type { App } from '../../kernel/server/app.ts'
import { openClient, openPool } from '../../kernel/server/db.ts'
import { migrate } from '../../kernel/server/migrate.ts'
import { migrationSources } from '../../kernel/server/sources.ts'
import { modules } from '../../modules/index.ts'
import { ArchiveTrouble } from '../archive.ts'
import type { SchoolManifest } from './manifest.ts'
import { exportSchool } from './take.ts'

type Applied = SchoolManifest['migrations']

const keyOf = (m: Applied[number]): string => `${m.module}/${m.name} ${m.checksum}`

/** Same schema, one that this release grew out of, or one that it does not know. */
export function ageOf(there: Applied, here: Applied): 'same' | 'older' | 'unknown' {
  const known = new Set(here.map(keyOf))
  if (!there.every(m => known.has(keyOf(m)))) return 'unknown'
  return there.length === here.length ? 'same' : 'older'
}

/**
 * An export of an earlier release, made into one of this release: its rows are loaded into a database of their own with
 * the schema that they had, the later migrations run over them there as in an upgrade, and it is exported again.
 */
export async function broughtUpToDate(
  app: App,
  manifest: SchoolManifest,
  load: (scratch: App) => Promise<void>,
): Promise<{ archive: string; done(): Promise<void> }> {
  const name = `zongwu_school_${randomUUID().slice(0, 8)}`
  await onServer(app, `create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
  const folder = await mkdtemp(join(tmpdir(), 'zongwu-school-'))
  const { password, ssl } = app.pool.options
  const options = { ...app.pool.options, password, ssl, connectionString: undefined, ...placeOf(app, name) }
  const pool = openPool(options as never, { max: 2, name: 'zongwu-school' })
  const scratch: App = { ...app, pool }
  const done = async (): Promise<void> => {
    await pool.end().catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
    await onServer(app, `drop database if exists ${name} with (force)`)
  }
  try {
    const sources = migrationSources(modules)
    await asOwner(scratch, client => migrate(client, sources, { only: manifest.migrations }))
    await load(scratch)
    await asOwner(scratch, client => migrate(client, sources))
    const archive = join(folder, 'school.tar.gz')
    const { audit } = await exportSchool(scratch, {
      slug: manifest.school.slug,
      target: archive,
      version: manifest.version,
    })
    if (manifest.audit.head && audit.head !== manifest.audit.head)
      throw new ArchiveTrouble('升级后审计日志的末尾校验值和导出时不同，没有导入任何内容。')
    return { archive, done }
  } catch (error) {
    await done()
    throw error
  }
}

async function asOwner<T>(app: App, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = openClient(app.pool)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The same server, another database. */
function placeOf(app: App, database: string): { database: string } | { connectionString: string } {
  const { connectionString } = app.pool.options
  if (!connectionString) return { database }
  const url = new URL(connectionString)
  url.pathname = `/${database}`
  return { connectionString: url.href }
}

async function onServer(app: App, statement: string): Promise<void> {
  try {
    await app.pool.query(statement)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new ArchiveTrouble(
      '这份导出来自较早的版本，要在临时的数据库里升级，而数据库用户没有建库的权限。请给它 CREATEDB 权限，或把原处升级到这个版本后重新导出。',
    )
  }
}
