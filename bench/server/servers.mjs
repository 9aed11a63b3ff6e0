// The processes that are measured: the product as `npm start` runs it, and the bare server beside it.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '../../tools/build.mjs'

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
/** Connections of either server: more than 2 cores can use, fewer than the 16 clients. */
const POOL = '12'

export const build = say => ensureBuilt(say, { web: false })

/** The product in production mode; `node` options go to its process (`--cpu-prof`). */
export async function startProduct(databaseUrl, options = {}) {
  const data = mkdtempSync(join(tmpdir(), 'zw-bench-'))
  const server = await start([...(options.node ?? []), join(ROOT, 'dist/server/main.mjs'), 'serve'], {
    NODE_ENV: 'production',
    PORT: String(options.port ?? 0),
    ZONGWU_DATA: data,
    ZONGWU_DEMO: '0',
    // As behind a proxy: each reporter has an address of his own, which the limit by address needs.
    ZONGWU_TRUST_PROXY: '1',
    DATABASE_URL: databaseUrl,
    DB_POOL: POOL,
    LOG_LEVEL: 'warn',
  })
  const { stop } = server
  return { ...server, stop: () => stop().finally(() => rmSync(data, { recursive: true, force: true })) }
}

export const startBare = databaseUrl =>
  start([fileURLToPath(new URL('./bare.mjs', import.meta.url))], {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    DB_POOL: POOL,
  })

/** Waits for the address that the process prints. */
async function start(args, env) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise(resolve => child.once('exit', resolve))
  const address = await new Promise((done, fail) => {
    let said = ''
    child.stdout.on('data', chunk => {
      said += chunk
      const match = /http:\/\/localhost:(\d+)/.exec(said)
      if (match) done(`http://127.0.0.1:${match[1]}`)
    })
    child.once('exit', code => fail(new Error(`${args.at(-1)} ended with ${code}`)))
  })
  return {
    address,
    pid: child.pid,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Clock ticks of the kernel's accounting a second; 100 on every Linux there is. */
const TICKS = 100

/** CPU spent so far and memory held now, of one process. */
export function usageOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in brackets may hold blanks; user and system time are the 12th and 13th behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const rss = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return {
    cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS,
    rssMb: Number(rss?.[1] ?? 0) / 1024,
  }
}
