import { rm } from 'node:fs/promises'
import pg from 'pg'
import { pino } from 'pino'
import { makeScratch } from '../../tools/scratch.mjs'
import { migrate } from '../kernel/server/migrate.ts'
import { migrationSources } from '../kernel/server/sources.ts'
import { modules } from '../modules/index.ts'

export type TestServer = { host: string; user: string; database: string; password?: string; port?: number }

export const TEMPLATE = 'zongwu_template'

/**
 * The server that all database tests share: TEST_PG (a socket folder or host, user zongwu) where one runs
 * already, else the product's own embedded PostgreSQL in a temporary folder.
 */
export async function startTestServer(): Promise<{ server: TestServer; stop(): Promise<void> }> {
  const given = process.env.TEST_PG
  if (given)
    return {
      server: {
        host: given,
        user: process.env.TEST_PG_USER ?? 'zongwu',
        database: 'postgres',
        ...(process.env.TEST_PG_PORT ? { port: Number(process.env.TEST_PG_PORT) } : {}),
      },
      stop: async () => undefined,
    }
  const { openEmbedded } = await import('../kernel/server/embedded/index.ts')
  const folder = makeScratch('zongwu-test-')
  const embedded = await openEmbedded({ dataDir: folder, log: pino({ level: 'silent' }) })
  await forgetful(embedded.connection)
  return {
    server: embedded.connection,
    stop: async () => {
      await embedded.destroy()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Nobody needs these databases after a power cut; a copy of one is made several times as fast. */
async function forgetful(server: TestServer): Promise<void> {
  const admin = new pg.Client(server)
  await admin.connect()
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await admin.query(`alter system set ${setting} = off`)
  await admin.query('select pg_reload_conf()')
  await admin.end()
}

/** A migrated, empty database that each test copies (35 ms a copy). Named after this run. */
export async function makeTemplate(server: TestServer, name: string): Promise<void> {
  const admin = new pg.Client({ ...server, database: 'postgres' })
  await admin.connect()
  await admin.query(`drop database if exists ${name}`)
  await admin.query(`create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
  await admin.end()
  const client = new pg.Client({ ...server, database: name })
  await client.connect()
  await migrate(client, migrationSources(modules))
  await client.end()
}

export async function dropDatabases(server: TestServer, prefix: string): Promise<void> {
  const admin = new pg.Client({ ...server, database: 'postgres' })
  await admin.connect()
  const { rows } = await admin.query<{ datname: string }>(
    'select datname from pg_database where datname like $1',
    [`${prefix}%`],
  )
  for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`)
  await admin.end()
}
