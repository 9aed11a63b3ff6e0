import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Pack, pack } from 'tar-stream'
import type { App } from '../../kernel/server/app.ts'
import { openClient } from '../../kernel/server/db.ts'
import { appliedMigrations, columnList, quoted, type TableShape, tablesOf } from './catalog.ts'
import { fileEntry, MANIFEST, type Manifest, tableEntry } from './manifest.ts'

export interface BackupRequest {
  /** Where the archive goes, e.g. zongwu-2026-11-22.tar.gz; replaced only when the new one is whole. */
  target: string
  /** Folder of the stored files. */
  filesFolder: string
  version: string
}

/**
 * Copies database and files into one archive while the product runs: all tables as of one instant (one
 * repeatable-read transaction), then every stored file. Files are kept under their content hash and before
 * the record that names them, so each file that the instant knows is there. What a crash leaves is a `.part`
 * file, never half an archive under the right name.
 */
export async function takeBackup(app: App, request: BackupRequest): Promise<Manifest> {
  const target = resolve(request.target)
  await mkdir(dirname(target), { recursive: true })
  const work = await mkdtemp(join(dirname(target), '.zongwu-backup-'))
  const part = join(work, basename(target))
  const archive = pack()
  const written = pipeline(archive, createGzip({ level: 6 }), createWriteStream(part, { flush: true }))
  try {
    const database = await snapshot(app, archive, work)
    const files = await packFiles(archive, request.filesFolder)
    const manifest: Manifest = {
      format: 1,
      product: 'zongwu',
      version: request.version,
      takenAt: app.now().toISOString(),
      ...database,
      files,
    }
    await entry(archive, MANIFEST, Buffer.from(JSON.stringify(manifest, null, 1)))
    archive.finalize()
    await written
    await rename(part, target)
    return manifest
  } catch (error) {
    archive.destroy(error as Error)
    await written.catch(() => undefined)
    throw error
  } finally {
    await rm(work, { recursive: true, force: true })
  }
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

async function packFiles(archive: Pack, folder: string): Promise<Manifest['files']> {
  let [count, total] = [0, 0]
  for (const name of await storedFiles(folder)) {
    const path = join(folder, name.slice(0, 2), name.slice(2, 4), name)
    // Unused uploads are cleared now and then; one that went since it was listed belongs to no record.
    const size = await stat(path).then(
      found => found.size,
      () => undefined,
    )
    if (size === undefined) continue
    await packFile(archive, fileEntry(name), path, size)
    count++
    total += size
  }
  return { count, bytes: total }
}

/** Content hashes of what is stored, in order. */
export async function storedFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  return names
    .map(name => basename(name))
    .filter(name => /^[0-9a-f]{64}$/.test(name))
    .sort()
}

const packFile = (archive: Pack, name: string, path: string, size: number): Promise<void> =>
  pipeline(createReadStream(path), archive.entry({ name, size, mtime: new Date(0) }))

const entry = (archive: Pack, name: string, body: Buffer): Promise<void> =>
  new Promise((done, fail) => {
    archive.entry({ name, mtime: new Date(0) }, body, error => (error ? fail(error) : done()))
  })
