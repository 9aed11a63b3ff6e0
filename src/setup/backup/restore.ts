import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { extract } from 'tar-stream'
import { type MigrationSource, migrate } from '../../kernel/server/migrate.ts'
import { quoted, tablesOf } from './catalog.ts'
import { BackupTrouble, fileEntry, MANIFEST, Manifest, tableEntry } from './manifest.ts'

export interface RestoreRequest {
  archive: string
  filesFolder: string
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
  const manifest = await inspectBackup(request.archive)
  await refuseRealSchools(client, request.mayReplaceDemo)
  await emptyDatabase(client)
  await migrate(client, request.sources, { only: manifest.migrations })
  await load(client, request, manifest)
  await migrate(client, request.sources)
  return manifest
}

/** Reads the archive from end to end: every part there, every checksum right. */
export async function inspectBackup(archive: string): Promise<Manifest> {
  const seen = new Map<string, string>()
  let manifest: Manifest | undefined
  await readArchive(archive, async (name, body) => {
    if (name === MANIFEST) {
      manifest = Manifest.safeParse(parseJson(await text(body))).data
      if (!manifest)
        throw new BackupTrouble('这份备份的清单看不懂：可能来自更新的版本。请用同版本或更新的程序恢复。')
      return
    }
    const hash = createHash('sha256')
    for await (const chunk of body) hash.update(chunk as Buffer)
    seen.set(name, hash.digest('hex'))
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
      } else if (name.startsWith('files/'))
        await storeFile(body, request.filesFolder, name.slice('files/'.length))
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

async function storeFile(body: NodeJS.ReadableStream, folder: string, sha256: string): Promise<void> {
  const target = join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  await mkdir(dirname(target), { recursive: true })
  await pipeline(body, createWriteStream(`${target}.part`, { flush: true }))
  await rename(`${target}.part`, target)
}

type Visit = (name: string, body: NodeJS.ReadableStream & AsyncIterable<unknown>) => Promise<void>

async function readArchive(archive: string, visit: Visit): Promise<void> {
  const reader = extract()
  const fed = pipeline(createReadStream(archive), createGunzip(), reader)
  fed.catch(() => undefined)
  try {
    for await (const item of reader) {
      await visit(item.header.name, item as never)
      item.resume()
    }
    await fed
  } catch (error) {
    if (error instanceof BackupTrouble) throw error
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'ENOENT') throw new BackupTrouble('找不到这份备份文件。请核对路径。')
    if (code.startsWith('Z_') || /tar|header|unexpected end/i.test((error as Error).message))
      throw new BackupTrouble('这份备份读不下去：文件不完整或不是总务的备份。请换一份备份。')
    throw error
  }
}

async function text(body: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
