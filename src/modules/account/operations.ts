import { randomBytes } from 'node:crypto'
import { notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { assertPassword, userToChange } from './attempts.ts'
import { contract } from './contract.ts'
import { hashPassword } from './passwords.ts'
import { readablePassword } from './rules.ts'
import { endSession, endSessions, renewSession, requireUser } from './sign-in.ts'
import { type Surroundings, weakness } from './weakness.ts'

type H = Handlers<typeof contract>

export const signOut: H['signOut'] = async ctx => {
  const user = userOf(ctx)
  if (user) await endSession(ctx, user.userId, user.sessionId)
  ctx.reply.clearSession()
  return {}
}

export const changePassword: H['changePassword'] = async (ctx, input) => {
  const user = await userToChange(ctx, requireUser(ctx).userId)
  await assertPassword(ctx, user, input.current, 'current')
  const why =
    input.next === input.current
      ? '与现在的密码相同'
      : weakness(input.next, await surroundings(ctx, user.login))
  if (why) throw contract.fail('weak', { why }, { next: why })
  await setPassword(ctx, user.id, input.next, false)
  // A changed password ends every other session; this one goes on under a new token.
  await renewSession(ctx, user.id)
  ctx.about({ kind: 'account.user', id: user.id })
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
  await endSessions(ctx, input.id)
  ctx.about({ kind: 'account.user', id: input.id })
  return { initialPassword }
}

export const disable: H['disable'] = async (ctx, input) => {
  const user = await getUser(ctx, input.id)
  if (userOf(ctx)?.userId === user.id) throw contract.fail('own')
  if (await isLastAdmin(ctx, user.person_id)) throw contract.fail('last_admin')
  await ctx.db.updateTable('account_user').set({ disabled_at: ctx.now }).where('id', '=', user.id).execute()
  await endSessions(ctx, user.id)
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
  await endSessions(
    ctx,
    closed.map(user => user.id),
  )
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
      initial_at: ctx.now,
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
      initial_at: mustChange ? ctx.now : null,
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
