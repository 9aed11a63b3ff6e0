import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import {
  cleanUp,
  dataFolder,
  gone,
  ORDINARY,
  openHere,
  openInChild,
  ordinaryUserCanReadProject,
  query,
  ROOT,
  removeBundle,
  serverPid,
} from './fixture.ts'
import { fingerprint } from './process.ts'

const others: ChildProcess[] = []

afterEach(async () => {
  for (const other of others.splice(0)) other.kill('SIGKILL')
  await cleanUp()
})
afterAll(removeBundle)

describe('an ordinary day', () => {
  test('the first start makes a UTF-8 database that listens on a private socket only', async () => {
    const database = await openHere(dataFolder())
    expect(database.startedHere).toBe(true)
    expect(database.version).toMatch(/^18\./)
    const [row] = await query<Record<string, string>>(
      database,
      `select current_setting('listen_addresses') as tcp, current_setting('fsync') as fsync, current_setting('timezone') as zone,
              current_setting('unix_socket_permissions') as socket, current_setting('server_encoding') as encoding,
              (select datlocprovider::text || datlocale from pg_database where datname = current_database()) as locale,
              (select string_agg(name, '' order by name collate "zh-x-icu") from unnest(array['张', '李', '阿']) name) as pinyin`,
    )
    expect(row).toEqual({
      tcp: '',
      fsync: 'on',
      zone: 'UTC',
      socket: '0700',
      encoding: 'UTF8',
      locale: 'bC.UTF-8',
      pinyin: '阿李张',
    })
  })

  test('a wrong password is refused', async () => {
    const database = await openHere(dataFolder())
    const client = new pg.Client({ ...database.connection, password: 'guess' })
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' })
  })

  test('rows are there after stop and start', async () => {
    const folder = dataFolder()
    const first = await openHere(folder)
    await query(first, `create table kept as select '留样'::text as what`)
    const pid = await serverPid(first)
    await first.stop()
    await gone(pid)
    const second = await openHere(folder)
    expect(second.startedHere).toBe(true)
    expect(await query(second, 'select what from kept')).toEqual([{ what: '留样' }])
  })

  test('settings of the machine are read from local.conf', async () => {
    const folder = dataFolder()
    const first = await openHere(folder)
    await first.stop()
    writeFileSync(join(folder, 'postgres', 'local.conf'), 'work_mem = 12MB\n')
    const second = await openHere(folder)
    expect(await query(second, `select current_setting('work_mem') as m`)).toEqual([{ m: '12MB' }])
  })
})

describe('several processes on one data folder', () => {
  test('opened at the same moment on an empty folder, they share one server, and the last out stops it', async () => {
    const folder = dataFolder()
    const [first, second, third] = await Promise.all([
      openHere(folder),
      openInChild(folder),
      openInChild(folder),
    ])
    const lines = await Promise.all([second.until(l => 'opened' in l), third.until(l => 'opened' in l)])
    expect([first.startedHere, ...lines.map(l => l.opened)].filter(Boolean)).toHaveLength(1)
    expect(lines.map(l => l.host)).toEqual([first.connection.host, first.connection.host])
    const pid = await serverPid(first)
    await first.stop()
    expect(fingerprint(pid)).toBeDefined()
    second.process.stdin?.write('stop\n')
    await second.until(l => l.stopped === true)
    expect(fingerprint(pid)).toBeDefined()
    third.process.stdin?.write('stop\n')
    await third.until(l => l.stopped === true)
    await gone(pid)
  })

  test('a guest that is no process of the product keeps the server too', async () => {
    const database = await openHere(dataFolder())
    const guest = new pg.Client({ ...database.connection, application_name: 'psql' })
    await guest.connect()
    await database.stop()
    expect((await guest.query('select 1 as n')).rows).toEqual([{ n: 1 }])
    await guest.end()
  })

  test('after kill -9 of the product its server runs on, and the next process takes it over', async () => {
    const folder = dataFolder()
    const killed = await openInChild(folder, 'write')
    await killed.until(l => l.written === 50)
    await killed.kill()
    const written = Math.max(...killed.lines.map(l => l.written ?? 0))
    const next = await openHere(folder)
    expect(next.startedHere).toBe(false)
    const [row] = await query<{ max: number }>(next, 'select max(n) from written')
    expect(row?.max).toBeGreaterThanOrEqual(written)
    const pid = await serverPid(next)
    await next.stop()
    await gone(pid)
  })
})

describe('a server that dies', () => {
  test('kill -9 loses no acknowledged row, and the running product gets it back', async () => {
    const folder = dataFolder()
    const warnings: string[] = []
    const database = await openHere(folder, warnings)
    const before = { ...database.connection }
    const writer = await openInChild(folder, 'write')
    await writer.until(l => (l.written ?? 0) >= 100)
    const pid = await serverPid(database)
    process.kill(pid, 'SIGKILL')
    await gone(pid)
    await writer.kill()
    const written = Math.max(...writer.lines.map(l => l.written ?? 0))
    await database.ensureRunning()
    expect(database.connection).toEqual(before)
    const [row] = await query<{ rows: number; max: number }>(
      database,
      'select count(*)::int as rows, max(n) from written',
    )
    expect(row?.max).toBeGreaterThanOrEqual(written)
    expect(row?.rows).toBe(row?.max)
    expect(await serverPid(database)).not.toBe(pid)
    expect(warnings).toContain('数据库中断过，现已恢复。')
  })

  test('kill -9 of server and product: the next start recovers', async () => {
    const folder = dataFolder()
    const app = await openInChild(folder, 'write')
    await app.until(l => (l.written ?? 0) >= 100)
    const pid = Number(readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0])
    await app.kill()
    process.kill(pid, 'SIGKILL')
    const written = Math.max(...app.lines.map(l => l.written ?? 0))
    const database = await openHere(folder)
    expect(database.startedHere).toBe(true)
    const [row] = await query<{ max: number }>(database, 'select max(n) from written')
    expect(row?.max).toBeGreaterThanOrEqual(written)
  })

  test('stopped while it is being brought back, it does not stay behind', async () => {
    const database = await openHere(dataFolder())
    const [cluster] = await query<{ path: string }>(
      database,
      "select current_setting('data_directory') as path",
    )
    const pid = await serverPid(database)
    process.kill(pid, 'SIGKILL')
    await gone(pid)
    const revival = database.ensureRunning()
    await database.stop()
    await revival
    expect(existsSync(join(cluster?.path ?? '', 'postmaster.pid'))).toBe(false)
  })

  test('two processes that both notice bring back one server', async () => {
    const folder = dataFolder()
    const [first, second] = [await openHere(folder), await openHere(folder)]
    const pid = await serverPid(first)
    process.kill(pid, 'SIGKILL')
    await gone(pid)
    await Promise.all([first.ensureRunning(), second.ensureRunning()])
    expect(await serverPid(first)).toBe(await serverPid(second))
  })

  test('its leftover file may name a process that is now something else', async () => {
    const folder = dataFolder()
    const app = await openInChild(folder)
    await app.until(l => 'opened' in l)
    const file = join(folder, 'postgres/cluster/postmaster.pid')
    const [pid, ...rest] = readFileSync(file, 'utf8').split('\n')
    await app.kill()
    process.kill(Number(pid), 'SIGKILL')
    await gone(Number(pid))
    // Of the server's own user: PostgreSQL takes only such a process for a server.
    const other = spawn('sleep', ['600'], { ...(ROOT ? ORDINARY : {}), stdio: 'ignore' })
    others.push(other)
    writeFileSync(file, [other.pid, ...rest].join('\n'))
    const database = await openHere(folder)
    expect(database.startedHere).toBe(true)
    expect(fingerprint(other.pid as number)).toBeDefined()
  })

  test('a server whose socket was swept away is started again', async () => {
    const folder = dataFolder()
    const app = await openInChild(folder)
    const { host } = await app.until(l => 'opened' in l)
    await app.kill()
    rmSync(host as string, { recursive: true })
    const database = await openHere(folder)
    expect(await query(database, 'select 1 as n')).toEqual([{ n: 1 }])
  }, 60_000)
})

describe('starting points that are not clean', () => {
  test('a first start that was killed while making the database is done again', async () => {
    const folder = dataFolder()
    const home = join(folder, 'postgres')
    const drafts = (): string[] =>
      existsSync(home) ? readdirSync(home).filter(name => name.startsWith('init-')) : []
    const app = await openInChild(folder)
    while (!drafts().some(name => existsSync(join(home, name, 'cluster/base'))))
      await new Promise(resolve => setImmediate(resolve))
    await app.kill()
    expect(existsSync(join(home, 'cluster'))).toBe(false)
    const database = await openHere(folder)
    expect(database.startedHere).toBe(true)
    expect(await query(database, 'select 1 as n')).toEqual([{ n: 1 }])
    expect(drafts()).toEqual([])
  })

  test('a path too long for a socket', async () => {
    const deep = join(dataFolder(), 'a'.repeat(60), '数据'.repeat(15))
    mkdirSync(deep, { recursive: true })
    const first = await openHere(deep)
    const socket = first.connection.host
    expect(Buffer.byteLength(socket)).toBeLessThan(90)
    await query(first, 'create table kept (n int)')
    const second = await openHere(deep)
    expect(second.connection.host).toBe(socket)
    await second.stop()
    await first.stop()
    expect(existsSync(socket)).toBe(false)
    const third = await openHere(deep)
    expect(await query(third, 'select * from kept')).toEqual([])
  })

  test('data made by a newer PostgreSQL are refused and left alone', async () => {
    const folder = dataFolder()
    const first = await openHere(folder)
    await first.stop()
    const version = join(folder, 'postgres/cluster/PG_VERSION')
    writeFileSync(version, '99\n')
    await expect(openHere(folder)).rejects.toThrow('数据由更新的版本建立（PostgreSQL 99')
    expect(readFileSync(version, 'utf8')).toBe('99\n')
  })

  test('a deleted data folder is a fresh start', async () => {
    const folder = dataFolder()
    const first = await openHere(folder)
    await query(first, 'create table kept (n int)')
    await first.stop()
    rmSync(join(folder, 'postgres'), { recursive: true })
    const second = await openHere(folder)
    await expect(query(second, 'select * from kept')).rejects.toMatchObject({ code: '42P01' })
  })
})

describe.runIf(ROOT)('as root', () => {
  test('below a folder that only root may enter, the database lives elsewhere and is found again', async () => {
    const folder = join(dataFolder(0o700), 'data')
    const first = await openHere(folder)
    const pointer = join(folder, 'postgres/moved-to')
    const home = readFileSync(pointer, 'utf8')
    expect(first.connection.host.startsWith(home)).toBe(true)
    await query(first, 'create table kept (n int)')
    await first.stop()
    const second = await openHere(folder)
    expect(await query(second, 'select * from kept')).toEqual([])
    await second.destroy()
    expect(existsSync(home)).toBe(false)
  })

  test('deleted and made anew there, it starts empty; the old files stay for a person to remove', async () => {
    const folder = join(dataFolder(0o700), 'data')
    const killed = await openInChild(folder)
    await killed.until(l => 'opened' in l)
    const old = readFileSync(join(folder, 'postgres/moved-to'), 'utf8')
    const pid = Number(readFileSync(join(old, 'cluster/postmaster.pid'), 'utf8').split('\n')[0])
    await killed.kill()
    rmSync(folder, { recursive: true })
    const warnings: string[] = []
    const database = await openHere(folder, warnings)
    expect(database.connection.host.startsWith(old)).toBe(false)
    await gone(pid)
    expect(warnings.join()).toContain(old)
    expect(existsSync(join(old, 'cluster/PG_VERSION'))).toBe(true)
    rmSync(old, { recursive: true })
  })

  test.runIf(ordinaryUserCanReadProject())(
    'an ordinary user has a server of his own, which root may join',
    async () => {
      const folder = dataFolder(0o700, ORDINARY)
      const user = await openInChild(folder, 'hold', ORDINARY)
      expect(await user.until(l => 'opened' in l)).toMatchObject({ opened: true })
      const root = await openHere(folder)
      expect(root.startedHere).toBe(false)
      user.process.stdin?.write('stop\n')
      await user.until(l => l.stopped === true)
      await root.stop()
      const again = await openInChild(folder, 'hold', ORDINARY)
      expect(await again.until(l => 'opened' in l)).toMatchObject({ opened: true })
    },
  )

  test.runIf(ordinaryUserCanReadProject())('a folder that the user may not write says so', async () => {
    const folder = dataFolder()
    const user = await openInChild(folder, 'hold', ORDINARY)
    const { error } = await user.until(l => 'error' in l)
    expect(error).toContain(`没有权限读写 ${folder}`)
  })
})
