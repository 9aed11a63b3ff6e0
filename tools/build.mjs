// Brings dist/ to what src/ says: the server's bundle and the web pages, side by side.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { ROOT, SetupError } from './install.mjs'
import { withLock } from './lock.mjs'

const SRC = join(ROOT, 'src')
const DIST = join(ROOT, 'dist')
const STAMP = '.stamp.json'

/** What each part is made from, and by which command. Tests and texts for people go into neither. */
const PARTS = [
  {
    name: 'server',
    title: '程序',
    config: ['tools/build-server.mjs', 'package-lock.json'],
    reads: path => !path.includes('/web/'),
    command: draft => ({ args: [join(ROOT, 'tools/build-server.mjs'), draft], env: {} }),
  },
  {
    name: 'web',
    title: '网页',
    config: ['vite.config.ts', 'package-lock.json'],
    reads: path => extname(path) !== '.sql',
    command: draft => ({
      args: [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
      env: { ZONGWU_WEB_OUT: draft },
    }),
  },
]

/**
 * Builds what is out of date.
 * @param {(line: string) => void} say
 * @param {{ web?: boolean }} options web: also the pages, which only the server needs
 */
export async function ensureBuilt(say, { web = true } = {}) {
  // An installation may come built, without its sources.
  if (!existsSync(SRC)) return
  const sources = listFiles(SRC).filter(path => !/\.(test\.tsx?|md)$|(^|\/)testing\//.test(path))
  const wanted = PARTS.filter(
    part => part.name === 'server' || (web && existsSync(join(ROOT, 'vite.config.ts'))),
  )
  await Promise.all(wanted.map(part => ensurePart(part, sources, say)))
}

async function ensurePart(part, sources, say) {
  const target = join(DIST, part.name)
  const digest = digestOf([
    ...part.config,
    ...sources.filter(path => part.reads(`/${path}`)).map(path => `src/${path}`),
  ])
  const isDone = () => readStamp(target)?.digest === digest
  if (isDone()) return
  const work = async () => {
    if (isDone()) return
    say(`正在生成${part.title}…`)
    // A build that was killed leaves its draft.
    for (const name of readdirSync(DIST).filter(name => name.startsWith(`.${part.name}-`)))
      rmSync(join(DIST, name), { recursive: true, force: true })
    const draft = mkdtempSync(join(DIST, `.${part.name}-`))
    try {
      await run(part, draft)
      publish(draft, target, digest)
    } finally {
      rmSync(draft, { recursive: true, force: true })
    }
  }
  try {
    mkdirSync(DIST, { recursive: true })
    await withLock(join(ROOT, '.cache', `build-${part.name}.lock`), work, () =>
      say(`另一个进程正在生成${part.title}，等它完成…`),
    )
  } catch (error) {
    if (error instanceof SetupError) throw error
    throw new SetupError(
      `生成${part.title}没有成功：${error.message}。请检查磁盘空间，以及是否有权限写 ${ROOT}。`,
      {
        cause: error,
      },
    )
  }
}

function digestOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths.filter(path => existsSync(join(ROOT, path))).sort())
    hash.update(`${path}\0`).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex')
}

async function run(part, draft) {
  const { args, env } = part.command(draft)
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', text => (output += text))
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  if (code !== 0)
    throw new SetupError(`生成${part.title}没有成功（${code}）：\n${stripVTControlCharacters(output).trim()}`)
}

/**
 * Puts a build in place file by file, what names the others last. Files of the build before stay once more: a
 * running server and open pages still load their parts by the old names.
 */
function publish(draft, target, digest) {
  const files = listFiles(draft)
  const before = readStamp(target)?.files ?? []
  for (const file of [...files].sort((a, b) => Number(isEntry(a)) - Number(isEntry(b)))) {
    mkdirSync(dirname(join(target, file)), { recursive: true })
    renameSync(join(draft, file), join(target, file))
  }
  const kept = new Set([...files, ...before, STAMP])
  for (const file of listFiles(target)) if (!kept.has(file)) rmSync(join(target, file))
  const note = join(draft, STAMP)
  writeFileSync(note, JSON.stringify({ digest, files }))
  renameSync(note, join(target, STAMP))
}

function isEntry(file) {
  return /^main\.mjs$|\.html$/.test(file)
}

function readStamp(target) {
  try {
    return JSON.parse(readFileSync(join(target, STAMP), 'utf8'))
  } catch {
    return undefined
  }
}

/** Paths below a folder, with slashes, in no particular order. */
export function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ensureBuilt(line => console.error(line))
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
