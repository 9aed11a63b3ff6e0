import type { Selectable } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { contract } from './contract.ts'
import { checkPassword } from './passwords.ts'
import { lockAfter } from './rules.ts'

export type StoredUser = Selectable<Tables['account_user']>

/** Not locked for update: a failure is counted beside this transaction, and would wait for it. */
export async function userToChange(ctx: Ctx, id: string): Promise<StoredUser> {
  const user = await ctx.db
    .selectFrom('account_user')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!user) throw notFound()
  return user
}

export const userByLogin = (ctx: Ctx, login: string): Promise<StoredUser | undefined> =>
  ctx.db
    .selectFrom('account_user')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where(eb => eb(eb.fn('lower', ['login']), '=', login.toLowerCase()))
    .executeTakeFirst()

export function assertNotPaused(ctx: Ctx, user: StoredUser | undefined): void {
  if (user?.locked_until && user.locked_until > ctx.now)
    throw contract.fail('locked', { minutes: minutesUntil(ctx.now, user.locked_until) })
}

/** The present password, asked again of who is signed in; guessing at it pauses the account as well. */
export async function assertPassword(
  ctx: Ctx,
  user: StoredUser,
  password: string,
  field: 'current' | 'password',
): Promise<void> {
  assertNotPaused(ctx, user)
  if (await checkPassword(user.password_hash, password)) return
  await noteFailure(ctx, user.id)
  throw contract.fail('wrong_current', {}, { [field]: '密码不对' })
}

/** The refusal rolls the transaction back, so the count of failures is kept in a transaction of its own. */
export async function noteFailure(ctx: Ctx, userId: string): Promise<void> {
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
        .where('school_id', '=', schoolId)
        .where('id', '=', userId)
        .execute()
  })
}

const minutesUntil = (now: Date, then: Date): number =>
  Math.max(1, Math.ceil((then.getTime() - now.getTime()) / 60_000))
