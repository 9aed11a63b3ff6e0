import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
export type DbPool = pg.Pool
export type Connection =
  | { connectionString: string }
  | { host: string; user: string; database: string; password?: string }

// A date shifted by the server's zone, or an int8 that silently loses digits, would be a wrong record.
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, text => text)
pg.types.setTypeParser(pg.types.builtins.INTERVAL, text => text)
pg.types.setTypeParser(pg.types.builtins.INT8, text => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`int8 out of range: ${text}`)
  return value
})

export function openPool(connection: Connection, options: { max: number; name: string }): DbPool {
  const pool = new pg.Pool({
    ...connection,
    max: options.max,
    application_name: options.name,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  })
  // An idle connection that the server drops is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  // Nor must a connection that dies in the middle of a transaction; its queries fail, and that is enough.
  pool.on('connect', client => client.on('error', () => undefined))
  return pool
}

export interface TransactionScope {
  /** Omitted: owner rights and no school, for the few kernel tasks that span schools. */
  schoolId?: string
  readOnly?: boolean
}

/** Runs `work` in one transaction under the school's row-level security. */
export async function transaction<T>(
  pool: DbPool,
  scope: TransactionScope,
  work: (db: Db, client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(openingStatement(scope))
    const result = await work(over(client), client)
    await client.query('commit')
    return result
  } catch (error) {
    try {
      await client.query('rollback')
    } catch (failure) {
      broken = failure as Error
    }
    throw error
  } finally {
    client.release(broken)
  }
}

function openingStatement(scope: TransactionScope): string {
  const begin = scope.readOnly ? 'begin transaction isolation level repeatable read read only' : 'begin'
  if (scope.schoolId === undefined) return begin
  // Inlined to make one round trip of three statements; hence the strict check.
  if (!/^[0-9a-f-]{36}$/.test(scope.schoolId)) throw new Error('not a school id')
  return `${begin}; set local role zongwu_app; set local app.school_id = '${scope.schoolId}'`
}

/** A query builder bound to one client, so that whoever holds it is inside that transaction. */
export function over(client: pg.ClientBase): Db {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new BoundDriver(client),
      createIntrospector: db => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

class BoundDriver implements Driver {
  readonly #connection: BoundConnection
  constructor(client: pg.ClientBase) {
    this.#connection = new BoundConnection(client)
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
  beginTransaction(): Promise<void> {
    throw new Error('already in a transaction: use savepoint()')
  }
  commitTransaction(): Promise<void> {
    throw new Error('the kernel commits')
  }
  rollbackTransaction(): Promise<void> {
    throw new Error('the kernel rolls back')
  }
}

class BoundConnection implements DatabaseConnection {
  readonly #client: pg.ClientBase
  #tail: Promise<unknown> = Promise.resolve()
  constructor(client: pg.ClientBase) {
    this.#client = client
  }
  // Queries started side by side in a handler run one after the other on its one connection.
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const turn = this.#tail.then(() =>
      this.#client.query({ text: query.sql, values: query.parameters as unknown[] }),
    )
    this.#tail = turn.catch(() => undefined)
    const result = await turn
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
  }
  // biome-ignore lint/correctness/useYield: part of the interface, never used
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming goes through keyset pages')
  }
}

/** Runs `work` so that its failure undoes its own writes only. */
export async function savepoint<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await db.executeQuery(CompiledQuery.raw('savepoint step'))
  try {
    const result = await work()
    await db.executeQuery(CompiledQuery.raw('release savepoint step'))
    return result
  } catch (error) {
    await db.executeQuery(CompiledQuery.raw('rollback to savepoint step; release savepoint step'))
    throw error
  }
}
