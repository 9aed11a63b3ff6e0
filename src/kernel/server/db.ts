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
import { forgetStatements, isStalePlan, statementName } from './statements.ts'
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

export function openPool(
  connection: Connection,
  options: { max: number; name: string; idleMs?: number },
): DbPool {
  const pool = new pg.Pool({
    ...connection,
    max: options.max,
    application_name: options.name,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: options.idleMs ?? 30_000,
    keepAlive: true,
    // A statement is sent without waiting for the answer to the one before it; answers come in order.
    pipeline: true,
  })
  // An idle connection that the server drops is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  // Nor must a connection that dies in the middle of a transaction; its queries fail, and that is enough.
  pool.on('connect', client => client.on('error', () => undefined))
  return pool
}

/** A connection beside the pool, for COPY, which cannot share one with statements sent ahead. */
export const openClient = (pool: DbPool): pg.Client => {
  // The pool hides these from enumeration, so that they are not logged; a spread would leave them behind.
  const { password, ssl } = pool.options
  return new pg.Client({ ...pool.options, password, ssl, pipeline: false })
}

export interface TransactionScope {
  /** Omitted: owner rights and no school, for the few kernel tasks that span schools. */
  schoolId?: string
  readOnly?: boolean
  /** Writes that `work` sent last and did not wait for, see `sendBehind`; the commit goes right behind them. */
  tail?: Promise<unknown>[]
}

/** The way to the database within one transaction. */
export interface Line {
  /** Resolves when the next statement has been sent. */
  nextSent(): Promise<void>
}

/** Sends a write without waiting for its answer, but not before it is on its way: the commit must come after it. */
export async function sendBehind(
  line: Line,
  tail: Promise<unknown>[],
  write: () => Promise<unknown>,
): Promise<void> {
  const sent = line.nextSent()
  const done = write()
  tail.push(done)
  await Promise.race([sent, done])
}

/** Runs `work` in one transaction under the school's row-level security. */
export async function transaction<T>(
  pool: DbPool,
  scope: TransactionScope,
  work: (db: Db, client: pg.PoolClient, line: Line) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const bound = new BoundConnection(client)
  let result: T
  try {
    inOneGo(client)
    const opened = client.query(openingStatement(scope))
    if (scope.readOnly) {
      // The first statements travel with it. Should it fail, what they found is thrown away, never returned;
      // a writer waits, because what it did could not be taken back.
      opened.catch(() => undefined)
      result = await work(over(bound), client, bound)
      await opened
    } else {
      await opened
      result = await work(over(bound), client, bound)
      await commit(client, scope.tail ?? [])
    }
  } catch (error) {
    bound.close()
    if (isStalePlan(error)) forgetStatements()
    client.release(await brokenBy(client.query('rollback')))
    throw error
  }
  bound.close()
  // Nothing hangs on the end of a transaction that only read: the answer need not wait for it.
  if (scope.readOnly) void brokenBy(client.query('commit')).then(broken => client.release(broken))
  else client.release()
  return result
}

/** PostgreSQL rolls back where anything before the commit failed, and says so only in the name of its answer. */
async function commit(client: pg.ClientBase, tail: readonly Promise<unknown>[]): Promise<void> {
  const ended = client.query('commit')
  ended.catch(() => undefined)
  await Promise.all(tail)
  const { command } = await ended
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back')
}

const gathering = new WeakSet<pg.ClientBase>()

/** What is sent before the program next waits leaves in one write: each write wakes the database up. */
function inOneGo(client: pg.ClientBase): void {
  if (gathering.has(client)) return
  gathering.add(client)
  const { stream } = (client as pg.Client).connection
  stream.cork()
  process.nextTick(() => {
    gathering.delete(client)
    stream.uncork()
  })
}

const brokenBy = (ending: Promise<unknown>): Promise<Error | undefined> =>
  ending.then(
    () => undefined,
    (failure: Error) => failure,
  )

function openingStatement(scope: TransactionScope): string {
  const begin = scope.readOnly ? 'begin transaction isolation level repeatable read read only' : 'begin'
  if (scope.schoolId === undefined) return begin
  // Inlined to make one round trip of three statements; hence the strict check.
  if (!/^[0-9a-f-]{36}$/.test(scope.schoolId)) throw new Error('not a school id')
  return `${begin}; set local role zongwu_app; set local app.school_id = '${scope.schoolId}'`
}

/** A query builder bound to one connection, so that whoever holds it is inside that transaction. */
function over(bound: BoundConnection): Db {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new BoundDriver(bound),
      createIntrospector: db => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

class BoundDriver implements Driver {
  readonly #connection: BoundConnection
  constructor(connection: BoundConnection) {
    this.#connection = connection
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

/** A client as long as one transaction has it. Statements are sent as they come, and done in that order. */
class BoundConnection implements DatabaseConnection, Line {
  #client: pg.ClientBase | undefined
  readonly #waiting: (() => void)[] = []
  constructor(client: pg.ClientBase) {
    this.#client = client
  }
  nextSent(): Promise<void> {
    return new Promise(resolve => this.#waiting.push(resolve))
  }
  /** What a handler left running must not reach the next transaction of this client. */
  close(): void {
    this.#client = undefined
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (!this.#client) {
      // Something started side by side with what failed, or not waited for. Nobody is there to be told: a refusal
      // would end the process as one that nobody handles.
      process.emitWarning(`asked after the end of its transaction: ${query.sql.slice(0, 80)}`)
      return new Promise(() => undefined)
    }
    inOneGo(this.#client)
    const answer = this.#client.query({
      name: statementName(query.sql) as string,
      text: query.sql,
      values: query.parameters as unknown[],
    })
    for (const sent of this.#waiting.splice(0)) sent()
    const result = await answer
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
    await db.executeQuery(CompiledQuery.raw('rollback to savepoint step'))
    await db.executeQuery(CompiledQuery.raw('release savepoint step'))
    throw error
  }
}
