import type { Ctx } from './ctx.ts'

/**
 * Makes addresses of pages for people without an account, without the host. They name the school, because one
 * server may serve several and a stranger's browser knows none.
 */
export async function publicPaths(ctx: Ctx): Promise<(path: `/f/${string}`) => string> {
  const { slug } = await ctx.db
    .selectFrom('school')
    .select('slug')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return path => `${path}?s=${encodeURIComponent(slug)}`
}
