import type { Ctx } from '../../../kernel/server/ctx.ts'
import { answersOn } from './answers.ts'

/** What people here mean by their words: sayings taught in the catalogue, then answers given in imports. */
export async function learnedFaults(
  ctx: Ctx,
  answers: Record<string, string>,
): Promise<Record<string, string>> {
  const taught = await ctx.db
    .selectFrom('repair_synonym')
    .select(['key', 'item_code'])
    .where('school_id', '=', ctx.schoolId)
    .execute()
  return {
    ...Object.fromEntries(taught.map(row => [row.key, row.item_code])),
    ...answersOn('fault', answers),
  }
}
