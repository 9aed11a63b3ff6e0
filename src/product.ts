import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Logger } from 'pino'
import type { App } from './kernel/server/app.ts'
import type { Config } from './kernel/server/config.ts'
import { type Connection, openPool } from './kernel/server/db.ts'
import { type Embedded, openEmbedded } from './kernel/server/embedded/index.ts'
import { type FileStore, openFileStore } from './kernel/server/files.ts'
import { openBucketStore } from './kernel/server/files-s3.ts'
import { openLog } from './kernel/server/log.ts'
import { migrate } from './kernel/server/migrate.ts'
import { type OutboxWorker, startOutbox } from './kernel/server/outbox.ts'
import { buildRegistry } from './kernel/server/registry.ts'
import { backgroundDone } from './kernel/server/run.ts'
import { findKeys, isForeignKey, openSecrets } from './kernel/server/secrets.ts'
import { migrationSources } from './kernel/server/sources.ts'
import { modules } from './modules/index.ts'

export interface Product {
  app: App
  outbox: OutboxWorker
  /** Restarts the embedded database if it died; nothing to do for a server. */
  revive(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens database and files and brings the schema up to date. With the embedded database: starts it, or
 * attaches to the one that another process of the product has running.
 */
export async function openProduct(config: Config, options: { serve: boolean }): Promise<Product> {
  const log = openLog(config.logLevel)
  const keys = await findKeys(config.keys, config.dataDir)
  const secrets = openSecrets(keys)
  const { connection, embedded } = await openDatabase(config, log)
  try {
    await bringUpToDate(connection, log)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
  const pool = openPool(connection, { max: config.poolSize, name: 'zongwu' })
  const app: App = {
    registry: buildRegistry(modules),
    pool,
    files: openFiles(config, log),
    secrets,
    log,
    publicUrl: (config.publicUrl ?? `http://localhost:${config.port}`).replace(/\/+$/, ''),
    now: () => new Date(),
    wake: () => outbox.wake(),
  }
  if (await isForeignKey(pool, keys))
    log.warn({ keyId: secrets.keyId }, 'sealed with another key; set ZONGWU_KEY or bring secret.key along')
  const outbox = startOutbox(app, { poll: options.serve })
  return {
    app,
    outbox,
    revive: async () => {
      await embedded?.ensureRunning()
    },
    close: async () => {
      await outbox.stop()
      await backgroundDone(app)
      await pool.end()
      await embedded?.stop()
    },
  }
}

/** The database as it is, whatever its schema. */
export async function openDatabase(
  config: Config,
  log = openLog(config.logLevel),
): Promise<{ connection: Connection; embedded?: Embedded }> {
  mkdirSync(config.dataDir, { recursive: true })
  if (config.databaseUrl) return { connection: { connectionString: config.databaseUrl } }
  const embedded = await openEmbedded({ dataDir: config.dataDir, log })
  return { connection: embedded.connection, embedded }
}

/** Where photos, papers and imported spreadsheets are kept. */
export function openFiles(config: Config, log = openLog(config.logLevel)): FileStore {
  const folder = join(config.dataDir, 'files')
  if (!config.bucket) return openFileStore(folder)
  return openBucketStore(config.bucket, {
    incoming: join(folder, 'incoming'),
    onFailure: failure => log.error(failure, 'object store'),
  })
}

async function bringUpToDate(connection: Connection, log: Logger): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ v: string }>('show server_version_num')
    if (Number(rows[0]?.v) < 150_000) throw new Error('需要 PostgreSQL 15 或更高版本，请升级数据库服务器。')
    const applied = await migrate(client, migrationSources(modules))
    if (applied.length > 0) log.info({ applied }, 'schema brought up to date')
  } finally {
    await client.end()
  }
}
