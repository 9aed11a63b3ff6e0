import { sql } from 'kysely'
import { kernelError } from '../../../kernel/pure/errors.ts'
import { type Ctx, hasRole, userOf } from '../../../kernel/server/ctx.ts'
import { Download } from '../../../kernel/server/files.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { KnownPerson, PersonTable } from '../../../kernel/server/person-data.ts'
import { noteReading } from '../../../kernel/server/reading.ts'
import { packStored, writeWorkbook } from '../../../mechanisms/register/index.ts'
import { contract } from '../contract.ts'
import { PERSON_KINDS } from '../rules.ts'
import { isAbout, sought } from './link.ts'
import { tablesOf } from './mentions.ts'

type H = Handlers<typeof contract>
type Row = Record<string, unknown>

const MOST = 10_000
/** Never leaves, to nobody. */
const SECRET = /hash|token|secret|sha256|fingerprint/
const DERIVED = /^(school_id|pinyin|initials|search|version)$/

/** Everything the system holds about one person, for himself or at his request: a workbook to read, JSON to take along. */
export const copy: H['copy'] = async (ctx, input) => {
  if (userOf(ctx)?.personId !== input.id && !hasRole(ctx, 'admin'))
    throw kernelError('kernel.forbidden', { operation: contract.operations.copy.title })
  const person = await ctx.db
    .selectFrom('people_person')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (!person) throw contract.fail('no_person')
  const who = await sought(ctx, person)
  const own = {
    姓名: person.name,
    类别: PERSON_KINDS[person.kind],
    工号: person.staff_no ?? '',
    电话: person.phone ?? '',
    备注: person.note,
    离开: person.left_on ?? '',
  }
  const parts: { table: PersonTable; rows: Row[] }[] = []
  for (const table of tablesOf(ctx)) parts.push({ table, rows: await rowsOf(ctx, table, who) })
  const held = parts.filter(part => part.rows.length > 0)
  const json = {
    person: own,
    exportedAt: ctx.now.toISOString(),
    records: held.map(({ table, rows }) => ({ kind: table.title, table: table.table, rows })),
  }
  const book = await writeWorkbook([
    {
      name: '本人资料',
      lead: ['个人信息副本', `${ctx.today} 导出，请妥善保管`],
      columns: [
        { title: '项目', width: 14 },
        { title: '内容', width: 40, wrap: true },
      ],
      rows: Object.entries(own),
    },
    {
      name: '记录',
      columns: ['类别', '他在其中是', '编号', '时间', '内容'].map((title, i) => ({
        title,
        width: [16, 14, 18, 20, 60][i] as number,
        wrap: i === 4,
      })),
      rows: held.flatMap(({ table, rows }) => rows.map(row => lineOf(table, row))),
    },
  ])
  noteReading(ctx, contract.operations.copy, {
    subject: { kind: 'people.person', id: person.id },
    note: `个人信息副本，${held.length} 类`,
  })
  const zip = packStored(
    new Map([
      ['records.xlsx', book],
      ['records.json', Buffer.from(JSON.stringify(json, null, 1))],
    ]),
  )
  return new Download({
    body: zip,
    fileName: `个人信息_${person.name}_${ctx.today}.zip`,
    contentType: 'application/zip',
  })
}

/** His rows, with what is his in them: names, telephones and ids of others in the same row are left out. */
async function rowsOf(ctx: Ctx, table: PersonTable, who: KnownPerson): Promise<Row[]> {
  const about = table.links.map(link => isAbout(link, who))
  const { rows } = await sql<{ row: Row; his: boolean[] }>`
    select to_jsonb(t) as row, array[${sql.join(about)}] as his from ${sql.table(table.table)} t
    where t.school_id = ${ctx.schoolId} and (${sql.join(about, sql` or `)}) limit ${MOST}`.execute(ctx.db)
  return rows.map(({ row, his }) => {
    const mine = new Set(table.links.filter((_, i) => his[i]).flatMap(columnsOf))
    const others = new Set(table.links.flatMap(columnsOf).filter(name => !mine.has(name)))
    const kept = Object.entries(row).filter(
      ([name, value]) => value !== null && !others.has(name) && !SECRET.test(name) && !DERIVED.test(name),
    )
    return { as: table.links.filter((_, i) => his[i]).map(link => link.as), ...Object.fromEntries(kept) }
  })
}

const columnsOf = (link: PersonTable['links'][number]): string[] =>
  [link.id, link.name, link.phone].filter(name => name !== undefined)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const first = (row: Row, names: readonly string[]): string => names.map(n => text(row[n])).find(t => t) ?? ''

const lineOf = (table: PersonTable, row: Row): string[] => [
  table.title,
  (row.as as string[]).join('、'),
  first(row, ['no', 'receipt_no', 'code']),
  first(row, ['at', 'created_at', 'reported_at', 'signed_at', 'made_at', 'day', 'updated_at'])
    .slice(0, 19)
    .replace('T', ' '),
  first(row, [
    'title',
    'statement',
    'text',
    'operation',
    'purpose',
    'reason',
    'item',
    'alias',
    'role',
    'note',
    'duty',
  ]),
]
