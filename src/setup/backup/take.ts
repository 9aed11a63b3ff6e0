import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Pack } from 'tar-stream'
import type { App } from '../../kernel/server/app.ts'
import { openClient } from '../../kernel/server/db.ts'
import type { FileStore } from '../../kernel/server/files.ts'
import { packFile, packStream, packText, writeArchive } from '../archive.ts'
import { appliedMigrations, columnList, quoted, type TableShape, tablesOf } from './catalog.ts'
import { fileEntry, MANIFEST, type Manifest, tableEntry } from './manifest.ts'

export interface BackupRequest {
  /** Where the archive goes, e.g. zongwu-2026-11-22.tar.gz; replaced only when the new one is whole. */
  target: string
  version: string
}

/**
 * Copies database and files into one archive while the product runs: all tables as of one instant (one
 * repeatable-read transaction), then every stored file. Files are kept under their content hash and before
 * the record that names them, so each file that the instant knows is there.
 */
export async function takeBackup(app: App, request: BackupRequest): Promise<Manifest> {
  return writeArchive(request.target, async (archive, work) => {
    const database = await snapshot(app, archive, work)
    const files = await packFiles(archive, app.files)
    const manifest: Manifest = {
      format: 1,
      product: 'zongwu',
      version: request.version,
      takenAt: app.now().toISOString(),
      ...database,
      files,
    }
    await packText(archive, MANIFEST, JSON.stringify(manifest, null, 1))
    return manifest
  })
}

async function snapshot(
  app: App,
  archive: Pack,
  work: string,
): Promise<Pick<Manifest, 'schools' | 'migrations' | 'tables'>> {
  const client = openClient(app.pool)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const { rows: schools } = await client.query<Manifest['schools'][number]>(
      'select id, slug, name from school order by created_at, id',
    )
    const migrations = await appliedMigrations(client)
    const tables: Manifest['tables'] = []
    for (const table of await tablesOf(client)) tables.push(await packTable(client, archive, table, work))
    await client.query('commit')
    return { schools, migrations, tables }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    await client.end()
  }
}

/** A tar entry must know its length before it begins, so each table passes through a file of its own. */
async function packTable(
  client: Client,
  archive: Pack,
  table: TableShape,
  work: string,
): Promise<Manifest['tables'][number]> {
  const path = join(work, randomUUID())
  const hash = createHash('sha256')
  let bytes = 0
  let rows = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++
      done(null, chunk)
    },
  })
  const copy = client.query(copyTo(`copy ${quoted(table.name)} (${columnList(table)}) to stdout`))
  await pipeline(copy, meter, createWriteStream(path))
  await packFile(archive, tableEntry(table.name), path, bytes)
  await rm(path)
  return { ...table, rows, bytes, sha256: hash.digest('hex') }
}

async function packFiles(archive: Pack, files: FileStore): Promise<Manifest['files']> {
  let [count, total] = [0, 0]
  for await (const sha256 of files.list()) {
    // Unused uploads are cleared now and then; one that went since it was listed belongs to no record.
    const size = await files.size(sha256)
    const body = size === undefined ? undefined : await files.open(sha256)
    if (size === undefined || !body) continue
    await packStream(archive, fileEntry(sha256), body, size)
    count++
    total += size
  }
  return { count, bytes: total }
}
