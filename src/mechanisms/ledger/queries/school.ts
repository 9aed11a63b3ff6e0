import type { Ctx } from '../../../kernel/server/ctx.ts'

export async function schoolName(ctx: Ctx): Promise<string> {
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirst()
  return school?.name ?? ''
}
