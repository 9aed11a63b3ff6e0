import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { program, type Shipped, serverEnvironment } from './binaries.ts'
import type { Home } from './home.ts'
import { giveTo } from './identity.ts'
import { USER } from './settings.ts'
import { DatabaseTrouble, explain } from './trouble.ts'

const run = promisify(execFile)
const PASSWORD_FILE = 'zongwu-password'
const DRAFT = 'init-'
/** An initdb whose app was killed writes on for a moment; the folder is tried again until it is done. */
const DISCARD = { recursive: true, force: true, maxRetries: 40, retryDelay: 50 } as const

/**
 * Makes the database's files. They come to stand in one rename, password included, so that an interrupted start
 * leaves only a draft, which the next one throws away.
 */
export async function makeCluster(home: Home, native: string): Promise<void> {
  for (const name of readdirSync(home.folder).filter(name => name.startsWith(DRAFT)))
    rmSync(join(home.folder, name), DISCARD)
  const draft = mkdtempSync(join(home.folder, DRAFT))
  giveTo(home.identity, draft)
  try {
    await initdb(home, native, draft)
    renameSync(join(draft, 'cluster'), home.cluster)
    flush(home.folder)
  } finally {
    rmSync(draft, DISCARD)
  }
}

export function clusterExists(home: Home): boolean {
  return existsSync(home.cluster)
}

/** Refuses files that this PostgreSQL cannot read, before it is started on them. */
export function checkCluster(home: Home, shipped: Shipped): void {
  const found = readOr(join(home.cluster, 'PG_VERSION'))
  if (found === undefined)
    throw new DatabaseTrouble(
      `数据库文件夹不完整（${home.cluster} 里没有 PG_VERSION）。请从备份恢复；若里面没有要留的数据，把它移走后再启动。`,
    )
  if (Number(found) > Number(shipped.major))
    throw new DatabaseTrouble(
      `数据由更新的版本建立（PostgreSQL ${found}，本程序自带 ${shipped.major}）。请使用较新版本的总务，或用 ZONGWU_DATA 另指数据目录。`,
    )
  if (found !== shipped.major)
    throw new DatabaseTrouble(
      `数据由旧的 PostgreSQL ${found} 建立，本程序自带 ${shipped.major}，不能直接打开。请用原来的总务版本导出数据，再导入本版本。`,
    )
}

export function readPassword(home: Home): string {
  const password = readOr(join(home.cluster, PASSWORD_FILE))
  if (!password)
    throw new DatabaseTrouble(
      `数据库的密码文件不见了（${join(home.cluster, PASSWORD_FILE)}）。请从备份恢复这个文件。`,
    )
  return password
}

async function initdb(home: Home, native: string, draft: string): Promise<void> {
  const cluster = join(draft, 'cluster')
  const password = randomBytes(24).toString('base64url')
  const passwordFile = join(draft, PASSWORD_FILE)
  writeFileSync(passwordFile, password, { mode: 0o600, flush: true })
  giveTo(home.identity, passwordFile)
  // Code-point order is the fast default; an order by pinyin is asked for with COLLATE "zh-x-icu".
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale']
  const access = [`--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  try {
    await run(program(native, 'initdb'), ['-D', cluster, ...locale, ...access, '--no-instructions'], {
      ...home.identity,
      cwd: draft,
      env: serverEnvironment(),
    })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw explain(error, { doing: '建立数据库', folder: home.folder, output: `${stdout}\n${stderr}` })
  }
  renameSync(passwordFile, join(cluster, PASSWORD_FILE))
}

/** Makes the rename itself last through a power cut. */
function flush(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function readOr(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
}
