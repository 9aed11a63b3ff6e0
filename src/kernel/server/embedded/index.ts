import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { findShipped, usableBinaries } from './binaries.ts'
import { checkCluster, clusterExists, makeCluster, readPassword } from './cluster.ts'
import { type EmbeddedConnection, otherUsers } from './connect.ts'
import { databaseFolder, findHome, type Home } from './home.ts'
import { withLock } from './lock.ts'
import { attach, type Ready, runningServer, shutDown, start } from './postmaster.ts'
import { explain } from './trouble.ts'

export type { EmbeddedConnection } from './connect.ts'
export { DatabaseTrouble } from './trouble.ts'

export interface Log {
  info(text: string): void
  warn(text: string): void
}

export interface Embedded {
  readonly connection: EmbeddedConnection
  /** False: another process, perhaps one that was killed since, had started the server. */
  readonly startedHere: boolean
  /** PostgreSQL's, e.g. "18.4". */
  readonly version: string
  /** Brings a server that died back; costs nothing while it lives. The connection stays valid. */
  ensureRunning(): Promise<void>
  /** Gives up this process's use. The last one out stops the server. Close own pools first. */
  stop(): Promise<void>
  /** Stops the server whoever uses it and deletes the database. For tests. */
  destroy(): Promise<void>
}

/** Grace for this process's own closed connections to vanish from the server's list. */
const CLOSING_MS = 1500

/**
 * The product's own PostgreSQL on the data folder: started, or attached to where it runs already.
 * Throws DatabaseTrouble with a text for the person at the machine.
 */
export async function openEmbedded(options: { dataDir: string; log: Log }): Promise<Embedded> {
  const { log, dataDir } = options
  const locked = <T>(work: () => Promise<T>): Promise<T> =>
    guarded(dataDir, async () => withLock(join(databaseFolder(dataDir), 'lock'), work))
  const bringUp = (): Promise<Up> => locked(() => startOrAttach(databaseFolder(dataDir), log))

  let up = await bringUp()
  let closed = false
  let restart: Promise<void> | undefined
  const { connection, startedHere, home } = up
  const { rows } = await up.keeper.query<{ version: string }>(
    `select split_part(version(), ' ', 2) as version`,
  )
  watch()

  /** The keeper's end is the first sign that the server is gone. */
  function watch(): void {
    const current = up
    current.keeper.once('end', () => {
      current.lost = true
      if (current === up) ensureRunning().catch(error => log.warn((error as Error).message))
    })
  }

  function ensureRunning(): Promise<void> {
    if (closed || (!up.lost && runningServer(home.cluster) !== undefined)) return Promise.resolve()
    restart ??= bringUp()
      .then(async again => {
        const { keeper } = up
        up = again
        watch()
        Object.assign(connection, again.connection)
        await keeper.end().catch(() => undefined)
        log.warn('数据库中断过，现已恢复。')
      })
      .finally(() => {
        restart = undefined
      })
    return restart
  }

  async function leave(isLast: (keeper: pg.Client) => Promise<boolean>): Promise<void> {
    if (closed) return
    closed = true
    await restart?.catch(() => undefined)
    await locked(async () => {
      const last = !up.lost && (await isLast(up.keeper).catch(() => false))
      await up.keeper.end()
      if (last) await halt()
    })
  }

  async function halt(): Promise<void> {
    const pid = runningServer(home.cluster)
    if (pid !== undefined) await shutDown(home, pid)
  }

  return {
    connection,
    startedHere,
    version: rows[0]?.version ?? '',
    ensureRunning,
    stop: () => leave(isLastUser),
    destroy: async () => {
      await leave(async () => true)
      await locked(halt)
      for (const folder of [home.folder, join(dataDir, 'postgres')])
        rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Up {
  home: Home
  connection: EmbeddedConnection
  keeper: pg.Client
  startedHere: boolean
  lost?: boolean
}

async function startOrAttach(folder: string, log: Log): Promise<Up> {
  const home = findHome(folder)
  await leaveBehind(home, log)
  const pid = runningServer(home.cluster)
  if (pid !== undefined) {
    const ready = await attach(home, pid, readPassword(home))
    if (ready) return use(home, ready, false)
    if (runningServer(home.cluster) === pid) {
      log.warn('正在运行的数据库连接不上，重新启动它。')
      await shutDown(home, pid)
    }
  }
  const shipped = findShipped()
  const native = await usableBinaries(shipped, home.folder, home.identity)
  if (!clusterExists(home)) {
    log.info(`建立数据库：${home.cluster}`)
    await makeCluster(home, native)
  }
  checkCluster(home, shipped)
  return use(home, await start(home, native, readPassword(home)), true)
}

function use(home: Home, { client, connection }: Ready, startedHere: boolean): Up {
  return { home, connection, keeper: client, startedHere }
}

/** Stops what still serves a deleted data folder. Its files stay: deleting them is for a person to decide. */
async function leaveBehind(home: Home, log: Log): Promise<void> {
  for (const folder of home.abandoned) {
    const earlier = { ...home, folder, cluster: join(folder, 'cluster') }
    const pid = runningServer(earlier.cluster)
    if (pid !== undefined) await shutDown(earlier, pid)
    log.warn(`数据目录是新的，从空库开始。它以前的数据库还在 ${folder}，确认不要后可以删除。`)
  }
}

async function isLastUser(keeper: pg.Client): Promise<boolean> {
  for (let waited = 0; ; waited += 50) {
    const others = await otherUsers(keeper)
    if (others.connections === 0) return true
    if (others.products > 0 || waited >= CLOSING_MS) return false
    await sleep(50)
  }
}

async function guarded<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explain(error, { doing: '打开数据库', folder: dataDir })
  }
}
