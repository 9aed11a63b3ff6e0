import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { assertNotPaused, noteFailure, userByLogin } from './attempts.ts'
import { contract } from './contract.ts'
import { factorOf, takesCode } from './factor/factor.ts'
import { checkPassword, hashPassword, isOutdated, newToken, tokenHash } from './passwords.ts'
import { initialExpired, SESSION_DAYS } from './rules.ts'
import { forgetSessions } from './session.ts'

type H = Handlers<typeof contract>

/** Password, then the code where the account has a second factor. One call each: nothing is half signed in. */
export const signIn: H['signIn'] = async (ctx, input) => {
  const user = await userByLogin(ctx, input.login)
  assertNotPaused(ctx, user)
  const right = await checkPassword(user?.password_hash, input.password)
  if (!user || !right) {
    if (user) await noteFailure(ctx, user.id)
    throw contract.fail('wrong')
  }
  if (user.disabled_at) throw contract.fail('disabled')
  if (user.must_change && initialExpired(user.initial_at, ctx.now)) throw contract.fail('initial_expired')
  const factor = await factorOf(ctx, user.id)
  if (factor?.confirmed_at) {
    ctx.about({ kind: 'account.user', id: user.id }, input.code ? undefined : '密码对，等动态码')
    if (!input.code) return { mustChangePassword: false, codeNeeded: true }
    if (!(await takesCode(ctx, factor, input.code))) {
      await noteFailure(ctx, user.id)
      throw contract.fail('wrong_code', {}, { code: '动态码不对' })
    }
  }
  await ctx.db
    .updateTable('account_user')
    .set({
      failed_count: 0,
      locked_until: null,
      last_seen_at: ctx.now,
      // Only now is the password at hand, should hashes have become dearer since.
      ...(isOutdated(user.password_hash) ? { password_hash: await hashPassword(input.password) } : {}),
    })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', user.id)
    .execute()
  // Who signs in anew on a device leaves nothing of the session before.
  const before = userOf(ctx)
  if (before) await endSession(ctx, before.userId, before.sessionId)
  await openSession(ctx, user.id, input.device)
  ctx.about({ kind: 'account.user', id: user.id })
  return { mustChangePassword: user.must_change, codeNeeded: false }
}

/** The same device goes on under a new token. */
export async function renewSession(ctx: Ctx, userId: string): Promise<void> {
  const present = await ctx.db
    .selectFrom('account_session')
    .select('device')
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', requireUser(ctx).sessionId)
    .executeTakeFirst()
  await endSessions(ctx, userId)
  await openSession(ctx, userId, present?.device ?? '')
}

async function openSession(ctx: Ctx, userId: string, device: string): Promise<void> {
  const token = newToken()
  const expires = new Date(ctx.now.getTime() + SESSION_DAYS * 86_400_000)
  await ctx.db
    .insertInto('account_session')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      user_id: userId,
      token_sha256: tokenHash(token),
      device: device.slice(0, 200),
      created_at: ctx.now,
      seen_at: ctx.now,
      expires_at: expires,
    })
    .execute()
  ctx.reply.setSession(token, expires)
}

/** Ends all that is open of these accounts, also what this process still holds of it. */
export async function endSessions(ctx: Ctx, userIds: string | readonly string[]): Promise<void> {
  const ids = typeof userIds === 'string' ? [userIds] : [...userIds]
  if (ids.length === 0) return
  await ctx.db
    .deleteFrom('account_session')
    .where('school_id', '=', ctx.schoolId)
    .where('user_id', 'in', ids)
    .execute()
  ctx.afterCommit(forgetSessions)
}

export async function endSession(ctx: Ctx, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom('account_session')
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  ctx.afterCommit(forgetSessions)
  return numDeletedRows === 1n
}

export const requireUser = (ctx: Ctx) => {
  const user = userOf(ctx)
  if (!user) throw ctx.actor.kind === 'anonymous' ? kernelError('kernel.signed_out') : notFound()
  return user
}
