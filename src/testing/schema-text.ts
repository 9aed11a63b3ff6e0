import type pg from 'pg'

/** The migrated schema as text, from the catalog: tables, columns, constraints, indexes, policies, functions. */
export async function describeSchema(client: pg.Client): Promise<string> {
  const columns = await client.query<{ table: string; line: string }>(`
    select c.relname as table, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end
      || coalesce(case when a.attgenerated = 's' then ' generated as ' else ' default ' end || pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`)
  const constraints = await client.query<{ table: string; line: string }>(`
    select c.relname as table, k.conname || ' ' || pg_get_constraintdef(k.oid) as line
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where k.contype in ('p', 'u', 'f', 'c') order by c.relname, k.contype desc, k.conname`)
  const indexes = await client.query<{ table: string; line: string }>(`
    select tablename as table, indexdef as line from pg_indexes where schemaname = 'public' order by tablename, indexname`)
  const policies = await client.query<{ table: string; line: string }>(`
    select tablename as table, policyname || ' using ' || qual as line from pg_policies where schemaname = 'public' order by 1, 2`)
  const functions = await client.query<{ line: string }>(`
    select pg_get_functiondef(p.oid) as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.prolang <> (select oid from pg_language where lanname = 'c')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by p.proname`)
  const tables = [...new Set(columns.rows.map(row => row.table))]
  const of = (rows: { table: string; line: string }[], table: string): string[] =>
    rows.filter(row => row.table === table).map(row => row.line)
  const parts = tables.map(table =>
    [
      `create table ${table} (`,
      [...of(columns.rows, table), ...of(constraints.rows, table).map(line => `constraint ${line}`)]
        .map(line => `  ${line}`)
        .join(',\n'),
      ');',
      ...of(indexes.rows, table).map(line => `${line};`),
      ...of(policies.rows, table).map(line => `-- policy ${line}`),
    ].join('\n'),
  )
  return `${[...parts, ...functions.rows.map(row => row.line.trim())].join('\n\n')}\n`
}
