import { createHmac } from 'node:crypto'
import { rm } from 'node:fs/promises'
import fastifyCompress from '@fastify/compress'
import fastifyCookie from '@fastify/cookie'
import fastifyHelmet from '@fastify/helmet'
import fastifyMultipart from '@fastify/multipart'
import fastifyRateLimit from '@fastify/rate-limit'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { AppError, kernelError, toErrorBody } from '../pure/errors.ts'
import type { App } from './app.ts'
import type { Actor, ReplySink, UserActor } from './ctx.ts'
import { translateDatabaseError } from './db-errors.ts'
import { Download, type UploadedFile } from './files.ts'
import { openApiDocument } from './openapi.ts'
import { countingStore } from './rate.ts'
import { noteRefusal, noteSender } from './refusals-log.ts'
import type { BoundOperation } from './registry.ts'
import { execute } from './run.ts'
import { addTelemetry } from './telemetry.ts'

export interface HttpOptions {
  /** Who a session token belongs to; null when unknown or expired. */
  authenticate(token: string): Promise<{ actor: UserActor; schoolId: string } | null>
  /** Called after each command that took effect. */
  changed?(operation: string): void
  /** The school of a stranger's call: by slug where given, else the only one. */
  schoolOf(slug: string | undefined): Promise<string | null>
  /** Key for hashing addresses of strangers; not stored. */
  addressKey: string
  /** Behind how many reverse proxies: the address is the one that the outermost of them saw. */
  trustProxy: number | false
  secureCookies: boolean
  /** Requests a minute from one address to public operations. */
  publicRate: number
  /** Figures of the running process for Prometheus; a token where others than this machine may read them. */
  metrics?: { token?: string | undefined }
}

/** Over HTTPS with the prefix by which browsers keep other hosts and plain HTTP from setting it. */
const sessionCookie = (secure: boolean): string => (secure ? '__Host-zw_session' : 'zw_session')
const BODY_LIMIT = 4 * 1024 * 1024
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The HTTP face of the registry: each operation is one route, queries GET, commands POST. */
export async function createHttp(app: App, options: HttpOptions): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: app.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: (_address, hop) => hop < Number(options.trustProxy),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 200 },
    genReqId: () => Math.random().toString(36).slice(2, 12),
    return503OnClosing: true,
  })
  await server.register(fastifyCookie)
  await server.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: options.secureCookies,
  })
  await server.register(fastifyCompress, { threshold: 1024, encodings: ['br', 'gzip'] })
  const counting = { pool: app.pool, log: app.log, addressKey: options.addressKey }
  await server.register(fastifyRateLimit, { global: false, store: countingStore(counting) })
  await server.register(fastifyMultipart, { limits: { fields: 4, fieldSize: BODY_LIMIT } })
  server.addHook('onRequest', async (request, reply) => {
    // What an operation answers is nobody else's, and stays in no cache; files say so themselves.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
  server.setErrorHandler((error, request, reply) => answerError(app, error, request, reply))
  if (options.metrics) addTelemetry(server, app, options.metrics)
  server.get('/health', async () => ({ ok: true }))
  server.get('/ready', async (_request, reply) => {
    try {
      await app.pool.query('select 1')
      return { ok: true }
    } catch {
      return reply.code(503).send({ ok: false })
    }
  })
  server.get('/api/openapi.json', async () => openApiDocument(app.registry))
  for (const bound of app.registry.operations.values()) addRoute(server, app, options, bound)
  server.all('/api/*', async () => {
    throw kernelError('kernel.not_found')
  })
  return server
}

function addRoute(server: FastifyInstance, app: App, options: HttpOptions, bound: BoundOperation): void {
  const { spec } = bound
  server.route({
    method: spec.kind === 'query' ? 'GET' : 'POST',
    url: `/api/${spec.id}`,
    config: {
      rateLimit:
        spec.access === 'anyone'
          ? { max: spec.rateLimit ?? options.publicRate, timeWindow: 60_000, errorResponseBuilder: tooOften }
          : false,
    },
    handler: async (request, reply) => {
      const { actor, schoolId } = await identify(request, options)
      noteSender(request, { actor, schoolId })
      const uploads: UploadedFile[] = []
      try {
        const input =
          spec.kind === 'query' ? queryInput(request) : await bodyInput(request, app, spec.upload, uploads)
        const answer = await execute(app, {
          operation: spec.id,
          input,
          schoolId,
          actor,
          requestId: request.id,
          uploads,
          reply: replySink(reply, options),
          ...commandId(request),
        })
        if (spec.kind === 'command') options.changed?.(spec.id)
        return answer instanceof Download ? sendFile(reply, answer) : reply.send(answer ?? {})
      } finally {
        for (const file of uploads) await rm(file.path, { force: true })
      }
    },
  })
}

async function identify(
  request: FastifyRequest,
  options: HttpOptions,
): Promise<{ actor: Actor; schoolId: string }> {
  assertSameSite(request)
  try {
    return await whoSends(request, options)
  } catch (error) {
    throw translateDatabaseError(error)
  }
}

async function whoSends(
  request: FastifyRequest,
  options: HttpOptions,
): Promise<{ actor: Actor; schoolId: string }> {
  const token = request.cookies[sessionCookie(options.secureCookies)]
  const session = token ? await options.authenticate(token) : null
  if (session) return session
  const slug = request.headers['x-school']
  const schoolId = await options.schoolOf(typeof slug === 'string' ? slug : undefined)
  if (!schoolId) throw kernelError('kernel.school_unknown')
  const address = createHmac('sha256', options.addressKey).update(request.ip).digest('hex').slice(0, 32)
  return { actor: { kind: 'anonymous', address }, schoolId }
}

/** A form on another site cannot make a signed-in browser send commands. */
function assertSameSite(request: FastifyRequest): void {
  if (request.method === 'GET') return
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site')
    throw kernelError('kernel.forbidden', { operation: '从别的网站提交' })
  const { origin, host } = request.headers
  if (site === undefined && origin && (!URL.canParse(origin) || new URL(origin).host !== host))
    throw kernelError('kernel.forbidden', { operation: '从别的网站提交' })
}

function queryInput(request: FastifyRequest): unknown {
  const { input } = request.query as { input?: string }
  if (input === undefined) return {}
  try {
    return JSON.parse(input)
  } catch {
    throw kernelError('kernel.invalid', { detail: '地址里的条件不完整，请从页面重新进入' })
  }
}

async function bodyInput(
  request: FastifyRequest,
  app: App,
  upload: { maxBytes: number; maxFiles: number } | undefined,
  uploads: UploadedFile[],
): Promise<unknown> {
  if (!upload || !request.isMultipart()) return request.body ?? {}
  let input: unknown = {}
  for await (const part of request.parts({
    limits: { files: upload.maxFiles, fileSize: upload.maxBytes + 1 },
  })) {
    if (part.type === 'file') uploads.push(await app.files.receive(part.file, part.filename, upload.maxBytes))
    else if (part.fieldname === 'input') {
      try {
        input = JSON.parse(String(part.value))
      } catch {
        throw kernelError('kernel.invalid', { detail: '提交的内容不完整，请重试' })
      }
    }
  }
  return input
}

function commandId(request: FastifyRequest): { commandId?: string } {
  const id = request.headers['idempotency-key']
  if (typeof id !== 'string') return {}
  if (!UUID.test(id)) throw kernelError('kernel.invalid', { detail: '提交编号格式不对，请刷新页面重试' })
  return { commandId: id.toLowerCase() }
}

function replySink(reply: FastifyReply, options: HttpOptions): ReplySink {
  const name = sessionCookie(options.secureCookies)
  const base = { path: '/', httpOnly: true, sameSite: 'lax', secure: options.secureCookies } as const
  return {
    setSession: (token, expires) => void reply.setCookie(name, token, { ...base, expires }),
    clearSession: () => void reply.clearCookie(name, base),
  }
}

function sendFile(reply: FastifyReply, file: Download): FastifyReply {
  const disposition = file.inline ? 'inline' : 'attachment'
  return reply
    .header('content-type', file.contentType)
    .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
    .header('cache-control', 'private, no-store')
    .send(file.body)
}

const tooOften = (_request: FastifyRequest, context: { ttl: number }): Error =>
  kernelError('kernel.too_often', { seconds: Math.ceil(context.ttl / 1000) })

function answerError(app: App, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.isMultipart() && !request.raw.complete) {
    // The rest of a refused upload is not read to its end, however long it is.
    reply.header('connection', 'close')
    reply.raw.once('finish', () => request.raw.destroy())
  }
  const known = error instanceof AppError ? error : fromFramework(error)
  if (known) noteRefusal(app.log, request, known)
  if (known) return reply.code(known.status).send(toErrorBody(known, request.id))
  app.log.error({ err: error, requestId: request.id, url: request.routeOptions.url }, 'unexpected error')
  return reply.code(500).send({
    code: 'kernel.defect',
    message: `系统出了问题，您的操作没有生效。请稍后再试；若仍不行，把编号 ${request.id} 告诉管理员。`,
    requestId: request.id,
  })
}

/** Refusals by the HTTP framework, in our own words. */
function fromFramework(error: unknown): AppError | undefined {
  const { code = '', statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE')
    return kernelError('kernel.too_large', { limit: '4 MB' })
  if (code === 'ENOSPC' || code === 'EDQUOT') return kernelError('kernel.disk_full')
  if (code === 'FST_FILES_LIMIT')
    return kernelError('kernel.invalid', { detail: '一次上传的文件太多，请分几次上传' })
  if (code.startsWith('FST_ERR_CTP')) return kernelError('kernel.unsupported')
  if (['FST_ERR_VALIDATION', 'FST_INVALID_MULTIPART_CONTENT_TYPE'].includes(code) || statusCode === 400)
    return kernelError('kernel.invalid', { detail: '提交的内容不完整，请重试' })
  if (statusCode === 429) return kernelError('kernel.too_often', { seconds: 60 })
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return kernelError('kernel.invalid', { detail: '上传中断了，没有保存任何内容，请重新上传' })
  return undefined
}
