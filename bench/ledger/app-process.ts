import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../src/kernel/server/project-root.ts'

/** The product as a process of its own, which is killed without warning and started again. */
export interface AppProcess {
  /** Where it listens now; waits while it is starting. */
  address(): Promise<string>
  kill(): void
  kills: number
  stop(): Promise<void>
}

export function startApp(databaseUrl: string): AppProcess {
  const bundle = join(projectRoot(), 'dist', 'bench-ledger')
  execFileSync(process.execPath, [join(projectRoot(), 'tools/build-server.mjs'), bundle], {
    stdio: 'inherit',
  })
  const data = mkdtempSync(join(tmpdir(), 'zongwu-storm-'))
  let stopping = false
  let child: ChildProcess
  let address: Promise<string>
  const start = (): void => {
    child = spawn(process.execPath, [join(bundle, 'main.mjs'), 'serve'], {
      cwd: projectRoot(),
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        PORT: '0',
        ZONGWU_DATA: data,
        ZONGWU_DEMO: '0',
        DATABASE_URL: databaseUrl,
        DB_POOL: '16',
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    address = listening(child)
    address.catch(() => undefined)
    child.once('exit', () => {
      if (!stopping) start()
    })
  }
  start()
  const app: AppProcess = {
    address: async () => {
      for (;;) {
        try {
          return await address
        } catch {
          await new Promise(resolve => setTimeout(resolve, 50))
        }
      }
    },
    kills: 0,
    kill: () => {
      app.kills++
      child.kill('SIGKILL')
    },
    stop: async () => {
      stopping = true
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
  return app
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const match = /http:\/\/localhost:(\d+)/.exec(said)
      if (match) done(`http://127.0.0.1:${match[1]}`)
    })
    child.once('exit', code => fail(new Error(`ended with ${code}`)))
  })
}
