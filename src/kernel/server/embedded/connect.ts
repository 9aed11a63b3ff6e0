import pg from 'pg'
import { DATABASE, SOCKET_PORT, USER } from './settings.ts'
import { DatabaseTrouble } from './trouble.ts'

export interface EmbeddedConnection {
  /** Folder of the unix socket; on Windows the loopback address. */
  host: string
  port: number
  user: string
  password: string
  database: string
  /** Never over a wire; said aloud because PGSSLMODE would otherwise decide. */
  ssl: false
}

/** Marks the one connection that each process of the product holds while it uses the database. */
export const KEEPER = 'zongwu-keeper'

export type Answer =
  | { kind: 'ready'; client: pg.Client }
  /** Starting, recovering or stopping. */
  | { kind: 'busy' }
  /** Nothing listens there. */
  | { kind: 'silent' }

export function connectionTo(host: string, port: number | undefined, password: string): EmbeddedConnection {
  return { host, port: port ?? SOCKET_PORT, user: USER, password, database: DATABASE, ssl: false }
}

/** Connects once, making the product's database if the server is new. */
export async function knock(connection: EmbeddedConnection): Promise<Answer> {
  try {
    return { kind: 'ready', client: await open(connection) }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === '3D000') {
      await createDatabase(connection)
      return { kind: 'busy' }
    }
    // cannot_connect_now, too_many_connections, admin_shutdown
    if (code === '57P03' || code === '53300' || code === '57P01') return { kind: 'busy' }
    if (code === '28P01')
      throw new DatabaseTrouble(
        '数据库不认保存在数据目录里的密码。请从备份恢复数据目录，不要单独改数据库的密码。',
        {
          cause: error,
        },
      )
    if (code === undefined || /^(ENOENT|ECONN|EPIPE)/.test(code) || /terminated/.test(message))
      return { kind: 'silent' }
    throw error
  }
}

/** Connections of others, and whether another process of the product is among them. */
export async function otherUsers(client: pg.Client): Promise<{ connections: number; products: number }> {
  const { rows } = await client.query<{ connections: string; products: string }>(
    `select count(*)::text as connections, count(*) filter (where application_name = $1)::text as products
     from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    [KEEPER],
  )
  return { connections: Number(rows[0]?.connections), products: Number(rows[0]?.products) }
}

async function open(connection: EmbeddedConnection): Promise<pg.Client> {
  const client = new pg.Client({
    ...connection,
    application_name: KEEPER,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // A connection that breaks later is noticed through its end.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function createDatabase(connection: EmbeddedConnection): Promise<void> {
  const client = await open({ ...connection, database: 'postgres' })
  try {
    await client.query(`create database ${DATABASE}`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04') throw error
  } finally {
    await client.end()
  }
}
