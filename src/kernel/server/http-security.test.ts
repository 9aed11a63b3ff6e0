import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { account } from '../../modules/account/contract.ts'
import { authenticate } from '../../modules/account/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { createHttp, type HttpOptions } from './http.ts'
import { openLog } from './log.ts'

let http: FastifyInstance | undefined
afterEach(async () => {
  await http?.close()
})

async function open(options: Partial<HttpOptions> = {}) {
  const s = await scenario()
  const lines: string[] = []
  const log = openLog('warn', { write: line => void lines.push(line) })
  http = await createHttp(
    { ...s.app, log },
    {
      authenticate: token => authenticate(s.app.pool, token, s.now()),
      schoolOf: async () => s.schoolId,
      addressKey: 'test',
      trustProxy: false,
      secureCookies: false,
      publicRate: 1000,
      ...options,
    },
  )
  return { s, http, lines }
}

async function signIn(s: Scenario, server: FastifyInstance, login: string, password?: string) {
  const list = await s.as('admin').call(account.list, { search: login })
  const id = list.rows.find(row => row.login === login)?.id as string
  const initial = password ?? (await s.as('admin').call(account.resetPassword, { id })).initialPassword
  return server.inject({
    method: 'POST',
    url: '/api/account.signIn',
    payload: { login, password: initial },
  })
}

describe('each answer', () => {
  it('tells the browser what it may load, and that nobody may frame, sniff or keep it', async () => {
    const { http } = await open()
    const { headers } = await http.inject({ url: '/api/account.door' })
    const policy = new Map(
      String(headers['content-security-policy'])
        .split(';')
        .map(part => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    )
    expect(policy.get('script-src')).toBe("'self'")
    expect(policy.get('script-src-attr')).toBe("'none'")
    expect(policy.get('object-src')).toBe("'none'")
    expect(policy.get('base-uri')).toBe("'none'")
    expect(policy.get('form-action')).toBe("'self'")
    expect(policy.get('frame-ancestors')).toBe("'self'")
    expect(policy.get('font-src')).not.toContain('https:')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(headers['x-powered-by']).toBeUndefined()
  })

  it('asks for HTTPS for a year where the address is one', async () => {
    const { http } = await open({ secureCookies: true })
    const { headers } = await http.inject({ url: '/api/account.door' })
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  })
})

describe('the cookie', () => {
  it('is bound to this host and to HTTPS, and closed to scripts and other sites', async () => {
    const { s, http } = await open({ secureCookies: true })
    const set = String((await signIn(s, http, 'director')).headers['set-cookie'])
    expect(set).toMatch(/^__Host-zw_session=[\w-]{43};/)
    for (const flag of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(set).toContain(flag)
    expect(set).not.toContain('Domain')
    const [pair] = set.split(';') as [string]
    const me = (cookie: string) => http.inject({ url: '/api/account.me', headers: { cookie } })
    expect((await me(pair)).statusCode).not.toBe(401)
    expect((await me(pair.replace('__Host-', ''))).statusCode).toBe(401)
  })

  it('needs no HTTPS on the computer of one school', async () => {
    const { s, http } = await open()
    const set = String((await signIn(s, http, 'director')).headers['set-cookie'])
    expect(set).toMatch(/^zw_session=/)
    expect(set).not.toContain('Secure')
  })
})

describe('too many calls of a stranger', () => {
  it('are counted by the address that the proxy saw, not by what the sender says', async () => {
    const { http } = await open({ trustProxy: 1, publicRate: 2 })
    const statuses: number[] = []
    for (const made of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) {
      const headers = { 'x-forwarded-for': `${made}, 203.0.113.9` }
      statuses.push((await http.inject({ url: '/api/account.door', headers })).statusCode)
    }
    expect(statuses).toEqual([200, 200, 429])
  })
})

describe('the log', () => {
  it('has a line for a wrong password and for what somebody may not do, without anybody in it', async () => {
    const { s, http, lines } = await open()
    await signIn(s, http, 'cook', 'not-the-password')
    await http.inject({ url: '/api/account.me' })
    const cookie = String((await signIn(s, http, 'teacher')).headers['set-cookie']).split(';')[0] as string
    await s.app.pool.query('update account_user set must_change = false')
    await http.inject({ url: '/api/account.list', headers: { cookie } })
    const told = lines.map(line => JSON.parse(line))
    expect(told.map(({ code, operation }) => [code, operation])).toEqual([
      ['account.wrong', '/api/account.signIn'],
      ['kernel.forbidden', '/api/account.list'],
    ])
    expect(told[0].address).toMatch(/^[0-9a-f]{32}$/)
    expect(told[1].userId).toMatch(/^[0-9a-f-]{36}$/)
    expect(lines.join('')).not.toMatch(/cook|not-the-password|teacher|127\.0\.0\.1/)
  })

  it('has a line for what no page sends: malformed input and strange kinds of content', async () => {
    const { http, lines } = await open()
    const post = (payload: string, type = 'application/json') =>
      http.inject({ method: 'POST', url: '/api/account.signIn', headers: { 'content-type': type }, payload })
    await post('{"login":"a","password":"b","roles":["admin"]}')
    await post('{"__proto__":{}')
    await post('<a/>', 'text/xml')
    expect(lines.map(line => JSON.parse(line).code)).toEqual([
      'kernel.invalid',
      'kernel.unsupported',
      'kernel.unsupported',
    ])
    expect(lines.join('')).not.toMatch(/admin|__proto__/)
  })

  it('leaves out rows, telephone numbers and tokens that an error brings along', () => {
    const lines: string[] = []
    const log = openLog('error', { write: line => void lines.push(line) })
    const err = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (phone)=(13800138000) already exists.',
      where: '张三',
      parameters: ['13800138000'],
    })
    log.error({ err, person: { phone: '13800138000', token: 'abc', password: 'abc' } }, 'a\nb')
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toMatch(/13800138000|张三|"abc"/)
    expect(JSON.parse(lines[0] as string).err.code).toBe('23505')
  })
})
