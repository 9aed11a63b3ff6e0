import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { canUse, giveTo, type Identity, serverIdentity } from './identity.ts'
import { SOCKET_PORT } from './settings.ts'
import { DatabaseTrouble } from './trouble.ts'

/** Where a data folder's database lives and who runs it. */
export interface Home {
  /** Holds cluster, socket, log and, where needed, a copy of the programs. */
  folder: string
  cluster: string
  identity: Identity
  /** Earlier homes of this very data folder, left behind when it was deleted. */
  abandoned: string[]
}

/** For root, where the data folder lies under a folder that only root may enter. */
const ROOT_HOMES = '/var/lib/zongwu'
/** Length that every system accepts for the path of a socket, its end mark included. */
const SOCKET_PATH_LIMIT = 103

/** The folder in the data folder that is the database's, or points to it. */
export function databaseFolder(dataDir: string): string {
  const folder = join(dataDir, 'postgres')
  mkdirSync(dataDir, { recursive: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return realpathSync(folder)
}

/** Finds the database of a data folder, or decides where a new one goes. Call under the lock. */
export function findHome(folder: string, rootHomes: string = ROOT_HOMES): Home {
  const pointer = join(folder, 'moved-to')
  if (existsSync(pointer)) return movedHome(readFileSync(pointer, 'utf8').trim(), pointer)
  const cluster = join(folder, 'cluster')
  const identity = serverIdentity([cluster, folder, dirname(folder)])
  if (identity) giveTo(identity, folder)
  if (canUse(folder, identity)) return home(folder, identity)
  if (existsSync(cluster))
    throw new DatabaseTrouble(
      `数据库在 ${cluster}，但运行它的系统用户（uid ${identity?.uid}）进不去。请放开上级目录的进入权限（chmod o+x），或用普通用户启动。`,
    )
  return newRootHome(folder, pointer, rootHomes)
}

function home(folder: string, identity: Identity, abandoned: string[] = []): Home {
  return { folder, cluster: join(folder, 'cluster'), identity, abandoned }
}

function movedHome(folder: string, pointer: string): Home {
  if (!existsSync(folder))
    throw new DatabaseTrouble(
      `数据库应在 ${folder}，但那里没有。请从备份恢复；若要从空库重新开始，删除 ${pointer} 后再启动。`,
    )
  return home(folder, serverIdentity([join(folder, 'cluster'), folder]))
}

/** The name is random: a data folder that was deleted and made anew starts with an empty database. */
function newRootHome(folder: string, pointer: string, rootHomes: string): Home {
  const dataDir = dirname(folder)
  const identity = serverIdentity([])
  mkdirSync(rootHomes, { recursive: true, mode: 0o755 })
  const abandoned = readdirSync(rootHomes)
    .map(name => join(rootHomes, name))
    .filter(path => readOr(join(path, 'data-folder')) === dataDir)
  const made = join(rootHomes, randomBytes(8).toString('hex'))
  mkdirSync(made, { mode: 0o700 })
  writeFileSync(join(made, 'data-folder'), dataDir)
  giveTo(identity, made)
  if (!canUse(made, identity)) {
    rmSync(made, { recursive: true, force: true })
    throw new DatabaseTrouble(
      `运行数据库的系统用户（uid ${identity?.uid}）进不去 ${dataDir}，也进不去 ${rootHomes}。请用普通用户启动，或用 ZONGWU_DATA 另指数据目录。`,
    )
  }
  writeFileSync(pointer, made)
  return home(made, identity, abandoned)
}

/** A folder below home that belongs to the server's user alone. */
export function privateFolder(home: Home, name: string): string {
  const path = join(home.folder, name)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  giveTo(home.identity, path)
  return path
}

/**
 * Where the server listens. The path of a socket may not be long, so a deep home listens in a short private
 * folder for temporary files, named after the home. Where another user took the name, the next one.
 */
export function socketFolder(home: Home): string {
  const inside = join(home.folder, 'socket')
  if (fits(inside)) return privateFolder(home, 'socket')
  const name = `zongwu-${createHash('sha256').update(home.folder).digest('hex').slice(0, 16)}`
  for (const base of new Set([tmpdir(), '/tmp', '/run']))
    for (const end of ['', '-1', '-2']) {
      const folder = join(base, name + end)
      if (existsSync(base) && fits(folder) && isPrivate(folder, home.identity)) return folder
    }
  throw new DatabaseTrouble(
    `数据目录的路径太长（${home.folder}），也没有可用的临时文件夹。请用 ZONGWU_DATA 指一个较短的路径。`,
  )
}

/** Anyone may write where temporary files go, so a folder that stands there already must prove to be ours. */
function isPrivate(folder: string, identity: Identity): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    chmodSync(folder, 0o700)
    giveTo(identity, folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
  }
  const found = lstatSync(folder, { throwIfNoEntry: false })
  const owner = identity?.uid ?? process.getuid?.()
  return (
    found?.isDirectory() === true &&
    found.uid === owner &&
    (found.mode & 0o077) === 0 &&
    canUse(folder, identity)
  )
}

function fits(folder: string): boolean {
  return Buffer.byteLength(`${folder}/.s.PGSQL.${SOCKET_PORT}.lock`) < SOCKET_PATH_LIMIT
}

function readOr(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
