import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { projectRoot } from './project-root.ts'

export interface MigrationSource {
  /** Module id; migrations of a module run in the order of their numbers. */
  module: string
  /** Folder under src/, e.g. "modules/repair/migrations". */
  folder: string
}

/** Any 64-bit number; one lock for all app processes that start at once. */
const LOCK = 7_203_115_001

// Owner-side helpers that every migration may use; recreated at each start, so they never drift.
const BOOTSTRAP = `
create table if not exists kernel_migration (
  module text not null, name text not null, checksum text not null,
  applied_at timestamptz not null default now(), primary key (module, name));
do $$ begin
  if not exists (select from pg_roles where rolname = 'zongwu_app') then create role zongwu_app nologin; end if;
end $$;
do $$ begin execute format('grant zongwu_app to %I', current_user);
exception when others then null; end $$;
grant usage on schema public to zongwu_app;
-- Puts each named table under its school: forced by policy for the app's role, with its grants.
create or replace function zongwu_guard(variadic tables text[]) returns void language plpgsql as $f$
declare t text;
begin
  foreach t in array tables loop
    execute format('alter table %I enable row level security', t);
    execute format('drop policy if exists %I on %I', t || '_school', t);
    execute format('create policy %I on %I using (school_id = nullif(current_setting(''app.school_id'', true), '''')::uuid)', t || '_school', t);
    execute format('grant select, insert, update, delete on %I to zongwu_app', t);
  end loop;
end $f$;
`

const GRANTS = `
grant select on school to zongwu_app;
revoke delete on kernel_audit from zongwu_app;
revoke insert, update, delete on kernel_audit_head from zongwu_app;
revoke update on kernel_audit from zongwu_app;
`

/** Brings the database to the modules' latest schema. Safe to call from several processes at once. */
export async function migrate(
  client: Client,
  sources: readonly MigrationSource[],
  options: {
    /** Only these, to make the schema of an earlier release; each must be known here, unchanged. */
    only?: readonly { module: string; name: string; checksum: string }[]
  } = {},
): Promise<string[]> {
  const wanted = options.only && knownMigrations(sources, options.only)
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    await client.query(BOOTSTRAP)
    const { rows } = await client.query<{ key: string; checksum: string }>(
      "select module || '/' || name as key, checksum from kernel_migration",
    )
    const done = new Map(rows.map(row => [row.key, row.checksum]))
    const applied: string[] = []
    for (const file of sources.flatMap(listFiles)) {
      if (wanted && !wanted.has(file.key)) continue
      const known = done.get(file.key)
      if (known !== undefined) {
        if (known !== file.checksum)
          throw new Error(`Migration ${file.key} was changed after it ran; add a new one instead`)
        continue
      }
      await client.query('begin')
      try {
        await client.query(file.sql)
        await client.query('insert into kernel_migration (module, name, checksum) values ($1, $2, $3)', [
          file.module,
          file.name,
          file.checksum,
        ])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`Migration ${file.key} failed: ${(error as Error).message}`, { cause: error })
      }
      applied.push(file.key)
    }
    if (applied.length > 0) await client.query(GRANTS)
    return applied
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

function knownMigrations(
  sources: readonly MigrationSource[],
  only: readonly { module: string; name: string; checksum: string }[],
): Set<string> {
  const here = new Map(sources.flatMap(listFiles).map(file => [file.key, file.checksum]))
  for (const { module, name, checksum } of only) {
    const key = `${module}/${name}`
    if (here.get(key) !== checksum)
      throw new Error(`Migration ${key} is not part of this release as it ran there; use a newer release`)
  }
  return new Set(only.map(({ module, name }) => `${module}/${name}`))
}

/** In an installation that came built, without its sources, the migrations lie beside the bundle. */
function sourceFolder(folder: string): string {
  const places = [join(projectRoot(), 'src', folder), join(projectRoot(), 'dist/server/assets', folder)]
  const found = places.find(place => existsSync(place))
  if (!found) throw new Error(`the migrations in ${folder} are missing from this installation`)
  return found
}

function listFiles(source: MigrationSource) {
  const folder = sourceFolder(source.folder)
  return readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(name => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return {
        module: source.module,
        name,
        key: `${source.module}/${name}`,
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
      }
    })
}
