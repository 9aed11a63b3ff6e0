import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { FileStore } from '../../kernel/server/files.ts'
import { type MigrationSource, migrate } from '../../kernel/server/migrate.ts'
import { hashOf, parseJson, readArchive, storeFile, textOf } from '../archive.ts'
import { quoted, tablesOf } from './catalog.ts'
import { BackupTrouble, fileEntry, MANIFEST, Manifest, tableEntry } from './manifest.ts'

export interface RestoreRequest {
  archive: string
  files: FileStore
  sources: readonly MigrationSource[]
  /** A school that may be overwritten: the demo. */
  mayReplaceDemo: boolean
}

/**
 * Puts a backup into an installation without schools (or with the demo only): checks the whole archive
 * first, makes the schema of the release the backup was taken from, loads every table in one transaction,
 * counts, and then brings the schema up to this release. `client` is connected as the owner.
 */
export async function restoreBackup(client: Client, request: RestoreRequest): Promise<Manifest> {
  const manifest = await restoreAsItWas(client, request)
  await migrate(client, request.sources)
  return manifest
}

/** The same with the schema of then. */
export async function restoreAsItWas(client: Client, request: RestoreRequest): Promise<Manifest> {
  const manifest = await inspectBackup(request.archive)
  await refuseRealSchools(client, request.mayReplaceDemo)
  await emptyDatabase(client)
  await migrate(client, request.sources, { only: manifest.migrations })
  await load(client, request, manifest)
  return manifest
}

/** Reads the archive from end to end: every part there, every checksum right. */
export async function inspectBackup(archive: string): Promise<Manifest> {
  const seen = new Map<string, string>()
  let manifest: Manifest | undefined
  await readArchive(archive, async (name, body) => {
    if (name === MANIFEST) {
      manifest = Manifest.safeParse(parseJson(await textOf(body))).data
      if (!manifest)
        throw new BackupTrouble('这份备份的清单看不懂：可能来自更新的版本。请用同版本或更新的程序恢复。')
      return
    }
    seen.set(name, await hashOf(body))
  })
  if (!manifest) throw new BackupTrouble('这份备份不完整（没有清单）。请换一份备份，或重新备份。')
  for (const table of manifest.tables)
    if (seen.get(tableEntry(table.name)) !== table.sha256)
      throw new BackupTrouble(`备份里的 ${table.name} 缺失或损坏，没有恢复任何内容。请换一份备份。`)
  const files = [...seen].filter(([name]) => name.startsWith('files/'))
  for (const [name, sha256] of files)
    if (name !== fileEntry(sha256))
      throw new BackupTrouble(`备份里的附件 ${name} 已损坏，没有恢复任何内容。请换一份备份。`)
  if (files.length !== manifest.files.count)
    throw new BackupTrouble('备份里的附件数量和清单不符，没有恢复任何内容。请换一份备份。')
  return manifest
}

async function refuseRealSchools(client: Client, mayReplaceDemo: boolean): Promise<void> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('public.school') is not null as there`,
  )
  if (!found[0]?.there) return
  const { rows } = await client.query<{ name: string; demo: boolean }>('select name, demo from school')
  const kept = rows.filter(school => !(school.demo && mayReplaceDemo))
  if (kept.length > 0)
    throw new BackupTrouble(
      `这里已有学校（${kept.map(({ name }) => name).join('、')}），不能覆盖。请用空的数据目录或空的数据库恢复；只有演示学校时可加 --yes 覆盖。`,
    )
}

async function emptyDatabase(client: Client): Promise<void> {
  await client.query('drop schema public cascade')
  await client.query('create schema public')
}

/** All tables in one transaction; keys are checked at its end, so their order does not matter. */
async function load(client: Client, request: RestoreRequest, manifest: Manifest): Promise<void> {
  await client.query('begin')
  try {
    const keys = await foreignKeys(client)
    const tables = await tablesOf(client)
    for (const key of keys)
      await client.query(`alter table ${key.table} alter constraint ${key.name} deferrable`)
    await client.query('set constraints all deferred')
    for (const { name } of tables) await client.query(`alter table ${quoted(name)} disable trigger user`)
    for (const { name } of tables) await client.query(`delete from ${quoted(name)}`)
    await readArchive(request.archive, async (name, body) => {
      const table = manifest.tables.find(t => tableEntry(t.name) === name)
      if (table) {
        const columns = table.columns.map(quoted).join(', ')
        const into = client.query(copyFrom(`copy ${quoted(table.name)} (${columns}) from stdin`))
        await pipeline(body, into)
      } else if (name.startsWith('files/')) await storeFile(request.files, body, name.slice('files/'.length))
      else for await (const _ of body);
    })
    for (const { name, rows } of manifest.tables) {
      const counted = await client.query<{ n: number }>(`select count(*)::int as n from ${quoted(name)}`)
      if (counted.rows[0]?.n !== rows)
        throw new BackupTrouble(`${name} 恢复后行数不符（应有 ${rows} 行），已撤回，什么也没有改动。`)
    }
    await client.query('set constraints all immediate')
    for (const { name } of tables) await client.query(`alter table ${quoted(name)} enable trigger user`)
    for (const key of keys) await client.query(key.restore)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function foreignKeys(client: Client): Promise<{ table: string; name: string; restore: string }[]> {
  const { rows } = await client.query<{
    table: string
    name: string
    deferrable: boolean
    deferred: boolean
  }>(
    `select quote_ident(c.relname) as table, quote_ident(k.conname) as name,
            k.condeferrable as deferrable, k.condeferred as deferred
     from pg_constraint k
     join pg_class c on c.oid = k.conrelid
     join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public' where k.contype = 'f'`,
  )
  return rows.map(({ table, name, deferrable, deferred }) => ({
    table,
    name,
    restore: `alter table ${table} alter constraint ${name} ${deferrable ? 'deferrable' : 'not deferrable'}${deferred ? ' initially deferred' : ''}`,
  }))
}
