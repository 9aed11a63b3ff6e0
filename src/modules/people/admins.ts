import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { isLastAdmin } from './rules.ts'

/**
 * Refuses to take the last administrator who can sign in and whose post has no end. The posts stay
 * locked until the end of the transaction, so two administrators cannot remove each other at once.
 */
export async function assertAdminRemains(ctx: Ctx, person: { id: string; name: string }): Promise<void> {
  const admins = await ctx.db
    .selectFrom('people_post as t')
    .innerJoin('account_user as u', join =>
      join.onRef('u.school_id', '=', 't.school_id').onRef('u.person_id', '=', 't.person_id'),
    )
    .innerJoin('people_person as p', join =>
      join.onRef('p.school_id', '=', 't.school_id').onRef('p.id', '=', 't.person_id'),
    )
    .select('t.person_id')
    .where('t.school_id', '=', ctx.schoolId)
    .where('t.role', '=', 'admin')
    .where('t.valid_from', '<=', ctx.today)
    .where('t.valid_to', 'is', null)
    .where('u.disabled_at', 'is', null)
    .where('p.left_on', 'is', null)
    .orderBy('t.id')
    .forUpdate('t')
    .execute()
  if (
    isLastAdmin(
      admins.map(admin => admin.person_id),
      person.id,
    )
  )
    throw contract.fail('last_admin', { name: person.name })
}

/** Can this person sign in? null: there is no account. */
export async function accountState(ctx: Ctx, personId: string): Promise<'enabled' | 'disabled' | null> {
  const account = await ctx.db
    .selectFrom('account_user')
    .select('disabled_at')
    .where('school_id', '=', ctx.schoolId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return account ? (account.disabled_at ? 'disabled' : 'enabled') : null
}
