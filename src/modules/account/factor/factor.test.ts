import { describe, expect, it } from 'vitest'
import { openSecrets } from '../../../kernel/server/secrets.ts'
import { parameter } from '../../../mechanisms/parameter/index.ts'
import { type Scenario, scenario } from '../../../testing/scenario.ts'
import { account } from '../contract.ts'
import { LOCK_MINUTES, MAX_FAILURES, PENDING_MINUTES, RECOVERY_CODES } from '../rules.ts'
import { authenticate } from '../session.ts'
import { resetFactorOf } from './operations.ts'
import { codeAt } from './totp.ts'

const PASSWORD = 'gan-jing-2026'

async function idOf(s: Scenario, login: string): Promise<string> {
  const list = await s.as('admin').call(account.list, { search: login })
  return list.rows.find(row => row.login === login)?.id as string
}

/** Somebody who has a password of his own and is signed in. */
async function inside(s: Scenario, login: string) {
  const id = await idOf(s, login)
  const { initialPassword } = await s.as('director').call(account.resetPassword, { id })
  const first = await signIn(s, login, { password: initialPassword })
  const start = await actor(s, first.token)
  const reply = replies()
  await start.call(account.changePassword, { current: initialPassword, next: PASSWORD }, { reply })
  return { id, me: await actor(s, reply.token) }
}

function replies() {
  const reply = {
    token: '',
    setSession: (t: string) => {
      reply.token = t
    },
    clearSession: () => undefined,
  }
  return reply
}

async function signIn(s: Scenario, login: string, input: { password?: string; code?: string } = {}) {
  const reply = replies()
  const answer = await s.anonymous().call(account.signIn, { login, password: PASSWORD, ...input }, { reply })
  return { ...answer, token: reply.token }
}

async function actor(s: Scenario, token: string) {
  const session = await authenticate(s.app.pool, token, s.now())
  expect(session).not.toBeNull()
  return s.user(session?.actor as never)
}

const later = (s: Scenario, seconds: number): void =>
  s.at(new Date(s.now().getTime() + seconds * 1000).toISOString())

async function enrolled(s: Scenario, login: string) {
  const { id, me } = await inside(s, login)
  const { secret } = await me.call(account.startFactor, { password: PASSWORD })
  const reply = replies()
  const { recoveryCodes } = await me.call(account.confirmFactor, { code: codeAt(secret, s.now()) }, { reply })
  const code = () => codeAt(secret, s.now())
  return { id, secret, recoveryCodes, code, before: me, me: await actor(s, reply.token) }
}

describe('a second factor', () => {
  it('counts from its first confirmed code on, ends what was open before, and is asked at the next sign-in', async () => {
    const s = await scenario()
    const { id, me: waiting } = await inside(s, 'accountant')
    const { secret, address } = await waiting.call(account.startFactor, { password: PASSWORD })
    expect(address).toMatch(/^otpauth:\/\/totp\/.*secret=[A-Z2-7]{32}/)
    expect((await signIn(s, 'accountant')).codeNeeded).toBe(false)
    await s.refused(waiting.call(account.confirmFactor, { code: '000000' }), 'account.wrong_code')
    const other = await signIn(s, 'accountant')
    const reply = replies()
    const code = codeAt(secret, s.now())
    const { recoveryCodes } = await waiting.call(account.confirmFactor, { code }, { reply })
    expect(new Set(recoveryCodes).size).toBe(RECOVERY_CODES)
    expect(await authenticate(s.app.pool, other.token, s.now())).toBeNull()
    expect(await authenticate(s.app.pool, reply.token, s.now())).not.toBeNull()
    const door = await signIn(s, 'accountant')
    expect(door).toEqual({ mustChangePassword: false, codeNeeded: true, token: '' })
    // The code that confirmed is spent.
    await s.refused(signIn(s, 'accountant', { code }), 'account.wrong_code')
    later(s, 30)
    const spaced = codeAt(secret, s.now()).replace(/(...)/, '$1 ')
    expect((await signIn(s, 'accountant', { code: spaced })).token).toHaveLength(43)
    const list = await s.as('admin').call(account.list, { search: 'accountant' })
    expect(list.rows.find(row => row.id === id)?.secondFactor).toBe('on')
  })

  it('takes each code once, also from two at the same moment, and none of an hour ago', async () => {
    const s = await scenario()
    const { code } = await enrolled(s, 'cashier')
    later(s, 60)
    const old = code()
    later(s, 3600)
    await s.refused(signIn(s, 'cashier', { code: old }), 'account.wrong_code')
    const tries = await Promise.allSettled([1, 2, 3].map(() => signIn(s, 'cashier', { code: code() })))
    expect(tries.filter(t => t.status === 'fulfilled')).toHaveLength(1)
    // A telephone that is half a minute slow still gets in, but not with a code before the last one.
    const slow = codeAtStep(s, -30)
    await s.refused(signIn(s, 'cashier', { code: slow }), 'account.wrong_code')

    function codeAtStep(scene: Scenario, seconds: number): string {
      const now = scene.now()
      later(scene, seconds)
      const shown = code()
      scene.at(now.toISOString())
      return shown
    }
  })

  it('counts wrong codes like wrong passwords, and pauses the account', async () => {
    const s = await scenario()
    const { code, recoveryCodes } = await enrolled(s, 'cashier')
    later(s, 60)
    for (let i = 0; i < MAX_FAILURES; i++) {
      // The right password alone does not set the count back.
      expect((await signIn(s, 'cashier')).codeNeeded).toBe(true)
      await s.refused(signIn(s, 'cashier', { code: i % 2 ? '000000' : 'aaaaa-aaaaa' }), 'account.wrong_code')
    }
    await s.refused(signIn(s, 'cashier', { code: code() }), 'account.locked')
    await s.refused(signIn(s, 'cashier', { code: recoveryCodes[0] as string }), 'account.locked')
    later(s, LOCK_MINUTES * 60 + 1)
    expect((await signIn(s, 'cashier', { code: code() })).token).toHaveLength(43)
  })

  it('opens with a code from paper, once each, in any spelling', async () => {
    const s = await scenario()
    const { recoveryCodes, me } = await enrolled(s, 'principal')
    const [first, second] = recoveryCodes as [string, string]
    expect((await signIn(s, 'principal', { code: first })).token).toHaveLength(43)
    await s.refused(signIn(s, 'principal', { code: first }), 'account.wrong_code')
    await signIn(s, 'principal', { code: second.toUpperCase().replace('-', ' ') })
    expect((await me.call(account.factor, {})).codesLeft).toBe(RECOVERY_CODES - 2)
    const third = recoveryCodes[2] as string
    const fresh = await me.call(account.newRecoveryCodes, { password: PASSWORD, code: third })
    await s.refused(signIn(s, 'principal', { code: recoveryCodes[3] as string }), 'account.wrong_code')
    await signIn(s, 'principal', { code: fresh.recoveryCodes[0] as string })
  })

  it('lies in the database so that nobody can read it there, nor use it for another account', async () => {
    const s = await scenario()
    const { secret, recoveryCodes, code } = await enrolled(s, 'accountant')
    await enrolled(s, 'cashier')
    const { rows } = await s.app.pool.query<{ text: string }>(
      `select string_agg(t, ' ') as text from (select f::text as t from account_factor f
         union all select c::text from account_recovery_code c union all select k::text from kernel_command k
         union all select a::text from kernel_audit a) x`,
    )
    expect(rows[0]?.text).not.toContain(secret)
    for (const paper of recoveryCodes) expect(rows[0]?.text).not.toContain(paper.replace('-', ''))
    await s.app.pool.query(
      `update account_factor f set secret = o.secret from account_factor o where o.user_id <> f.user_id`,
    )
    later(s, 60)
    await s.refused(signIn(s, 'accountant', { code: code() }), 'account.factor_unreadable')
  })

  it('goes on under a new key while the old one is still given, and says so when it is gone', async () => {
    const s = await scenario()
    const { code, recoveryCodes } = await enrolled(s, 'accountant')
    const [old, fresh] = ['5'.repeat(64), '6'.repeat(64)] as const
    s.app.secrets = openSecrets([fresh, old])
    later(s, 60)
    await signIn(s, 'accountant', { code: code() })
    s.app.secrets = openSecrets([fresh])
    later(s, 60)
    await signIn(s, 'accountant', { code: code() })
    s.app.secrets = openSecrets([old])
    later(s, 60)
    await s.refused(signIn(s, 'accountant', { code: code() }), 'account.factor_unreadable')
    await signIn(s, 'accountant', { code: recoveryCodes[0] as string })
  })
})

describe('who must have one', () => {
  const require = (s: Scenario, roles: string[]) =>
    s.as('principal').call(parameter.set, {
      key: 'account.second_factor_roles',
      value: roles,
      validFrom: '2025-09-03',
      source: '校务会决定',
    })

  it('is nobody by default; where a role asks for it, nothing works before, also in open sessions', async () => {
    const s = await scenario()
    const { me } = await inside(s, 'cashier')
    expect((await me.call(account.me, {})).mustEnrol).toBe(false)
    const open = await signIn(s, 'cashier')
    await require(s, ['cashier', 'admin'])
    const bound = await actor(s, open.token)
    expect(await bound.call(account.me, {})).toMatchObject({
      mustEnrol: true,
      may: expect.not.arrayContaining(['account.sessions']),
    })
    await s.refused(bound.call(account.sessions, {}), 'kernel.must_enrol')
    const { secret } = await bound.call(account.startFactor, { password: PASSWORD })
    const reply = replies()
    await bound.call(account.confirmFactor, { code: codeAt(secret, s.now()) }, { reply })
    const free = await actor(s, reply.token)
    await free.call(account.sessions, {})
    later(s, 30)
    await s.refused(
      free.call(account.dropFactor, { password: PASSWORD, code: codeAt(secret, s.now()) }),
      'account.factor_required',
    )
    const list = await s.as('director').call(account.list, {})
    const state = (login: string) => list.rows.find(row => row.login === login)?.secondFactor
    expect([state('cashier'), state('admin'), state('cook')]).toEqual(['on', 'missing', 'off'])
  })

  it('may drop it where no role asks, with password and code', async () => {
    const s = await scenario()
    const { me, code, recoveryCodes } = await enrolled(s, 'teacher')
    later(s, 30)
    await s.refused(me.call(account.dropFactor, { password: PASSWORD }), 'account.code_missing')
    await s.refused(me.call(account.dropFactor, { password: 'no', code: code() }), 'account.wrong_current')
    await me.call(account.dropFactor, { password: PASSWORD, code: code() })
    expect((await signIn(s, 'teacher')).codeNeeded).toBe(false)
    await s.refused(
      me.call(account.newRecoveryCodes, { password: PASSWORD, code: recoveryCodes[0] as string }),
      'account.no_factor',
    )
  })

  it('takes a new telephone only with the old one or with paper; the old one goes on until then', async () => {
    const s = await scenario()
    const { me, code } = await enrolled(s, 'teacher')
    later(s, 30)
    await s.refused(me.call(account.startFactor, { password: PASSWORD }), 'account.code_missing')
    const next = await me.call(account.startFactor, { password: PASSWORD, code: code() })
    later(s, 30)
    await signIn(s, 'teacher', { code: code() })
    later(s, PENDING_MINUTES * 60)
    await s.refused(
      me.call(account.confirmFactor, { code: codeAt(next.secret, s.now()) }),
      'account.enrol_anew',
    )
    const again = await me.call(account.startFactor, { password: PASSWORD, code: code() })
    await me.call(account.confirmFactor, { code: codeAt(again.secret, s.now()) })
    later(s, 30)
    await s.refused(signIn(s, 'teacher', { code: code() }), 'account.wrong_code')
    await signIn(s, 'teacher', { code: codeAt(again.secret, s.now()) })
  })
})

describe('a lost telephone', () => {
  it('is for another administrator, never for oneself, and is written down', async () => {
    const s = await scenario()
    const { id, me } = await enrolled(s, 'admin')
    await s.refused(me.call(account.resetFactor, { id }), 'account.own_factor')
    await s.refused(s.as('clerk').call(account.resetFactor, { id }), 'kernel.forbidden')
    await s.as('director').call(account.resetFactor, { id })
    await s.refused(s.as('director').call(account.resetFactor, { id }), 'account.no_factor')
    expect((await signIn(s, 'admin')).codeNeeded).toBe(false)
    const { rows } = await s.app.pool.query(
      `select actor_name, subject_id from kernel_audit where operation = 'account.resetFactor'`,
    )
    expect(rows).toEqual([{ actor_name: '总务主任甲', subject_id: id }])
  })

  it('is for the command line too, as nobody else may be left', async () => {
    const s = await scenario()
    await enrolled(s, 'admin')
    await s.inSchool(ctx => resetFactorOf(ctx, 'Admin'))
    expect((await signIn(s, 'admin')).codeNeeded).toBe(false)
    await s.refused(
      s.inSchool(ctx => resetFactorOf(ctx, 'nobody')),
      'kernel.not_found',
    )
  })

  it('is not got round by a new password', async () => {
    const s = await scenario()
    const { id } = await enrolled(s, 'accountant')
    const { initialPassword } = await s.as('director').call(account.resetPassword, { id })
    expect(await signIn(s, 'accountant', { password: initialPassword })).toMatchObject({
      codeNeeded: true,
      token: '',
    })
  })
})

describe('whoever finds a session open', () => {
  it('cannot guess the password there without end', async () => {
    const s = await scenario()
    const { me } = await inside(s, 'teacher')
    for (let i = 0; i < MAX_FAILURES; i++)
      await s.refused(
        me.call(account.changePassword, { current: `wrong ${i}`, next: 'mu-gong-697' }),
        'account.wrong_current',
      )
    await s.refused(
      me.call(account.changePassword, { current: PASSWORD, next: 'mu-gong-697' }),
      'account.locked',
    )
  })

  it('cannot end the sessions of its owner', async () => {
    const s = await scenario()
    const { me } = await inside(s, 'teacher')
    await signIn(s, 'teacher')
    const { rows } = await me.call(account.sessions, {})
    const other = rows.find(row => !row.current)?.id as string
    await s.refused(me.call(account.endSession, { id: other, password: 'guess' }), 'account.wrong_current')
    await me.call(account.endSession, { id: other, password: PASSWORD })
    expect((await me.call(account.sessions, {})).rows).toHaveLength(1)
  })
})
