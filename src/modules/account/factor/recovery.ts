import { randomInt } from 'node:crypto'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { checkPassword, hashPassword } from '../passwords.ts'
import { RECOVERY_CODES, recoveryCode, tidyCode } from '../rules.ts'

/** New codes in place of all that there were; shown once, kept as hashes. */
export async function issueRecoveryCodes(ctx: Ctx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomInt))
  const hashes = await Promise.all(codes.map(code => hashPassword(tidyCode(code))))
  await dropRecoveryCodes(ctx, userId)
  await ctx.db
    .insertInto('account_recovery_code')
    .values(
      hashes.map(code_hash => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        user_id: userId,
        code_hash,
        used_at: null,
        created_at: ctx.now,
      })),
    )
    .execute()
  return codes
}

/** True where the code was one of his and not used before; it is used now. */
export async function spendRecoveryCode(ctx: Ctx, userId: string, code: string): Promise<boolean> {
  for (const { id, code_hash } of await unused(ctx, userId)) {
    if (!(await checkPassword(code_hash, code))) continue
    const { numUpdatedRows } = await ctx.db
      .updateTable('account_recovery_code')
      .set({ used_at: ctx.now })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }
  return false
}

export const recoveryCodesLeft = async (ctx: Ctx, userId: string): Promise<number> =>
  (await unused(ctx, userId)).length

export const dropRecoveryCodes = (ctx: Ctx, userId: string): Promise<unknown> =>
  ctx.db
    .deleteFrom('account_recovery_code')
    .where('school_id', '=', ctx.schoolId)
    .where('user_id', '=', userId)
    .execute()

const unused = (ctx: Ctx, userId: string) =>
  ctx.db
    .selectFrom('account_recovery_code')
    .select(['id', 'code_hash'])
    .where('school_id', '=', ctx.schoolId)
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .orderBy('id')
    .execute()
