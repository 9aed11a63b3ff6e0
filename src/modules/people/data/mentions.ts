import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import {
  KEEP,
  type KeepRule,
  type KnownPerson,
  type PersonTable,
  personDataPoint,
} from '../../../kernel/server/person-data.ts'
import { monthsLater } from './rules.ts'

/** A table in which a person is still to be found, by name or telephone, and why. */
export interface Mention {
  table: string
  title: string
  count: number
  rule: string
  until: string | null
  certainty: KeepRule['certainty']
}

/** Of the kernel, which no module speaks for. */
const KERNEL: readonly PersonTable[] = [
  { table: 'kernel_audit', title: '操作日志', links: [{ as: '操作人', name: 'actor_name' }], keep: KEEP.log },
  {
    table: 'kernel_command',
    title: '重复提交的旧应答',
    links: [{ as: '提交人', id: 'actor' }],
    keep: { rule: '防止重复提交的旧应答，30天后自动清除', months: 1, certainty: 'law' },
  },
]

export const tablesOf = (ctx: Ctx): readonly PersonTable[] => [
  ...ctx.all(personDataPoint).flatMap(data => data.tables),
  ...KERNEL,
]

const IN_TEXT: KeepRule = {
  rule: '正文里写到他，没有自动改动，请打开这些记录人工核对',
  months: null,
  certainty: 'unsure',
}

/**
 * Where in the whole database of the school the person is named, whatever the modules declared: every table of the
 * catalog is read, each row as text. What is found is what is told.
 */
export async function mentionsOf(ctx: Ctx, person: Pick<KnownPerson, 'name' | 'phone'>): Promise<Mention[]> {
  const known = new Map(tablesOf(ctx).map(table => [table.table as string, table]))
  const found: Mention[] = []
  for (const { name, dated } of await schoolTables(ctx)) {
    const row = sql.raw('t::text')
    const { rows } = await sql<{ n: number; last: string | null }>`
      select count(*)::int as n, ${dated ? sql`max(${sql.ref(`t.${dated}`)})::date::text` : sql`null`} as last
      from ${sql.table(name)} t where t.school_id = ${ctx.schoolId}
        and (position(${person.name} in ${row}) > 0 or ${person.phone ?? ''} <> '' and position(${person.phone ?? ''} in ${row}) > 0)`.execute(
      ctx.db,
    )
    const [hit] = rows
    if (!hit?.n) continue
    const table = known.get(name)
    const { rule, months, certainty } = table?.keep ?? IN_TEXT
    found.push({
      ...{ table: name, title: table?.title ?? name, count: hit.n, rule, certainty },
      until: months === null || !hit.last ? null : monthsLater(hit.last, months),
    })
  }
  return found
}

const DATES = ['at', 'created_at', 'made_at', 'signed_at', 'day', 'updated_at']

async function schoolTables(ctx: Ctx): Promise<{ name: string; dated: string | null }[]> {
  const { rows } = await sql<{ name: string; dates: string[] }>`
    select c.relname::text as name, coalesce(array_agg(a.attname::text order by a.attnum)
      filter (where a.atttypid in ('timestamptz'::regtype, 'date'::regtype)), '{}') as dates
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity and c.relname <> 'school'
      and exists (select from pg_attribute s where s.attrelid = c.oid and s.attname = 'school_id')
    group by 1 order by 1`.execute(ctx.db)
  return rows.map(({ name, dates }) => ({
    name,
    dated: DATES.find(date => dates.includes(date)) ?? dates[0] ?? null,
  }))
}
