// The product as real processes in production mode, watched over as a service manager would.
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const READY_MS = 120_000
const LIBRARY = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
]

/** The library that moves a process's clock; Debian's package faketime. */
export const clockLibrary = LIBRARY.find(path => existsSync(path))

export class Process {
  exits = 0
  #child
  #stopping = false
  #settings
  #clock = ''
  /** @param {{ name: string, main: string, port: number, data: string, root: string, log: string }} settings */
  constructor(settings) {
    this.#settings = settings
    this.address = `http://127.0.0.1:${settings.port}`
  }

  start() {
    const { main, port, data, root, log } = this.#settings
    const out = createWriteStream(log, { flags: 'a' })
    const child = spawn(process.execPath, [main, 'serve'], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        PORT: String(port),
        ZONGWU_DATA: data,
        ZONGWU_TRUST_PROXY: '1',
        LOG_LEVEL: 'error',
        ...(this.#clock && {
          LD_PRELOAD: clockLibrary,
          FAKETIME: this.#clock,
          FAKETIME_DONT_FAKE_MONOTONIC: '1',
        }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.pipe(out, { end: false })
    child.stderr.pipe(out, { end: false })
    this.#child = child
    this.exit = new Promise(resolve => child.once('exit', (code, signal) => resolve({ code, signal })))
    void this.exit.then(() => {
      this.exits++
      out.end()
      if (!this.#stopping && child === this.#child) setTimeout(() => this.#stopping || this.start(), 200)
    })
  }

  get pid() {
    return this.#child.pid
  }

  kill() {
    this.#child.kill('SIGKILL')
  }

  /** Asks it to end, as a service manager does; how it ended. It is started again by itself. */
  async end(withinMs) {
    const { exit } = this
    const from = performance.now()
    this.#child.kill('SIGTERM')
    const result = await Promise.race([exit, sleep(withinMs, undefined)])
    return { ...result, ms: Math.round(performance.now() - from) }
  }

  /** Starts again by another clock: "+26h", "-90s"; "" for the right one. */
  async restartAt(clock) {
    this.#clock = clock
    const { exit } = this
    this.kill()
    await exit
  }

  async ready() {
    for (const until = performance.now() + READY_MS; performance.now() < until; await sleep(50)) {
      try {
        const response = await fetch(`${this.address}/ready`, { signal: AbortSignal.timeout(3000) })
        await response.arrayBuffer()
        if (response.ok) return
      } catch {
        // Not yet.
      }
    }
    throw new Error(`${this.#settings.name} did not come up within ${READY_MS / 1000} s`)
  }

  async stop() {
    this.#stopping = true
    const { exit } = this
    if (!exit) return
    this.#child.kill('SIGTERM')
    await Promise.race([exit, sleep(20_000).then(() => this.#child.kill('SIGKILL'))])
    await exit
  }
}

/** The embedded database of a data directory, as it looks from outside. */
export class Database {
  #home
  #pool
  constructor(data) {
    const pointer = join(data, 'postgres', 'moved-to')
    this.#home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(data, 'postgres')
  }

  get pool() {
    this.#pool ??= this.#open()
    return this.#pool
  }

  #open() {
    const cluster = join(this.#home, 'cluster')
    const [, , , port, host] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pool = new pg.Pool({
      host,
      port: Number(port),
      user: 'zongwu',
      database: 'zongwu',
      password: readFileSync(join(cluster, 'zongwu-password'), 'utf8').trim(),
      max: 2,
      application_name: 'faults',
    })
    pool.on('error', () => undefined)
    return pool
  }

  /** Kills the server and all its sessions at once. */
  kill() {
    const file = join(this.#home, 'cluster', 'postmaster.pid')
    if (!existsSync(file)) return
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
    const children = readdirSync('/proc').filter(name => /^\d+$/.test(name) && parentOf(name) === pid)
    for (const each of [pid, ...children.map(Number)]) {
      try {
        process.kill(each, 'SIGKILL')
      } catch {
        // Gone already.
      }
    }
  }

  /** Rows of a query; waits for a server that is coming up. */
  async rows(text, values = []) {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await this.pool.query(text, values)).rows
      } catch (error) {
        const away =
          /^(57P|08)/.test(error.code ?? '') ||
          /ECONN|ENOENT|terminated/.test(`${error.code}${error.message}`)
        if (!away || attempt > 200) throw error
        await sleep(100)
      }
    }
  }

  async close() {
    await this.#pool?.end()
  }
}

function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}
