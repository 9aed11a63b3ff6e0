import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { App } from '../../kernel/server/app.ts'
import { verifyChain } from '../../kernel/server/audit.ts'
import { openClient } from '../../kernel/server/db.ts'
import { inSchool } from '../../kernel/server/run.ts'
import { ledger } from '../../mechanisms/ledger/index.ts'
import { ArchiveTrouble, hashOf, parseJson, readArchive, storeFile, textOf } from '../archive.ts'
import { appliedMigrations, quoted } from '../backup/catalog.ts'
import { deleteSchool } from '../delete-school.ts'
import { type SchoolTable, schoolTables } from './catalog.ts'
import { bookEntry, fileEntry, MANIFEST, README, SchoolManifest, tableEntry } from './manifest.ts'
import { ageOf, broughtUpToDate } from './older.ts'

export interface SchoolImportRequest {
  archive: string
  /** Another code for the school here. */
  slug?: string | undefined
}

/** Reads the export from end to end: every part there, every checksum right. Changes nothing. */
export async function inspectSchool(archive: string): Promise<SchoolManifest> {
  const seen = new Map<string, string>()
  let manifest: SchoolManifest | undefined
  await readArchive(archive, async (name, body) => {
    if (name !== MANIFEST) return void seen.set(name, await hashOf(body))
    const json = parseJson(await textOf(body))
    if ((json as { product?: unknown } | undefined)?.product === 'zongwu')
      throw new ArchiveTrouble('这是整套备份，不是一所学校的导出。请用 npx zongwu restore 恢复。')
    manifest = SchoolManifest.safeParse(json).data
    if (!manifest)
      throw new ArchiveTrouble('这份导出的清单看不懂：可能来自更新的版本。请用同版本的程序导入。')
  })
  if (!manifest) throw new ArchiveTrouble('这份导出不完整（没有清单）。请在原处重新导出。')
  const expected = new Map([
    ...manifest.tables.map(table => [tableEntry(table.name), table.sha256] as const),
    ...manifest.books.map(book => [bookEntry(book.name), book.sha256] as const),
  ])
  for (const [name, sha256] of expected)
    if (seen.get(name) !== sha256)
      throw new ArchiveTrouble(`导出里的 ${name} 缺失或损坏，没有导入任何内容。请在原处重新导出。`)
  const files = [...seen].filter(([name]) => name.startsWith('files/'))
  for (const [name, sha256] of files)
    if (name !== fileEntry(sha256))
      throw new ArchiveTrouble(`导出里的 ${name} 已损坏，没有导入任何内容。请在原处重新导出。`)
  const others = [...seen.keys()].filter(name => !expected.has(name) && !name.startsWith('files/'))
  if (files.length !== manifest.files.count || others.some(name => name !== README))
    throw new ArchiveTrouble('导出里的文件和清单不符，没有导入任何内容。请在原处重新导出。')
  return manifest
}

/** What stands against an import here; throws with the way out. */
async function assertImportable(
  client: Client,
  manifest: SchoolManifest,
  slug: string,
): Promise<'same' | 'older'> {
  if (!/^[a-z0-9][a-z0-9]{1,19}$/.test(slug))
    throw new ArchiveTrouble('学校代码要用 2 到 20 个小写字母或数字。请用 --slug 另起一个。')
  const { rows } = await client.query<{ id: string; slug: string; name: string }>(
    'select id, slug, name from school where id = $1 or slug = $2',
    [manifest.school.id, slug],
  )
  if (rows.some(school => school.id === manifest.school.id))
    throw new ArchiveTrouble(
      `${manifest.school.name}已经在这里了，没有导入任何内容。导入要到另一套总务里做，或先删除这里的这所学校。`,
    )
  if (rows[0])
    throw new ArchiveTrouble(
      `代码“${slug}”已被${rows[0].name}占用，没有导入任何内容。请加 --slug 另起一个代码。`,
    )
  const age = ageOf(manifest.migrations, await appliedMigrations(client))
  if (age === 'unknown') throw unknownRelease(manifest)
  return age
}

const unknownRelease = ({ version }: SchoolManifest): ArchiveTrouble =>
  new ArchiveTrouble(
    `版本不同：这份导出来自 ${version}，它的数据结构和这里的对不上，没有导入任何内容。请把这里升级到同一版本或更新的版本，或把原处升级后重新导出。`,
  )

/** Says whether the export is whole and could be brought in here. Changes nothing. */
export async function checkSchool(app: App, request: SchoolImportRequest): Promise<SchoolManifest> {
  const manifest = await inspectSchool(request.archive)
  await withClient(app, client => assertImportable(client, manifest, request.slug ?? manifest.school.slug))
  return manifest
}

/**
 * Brings the school in, in one transaction, beside the schools that are here: everything or nothing. The rows
 * keep their ids, so the audit chain holds. An export of an earlier release is upgraded in a database of its own first.
 */
export async function importSchool(app: App, request: SchoolImportRequest): Promise<SchoolManifest> {
  const manifest = await inspectSchool(request.archive)
  const slug = request.slug ?? manifest.school.slug
  const age = await withClient(app, client => assertImportable(client, manifest, slug))
  if (age === 'same') {
    await bringIn(app, request.archive, manifest, slug)
    await assertSound(app, manifest)
    return manifest
  }
  const now = await broughtUpToDate(app, manifest, scratch =>
    bringIn(scratch, request.archive, manifest, manifest.school.slug),
  )
  try {
    const upgraded = await inspectSchool(now.archive)
    await bringIn(app, now.archive, upgraded, slug)
    await assertSound(app, upgraded)
    return upgraded
  } finally {
    await now.done()
  }
}

/**
 * Before the commit each table is counted with the app's role under the school's row-level security; a file made by
 * hand with rows of another school is refused by that.
 */
async function bringIn(app: App, archive: string, manifest: SchoolManifest, slug: string): Promise<void> {
  const { school } = manifest
  await withClient(app, async client => {
    await client.query('begin')
    try {
      // A later program has been here: its migrations are not this one's to run.
      if ((await assertImportable(client, manifest, slug)) !== 'same') throw unknownRelease(manifest)
      await client.query(
        `insert into school (id, slug, name, short_name, kind, zone, demo, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[school.id, slug, school.name, school.shortName, school.kind, school.zone],
          ...[school.demo, school.createdAt],
        ],
      )
      await load(app, client, archive, manifest, await schoolTables(client))
      await client.query(`set local role zongwu_app; set local app.school_id = '${school.id}'`)
      for (const { name, title, rows } of manifest.tables) {
        const counted = await client.query<{ n: number }>(`select count(*)::int as n from ${quoted(name)}`)
        if (counted.rows[0]?.n !== rows)
          throw new ArchiveTrouble(`${title}导入后行数不符（应有 ${rows} 行），已撤回，什么也没有改动。`)
      }
      await client.query('reset role')
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    }
  })
}

async function withClient<T>(app: App, work: (client: Client) => Promise<T>): Promise<T> {
  const client = openClient(app.pool)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function load(
  app: App,
  client: Client,
  archive: string,
  manifest: SchoolManifest,
  tables: readonly SchoolTable[],
): Promise<void> {
  const byEntry = new Map(tables.map(table => [tableEntry(table.name), table]))
  const late: SchoolTable[] = []
  await readArchive(archive, async (name, body) => {
    const table = byEntry.get(name)
    if (table) {
      const columns = table.columns.map(c => quoted(c.name)).join(', ')
      const waits = table.late.length > 0
      const into = waits ? quoted(`load_${table.name}`) : quoted(table.name)
      if (waits) {
        late.push(table)
        await client.query(`create temp table ${into} (like ${quoted(table.name)}) on commit drop`)
      }
      await pipeline(
        body,
        client.query(copyFrom(`copy ${into} (${columns}) from stdin (format csv, header)`)),
      )
      if (waits) {
        const values = table.columns.map(c => (table.late.includes(c.name) ? 'null' : quoted(c.name)))
        await client.query(
          `insert into ${quoted(table.name)} (${columns}) select ${values.join(', ')} from ${into}`,
        )
      }
    } else if (name.startsWith('files/')) await storeFile(app.files, body, name.slice('files/'.length))
    else for await (const _ of body);
  })
  for (const { name, late: columns, key } of late)
    await client.query(
      `update ${quoted(name)} t set ${columns.map(c => `${quoted(c)} = l.${quoted(c)}`).join(', ')}
       from ${quoted(`load_${name}`)} l where ${key.map(k => `t.${quoted(k)} = l.${quoted(k)}`).join(' and ')}
         and (${columns.map(c => `l.${quoted(c)} is not null`).join(' or ')})`,
    )
  const loaded = new Set(manifest.tables.map(t => t.name))
  const absent = tables.filter(table => !loaded.has(table.name))
  if (absent.length > 0)
    throw new ArchiveTrouble(`导出里没有 ${absent[0]?.name} 的数据，没有导入任何内容。请在原处重新导出。`)
}

/** The chain must end where it ended there, and every balance be the sum of its entries; or the school goes again. */
async function assertSound(app: App, manifest: SchoolManifest): Promise<void> {
  const { id } = manifest.school
  const chain = await verifyChain(app.pool, id)
  const actor = { kind: 'system', name: '导入学校' } as const
  const books = await inSchool(app, { schoolId: id, actor }, ctx => ctx.run(ledger.verify, {}))
  const faults = [...chain.faults, ...books.faults]
  if (manifest.audit.head && chain.head !== manifest.audit.head)
    faults.push('审计日志的末尾校验值和导出时不同')
  if (faults.length === 0) return
  await deleteSchool(app, id)
  throw new ArchiveTrouble(
    `导入后核对不符，已全部撤回：${faults[0]}。请在原处运行 npx zongwu verify 后重新导出。`,
  )
}
