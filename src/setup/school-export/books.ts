import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Client } from 'pg'
import type { Pack } from 'tar-stream'
import type { Registry } from '../../kernel/server/registry.ts'
import { type CellValue, streamWorkbook, type WriterSheet } from '../../mechanisms/register/index.ts'
import { hashOf, packFile } from '../archive.ts'
import { quoted } from '../backup/catalog.ts'
import { fileColumns, type SchoolTable } from './catalog.ts'
import { bookEntry, type SchoolManifest } from './manifest.ts'
import { tableTitle, type Words, wordsOf } from './titles.ts'

export interface BooksRequest {
  tables: readonly SchoolTable[]
  registry: Registry
  zone: string
  work: string
}

/** Rows that a spreadsheet holds, less its headings. */
const SHEET_ROWS = 1_000_000
const PAGE = 1000

/** One workbook a module, one sheet a table that has rows, in words: names for ids, yuan for fen, labels for states. */
export async function packBooks(
  client: Client,
  archive: Pack,
  request: BooksRequest,
): Promise<SchoolManifest['books']> {
  const books: SchoolManifest['books'] = []
  for (const [module, tables] of byModule(request)) {
    const words = wordsOf(request.registry, module)
    const sheets: WriterSheet[] = []
    for (const table of tables) sheets.push(...(await sheetsOf(client, table, words, request)))
    if (sheets.length === 0) continue
    const path = join(request.work, randomUUID())
    const target = createWriteStream(path)
    await streamWorkbook(target, sheets)
    await finished(target).catch(() => undefined)
    const { size: bytes } = await stat(path)
    const sha256 = await hashOf(createReadStream(path))
    await packFile(archive, bookEntry(words.book), path, bytes)
    await rm(path)
    books.push({ name: words.book, sheets: sheets.length, bytes, sha256 })
  }
  return books
}

/** A table belongs to the module whose id its name begins with; what is nobody's is the system's own. */
function byModule({
  tables,
  registry,
}: Pick<BooksRequest, 'tables' | 'registry'>): Map<string, SchoolTable[]> {
  const ids = registry.modules.map(m => m.contract.id)
  const groups = new Map<string, SchoolTable[]>()
  for (const table of [...tables].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const module = ids.find(id => table.name.startsWith(`${id}_`)) ?? 'kernel'
    groups.set(module, [...(groups.get(module) ?? []), table])
  }
  return groups
}

/** The columns of the workbooks that have no 中文 title yet. */
export const untitled = (request: Pick<BooksRequest, 'tables' | 'registry'>): string[] =>
  [...byModule(request)].flatMap(([module, tables]) => {
    const words = wordsOf(request.registry, module)
    return tables.flatMap(table =>
      table.columns
        .filter(c => isForPeople(table, c) && /^[a-z0-9_]+(（元）)?$/.test(words.column(c.name)))
        .map(c => `${table.name}.${c.name}`),
    )
  })

async function sheetsOf(
  client: Client,
  table: SchoolTable,
  words: Words,
  request: BooksRequest,
): Promise<WriterSheet[]> {
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${quoted(table.name)}`)
  const count = rows[0]?.n ?? 0
  const columns = table.columns.filter(c => isForPeople(table, c))
  const sheets: WriterSheet[] = []
  for (let from = 0; from < count; from += SHEET_ROWS) {
    const part = count > SHEET_ROWS ? `（${from / SHEET_ROWS + 1}）` : ''
    sheets.push({
      name: `${tableTitle(table.name)}${part}`,
      columns: columns.map(c => ({ title: words.column(c.name), width: 16 })),
      rows: pages(client, readable(table, columns, request), { from, words, columns }),
    })
  }
  return sheets
}

type Column = SchoolTable['columns'][number]

/** Bare ids, secrets and machine state stay in the exact tables. */
function isForPeople(table: SchoolTable, column: Column): boolean {
  if (/(^|_)(password_hash|token|pinyin|initials|search)$/.test(column.name)) return false
  if (fileColumns(table).includes(column.name) || column.name === 'school_id') return false
  return column.type !== 'uuid' || pointsTo(table, column) !== undefined
}

const pointsTo = (table: SchoolTable, column: Column): string | undefined =>
  table.foreignKeys.find(key => key.columns.length === 1 && key.columns[0] === column.name)?.target ??
  // Mechanisms know no module, so their columns of persons have no foreign key.
  (column.type === 'uuid' && /(person_id|_by)$/.test(column.name) ? 'people_person' : undefined)

const NAMES = ['no', 'number', 'code', 'name', 'title', 'label']

function readable(table: SchoolTable, columns: readonly Column[], request: BooksRequest): string {
  const joins: string[] = []
  const values = columns.map((column, i) => {
    const own = `t.${quoted(column.name)}`
    const target = pointsTo(table, column)
    const named = request.tables.find(other => other.name === target)
    if (column.type === 'uuid' && named) {
      const names = NAMES.filter(name => named.columns.some(c => c.name === name && c.type === 'text'))
      joins.push(
        `left join ${quoted(named.name)} r${i} on r${i}.school_id = t.school_id and r${i}.id = ${own}`,
      )
      return names.length > 0
        ? `concat_ws(' ', ${names.map(name => `r${i}.${quoted(name)}`).join(', ')})`
        : `left(${own}::text, 8)`
    }
    if (column.type.startsWith('timestamp'))
      return `to_char(${own} at time zone '${request.zone.replaceAll("'", '')}', 'YYYY-MM-DD HH24:MI')`
    if (column.type === 'bigint' && column.name.endsWith('_fen')) return `${own} / 100.0`
    if (['integer', 'bigint', 'smallint', 'numeric', 'double precision'].includes(column.type)) return own
    if (column.type === 'boolean') return `case when ${own} then '是' else '否' end`
    return `left(${own}::text, 32000)`
  })
  const order = table.key.map(name => `t.${quoted(name)}`).join(', ')
  return `select ${values.map((v, i) => `${v} as c${i}`).join(', ')} from ${quoted(table.name)} t ${joins.join(' ')} order by ${order}`
}

async function* pages(
  client: Client,
  select: string,
  { from, words, columns }: { from: number; words: Words; columns: readonly Column[] },
): AsyncGenerator<CellValue[]> {
  await client.query(`declare book no scroll cursor for ${select} limit ${SHEET_ROWS} offset ${from}`)
  for (;;) {
    const { rows } = await client.query<Record<string, unknown>>(`fetch ${PAGE} from book`)
    for (const row of rows)
      yield columns.map((column, i) => words.value(column.name, cell(row[`c${i}`], column)))
    if (rows.length < PAGE) break
  }
  await client.query('close book')
}

function cell(value: unknown, column: Column): CellValue {
  if (value === null || value === undefined) return null
  const numeric =
    column.name.endsWith('_fen') || /^(integer|bigint|smallint|numeric|double)/.test(column.type)
  return numeric ? Number(value) : String(value)
}
