import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'
import { removeFactor } from './factor/factor.ts'
import { endSessions } from './sign-in.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    { table: 'account_identity', title: '外部身份', links: [{ as: '本人', id: 'user_id', erase: 'row' }] },
    { table: 'account_session', title: '登录状态', links: [{ as: '本人', id: 'user_id', erase: 'row' }] },
    { table: 'account_user', title: '账号', links: [{ as: '本人', id: 'person_id' }], keep: KEEP.duty },
  ],
  /** The account stays as a row without name or key: entries of the log point to it. */
  async erase(ctx, { id }) {
    const user = await ctx.db
      .updateTable('account_user')
      .set({
        login: ctx.id(),
        password_hash: 'erased',
        initial_at: null,
        disabled_at: ctx.now,
        last_seen_at: null,
      })
      .where('school_id', '=', ctx.schoolId)
      .where('person_id', '=', id)
      .returning('id')
      .executeTakeFirst()
    if (!user) return
    await endSessions(ctx, user.id)
    await removeFactor(ctx, user.id)
  },
}
