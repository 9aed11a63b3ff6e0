import type { ClientBase } from 'pg'

export interface ForeignKey {
  /** The columns beside school_id. */
  columns: string[]
  target: string
}

export interface SchoolTable {
  name: string
  /** Columns that hold data; those the database computes are left out. */
  columns: { name: string; type: string; nullable: boolean }[]
  key: string[]
  foreignKeys: ForeignKey[]
  triggered: boolean
  /** Columns that are filled after all tables are in, for they point around a circle of tables. */
  late: string[]
}

/** Tables of a school that do not travel with it, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  account_factor: '动态码的密钥只有原来的服务器能解开；换了地方要重新设置。',
  account_recovery_code: '恢复码随动态码一起作废，重新设置时再发。',
  account_session: '登录状态属于原来的那台服务器；换了地方要重新登录。',
}

/** Tables of which only some rows travel, and why. */
export const PARTLY: Readonly<Record<string, { where: string; why: string }>> = {
  kernel_outbox: {
    where: 'done_at is null',
    why: '已处理的内部通知不再有用；还没处理的带走，到新处继续处理。',
  },
}

/**
 * Every table that the catalog shows to belong to schools, in an order in which rows can be written: what is
 * pointed to comes first; tables whose triggers write elsewhere come before what they write to.
 */
export async function schoolTables(client: ClientBase): Promise<SchoolTable[]> {
  const { rows: tables } = await client.query<Omit<SchoolTable, 'late'>>(CATALOG)
  const byName = new Map(tables.map(t => [t.name, { ...t, late: [] as string[] }]))
  const ordered: SchoolTable[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (table: SchoolTable): void => {
    state.set(table.name, 'open')
    for (const key of table.foreignKeys) {
      const target = byName.get(key.target)
      if (!target || key.target === table.name || state.get(key.target) === 'done') continue
      if (state.get(key.target) !== 'open') visit(target)
      else table.late.push(...lateColumns(table, key))
    }
    state.set(table.name, 'done')
    ordered.push(table)
  }
  const roots = [...byName.values()]
  for (const table of [...roots.filter(t => t.triggered), ...roots.filter(t => !t.triggered)])
    if (!state.has(table.name)) visit(table)
  return ordered.filter(table => !(table.name in LEFT_OUT))
}

function lateColumns(table: SchoolTable, key: ForeignKey): string[] {
  const late = key.columns.filter(name => table.columns.find(c => c.name === name)?.nullable)
  if (late.length === 0)
    throw new Error(`${table.name} and ${key.target} need each other and neither can wait`)
  return late
}

/** Columns that name a stored file by its content hash. */
export const fileColumns = (table: SchoolTable): string[] =>
  table.columns.filter(c => /(^|_)sha256$/.test(c.name) && c.type === 'text').map(c => c.name)

const CATALOG = `
select c.relname::text as name,
  (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null),
            'nullable', not a.attnotnull) order by a.attnum)
   from pg_attribute a
   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
  (select array_agg(a.attname::text order by k.place)
   from pg_constraint p, unnest(p.conkey) with ordinality k(num, place)
   join pg_attribute a on a.attnum = k.num
   where p.conrelid = c.oid and p.contype = 'p' and a.attrelid = c.oid) as key,
  coalesce((select jsonb_agg(jsonb_build_object('target', f.confrelid::regclass::text, 'columns',
      (select jsonb_agg(a.attname order by k.place) from unnest(f.conkey) with ordinality k(num, place)
       join pg_attribute a on a.attnum = k.num where a.attrelid = c.oid and a.attname <> 'school_id')) order by f.conname)
   from pg_constraint f
   where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> 'school'::regclass
     and cardinality(f.conkey) > 1), '[]') as "foreignKeys",
  exists (select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal and t.tgtype & 4 = 4) as triggered
from pg_class c
join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
where c.relkind = 'r' and c.relrowsecurity and c.relname <> 'school'
  and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'school_id' and not a.attisdropped)
order by c.relname`
