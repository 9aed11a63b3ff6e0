// Brings node_modules to what package-lock.json says. Needs nothing but Node; also run by itself before tests.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const OLDEST_NODE = [20, 19]
const MODULES = join(ROOT, 'node_modules')
const STAMP = join(MODULES, '.zongwu-stamp')

/** A preparation that failed, with a text for the person at the machine. */
export class SetupError extends Error {}

/** Runs `npm ci` unless the installed packages are those of the lock file. @param {(line: string) => void} say */
export async function ensureInstalled(say) {
  checkNode()
  const lock = readFileSync(join(ROOT, 'package-lock.json'))
  const wanted = createHash('sha256')
    .update(lock)
    .update(`${process.versions.node.split('.')[0]} ${process.platform} ${process.arch}`)
    .digest('hex')
  const isDone = () => read(STAMP) === wanted || (matches(JSON.parse(lock.toString())) && stamp(wanted))
  if (isDone()) return
  const work = async () => {
    if (isDone()) return
    say('正在安装依赖（npm ci），约需一分钟…')
    await installPackages()
    stamp(wanted)
  }
  try {
    await withLock(join(ROOT, '.cache', 'install.lock'), work, () => say('另一个进程正在安装依赖，等它完成…'))
  } catch (error) {
    if (error instanceof SetupError) throw error
    throw new SetupError(`安装依赖没有成功：${error.message}。请检查是否有权限写 ${ROOT}。`, { cause: error })
  }
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  throw new SetupError(
    `总务需要 Node.js ${OLDEST_NODE.join('.')} 或更高版本，现在是 ${process.versions.node}。请升级 Node.js。`,
  )
}

/** Whether what npm says it installed is what the lock file asks for, as after an `npm install` by hand. */
function matches(lock) {
  const found = read(join(MODULES, '.package-lock.json'))
  if (found === undefined) return false
  const installed = JSON.parse(found).packages
  return Object.entries(lock.packages).every(
    ([path, { version, ...about }]) =>
      path === '' || (installed[path] ? installed[path].version === version : isForOtherSystems(about)),
  )
}

function isForOtherSystems({ optional, devOptional, os, cpu, libc }) {
  if (!optional && !devOptional) return false
  return !os || !cpu || libc !== undefined || !os.includes(process.platform) || !cpu.includes(process.arch)
}

/** A folder that may only be read is as good once it matches, only checked anew each time. */
function stamp(wanted) {
  try {
    writeFileSync(STAMP, wanted)
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error
  }
  return true
}

async function installPackages() {
  // npm would empty the folder behind a link, which others may be using.
  if (lstatSync(MODULES, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(MODULES)
  const [program, ...before] = npm()
  // Building needs the development packages; their output must not get into an answer on stdout.
  const child = spawn(program, [...before, 'ci', '--include=dev'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: program === 'npm' && process.platform === 'win32',
  })
  const code = await new Promise((resolve, reject) => {
    child.once('error', error =>
      reject(new SetupError(`找不到 npm（${error.message}）。请安装 npm，然后运行 npm ci。`)),
    )
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  if (code !== 0)
    throw new SetupError(
      `安装依赖没有成功（npm ci：${code}）。请看上面的原因，检查网络和磁盘空间，再运行一次。`,
    )
}

function npm() {
  const candidates = [
    process.env.npm_execpath,
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
  ]
  const cli = candidates.find(path => path && /npm-cli\.c?js$/.test(path) && existsSync(path))
  return cli ? [process.execPath, cli] : ['npm']
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ensureInstalled(line => console.error(line))
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
