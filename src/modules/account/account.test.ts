import { hash } from '@node-rs/argon2'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { people } from '../people/index.ts'
import { COMMON_PASSWORDS } from './common-passwords.ts'
import { account } from './contract.ts'
import { IDLE_DAYS, INITIAL_DAYS, LOCK_MINUTES, MAX_FAILURES, readablePassword } from './rules.ts'
import { authenticate } from './session.ts'
import { weakness } from './weakness.ts'

async function open(s: Scenario, login: string): Promise<string> {
  const list = await s.as('admin').call(account.list, { search: login })
  const user = list.rows.find(row => row.login === login)
  return (await s.as('admin').call(account.resetPassword, { id: user?.id as string })).initialPassword
}

function signIn(s: Scenario, login: string, password: string) {
  let token = ''
  const reply = {
    setSession: (t: string) => {
      token = t
    },
    clearSession: () => undefined,
  }
  return s
    .anonymous()
    .call(account.signIn, { login, password, device: '这台手机' }, { reply })
    .then(answer => ({ ...answer, token }))
}

describe('signing in', () => {
  it('starts with a forced change of the initial password, and nothing else works before', async () => {
    const s = await scenario()
    const initial = await open(s, 'teacher')
    const first = await signIn(s, 'Teacher', initial)
    expect(first.mustChangePassword).toBe(true)
    const who = await authenticate(s.app.pool, first.token, s.now())
    const caller = s.user(who?.actor as never)
    await s.refused(caller.call(account.sessions, {}), 'kernel.must_change_password')
    await s.refused(
      caller.call(account.changePassword, { current: 'wrong', next: 'gan-jing-2026' }),
      'account.wrong_current',
    )
    await s.refused(
      caller.call(account.changePassword, { current: initial, next: '12345678' }),
      'account.weak',
    )
    await caller.call(account.changePassword, { current: initial, next: 'gan-jing-2026' })
    expect(await authenticate(s.app.pool, first.token, s.now())).toBeNull()
    expect((await signIn(s, 'teacher', 'gan-jing-2026')).mustChangePassword).toBe(false)
    const { rows } = await s.app.pool.query<{ device: string }>('select device from account_session')
    expect(rows.map(row => row.device)).toEqual(['这台手机', '这台手机'])
  })

  it('pauses an account after wrong passwords, and opens it again later', async () => {
    const s = await scenario()
    const password = await open(s, 'guard')
    for (let i = 0; i < MAX_FAILURES; i++) await s.refused(signIn(s, 'guard', 'nope'), 'account.wrong')
    const locked = await s.refused(signIn(s, 'guard', password), 'account.locked')
    expect(locked.message).toContain(`${LOCK_MINUTES} 分钟`)
    s.at(new Date(s.now().getTime() + LOCK_MINUTES * 60_000 + 1000).toISOString())
    expect((await signIn(s, 'guard', password)).token).toHaveLength(43)
  })

  it('tells a stranger nothing about which logins exist', async () => {
    const s = await scenario()
    const unknown = await s.refused(signIn(s, 'nobody', 'x'), 'account.wrong')
    const known = await s.refused(signIn(s, 'cook', 'x'), 'account.wrong')
    expect(unknown.message).toBe(known.message)
  })

  it('with an initial password works for two weeks only', async () => {
    const s = await scenario()
    const initial = await open(s, 'guard')
    s.at(new Date(s.now().getTime() + INITIAL_DAYS * 86_400_000).toISOString())
    await signIn(s, 'guard', initial)
    s.at(new Date(s.now().getTime() + 1000).toISOString())
    await s.refused(signIn(s, 'guard', initial), 'account.initial_expired')
    expect((await signIn(s, 'guard', await open(s, 'guard'))).mustChangePassword).toBe(true)
  })

  it('hashes a password anew that was hashed at a lower cost', async () => {
    const s = await scenario()
    const cheap = await hash('mu-gong-697', { memoryCost: 8192, timeCost: 1, parallelism: 1 })
    await s.app.pool.query(`update account_user set password_hash = $1 where login = 'guard'`, [cheap])
    await signIn(s, 'guard', 'mu-gong-697')
    const { rows } = await s.app.pool.query(
      `select password_hash as h from account_user where login = 'guard'`,
    )
    expect(rows[0].h).toContain('$m=19456,t=2,p=1$')
    await signIn(s, 'guard', 'mu-gong-697')
  })

  it('ends with the account', async () => {
    const s = await scenario()
    const session = await signIn(s, 'cook', await open(s, 'cook'))
    const who = await authenticate(s.app.pool, session.token, s.now())
    await s.as('admin').call(account.disable, { id: who?.actor.userId as string })
    expect(await authenticate(s.app.pool, session.token, s.now())).toBeNull()
    await s.refused(signIn(s, 'cook', 'whatever'), 'account.wrong')
  })
})

describe('the last administrator', () => {
  it('cannot be locked out', async () => {
    const s = await scenario()
    const list = await s.as('admin').call(account.list, { search: 'admin' })
    const id = list.rows.find(row => row.login === 'admin')?.id as string
    await s.refused(s.as('admin').call(account.disable, { id }), 'account.own')
    await s.refused(s.as('director').call(account.disable, { id }), 'account.last_admin')
  })
})

describe('accounts in bulk', () => {
  it('are opened for whoever has none, and close when the person leaves', async () => {
    const s = await scenario()
    const made = await s
      .as('director')
      .call(people.create, { name: '新来的', kind: 'staff', staffNo: 'T900' })
    const waiting = await s.as('admin').call(account.candidates, {})
    expect(waiting.rows.map(row => row.name)).toEqual(['新来的'])
    const opened = await s.as('admin').call(account.createMany, { personIds: [made.id, s.person('cook')] })
    expect(opened.created).toEqual([expect.objectContaining({ name: '新来的', login: 'T900' })])
    expect(opened.skipped[0]?.reason).toContain('已有账号')
    expect((await s.as('admin').call(account.candidates, {})).rows).toEqual([])
    await s.as('director').call(people.leave, { id: made.id, version: made.version, lastDay: '2025-09-02' })
    await s.drain()
    const after = await s.as('admin').call(account.list, { search: 'T900' })
    expect(after.rows[0]?.disabled).toBe(true)
  })
})

describe('passwords', () => {
  it('that are handed out can be read aloud and are strong enough', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), bytes => {
        const password = readablePassword(bytes)
        expect(password).toMatch(/^[a-hjkmnp-z]{4}[2-9]{4}$/)
      }),
    )
  })

  it('are refused when they are among the most common, or only the name of the place', () => {
    const why = (password: string, school?: string) => weakness(password, { login: 'laowu1', school })
    for (const common of ['abcd1234', 'Baseball1', 'woaini1314', '１２３４５６７８', 'trustno1'])
      expect(why(common)).toBe('是最常见的密码')
    expect(why('Laowu1-gong')).toBe('包含登录名')
    expect(why('zongwu2026', 'yizhong')).toContain('名字加数字')
    expect(why('Yizhong-2025', 'yizhong')).toContain('名字加数字')
    expect(why('mu-gong-697', 'yizhong')).toBeUndefined()
    expect(why('中'.repeat(3))).toContain('少于')
    expect(COMMON_PASSWORDS.size).toBeGreaterThanOrEqual(3000)
  })
})

describe('a session', () => {
  it('ends where nobody used it for a week, and with the next one on the same device', async () => {
    const s = await scenario()
    const first = await signIn(s, 'cook', await open(s, 'cook'))
    const who = await authenticate(s.app.pool, first.token, s.now())
    const later = (days: number) => new Date(s.now().getTime() + days * 86_400_000)
    expect(await authenticate(s.app.pool, first.token, later(IDLE_DAYS + 1))).toBeNull()
    const password = await open(s, 'guard')
    await s.user(who?.actor as never).call(account.signIn, { login: 'guard', password })
    expect(await authenticate(s.app.pool, first.token, s.now())).toBeNull()
  })
})
