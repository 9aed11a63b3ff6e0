// All tests: static checks, then unit, scenario and every-module suites on the embedded PostgreSQL, the
// database suites again on a PostgreSQL server, then stories in a real browser. `--fast` leaves out the last two.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, ROOT } from './install.mjs'

const say = line => process.stdout.write(`${line}\n`)
const fast = process.argv.includes('--fast')
const totals = { passed: 0, failed: 0 }
const folder = mkdtempSync(join(tmpdir(), 'zongwu-results-'))

/** @returns {Promise<number>} exit code */
function run(args, env = {}) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    })
    child.on('close', code => resolve(code ?? 1))
    child.on('error', () => resolve(1))
  })
}

async function step(title, work) {
  const started = Date.now()
  say(`\n== ${title}`)
  const ok = await work()
  say(`== ${title}: ${ok ? 'ok' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)`)
}

async function one(title, args, env) {
  await step(title, async () => {
    const ok = (await run(args, env)) === 0
    totals[ok ? 'passed' : 'failed']++
    return ok
  })
}

async function vitest(title, args, env = {}) {
  await step(title, async () => {
    const file = join(folder, `${title.replace(/\W+/g, '-')}.json`)
    const code = await run(
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--reporter=dot',
        '--reporter=json',
        `--outputFile.json=${file}`,
        ...args,
      ],
      env,
    )
    let result
    try {
      result = JSON.parse(readFileSync(file, 'utf8'))
    } catch {
      totals.failed++
      return false
    }
    totals.passed += result.numPassedTests
    totals.failed += result.numFailedTests
    // A file that did not load has no tests to fail, yet it failed.
    const broken = result.testResults.filter(
      r => r.status === 'failed' && r.assertionResults.length === 0,
    ).length
    totals.failed += broken + (code !== 0 && result.numFailedTests + broken === 0 ? 1 : 0)
    return code === 0
  })
}

await ensureInstalled(say)
await one('types', ['node_modules/tsc7/bin/tsc', '--noEmit', '-p', 'tsconfig.json'])
await one('lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '--max-diagnostics=30'])
await one('dead code', ['node_modules/knip/bin/knip.js', '--no-progress'])
await vitest('suites on the embedded database', [])
if (!fast) {
  const { startTestServer } = await import('./postgres-server.mjs')
  const server = await startTestServer()
  try {
    await vitest(
      `database suites on PostgreSQL ${server.version}`,
      [
        'src/kernel/server',
        'src/mechanisms',
        'src/modules',
        'src/testing',
        '--exclude',
        'src/kernel/server/embedded/**',
      ],
      {
        TEST_PG: server.connection.host,
        TEST_PG_USER: server.connection.user,
        TEST_PG_PORT: String(server.connection.port),
        TEST_DATABASE_ONLY: '1',
      },
    )
  } finally {
    await server.stop()
  }
  const { ensureChromium } = await import('./chromium.mjs')
  ensureChromium()
  await vitest('stories in Chromium', ['--config', 'e2e/vitest.config.ts'])
}
rmSync(folder, { recursive: true, force: true })
say(`\n${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed === 0 ? 0 : 1)
