import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { account } from '../../modules/account/contract.ts'
import { authenticate } from '../../modules/account/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { createHttp } from './http.ts'

let server: FastifyInstance | undefined
afterEach(async () => {
  await server?.close()
})

async function open(
  metrics?: { token?: string },
  broken: { authenticate?: () => Promise<never>; receive?: () => Promise<never> } = {},
): Promise<{ s: Scenario; http: FastifyInstance }> {
  const s = await scenario()
  const files = broken.receive ? { ...s.app.files, receive: broken.receive } : s.app.files
  server = await createHttp(
    { ...s.app, files },
    {
      authenticate: token => authenticate(s.app.pool, token, s.now()),
      schoolOf: async slug => (slug === undefined || slug === 'demo1' ? s.schoolId : null),
      addressKey: 'test',
      trustProxy: false,
      secureCookies: false,
      publicRate: 1000,
      ...(metrics ? { metrics } : {}),
      ...(broken.authenticate ? { authenticate: broken.authenticate } : {}),
    },
  )
  return { s, http: server }
}

const failing = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error('not now'), { code })
}

async function signedIn(s: Scenario, http: FastifyInstance, login: string): Promise<string> {
  const list = await s.as('admin').call(account.list, { search: login })
  const id = list.rows.find(row => row.login === login)?.id as string
  const { initialPassword } = await s.as('admin').call(account.resetPassword, { id })
  await s.app.pool.query('update account_user set must_change = false')
  const answer = await http.inject({
    method: 'POST',
    url: '/api/account.signIn',
    payload: { login, password: initialPassword },
  })
  return (answer.headers['set-cookie'] as string).split(';')[0] as string
}

describe('over HTTP', () => {
  it('signs in with a cookie that scripts cannot read, and answers queries by GET', async () => {
    const { s, http } = await open()
    const cookie = await signedIn(s, http, 'director')
    const me = await http.inject({ url: '/api/account.me', headers: { cookie } })
    expect(me.json()).toMatchObject({ name: '总务主任甲', today: '2025-09-03' })
    const page = await http.inject({
      url: `/api/account.list?input=${encodeURIComponent('{"limit":2}')}`,
      headers: { cookie },
    })
    expect(page.json().rows).toHaveLength(2)
    expect((await http.inject({ url: '/api/account.me' })).statusCode).toBe(401)
    expect((await http.inject({ method: 'GET', url: '/api/account.signIn' })).statusCode).toBe(404)
  })

  it('tells its figures to this machine, or to whoever shows the token, and to nobody else', async () => {
    const { http } = await open({})
    await http.inject({ url: '/api/account.me' })
    await http.inject({ url: '/api/made.up' })
    const { body } = await http.inject({ url: '/metrics' })
    expect(body).toContain('zongwu_request_seconds_count{operation="account.me",status="401"} 1')
    expect(body).not.toContain('made.up')
    expect(body).toMatch(/zongwu_outbox_waiting \d/)
    expect(
      (await http.inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.9' } })).statusCode,
    ).toBe(404)
    expect((await http.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(404)
    await http.close()
    const guarded = await open({ token: 'a-long-enough-token' })
    const read = (authorization?: string) =>
      guarded.http.inject({ url: '/metrics', ...(authorization ? { headers: { authorization } } : {}) })
    expect((await read()).statusCode).toBe(404)
    expect((await read('Bearer a-long-enough-tokeX')).statusCode).toBe(404)
    expect((await read('Bearer a-long-enough-token')).statusCode).toBe(200)
  })

  it('refuses an origin that is no address', async () => {
    const { http } = await open()
    const answer = await http.inject({
      method: 'POST',
      url: '/api/account.signOut',
      headers: { origin: 'null' },
      payload: {},
    })
    expect(answer.statusCode).toBe(403)
  })

  it('never lets another site act for whoever is signed in', async () => {
    const { s, http } = await open()
    const cookie = await signedIn(s, http, 'director')
    const post = (headers: Record<string, string>) =>
      http.inject({
        method: 'POST',
        url: '/api/account.signOut',
        headers: { cookie, ...headers },
        payload: {},
      })
    expect((await post({ 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
    expect((await post({ origin: 'https://evil.example', host: 'zw.example' })).statusCode).toBe(403)
    expect((await post({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
  })

  it('answers bad input in Chinese and never with a 500', async () => {
    const { http } = await open()
    const post = (payload: string, type = 'application/json') =>
      http.inject({ method: 'POST', url: '/api/account.signIn', headers: { 'content-type': type }, payload })
    const answers = [
      await post('{"login": '),
      await post('[]'),
      await post('null'),
      await post('"x"'),
      await post('{"login":"a","password":"b","__proto__":{"x":1}}'),
      await post('<xml/>', 'application/xml'),
      await post(JSON.stringify({ login: 'x'.repeat(2000), password: 'y' })),
      await post(JSON.stringify({ login: 'x', password: 'y'.repeat(5_000_000) })),
      await http.inject({ url: '/api/account.door?input={bad' }),
      await http.inject({ url: '/api/no.such' }),
      await http.inject({ url: '/api/account.door', headers: { 'x-school': 'nowhere' } }),
    ]
    for (const answer of answers) {
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      expect(answer.statusCode).toBeLessThan(500)
      expect(answer.json().message).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('describes itself in OpenAPI 3.1', async () => {
    const { http } = await open()
    const document = (await http.inject({ url: '/api/openapi.json' })).json()
    expect(document.openapi).toBe('3.1.0')
    expect(document.paths['/api/account.signIn'].post.operationId).toBe('account.signIn')
    expect(document.paths['/api/account.me'].get.security).toEqual([{ session: [] }])
  })

  it('is busy, not broken, while the database is away', async () => {
    for (const [code, status] of [
      ['57P03', 503],
      ['ECONNRESET', 503],
      ['ENOENT', 503],
      ['53100', 507],
    ] as const) {
      const { http } = await open(undefined, { authenticate: failing(code) })
      const answer = await http.inject({ url: '/api/account.me', headers: { cookie: 'zw_session=x' } })
      expect([code, answer.statusCode]).toEqual([code, status])
    }
  })

  it('says that the disk is full when an upload finds it so', async () => {
    const { http } = await open(undefined, { receive: failing('ENOSPC') })
    const payload = [
      '--x',
      'content-disposition: form-data; name="file"; filename="a.png"',
      'content-type: image/png',
      '',
      'x',
      '--x--',
      '',
    ].join('\r\n')
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const answer = await http.inject({ method: 'POST', url: '/api/attachment.upload', headers, payload })
    expect(answer.statusCode).toBe(507)
    expect(answer.json().message).toContain('磁盘满了')
  })

  it('says whether it lives and whether it is ready', async () => {
    const { http } = await open()
    expect((await http.inject({ url: '/health' })).json()).toEqual({ ok: true })
    expect((await http.inject({ url: '/ready' })).statusCode).toBe(200)
  })
})
