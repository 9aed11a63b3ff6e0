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
import { sealAudit } from '../../kernel/server/audit.ts'
import { openClient } from '../../kernel/server/db.ts'
import { ArchiveTrouble, packFile, packStream, packText, writeArchive } from '../archive.ts'
import { appliedMigrations, quoted } from '../backup/catalog.ts'
import { packBooks } from './books.ts'
import { fileColumns, LEFT_OUT, PARTLY, type SchoolTable, schoolTables } from './catalog.ts'
import { fileEntry, MANIFEST, README, readmeText, type SchoolManifest, tableEntry } from './manifest.ts'
import { tableTitle } from './titles.ts'

export interface SchoolExportRequest {
  slug: string
  /** Where the archive goes; replaced only when the new one is whole. */
  target: string
  version: string
}

/**
 * One school with all that is its own, as of one instant and while the product runs: workbooks for people, exact
 * tables for re-import, its files. Read with the app's role under the school's row-level security, so that no
 * row of another school can get in. Each table passes through a file, so memory does not grow with the school.
 */
export async function exportSchool(app: App, request: SchoolExportRequest): Promise<SchoolManifest> {
  await sealAudit(app.pool)
  const client = openClient(app.pool)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const school = await schoolOf(client, request.slug)
    const migrations = await appliedMigrations(client)
    const tables = await schoolTables(client)
    await client.query(
      `set local role zongwu_app; set local app.school_id = '${school.id}'; set local timezone = 'UTC'; set local datestyle = 'ISO'`,
    )
    return await writeArchive(request.target, async (archive, work) => {
      const takenAt = app.now().toISOString()
      await packText(archive, README, readmeText(school.name, takenAt))
      const packed: SchoolManifest['tables'] = []
      for (const table of tables) packed.push(await packTable(client, archive, table, work))
      const files = await packFiles(app, client, archive, tables)
      const books = await packBooks(client, archive, {
        tables,
        registry: app.registry,
        zone: school.zone,
        work,
      })
      const manifest: SchoolManifest = {
        format: 1,
        product: 'zongwu-school',
        version: request.version,
        takenAt,
        school,
        migrations,
        tables: packed,
        books,
        files,
        audit: await auditHead(client),
        leftOut: { ...LEFT_OUT, ...Object.fromEntries(Object.entries(PARTLY).map(([t, p]) => [t, p.why])) },
      }
      await packText(archive, MANIFEST, JSON.stringify(manifest, null, 1))
      return manifest
    })
  } finally {
    await client.query('rollback').catch(() => undefined)
    await client.end()
  }
}

async function schoolOf(client: Client, slug: string): Promise<SchoolManifest['school']> {
  const { rows } = await client.query<SchoolManifest['school']>(
    `select id, slug, name, short_name as "shortName", kind, zone, demo,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt" from school where slug = $1`,
    [slug],
  )
  if (rows[0]) return rows[0]
  throw new ArchiveTrouble(`这里没有代码是“${slug}”的学校。请核对 --school。`)
}

async function packTable(
  client: Client,
  archive: Pack,
  table: SchoolTable,
  work: string,
): Promise<SchoolManifest['tables'][number]> {
  const path = join(work, randomUUID())
  const columns = table.columns.map(c => c.name)
  const where = PARTLY[table.name] ? ` where ${PARTLY[table.name]?.where}` : ''
  const order = table.key.length > 0 ? ` order by ${table.key.map(quoted).join(', ')}` : ''
  const copy = client.query(
    copyTo(
      `copy (select ${columns.map(quoted).join(', ')} from ${quoted(table.name)}${where}${order}) to stdout (format csv, header, force_quote *)`,
    ),
  )
  const hash = createHash('sha256')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(copy, meter, createWriteStream(path))
  await packFile(archive, tableEntry(table.name), path, bytes)
  await rm(path)
  const { name } = table
  return { name, title: tableTitle(name), columns, rows: copy.rowCount, bytes, sha256: hash.digest('hex') }
}

const PAGE = 500

/** The files that the rows name, each once. */
async function packFiles(
  app: App,
  client: Client,
  archive: Pack,
  tables: readonly SchoolTable[],
): Promise<SchoolManifest['files']> {
  const parts = tables.flatMap(table =>
    fileColumns(table).map(column => `select ${quoted(column)} as sha256 from ${quoted(table.name)}`),
  )
  const result = { count: 0, bytes: 0, missing: [] as string[] }
  await client.query(
    `declare wanted no scroll cursor for select sha256 from (${parts.join(' union ')}) f where sha256 is not null order by 1`,
  )
  for (;;) {
    const { rows } = await client.query<{ sha256: string }>(`fetch ${PAGE} from wanted`)
    for (const { sha256 } of rows) {
      const size = await app.files.size(sha256)
      const body = size === undefined ? undefined : await app.files.open(sha256)
      if (size === undefined || !body) {
        result.missing.push(sha256)
        continue
      }
      await packStream(archive, fileEntry(sha256), body, size)
      result.count++
      result.bytes += size
    }
    if (rows.length < PAGE) break
  }
  await client.query('close wanted')
  return result
}

async function auditHead(client: Client): Promise<SchoolManifest['audit']> {
  const { rows } = await client.query<{ entries: number; head: string }>(
    'select seq as entries, hash as head from kernel_audit_head',
  )
  return { entries: Number(rows[0]?.entries ?? 0), head: rows[0]?.head ?? '' }
}
