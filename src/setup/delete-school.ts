import type { App } from '../kernel/server/app.ts'

/**
 * Deletes a whole school in one transaction, with owner rights: every row of every table that carries
 * its id. Foreign keys are checked once at the end, so the order of tables does not matter; the audit
 * log's guard is off for this transaction, because its school goes as a whole.
 */
export async function deleteSchool(app: App, schoolId: string): Promise<void> {
  const client = await app.pool.connect()
  try {
    await client.query('begin')
    const { rows: tables } = await client.query<{ name: string }>(
      `select quote_ident(c.relname) as name from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'school_id' and not a.attisdropped
       where c.relkind = 'r'`,
    )
    const { rows: keys } = await client.query<{ table: string; name: string }>(
      `select quote_ident(c.relname) as table, quote_ident(k.conname) as name from pg_constraint k
       join pg_class c on c.oid = k.conrelid
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public' where k.contype = 'f'`,
    )
    for (const key of keys)
      await client.query(`alter table ${key.table} alter constraint ${key.name} deferrable`)
    await client.query('set constraints all deferred')
    await client.query('alter table kernel_audit disable trigger kernel_audit_guard')
    for (const table of tables)
      await client.query(`delete from ${table.name} where school_id = $1`, [schoolId])
    await client.query('delete from school where id = $1', [schoolId])
    await client.query('set constraints all immediate')
    await client.query('alter table kernel_audit enable trigger kernel_audit_guard')
    for (const key of keys)
      await client.query(`alter table ${key.table} alter constraint ${key.name} not deferrable`)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
