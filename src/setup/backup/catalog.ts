import type { ClientBase } from 'pg'

export interface TableShape {
  name: string
  /** Columns that hold data; those the database computes are left out. */
  columns: string[]
}

/** Every table of the product, with the columns to copy, in a fixed order. */
export async function tablesOf(client: ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and c.relname <> 'kernel_migration'
     group by c.relname order by c.relname`,
  )
  return rows
}

export interface AppliedMigration {
  module: string
  name: string
  checksum: string
}

export async function appliedMigrations(client: ClientBase): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    'select module, name, checksum from kernel_migration order by applied_at, module, name',
  )
  return rows
}

/** An identifier as SQL writes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const columnList = (table: TableShape): string => table.columns.map(quoted).join(', ')
