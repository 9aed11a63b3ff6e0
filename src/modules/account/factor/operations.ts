import { notFound } from '../../../kernel/pure/errors.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { assertPassword, noteFailure, type StoredUser, userByLogin, userToChange } from '../attempts.ts'
import { contract } from '../contract.ts'
import { PENDING_MINUTES, tidyCode } from '../rules.ts'
import { endSessions, renewSession } from '../sign-in.ts'
import { type Factor, factorOf, removeFactor, sealedFor, takesCode } from './factor.ts'
import { issueRecoveryCodes, recoveryCodesLeft } from './recovery.ts'
import { isRequired } from './required.ts'
import { enrolAddress, newSecret, stepOf } from './totp.ts'

type H = Handlers<typeof contract>

export const factor: H['factor'] = async ctx => {
  const me = userOf(ctx)
  if (!me) throw notFound()
  const on = (await factorOf(ctx, me.userId))?.confirmed_at ?? null
  return {
    since: on,
    required: await isRequired(ctx, me.roles),
    codesLeft: on ? await recoveryCodesLeft(ctx, me.userId) : 0,
  }
}

/** A new secret for the telephone; the present one, where there is one, goes on until the new one is confirmed. */
export const startFactor: H['startFactor'] = async (ctx, input) => {
  const { user, factor } = await provenMe(ctx, input)
  const id = factor?.id ?? ctx.id()
  const secret = newSecret()
  const pending = { pending_secret: ctx.secrets.seal(secret, sealedFor(id)), pending_at: ctx.now }
  await ctx.db
    .insertInto('account_factor')
    .values({
      ...{ school_id: ctx.schoolId, id, user_id: user.id, secret: null, confirmed_at: null, last_step: null },
      ...{ ...pending, created_at: ctx.now },
    })
    .onConflict(conflict => conflict.columns(['school_id', 'user_id']).doUpdateSet(pending))
    .execute()
  const { short_name } = await ctx.db
    .selectFrom('school')
    .select('short_name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  ctx.about({ kind: 'account.user', id: user.id })
  return { secret, address: enrolAddress(secret, { issuer: `总务 ${short_name}`, label: user.login }) }
}

export const confirmFactor: H['confirmFactor'] = async (ctx, input) => {
  const me = userOf(ctx)
  if (!me) throw notFound()
  const user = await userToChange(ctx, me.userId)
  const factor = await factorOf(ctx, user.id)
  const sealed = factor?.pending_secret
  const age = ctx.now.getTime() - (factor?.pending_at?.getTime() ?? 0)
  if (!factor || !sealed || age > PENDING_MINUTES * 60_000) throw contract.fail('enrol_anew')
  const secret = ctx.secrets.open(sealed, sealedFor(factor.id))
  if (!secret) throw contract.fail('factor_unreadable')
  const step = stepOf(secret, tidyCode(input.code), ctx.now)
  if (step === undefined) {
    await noteFailure(ctx, user.id)
    throw contract.fail('wrong_code', {}, { code: '动态码不对' })
  }
  await ctx.db
    .updateTable('account_factor')
    .set({
      ...{ secret: sealed, confirmed_at: ctx.now, last_step: step },
      ...{ pending_secret: null, pending_at: null },
    })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', factor.id)
    .execute()
  const recoveryCodes = await issueRecoveryCodes(ctx, user.id)
  await startAfresh(ctx, user)
  return { recoveryCodes }
}

export const newRecoveryCodes: H['newRecoveryCodes'] = async (ctx, input) => {
  const { user, factor } = await provenMe(ctx, input)
  if (!factor?.confirmed_at) throw contract.fail('no_factor')
  ctx.about({ kind: 'account.user', id: user.id })
  return { recoveryCodes: await issueRecoveryCodes(ctx, user.id) }
}

export const dropFactor: H['dropFactor'] = async (ctx, input) => {
  const { user, factor } = await provenMe(ctx, input)
  if (!factor?.confirmed_at) throw contract.fail('no_factor')
  if (await isRequired(ctx, userOf(ctx)?.roles ?? [])) throw contract.fail('factor_required')
  await removeFactor(ctx, user.id)
  await startAfresh(ctx, user)
  return {}
}

/** For whoever lost telephone and paper, and came in person. Nobody does it for himself. */
export const resetFactor: H['resetFactor'] = async (ctx, input) => {
  const user = await userToChange(ctx, input.id)
  if (userOf(ctx)?.userId === user.id) throw contract.fail('own_factor')
  if (!(await factorOf(ctx, user.id))?.confirmed_at) throw contract.fail('no_factor')
  await removeFactor(ctx, user.id)
  await endSessions(ctx, user.id)
  ctx.about({ kind: 'account.user', id: user.id }, `登录名 ${user.login}`)
  return {}
}

/** Whoever sits at an open session is not yet its owner: password, and a code where there is a factor. */
async function provenMe(
  ctx: Ctx,
  input: { password: string; code?: string | undefined },
): Promise<{ user: StoredUser; factor: Factor | undefined }> {
  const me = userOf(ctx)
  if (!me) throw notFound()
  const user = await userToChange(ctx, me.userId)
  await assertPassword(ctx, user, input.password, 'password')
  const factor = await factorOf(ctx, user.id)
  if (factor?.confirmed_at) {
    if (!input.code) throw contract.fail('code_missing', {}, { code: '请输入动态码或恢复码' })
    if (!(await takesCode(ctx, factor, input.code))) {
      await noteFailure(ctx, user.id)
      throw contract.fail('wrong_code', {}, { code: '动态码不对' })
    }
  }
  return { user, factor }
}

/** What was open before counts no more; this device goes on under a new token. */
async function startAfresh(ctx: Ctx, user: StoredUser): Promise<void> {
  await renewSession(ctx, user.id)
  ctx.about({ kind: 'account.user', id: user.id })
}

/** By the login, for the command line. */
export async function resetFactorOf(ctx: Ctx, login: string): Promise<void> {
  const user = await userByLogin(ctx, login)
  if (!user) throw notFound()
  await ctx.run(contract.operations.resetFactor, { id: user.id })
}
