import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from './app.ts'

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** Adds `/metrics` in the format of Prometheus: to this machine only, or to whoever shows the token. */
export function addTelemetry(
  server: FastifyInstance,
  app: App,
  options: { token?: string | undefined },
): void {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const requests = new Histogram({
    name: 'zongwu_request_seconds',
    help: 'Time to answer, by operation and status',
    labelNames: ['operation', 'status'],
    buckets: SECONDS,
    registers: [register],
  })
  addPoolGauges(register, app)
  addOutboxGauges(register, app)
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? ''
    // Only what the product itself offers becomes a label: made-up addresses must not fill the memory.
    if (!route.startsWith('/api/') || route.includes('*')) return
    requests.observe(
      { operation: route.slice('/api/'.length), status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  server.get('/metrics', async (request, reply) => {
    if (!mayRead(request, options.token)) return reply.code(404).send({ code: 'kernel.not_found' })
    return reply.type(register.contentType).send(await register.metrics())
  })
}

function addPoolGauges(register: Registry, app: App): void {
  new Gauge({
    name: 'zongwu_db_connections',
    help: 'Connections of the pool, by state',
    labelNames: ['state'],
    registers: [register],
    collect() {
      this.set({ state: 'total' }, app.pool.totalCount)
      this.set({ state: 'idle' }, app.pool.idleCount)
      this.set({ state: 'waiting' }, app.pool.waitingCount)
    },
  })
}

function addOutboxGauges(register: Registry, app: App): void {
  const oldest = new Gauge({
    name: 'zongwu_outbox_oldest_seconds',
    help: 'Age of the oldest event that waits to be handled',
    registers: [register],
  })
  new Gauge({
    name: 'zongwu_outbox_waiting',
    help: 'Events that wait to be handled',
    registers: [register],
    async collect() {
      const { rows } = await app.pool.query<{ waiting: number; age: number }>(OUTBOX)
      this.set(rows[0]?.waiting ?? 0)
      oldest.set(rows[0]?.age ?? 0)
    },
  })
}

const OUTBOX = `select count(*)::int as waiting,
  coalesce(extract(epoch from now() - min(at)), 0)::float8 as age
  from kernel_outbox where done_at is null`

/** A scraper on this machine, not one that a proxy speaks for; or the token, compared in constant time. */
function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  if (!token)
    return (
      ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '') &&
      request.headers['x-forwarded-for'] === undefined
    )
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
