// A PostgreSQL server as schools run it (Debian's, 15 or later), in a folder of its own, for tests.
import { execFile, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'

import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { aptInstall, canInstall, onPath } from './apt.mjs'
import { makeScratch } from './scratch.mjs'

const run = promisify(execFile)
const OLDEST = 15
const USER = 'zongwu'
const DEBIAN = '/usr/lib/postgresql'
const NO_CLUSTER = '/etc/postgresql-common/createcluster.d/zongwu-tests.conf'

/** Folder with initdb and pg_ctl of a PostgreSQL that is new enough, the newest first. */
export function findPostgresServer() {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const onPathToo = onPath(['initdb'])
  const folders = [
    ...debian.map(version => join(DEBIAN, version, 'bin')),
    ...(onPathToo ? [dirname(onPathToo)] : []),
  ]
  return folders.find(folder => existsSync(join(folder, 'initdb')) && versionOf(folder) >= OLDEST)
}

/** The same, installed first where that is missing and allowed. */
export function ensurePostgresServer() {
  if (!findPostgresServer() && canInstall()) {
    // The package would make and start a cluster of the system's; these tests want none.
    mkdirSync(dirname(NO_CLUSTER), { recursive: true })
    writeFileSync(NO_CLUSTER, 'create_main_cluster = false\n')
    aptInstall(['postgresql-15'])
  }
  const found = findPostgresServer()
  if (found) return found
  throw new Error(
    `找不到 PostgreSQL ${OLDEST} 或更高版本的服务器程序（initdb）。请安装，如 apt-get install postgresql-15。`,
  )
}

/**
 * Starts an empty server on a unix socket in a temporary folder; root runs it as an ordinary user.
 * @param {{ sync?: boolean, settings?: string[] }} options sync: writes reach the disk, as at a school;
 *   settings: more of the server's, as name=value
 */
export async function startTestServer({ sync = false, settings: more = [] } = {}) {
  const bin = ensurePostgresServer()
  const user = process.getuid?.() === 0 ? ordinaryUser() : undefined
  const folder = sync ? mkdtempSync(join(tmpdir(), 'zw-pg-')) : makeScratch('zw-pg-')
  chmodSync(folder, 0o700)
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const options = { ...user, cwd: folder, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } }
  const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=${sync ? 'on' : 'off'} -c max_connections=100${more.map(one => ` -c ${one}`).join('')}`
  try {
    const access = [`--username=${USER}`, '--auth=trust', '--no-sync']
    await run(join(bin, 'initdb'), ['-D', data, '--encoding=UTF8', '--locale=C.UTF-8', ...access], options)
    await run(
      join(bin, 'pg_ctl'),
      ['start', '-w', '-D', data, '-l', join(folder, 'log'), '-o', settings],
      options,
    )
  } catch (error) {
    const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : ''
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`测试用的 PostgreSQL 启动没有成功：${error.stderr || error.message}${log}`, {
      cause: error,
    })
  }
  return {
    connection: { host: folder, port: 5432, user: USER, database: 'postgres' },
    url: `postgres://${USER}@/postgres?host=${encodeURIComponent(folder)}`,
    version: versionOf(bin),
    stop: async () => {
      await run(join(bin, 'pg_ctl'), ['stop', '-m', 'fast', '-w', '-D', data], options)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function versionOf(bin) {
  const { stdout } = spawnSync(join(bin, 'initdb'), ['--version'], { encoding: 'utf8' })
  return Number(/\) (\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}

/** Debian's own user for this, or nobody. */
function ordinaryUser() {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const [, , uid, gid] =
    users.find(([name]) => name === 'postgres') ?? users.find(([, , uid]) => uid === '65534') ?? []
  if (uid === undefined)
    throw new Error('PostgreSQL 不能用 root 身份运行，也没有 postgres 或 nobody 用户。请用普通用户运行测试。')
  return { uid: Number(uid), gid: Number(gid) }
}
