// Makes the dump of an earlier release that the tests bring up to this one:
//   DATABASE_URL=postgres://… (an empty database)  node tools/earlier-release.mjs COMMIT FILE.tar.gz
// Runs the program as it was at COMMIT until its demo school stands, and takes a backup of it, without upgrading it.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'rolldown'
import { ROOT } from './install.mjs'

const [, , commit, file] = process.argv
const url = process.env.DATABASE_URL
if (!commit || !file || !url) {
  process.stderr.write('DATABASE_URL=postgres://… node tools/earlier-release.mjs COMMIT FILE.tar.gz\n')
  process.exit(2)
}
const work = mkdtempSync(join(tmpdir(), 'zongwu-earlier-'))
const data = join(work, 'data')
try {
  await demoOf(join(work, 'then'))
  const { takeBackup, openPool, openFileStore } = await present(
    join(ROOT, '.cache', `earlier-${process.pid}`),
  )
  const pool = openPool({ connectionString: url }, { max: 2, name: 'zongwu-earlier' })
  const app = { pool, files: openFileStore(join(data, 'files')), now: () => new Date() }
  const manifest = await takeBackup(app, { target: resolve(file), version: `0.1.0 ${commit}` })
  await pool.end()
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  process.stdout.write(
    `${manifest.migrations.length} migrations, ${manifest.tables.length} tables, ${rows} rows\n`,
  )
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** Sources of then with the packages of now; starts it, waits for its address, stops it. */
async function demoOf(folder) {
  mkdirSync(folder)
  const sources = execFileSync('git', ['archive', commit], { cwd: ROOT, maxBuffer: 2 ** 30 })
  execFileSync('tar', ['-x', '-C', folder], { input: sources })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  execFileSync(process.execPath, ['tools/build-server.mjs', 'dist/server'], { cwd: folder, stdio: 'inherit' })
  standIn(join(folder, 'dist/node_modules/pg-boss'))
  const child = spawn(process.execPath, ['dist/server/main.mjs'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', PORT: '0', ZONGWU_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise(done => child.once('exit', done))
  await new Promise((started, failed) => {
    child.stdout.on('data', text => String(text).includes('http://') && started(undefined))
    child.once('exit', code => failed(new Error(`the earlier release ended with ${code}`)))
  })
  child.kill('SIGTERM')
  await ended
}

/** Early releases had their recurring work done by a package that is not installed any more; none is wanted here. */
function standIn(folder) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"name":"pg-boss","type":"module","main":"index.js"}')
  const nothing = "{ get: (_, key) => (key === 'then' ? undefined : async () => undefined) }"
  writeFileSync(
    join(folder, 'index.js'),
    `export class PgBoss { constructor() { return new Proxy(this, ${nothing}) } }\nexport default PgBoss\n`,
  )
}

/** The backup of this release, as modules. */
async function present(folder) {
  await build({
    input: {
      backup: join(ROOT, 'src/setup/backup/index.ts'),
      db: join(ROOT, 'src/kernel/server/db.ts'),
      files: join(ROOT, 'src/kernel/server/files.ts'),
    },
    platform: 'node',
    external: id => !/^([./\\]|[A-Za-z]:[/\\])/.test(id),
    logLevel: 'warn',
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs' },
  })
  try {
    const parts = await Promise.all(
      ['backup', 'db', 'files'].map(name => import(pathToFileURL(join(folder, `${name}.mjs`)).href)),
    )
    return Object.assign({}, ...parts)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
