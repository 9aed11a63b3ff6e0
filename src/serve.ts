import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { refuseWithoutStacks } from './kernel/pure/errors.ts'
import type { Config } from './kernel/server/config.ts'
import type { DbPool } from './kernel/server/db.ts'
import { createHttp } from './kernel/server/http.ts'
import { startJobs } from './kernel/server/jobs.ts'
import { keepSessions } from './modules/account/index.ts'
import { schoolOfCode } from './modules/place/index.ts'
import { openProduct } from './product.ts'
import { addSetupRoutes, makeDemoIfEmpty } from './setup/index.ts'

const REVIVE_EVERY_MS = 3000
/**
 * What is alive may double before it is tidied up; by itself V8 waits for up to four times on a machine with much
 * memory, and a school's laptop has other things to do with it.
 */
const HEAP_GROWTH_PERCENT = 100

/** Runs the product until it is told to stop. */
export async function serve(config: Config, root: string): Promise<void> {
  refuseWithoutStacks()
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`)
  const product = await openProduct(config, { serve: true })
  const { app } = product
  const sessions = keepSessions(app.pool, app.now)
  const server = await createHttp(app, {
    authenticate: sessions.of,
    changed: operation => {
      if (TOUCH_SESSIONS.test(operation)) sessions.forget()
    },
    schoolOf: slug => schoolOf(app.pool, slug),
    addressKey: await addressKey(app.pool),
    trustProxy: config.trustProxy,
    secureCookies: app.publicUrl.startsWith('https://'),
    publicRate: 120,
    metrics: { token: config.metricsToken },
  })
  addSetupRoutes(server, app)
  await addWeb(server, app.pool, join(root, 'dist', 'web'))
  if (config.demo) await makeDemoIfEmpty(app, product.outbox)
  await server.listen({ port: config.port, host: config.host })
  const address = `http://localhost:${(server.server.address() as { port: number }).port}`
  process.stdout.write(`总务已启动：${address}\n`)
  const jobs = startJobs(app)
  const reviver = setInterval(() => {
    void product.revive().catch(error => app.log.error({ err: error }, 'embedded database'))
  }, REVIVE_EVERY_MS)
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    clearInterval(reviver)
    await server.close()
    await jobs.stop()
    await product.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
}

/** Commands that may end sessions or change what somebody may do. */
const TOUCH_SESSIONS = /^(account|people|org|register|parameter)\./

/** The key under which strangers' addresses are hashed: the same for all processes of an installation. */
async function addressKey(pool: Queryable): Promise<string> {
  const { rows } = await pool.query<{ value: string }>(
    `insert into kernel_note (key, value) values ('address_key', $1)
     on conflict (key) do update set value = kernel_note.value returning value`,
    [randomBytes(32).toString('hex')],
  )
  return (rows[0] as { value: string }).value
}

type Queryable = Pick<DbPool, 'query'>

async function schoolOf(pool: Queryable, slug: string | undefined): Promise<string | null> {
  const { rows } = slug
    ? await pool.query<{ id: string }>('select id from school where slug = $1', [slug])
    : await pool.query<{ id: string }>('select id from school limit 2')
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

/** The built pages. Public pages have an entry of their own that stays small. */
async function addWeb(server: FastifyInstance, pool: DbPool, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    cacheControl: false,
    setHeaders: cacheHeaders,
  })
  const pages = {
    app: readFileSync(join(folder, 'index.html')),
    public: readFileSync(join(folder, 'public.html')),
  }
  const send = (reply: FastifyReply, page: Buffer): FastifyReply =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
  server.get<{ Params: { code: string } }>('/q/:code', async (request, reply) => {
    const named = new URL(request.url, 'http://local').searchParams.has('s')
    // Where there is one school, nobody need be asked which.
    if (named || (await schoolOf(pool, undefined))) return send(reply, pages.public)
    const code = request.params.code.toLowerCase()
    const slug = await schoolOfCode(pool, code)
    return slug ? reply.redirect(`/q/${slug}/${code}`) : send(reply, pages.public)
  })
  server.get('/q/*', (_request, reply) => send(reply, pages.public))
  server.get('/f/*', (_request, reply) => send(reply, pages.public))
  server.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || /\.\w{2,5}$/.test(request.url.split('?')[0] ?? ''))
      return reply.code(404).send({ code: 'kernel.not_found', message: '没有这个地址。' })
    return send(reply, pages.app)
  })
}

function cacheHeaders(reply: { setHeader(name: string, value: string): void }, path: string): void {
  reply.setHeader(
    'cache-control',
    /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  )
}
