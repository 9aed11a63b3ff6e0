import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { makeScratch } from '../../tools/scratch.mjs'
import { projectRoot } from '../kernel/server/project-root.ts'
import { type BucketServer, startBucketServer } from '../kernel/server/testing/bucket-server.ts'
import { account } from '../modules/account/index.ts'
import { type Scenario, scenario } from '../testing/scenario.ts'

/** Two processes of the built product on one database and one object store, as behind a balancer. */
const bundle = join(projectRoot(), '.cache', `two-processes-${process.pid}`)
const folder = makeScratch('zongwu-two-')
const children: ChildProcess[] = []
let s: Scenario
let store: BucketServer
let addresses: [string, string]

beforeAll(async () => {
  s = await scenario()
  s.at(new Date().toISOString())
  store = await startBucketServer()
  mkdirSync(bundle, { recursive: true })
  await promisify(execFile)(process.execPath, [join(projectRoot(), 'tools/build-server.mjs'), bundle])
  // Recurring work that fell due since yesterday is due in both processes at once.
  await s.app.pool.query(`update school set created_at = now() - interval '40 days'`)
  await s.app.pool.query(
    `insert into kernel_note (key, value) values ('jobs_since', (now() - interval '2 days')::text)`,
  )
  await s.app.pool.query(
    `insert into kernel_outbox (school_id, id, at, event, subscriber, payload, not_before)
     select $1, gen_random_uuid(), now(), 'test.happened', 'test.nobody', '{}', now() from generate_series(1, 300)`,
    [s.schoolId],
  )
  addresses = (await Promise.all([start('a'), start('b')])) as [string, string]
}, 120_000)

afterAll(async () => {
  for (const child of children) {
    const ended = new Promise(resolve => child.once('exit', resolve))
    if (child.exitCode === null && child.kill('SIGTERM')) await ended
  }
  await store?.close()
  for (const path of [bundle, folder]) rmSync(path, { recursive: true, force: true })
})

function start(name: string): Promise<string> {
  const { host, user, password, port } = inject('pg')
  const database = (s.app.pool.options as { database: string }).database
  const url = new URL(
    `postgres://${user}${password ? `:${encodeURIComponent(password)}` : ''}@localhost/${database}`,
  )
  url.searchParams.set('host', host)
  if (port) url.searchParams.set('port', String(port))
  const child = spawn(process.execPath, [join(bundle, 'main.mjs')], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: url.href,
      DB_POOL: '4',
      PORT: '0',
      ZONGWU_DATA: join(folder, name),
      ZONGWU_DEMO: '0',
      ZONGWU_KEY: '5'.repeat(64),
      ZONGWU_FILES: `s3://${store.bucket.bucket}/school?endpoint=${store.bucket.endpoint}&region=${store.bucket.region}`,
      ZONGWU_FILES_KEY: store.bucket.accessKey,
      ZONGWU_FILES_SECRET: store.bucket.secretKey,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk
      const address = said.match(/http:\/\/localhost:\d+/)?.[0]
      if (address) resolve(address.replace('localhost', '127.0.0.1'))
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', code => reject(new Error(`ended with ${code}: ${said}`)))
  })
}

interface Post {
  cookie?: string
  key?: string
}

const post = (address: string, operation: string, input: unknown, { cookie, key }: Post = {}) =>
  fetch(`${address}/api/${operation}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: address,
      ...(cookie ? { cookie } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: JSON.stringify(input),
  })

const me = async (address: string, cookie: string): Promise<number> =>
  (await fetch(`${address}/api/account.me`, { headers: { cookie } })).status

async function passwordOf(login: string): Promise<string> {
  const list = await s.as('admin').call(account.list, { search: login })
  const id = list.rows.find(row => row.login === login)?.id as string
  const { initialPassword } = await s.as('admin').call(account.resetPassword, { id })
  await s.app.pool.query('update account_user set must_change = false where id = $1', [id])
  return initialPassword
}

async function signedIn(address: string, login: string): Promise<string> {
  const answer = await post(address, 'account.signIn', { login, password: await passwordOf(login) })
  expect(answer.status).toBe(200)
  return (answer.headers.get('set-cookie') as string).split(';')[0] as string
}

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await done()) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`waited in vain until ${what}`)
}

const count = async (sql: string): Promise<number> =>
  (await s.app.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]?.n ?? -1

it('a session opened in one counts in the other, and so does its end', async () => {
  const [a, b] = addresses
  const cookie = await signedIn(a, 'director')
  expect([await me(a, cookie), await me(b, cookie)]).toEqual([200, 200])
  expect((await post(b, 'account.signOut', {}, { cookie })).status).toBe(200)
  expect(await me(b, cookie)).toBe(401)
  await until('the other process learns of it', async () => (await me(a, cookie)) === 401)
})

it('wrong passwords are counted together', async () => {
  const password = await passwordOf('clerk')
  const statuses: number[] = []
  for (let i = 0; i < 12; i++)
    statuses.push(
      (await post(addresses[i % 2] as string, 'account.signIn', { login: 'clerk', password: `wrong${i}` }))
        .status,
    )
  expect(statuses).toContain(423)
  for (const address of addresses)
    expect((await post(address, 'account.signIn', { login: 'clerk', password })).status).toBe(423)
})

it('what strangers may do in a minute is counted together, and who is over it writes no more', async () => {
  const report = (address: string) => post(address, 'repair.report', {})
  const statuses: number[] = []
  for (let i = 0; i < 44; i++) statuses.push((await report(addresses[i % 2] as string)).status)
  // Each process alone would have let through 20 of its 22.
  expect(statuses.filter(status => status !== 429)).toHaveLength(20)
  expect(statuses.slice(20).every(status => status === 429)).toBe(true)
  const { rows } = await s.app.pool.query<{ count: number; text: string }>(
    `select count, r::text as text from kernel_rate r order by count desc limit 1`,
  )
  expect(rows[0]?.count).toBeLessThanOrEqual(22)
  expect(rows[0]?.text).not.toContain('127.0.0.1')
  const door = await Promise.all(addresses.map(address => fetch(`${address}/api/account.door`)))
  expect(door.map(answer => answer.status)).toEqual([200, 200])
})

it('a command sent to both at once happens once and has one answer', async () => {
  const cookie = await signedIn(addresses[0], 'buyer')
  for (let i = 0; i < 10; i++) {
    const key = randomUUID()
    const input = { name: `同时登记的店 ${i}` }
    const answers = await Promise.all(
      addresses.map(address => post(address, 'supplier.create', input, { cookie, key })),
    )
    expect(answers.map(answer => answer.status)).toEqual([200, 200])
    const [first, second] = await Promise.all(answers.map(answer => answer.json()))
    expect(second).toEqual(first)
  }
  expect(await count('supplier_firm')).toBe(10)
  expect(await count(`kernel_audit where operation = 'supplier.create'`)).toBe(10)
})

it('a photo that one received is shown by the other', async () => {
  const [a, b] = addresses
  const cookie = await signedIn(a, 'teacher')
  const body = new FormData()
  body.append('input', '{}')
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  body.append('file', new Blob([new Uint8Array(photo)]), 'a.jpg')
  const sent = await fetch(`${a}/api/attachment.upload`, {
    method: 'POST',
    headers: { cookie, origin: a },
    body,
  })
  expect(sent.status).toBe(200)
  const { files } = (await sent.json()) as { files: { id: string }[] }
  const input = encodeURIComponent(JSON.stringify({ id: files[0]?.id, size: 'original' }))
  const seen = await fetch(`${b}/api/attachment.view?input=${input}`, { headers: { cookie } })
  expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  expect((await seen.arrayBuffer()).byteLength).toBeGreaterThan(100)
  expect(store.objects.size).toBe(3)
  expect(existsSync(join(folder, 'a', 'files', 'incoming'))).toBe(true)
})

it('events and recurring work are done once by one or the other, and the log is sealed once', async () => {
  await until(
    'all events are handled',
    async () => (await count('kernel_outbox where done_at is null')) === 0,
  )
  expect(await count('kernel_outbox where attempts <> 1')).toBe(0)
  expect(await count(`kernel_outbox where subscriber = 'test.nobody'`)).toBe(300)
  const due = s.app.registry.schedules.length
  await until(
    'recurring work is done',
    async () => (await count('kernel_occurrence where done_at is not null')) >= due / 2,
  )
  expect(await count('kernel_occurrence where attempts <> 1 or done_at is null')).toBe(0)
  await until('the log is sealed', async () => (await count('kernel_audit where seal_seq is null')) === 0)
  const { rows } = await s.app.pool.query<{ n: number; last: number }>(
    'select count(*)::int as n, max(seal_seq)::int as last from kernel_audit',
  )
  expect(rows[0]?.n).toBe(rows[0]?.last)
})
