import type { Selectable } from 'kysely'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Tables } from '../../../kernel/server/tables.ts'
import { contract } from '../contract.ts'
import { tidyCode } from '../rules.ts'
import { dropRecoveryCodes, spendRecoveryCode } from './recovery.ts'
import { stepOf } from './totp.ts'

export type Factor = Selectable<Tables['account_factor']>

export const factorOf = (ctx: Ctx, userId: string): Promise<Factor | undefined> =>
  ctx.db
    .selectFrom('account_factor')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('user_id', '=', userId)
    .executeTakeFirst()

/** The secret in words of the kernel's box: bound to its row, so that no row's opens as another's. */
export const sealedFor = (factorId: string): string => `account_factor ${factorId}`

/** Takes a code from the telephone or one from the paper; each of them works once. */
export async function takesCode(ctx: Ctx, factor: Factor, given: string): Promise<boolean> {
  const code = tidyCode(given)
  if (!/^\d{6}$/.test(code)) return spendRecoveryCode(ctx, factor.user_id, code)
  const secret = factor.secret && ctx.secrets.open(factor.secret, sealedFor(factor.id))
  if (!secret) throw contract.fail('factor_unreadable')
  const step = stepOf(secret, code, ctx.now)
  if (step === undefined) return false
  // Whoever looked over the shoulder comes too late: a code, and all before it, is spent with its first use.
  const { numUpdatedRows } = await ctx.db
    .updateTable('account_factor')
    .set({
      last_step: step,
      ...(ctx.secrets.isOld(factor.secret ?? '')
        ? { secret: ctx.secrets.seal(secret, sealedFor(factor.id)) }
        : {}),
    })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', factor.id)
    .where(eb => eb.or([eb('last_step', 'is', null), eb('last_step', '<', step)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function removeFactor(ctx: Ctx, userId: string): Promise<void> {
  await ctx.db
    .deleteFrom('account_factor')
    .where('school_id', '=', ctx.schoolId)
    .where('user_id', '=', userId)
    .execute()
  await dropRecoveryCodes(ctx, userId)
}
