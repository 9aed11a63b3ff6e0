import { createHash } from 'node:crypto'
import { copyFileSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeScratch } from '../../../tools/scratch.mjs'
import { startOutbox } from '../../kernel/server/outbox.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { ArchiveTrouble, packText, readArchive, writeArchive } from '../archive.ts'
import { quoted, tablesOf } from '../backup/catalog.ts'
import { takeBackup } from '../backup/index.ts'
import { deleteSchool } from '../delete-school.ts'
import { makeDemoIfEmpty } from '../demo.ts'
import { untitled } from './books.ts'
import { fileColumns, LEFT_OUT, PARTLY, type SchoolTable, schoolTables } from './catalog.ts'
import { checkSchool, exportSchool, importSchool, type SchoolManifest } from './index.ts'
import { tableTitle } from './titles.ts'
import { TABLE_TITLES } from './words.ts'

const folder = makeScratch('zongwu-school-test-')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A demo school beside another one, with a file that two tables name. */
let s: Scenario
let archive: string
let manifest: SchoolManifest
let photo: string

beforeAll(async () => {
  s = await scenario()
  s.at('2026-11-20T10:00:00+08:00')
  await deleteSchool(s.app, s.schoolId)
  const outbox = startOutbox(s.app, { poll: false })
  await makeDemoIfEmpty(s.app, outbox)
  await outbox.stop()
  const { rows } = await s.app.pool.query<{ id: string }>(`select id from school where slug = 'demo'`)
  const other = await s.otherSchool()
  for (const schoolId of [rows[0]?.id, other.schoolId]) {
    const upload = await s.app.files.receive(Readable.from([`照片 ${schoolId}`]), 'a.jpg', 1000)
    await s.app.pool.query(
      `insert into attachment_file (school_id, id, sha256, name, mime, bytes, created_at)
       values ($1, gen_random_uuid(), $2, '走廊 "东", 二楼.jpg', 'image/jpeg', $3, now())`,
      [schoolId, upload.sha256, upload.bytes],
    )
    if (schoolId !== other.schoolId) photo = upload.sha256
    await s.app.files.keep(upload)
  }
  archive = join(folder, 'demo.tar.gz')
  manifest = await exportSchool(s.app, { slug: 'demo', target: archive, version: '0.1.0' })
}, 120_000)

async function withClient<T>(at: Scenario, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await at.app.pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}

const tables = (at: Scenario): Promise<SchoolTable[]> => withClient(at, schoolTables)

/** Fingerprint of a school's rows in each table, whatever their order. */
async function contents(at: Scenario, schoolId: string): Promise<Record<string, string>> {
  const prints: Record<string, string> = {}
  for (const { name } of await tables(at)) {
    const { rows } = await at.app.pool.query<{ print: string }>(
      `select count(*) || ':' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as print
       from ${quoted(name)} t where school_id = $1 ${PARTLY[name] ? `and ${PARTLY[name]?.where}` : ''}`,
      [schoolId],
    )
    prints[name] = rows[0]?.print ?? ''
  }
  return prints
}

async function entriesOf(path: string): Promise<Map<string, Buffer>> {
  const entries = new Map<string, Buffer>()
  await readArchive(path, async (name, body) => void entries.set(name, await buffer(body)))
  return entries
}

/** The same export with entries changed and the manifest made to fit, as somebody clever would. */
async function forged(name: string, change: (entries: Map<string, Buffer>) => void): Promise<string> {
  const entries = await entriesOf(archive)
  change(entries)
  const list = JSON.parse(String(entries.get('manifest.json'))) as SchoolManifest
  for (const table of list.tables)
    table.sha256 = createHash('sha256')
      .update(entries.get(`data/${table.name}.csv`) as Buffer)
      .digest('hex')
  entries.set('manifest.json', Buffer.from(JSON.stringify(list)))
  const target = join(folder, name)
  await writeArchive(target, async pack => {
    for (const [entry, body] of entries) await packText(pack, entry, body as never)
  })
  return target
}

describe('the export of a school', () => {
  it('covers every table that carries a school, or says why not', async () => {
    const { rows } = await s.app.pool.query<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'public' and column_name = 'school_id' order by 1`,
    )
    const covered = [...manifest.tables.map(t => t.name), ...Object.keys(LEFT_OUT)]
    expect([...covered].sort()).toEqual(rows.map(r => r.name))
    for (const why of Object.values(manifest.leftOut)) expect(why.length).toBeGreaterThan(10)
    const all = await withClient(s, tablesOf)
    const outside = all.map(t => t.name).filter(name => !covered.includes(name))
    expect(outside).toEqual(['kernel_note', 'kernel_rate', 'school'])
  })

  it('finds every column that names a stored file', async () => {
    const found = (await tables(s)).flatMap(t => fileColumns(t).map(column => `${t.name}.${column}`))
    expect(found.sort()).toEqual([
      'attachment_file.large_sha256',
      'attachment_file.sha256',
      'attachment_file.thumb_sha256',
      'register_import.file_sha256',
    ])
  })

  it('is brought in elsewhere, beside another school, row for row and byte for byte', async () => {
    const there = await scenario()
    const neighbour = await contents(there, there.schoolId)
    const { id } = manifest.school
    await importSchool(there.app, { archive, slug: 'moved' })
    const [before, after] = [await contents(s, id), await contents(there, id)]
    expect(after).toEqual(before)
    expect(Object.values(before).filter(print => !print.startsWith('0:')).length).toBeGreaterThan(60)
    expect(await contents(there, there.schoolId)).toEqual(neighbour)
    const copy = await there.app.files.open(photo)
    expect(String(await buffer(copy as Readable))).toBe(`照片 ${id}`)
    // Out again, the exact tables are the same to the byte, and so is the end of the audit chain.
    const again = await exportSchool(there.app, {
      slug: 'moved',
      target: join(folder, 'again.tar.gz'),
      version: '0.1.0',
    })
    expect(again.tables).toEqual(manifest.tables)
    expect(again.audit).toEqual(manifest.audit)
    expect(again.files).toEqual(manifest.files)
  })

  it('holds nothing of another school', async () => {
    const entries = await entriesOf(archive)
    const others = await s.app.pool.query<{ id: string }>(`select id from school where slug <> 'demo'`)
    for (const [name, body] of entries) expect(body.includes(others.rows[0]?.id as string), name).toBe(false)
    expect([...entries.keys()].filter(name => name.startsWith('files/'))).toEqual([`files/${photo}`])
  })

  it('calls nearly all tables and columns that people see by 中文 names', async () => {
    // What a new module brings travels from its first day, under its own name until it is given one here.
    const all = await tables(s)
    const columns = all.reduce((sum, table) => sum + table.columns.length, 0)
    expect(all.filter(t => !TABLE_TITLES[t.name]).map(t => t.name).length).toBeLessThan(all.length / 10)
    expect(untitled({ tables: all, registry: s.app.registry }).length).toBeLessThan(columns / 20)
    expect(tableTitle('asset_card')).toBe('资产卡片')
    expect(tableTitle('later_thing')).toBe('later_thing')
  })

  it('has workbooks that people can read', async () => {
    const entries = await entriesOf(archive)
    const names = manifest.books.map(b => b.name)
    expect(names).toEqual(expect.arrayContaining(['人员', '固定资产', '仓库', '报修', '系统记录']))
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(entries.get('books/固定资产.xlsx') as never)
    const cards = book.getWorksheet('资产卡片') as ExcelJS.Worksheet
    const cells = (row: number): string[] => (cards.getRow(row).values as unknown[]).slice(1).map(String)
    expect(cells(1).filter(title => /^[a-z_]+$/.test(title))).toEqual([])
    expect(cards.rowCount - 1).toBe(manifest.tables.find(t => t.name === 'asset_card')?.rows)
    expect(cells(2).some(value => /^[0-9a-f]{8}-/.test(value))).toBe(false)
  })

  it('leaves no temporary folder', () => {
    expect(readdirSync(folder).filter(name => name.startsWith('.zongwu'))).toEqual([])
  })
})

describe('an import is refused, and changes nothing,', () => {
  const schools = async (at: Scenario): Promise<number> =>
    (await at.app.pool.query<{ n: number }>('select count(*)::int as n from school')).rows[0]?.n ?? 0

  it('where the school is already, or its code is taken', async () => {
    await expect(importSchool(s.app, { archive, slug: 'other' })).rejects.toThrow('已经在这里了')
    const there = await scenario()
    await expect(importSchool(there.app, { archive, slug: 'demo1' })).rejects.toThrow(
      '已被江城市第一职业学校占用',
    )
    await expect(importSchool(there.app, { archive, slug: '../x' })).rejects.toThrow('代码要用')
    await expect(checkSchool(there.app, { archive })).resolves.toMatchObject({ school: { slug: 'demo' } })
    expect(await schools(there)).toBe(1)
  })

  it('when it comes from a release that is not known here', async () => {
    const there = await scenario()
    await there.app.pool.query(`delete from kernel_migration where module = 'people' and name like '0002%'`)
    await expect(checkSchool(there.app, { archive })).rejects.toThrow('版本不同')
    await expect(importSchool(there.app, { archive })).rejects.toThrow('版本不同')
    expect(await schools(there)).toBe(1)
  })

  it('when a later program was at work here', async () => {
    const there = await scenario()
    await there.app.pool.query(
      `insert into kernel_migration (module, name, checksum) values ('later', '0001_later.sql', 'x')`,
    )
    await expect(importSchool(there.app, { archive })).rejects.toThrow('版本不同')
    expect(await schools(there)).toBe(1)
  })

  it('when the file is torn, damaged, a whole backup, or not there', async () => {
    const there = await scenario()
    const torn = join(folder, 'torn.tar.gz')
    copyFileSync(archive, torn)
    truncateSync(torn, Math.floor(statSync(torn).size / 2))
    await expect(importSchool(there.app, { archive: torn })).rejects.toThrow(ArchiveTrouble)
    const entries = await entriesOf(archive)
    const damaged = join(folder, 'damaged.tar.gz')
    await writeArchive(damaged, async pack => {
      for (const [name, body] of entries)
        await packText(pack, name, (name === 'data/people_person.csv' ? `${body}x` : body) as never)
    })
    await expect(importSchool(there.app, { archive: damaged })).rejects.toThrow(
      'people_person.csv 缺失或损坏',
    )
    const whole = join(folder, 'whole.tar.gz')
    await takeBackup(there.app, { target: whole, version: '0.1.0' })
    await expect(importSchool(there.app, { archive: whole })).rejects.toThrow('整套备份')
    await expect(importSchool(there.app, { archive: join(folder, 'none') })).rejects.toThrow('找不到')
    expect(await schools(there)).toBe(1)
  })

  it('when rows of another school were put in by hand, or the log was changed', async () => {
    const there = await scenario()
    const smuggled = await forged('smuggled.tar.gz', entries => {
      const name = 'data/kernel_number.csv'
      const text = String(entries.get(name))
      entries.set(name, Buffer.from(text.replace(manifest.school.id, there.schoolId)))
    })
    await expect(importSchool(there.app, { archive: smuggled })).rejects.toThrow('行数不符')
    const changed = await forged('changed.tar.gz', entries => {
      const name = 'data/kernel_audit.csv'
      entries.set(name, Buffer.from(String(entries.get(name)).replace('people.create', 'people.update')))
    })
    await expect(importSchool(there.app, { archive: changed })).rejects.toThrow('导入后核对不符')
    expect(await schools(there)).toBe(1)
    for (const { name } of await tables(there)) {
      const { rows } = await there.app.pool.query(
        `select 1 from ${quoted(name)} where school_id = $1 limit 1`,
        [manifest.school.id],
      )
      expect(rows, name).toEqual([])
    }
  })
})
