import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { program, serverEnvironment } from './binaries.ts'
import { type Answer, connectionTo, type EmbeddedConnection, knock } from './connect.ts'
import { type Home, privateFolder, socketFolder } from './home.ts'
import { giveTo } from './identity.ts'
import { isPostmasterOf } from './process.ts'
import { dropOldLogs, type Endpoint, SOCKET_PORT, writeSettings } from './settings.ts'
import { DatabaseTrouble, explain } from './trouble.ts'

export interface Ready {
  client: (Answer & { kind: 'ready' })['client']
  connection: EmbeddedConnection
}

/** Recovery after a crash may replay much; a server that says so is waited for. */
const BUSY_PATIENCE_MS = 300_000
const SILENT_PATIENCE_MS = 15_000
const STOP_PATIENCE_MS = 120_000
const LEFTOVER_PATIENCE_MS = 30_000

/** The process that serves this cluster, if one does. A leftover file that names some other process does not count. */
export function runningServer(cluster: string): number | undefined {
  const pid = Number(pidFile(cluster)?.[0])
  return pid > 0 && isPostmasterOf(pid, cluster) ? pid : undefined
}

/** Waits until a running server answers. Undefined: it ended, or it listens where nobody can find it. */
export async function attach(home: Home, pid: number, password: string): Promise<Ready | undefined> {
  const started = Date.now()
  let silentSince = started
  while (isPostmasterOf(pid, home.cluster)) {
    const [, , , port, socketDir, , , status] = pidFile(home.cluster) ?? []
    if (/^(starting|stopping)/.test(status ?? '')) silentSince = Date.now()
    else if (port !== undefined && socketDir !== undefined) {
      if (wasSwept(socketDir)) return undefined
      const connection = connectionTo(socketDir || '127.0.0.1', Number(port), password)
      const answer = await knock(connection)
      if (answer.kind === 'ready') return { client: answer.client, connection }
      if (answer.kind === 'busy') silentSince = Date.now()
    }
    if (Date.now() - silentSince > SILENT_PATIENCE_MS) return undefined
    if (Date.now() - started > BUSY_PATIENCE_MS)
      throw new DatabaseTrouble(`数据库一直没有准备好。请看日志：${join(home.folder, 'log')}`)
    await sleep(10)
  }
  return undefined
}

/** Whether the socket of a server that is up was removed, as cleaners of temporary files do. */
function wasSwept(socketDir: string): boolean {
  return socketDir !== '' && !existsSync(socketFile(socketDir))
}

/** Starts the server, which goes on when this process is killed. */
export async function start(home: Home, native: string, password: string): Promise<Ready> {
  const giveUpAt = Date.now() + LEFTOVER_PATIENCE_MS
  for (;;) {
    disownPidFile(home.cluster)
    const log = await launch(home, native)
    const pid = runningServer(home.cluster)
    const ready = pid === undefined ? undefined : await attach(home, pid, password)
    if (ready) return ready
    const output = log()
    // Sessions of a killed server end by themselves, but one in the middle of a long query takes its time.
    const leftover = /pre-existing shared memory block/.test(output)
    if (!leftover || Date.now() > giveUpAt)
      throw explain(undefined, { doing: '启动数据库', folder: home.folder, output })
    await sleep(200)
  }
}

/** Ends the server in good order: sessions are cut off, what was acknowledged is on disk. */
export async function shutDown(home: Home, pid: number, native?: string): Promise<void> {
  const socketDir = pidFile(home.cluster)?.[4]
  if (process.platform === 'win32' && native)
    spawn(program(native, 'pg_ctl'), ['stop', '-m', 'fast', '-W', '-D', home.cluster], { stdio: 'ignore' })
  else process.kill(pid, 'SIGINT')
  const giveUpAt = Date.now() + STOP_PATIENCE_MS
  while (isPostmasterOf(pid, home.cluster)) {
    if (Date.now() > giveUpAt)
      throw new DatabaseTrouble(`数据库（进程号 ${pid}）没有停下来。请看日志：${join(home.folder, 'log')}`)
    await sleep(10)
  }
  if (socketDir && dirname(socketDir) !== home.folder && existsSync(socketDir)) removeIfEmpty(socketDir)
}

/** Starts the program and waits until it is up far enough to be found, or has ended. Gives what it wrote. */
async function launch(home: Home, native: string): Promise<() => string> {
  const logFolder = privateFolder(home, 'log')
  dropOldLogs(home.folder)
  writeSettings(home.folder, home.cluster, await endpoint(home))
  for (const path of ['cluster/postgresql.conf', 'cluster/pg_hba.conf', 'local.conf'])
    giveTo(home.identity, join(home.folder, path))
  const before = markLogs(logFolder)
  const startLog = join(logFolder, 'start.log')
  const handle = openSync(startLog, 'w', 0o600)
  giveTo(home.identity, startLog)
  const server = spawn(program(native, 'postgres'), ['-D', home.cluster], {
    ...home.identity,
    cwd: home.folder,
    env: serverEnvironment(),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', handle, handle],
  })
  closeSync(handle)
  server.unref()
  const ended = new Promise<void>((resolve, reject) => {
    server.once('exit', () => resolve())
    server.once('error', error => reject(explain(error, { doing: '启动数据库', folder: home.folder })))
  })
  let over = false
  await Promise.race([ended.finally(() => (over = true)), named(home.cluster, () => over, server.pid)])
  return () => [readFileSync(startLog, 'utf8'), ...before.news()].join('\n')
}

/** Until the server has written its own number into its file. */
async function named(cluster: string, over: () => boolean, pid: number | undefined): Promise<void> {
  while (!over() && Number(pidFile(cluster)?.[0]) !== pid) await sleep(5)
}

/** What server logs gain from now on; one begun within the same second is continued. */
function markLogs(folder: string): { news(): string[] } {
  const logs = (): string[] => readdirSync(folder).filter(name => name.startsWith('server-'))
  const seen = new Map(logs().map(name => [name, statSync(join(folder, name)).size]))
  return {
    news: () =>
      logs().map(name =>
        readFileSync(join(folder, name))
          .subarray(seen.get(name) ?? 0)
          .toString(),
      ),
  }
}

async function endpoint(home: Home): Promise<Endpoint> {
  if (process.platform === 'win32') return { loopbackPort: await freePort() }
  const socketDir = socketFolder(home)
  // What a killed server left there could name a process of another kind; no one else listens in this folder.
  for (const file of [socketFile(socketDir), `${socketFile(socketDir)}.lock`]) rmSync(file, { force: true })
  return { socketDir }
}

function socketFile(socketDir: string): string {
  return join(socketDir, `.s.PGSQL.${SOCKET_PORT}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/**
 * A killed server leaves its file behind. PostgreSQL deals with that itself, except when the number in it now
 * belongs to another program, or to a dead process that nobody has buried: then it believes the server to live.
 * Naming the parent of the new server there, which it knows not to be one, leads it on to its real check:
 * whether the old shared memory is in use.
 */
function disownPidFile(cluster: string): void {
  const [pid, ...rest] = pidFile(cluster) ?? []
  if (pid !== undefined && runningServer(cluster) === undefined)
    writeFileSync(join(cluster, 'postmaster.pid'), [process.pid, ...rest].join('\n'))
}

/** Lines: pid, folder, start time, port, socket folder, address, shared memory, status. */
function pidFile(cluster: string): string[] | undefined {
  const path = join(cluster, 'postmaster.pid')
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return undefined
  }
}

function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true, force: true })
}
