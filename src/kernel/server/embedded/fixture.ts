import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { build } from 'rolldown'
import { makeScratch } from '../../../../tools/scratch.mjs'
import { projectRoot } from '../project-root.ts'
import { type Embedded, openEmbedded } from './index.ts'
import { fingerprint } from './process.ts'

export const ROOT = process.getuid?.() === 0
/** Whom the tests run an ordinary user's process as, when they themselves run as root. */
export const ORDINARY = { uid: 65534, gid: 65534 }

export type Line = {
  opened?: boolean
  host?: string
  written?: number
  stopped?: true
  error?: string
  warn?: string
}
export interface ChildApp {
  process: ChildProcess
  lines: Line[]
  /** The next line that the test picks. */
  until(pick: (line: Line) => boolean): Promise<Line>
  kill(): Promise<void>
}

const folders: string[] = []
const opened: Embedded[] = []
const children: ChildApp[] = []
let bundle: Promise<string> | undefined

/** A data folder that the server's user can reach, as an ordinary installation has it. */
export function dataFolder(mode = 0o755, owner?: { uid: number; gid: number }): string {
  const folder = makeScratch('zongwu-embedded-')
  chmodSync(folder, mode)
  if (owner) chownSync(folder, owner.uid, owner.gid)
  folders.push(folder)
  return folder
}

export async function openHere(dataDir: string, warnings: string[] = []): Promise<Embedded> {
  const log = { info: () => undefined, warn: (text: string) => void warnings.push(text) }
  const database = await openEmbedded({ dataDir, log })
  opened.push(database)
  return database
}

export async function query<Row extends pg.QueryResultRow>(database: Embedded, sql: string): Promise<Row[]> {
  const client = new pg.Client({ ...database.connection, application_name: 'zongwu-test' })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Starts a process of its own on the data folder. */
export async function openInChild(
  dataDir: string,
  mode: 'hold' | 'write' = 'hold',
  user?: typeof ORDINARY,
): Promise<ChildApp> {
  bundle ??= bundleFixture()
  const child = spawn(process.execPath, [await bundle, dataDir, mode], {
    ...user,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines: Line[] = []
  const wake = new Set<() => void>()
  createInterface({ input: child.stdout }).on('line', text => {
    lines.push(JSON.parse(text) as Line)
    for (const check of wake) check()
  })
  const over = new Promise<void>(resolve => child.once('close', () => resolve()))
  const app: ChildApp = {
    process: child,
    lines,
    until: pick =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const line = lines.find(pick)
          if (line === undefined) return
          wake.delete(check)
          resolve(line)
        }
        wake.add(check)
        void over.then(() => reject(new Error(`the process ended: ${JSON.stringify(lines.slice(-3))}`)))
        check()
      }),
    kill: async () => {
      child.kill('SIGKILL')
      await over
    },
  }
  children.push(app)
  return app
}

export async function serverPid(database: Embedded): Promise<number> {
  const [row] = await query<{ folder: string }>(
    database,
    "select current_setting('data_directory') as folder",
  )
  return Number(readFileSync(join(row?.folder ?? '', 'postmaster.pid'), 'utf8').split('\n')[0])
}

export async function gone(pid: number): Promise<void> {
  while (fingerprint(pid) !== undefined) await new Promise(resolve => setTimeout(resolve, 10))
}

/** Whether an ordinary user may read this checkout at all. */
export function ordinaryUserCanReadProject(): boolean {
  return ROOT && canRead(projectRoot())
}

export async function cleanUp(): Promise<void> {
  for (const child of children.splice(0)) await child.kill()
  for (const database of opened.splice(0)) await database.destroy()
  for (const folder of folders.splice(0)) {
    // What a killed process left running is taken over, stopped and removed.
    if (existsSync(join(folder, 'postgres')))
      await openEmbedded({ dataDir: folder, log: { info: () => undefined, warn: () => undefined } })
        .then(database => database.destroy())
        .catch(() => undefined)
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function removeBundle(): Promise<void> {
  const file = await bundle
  if (file) rmSync(join(file, '..'), { recursive: true, force: true })
}

function canRead(folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], ORDINARY).status === 0
}

/** Beside node_modules, so that the child finds the packages. */
async function bundleFixture(): Promise<string> {
  const cache = join(projectRoot(), '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'embedded-test-'))
  chmodSync(folder, 0o755)
  const file = join(folder, 'app.mjs')
  await build({
    input: join(import.meta.dirname, 'fixture-app.ts'),
    platform: 'node',
    external: ['pg'],
    logLevel: 'silent',
    output: { file },
  })
  return file
}
