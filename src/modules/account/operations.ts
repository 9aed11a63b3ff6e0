import { randomBytes } from 'node:crypto'
import { notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { checkPassword, hashPassword, newToken, tokenHash } from './passwords.ts'
import { lockAfter, readablePassword, SESSION_DAYS } from './rules.ts'
import { type Surroundings, weakness } from './weakness.ts'

type H = Handlers<typeof contract>

export const signIn: H['signIn'] = async (ctx, input) => {
  const user = await ctx.db
    .selectFrom('account_user')
    .selectAll()
    .where(eb => eb(eb.fn('lower', ['login']), '=', input.login.toLowerCase()))
    .executeTakeFirst()
  if (user?.locked_until && user.locked_until > ctx.now)
    throw contract.fail('locked', { minutes: minutesUntil(ctx.now, user.locked_until) })
  const right = await checkPassword(user?.password_hash, input.password)
  if (!user || !right) {
    if (user) await noteFailure(ctx, user.id)
    throw contract.fail('wrong')
  }
  if (user.disabled_at) throw contract.fail('disabled')
  await ctx.db
    .updateTable('account_user')
    .set({ failed_count: 0, locked_until: null, last_seen_at: ctx.now })
    .where('id', '=', user.id)
    .execute()
  // Who signs in anew on a device leaves nothing of the session before.
  const before = userOf(ctx)
  if (before) await ctx.db.deleteFrom('account_session').where('id', '=', before.sessionId).execute()
  await openSession(ctx, user.id, input.device)
  ctx.about({ kind: 'account.user', id: user.id })
  return { mustChangePassword: user.must_change }
}

/** The refusal rolls the transaction back, so the count of failures is kept in a transaction of its own. */
async function noteFailure(ctx: Ctx, userId: string): Promise<void> {
  const { schoolId, now } = ctx
  await ctx.apart(async other => {
    const { failed_count } = await other.db
      .updateTable('account_user')
      .set(eb => ({ failed_count: eb('failed_count', '+', 1) }))
      .where('school_id', '=', schoolId)
      .where('id', '=', userId)
      .returning('failed_count')
      .executeTakeFirstOrThrow()
    const until = lockAfter(failed_count, now)
    if (until)
      await other.db
        .updateTable('account_user')
        .set({ locked_until: until, failed_count: 0 })
        .where('id', '=', userId)
        .execute()
  })
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

export const signOut: H['signOut'] = async ctx => {
  const user = userOf(ctx)
  if (user) await ctx.db.deleteFrom('account_session').where('id', '=', user.sessionId).execute()
  ctx.reply.clearSession()
  return {}
}

export const changePassword: H['changePassword'] = async (ctx, input) => {
  const me = requireUser(ctx)
  const user = await ctx.db
    .selectFrom('account_user')
    .selectAll()
    .where('id', '=', me.userId)
    .executeTakeFirstOrThrow()
  if (!(await checkPassword(user.password_hash, input.current))) throw contract.fail('wrong_current')
  const why =
    input.next === input.current
      ? '与现在的密码相同'
      : weakness(input.next, await surroundings(ctx, user.login))
  if (why) throw contract.fail('weak', { why }, { next: why })
  await setPassword(ctx, user.id, input.next, false)
  // A changed password ends every other session; this one goes on under a new token.
  await ctx.db.deleteFrom('account_session').where('user_id', '=', user.id).execute()
  await openSession(ctx, user.id, '')
  ctx.about({ kind: 'account.user', id: user.id })
  return {}
}

export const endSession: H['endSession'] = async (ctx, input) => {
  const me = requireUser(ctx)
  const ended = await ctx.db
    .deleteFrom('account_session')
    .where('id', '=', input.id)
    .where('user_id', '=', me.userId)
    .executeTakeFirst()
  if (ended.numDeletedRows === 0n) throw notFound()
  return {}
}

export const create: H['create'] = async (ctx, input) => {
  const person = await ctx.db
    .selectFrom('people_person')
    .select(['id', 'name'])
    .where('id', '=', input.personId)
    .executeTakeFirst()
  if (!person) throw notFound()
  const existing = await ctx.db
    .selectFrom('account_user')
    .select('login')
    .where('person_id', '=', person.id)
    .executeTakeFirst()
  if (existing) throw contract.fail('has_account', { name: person.name, login: existing.login })
  if (await loginTaken(ctx, input.login)) throw contract.fail('login_taken', { login: input.login })
  const why = input.password && weakness(input.password, await surroundings(ctx, input.login))
  if (why) throw contract.fail('weak', { why }, { password: why })
  const password = input.password ?? readablePassword(randomBytes(8))
  const id = await insertUser(ctx, person.id, input.login, password)
  ctx.about({ kind: 'account.user', id }, `开通账号 ${input.login}（${person.name}）`)
  return { id, login: input.login, initialPassword: password }
}

export const createMany: H['createMany'] = async (ctx, input) => {
  const people = await ctx.db
    .selectFrom('people_person as p')
    .leftJoin('account_user as u', join =>
      join.onRef('u.school_id', '=', 'p.school_id').onRef('u.person_id', '=', 'p.id'),
    )
    .select(['p.id', 'p.name', 'p.staff_no', 'p.phone', 'p.pinyin', 'u.login'])
    .where('p.id', 'in', input.personIds)
    .orderBy('p.id')
    .execute()
  const created: { name: string; login: string; initialPassword: string }[] = []
  const skipped: { name: string; reason: string }[] = []
  for (const person of people) {
    if (person.login) {
      skipped.push({ name: person.name, reason: `已有账号（登录名 ${person.login}）` })
      continue
    }
    const login = await freeLogin(ctx, [
      person.staff_no,
      person.phone,
      person.pinyin.replace(/\s/g, ''),
      person.name,
    ])
    const initialPassword = readablePassword(randomBytes(8))
    await insertUser(ctx, person.id, login, initialPassword)
    created.push({ name: person.name, login, initialPassword })
  }
  return { created, skipped }
}

export const resetPassword: H['resetPassword'] = async (ctx, input) => {
  await getUser(ctx, input.id)
  const initialPassword = readablePassword(randomBytes(8))
  await setPassword(ctx, input.id, initialPassword, true)
  await ctx.db.deleteFrom('account_session').where('user_id', '=', input.id).execute()
  ctx.about({ kind: 'account.user', id: input.id })
  return { initialPassword }
}

export const disable: H['disable'] = async (ctx, input) => {
  const user = await getUser(ctx, input.id)
  if (userOf(ctx)?.userId === user.id) throw contract.fail('own')
  if (await isLastAdmin(ctx, user.person_id)) throw contract.fail('last_admin')
  await ctx.db.updateTable('account_user').set({ disabled_at: ctx.now }).where('id', '=', user.id).execute()
  await ctx.db.deleteFrom('account_session').where('user_id', '=', user.id).execute()
  ctx.about({ kind: 'account.user', id: user.id })
  return {}
}

export const enable: H['enable'] = async (ctx, input) => {
  const user = await getUser(ctx, input.id)
  await ctx.db
    .updateTable('account_user')
    .set({ disabled_at: null, failed_count: 0, locked_until: null })
    .where('id', '=', user.id)
    .execute()
  ctx.about({ kind: 'account.user', id: user.id })
  return {}
}

/** Who has left does not sign in any more; his records stay. Called when it is noted and every night. */
export async function closeAccountsOfLeavers(ctx: Ctx): Promise<void> {
  const closed = await ctx.db
    .updateTable('account_user')
    .set({ disabled_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('disabled_at', 'is', null)
    .where('person_id', 'in', eb =>
      eb
        .selectFrom('people_person')
        .select('id')
        .where('school_id', '=', ctx.schoolId)
        .where('left_on', '<', ctx.today),
    )
    .returning('id')
    .execute()
  const ids = closed.map(user => user.id)
  if (ids.length > 0) await ctx.db.deleteFrom('account_session').where('user_id', 'in', ids).execute()
}

/** Is this person the only administrator who can still sign in? The people module asks before it ends a post. */
export async function isLastAdmin(ctx: Ctx, personId: string): Promise<boolean> {
  const admins = await ctx.db
    .selectFrom('account_user as u')
    .innerJoin('people_post as p', join =>
      join.onRef('p.school_id', '=', 'u.school_id').onRef('p.person_id', '=', 'u.person_id'),
    )
    .select('u.person_id')
    .distinct()
    .where('p.role', '=', 'admin')
    .where('p.valid_from', '<=', ctx.today)
    .where(eb => eb.or([eb('p.valid_to', 'is', null), eb('p.valid_to', '>=', ctx.today)]))
    .where('u.disabled_at', 'is', null)
    .execute()
  return admins.length === 1 && admins[0]?.person_id === personId
}

async function getUser(ctx: Ctx, id: string) {
  const user = await ctx.db
    .selectFrom('account_user')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!user) throw notFound()
  return user
}

async function insertUser(ctx: Ctx, personId: string, login: string, password: string): Promise<string> {
  const id = ctx.id()
  await ctx.db
    .insertInto('account_user')
    .values({
      school_id: ctx.schoolId,
      id,
      person_id: personId,
      login,
      password_hash: await hashPassword(password),
      must_change: true,
      locked_until: null,
      disabled_at: null,
      last_seen_at: null,
      created_at: ctx.now,
    })
    .execute()
  return id
}

async function setPassword(ctx: Ctx, userId: string, password: string, mustChange: boolean): Promise<void> {
  await ctx.db
    .updateTable('account_user')
    .set({
      password_hash: await hashPassword(password),
      must_change: mustChange,
      failed_count: 0,
      locked_until: null,
    })
    .where('id', '=', userId)
    .execute()
}

async function surroundings(ctx: Ctx, login: string): Promise<Surroundings> {
  const { slug, demo } = await ctx.db
    .selectFrom('school')
    .select(['slug', 'demo'])
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return { login, school: demo ? undefined : slug }
}

async function loginTaken(ctx: Ctx, login: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('account_user')
    .select('id')
    .where(eb => eb(eb.fn('lower', ['login']), '=', login.toLowerCase()))
    .executeTakeFirst()
  return row !== undefined
}

/** The first of the wishes that is free; then the last wish with a number. */
async function freeLogin(ctx: Ctx, wishes: readonly (string | null)[]): Promise<string> {
  const usable = wishes.filter((w): w is string => !!w && /^[\p{L}\p{N}._@-]{1,40}$/u.test(w))
  for (const wish of usable) if (!(await loginTaken(ctx, wish))) return wish
  const base = usable.at(-1) ?? 'user'
  for (let n = 2; ; n++) if (!(await loginTaken(ctx, `${base}${n}`))) return `${base}${n}`
}

function requireUser(ctx: Ctx) {
  const user = userOf(ctx)
  if (!user) throw notFound()
  return user
}

const minutesUntil = (now: Date, then: Date): number =>
  Math.max(1, Math.ceil((then.getTime() - now.getTime()) / 60_000))
