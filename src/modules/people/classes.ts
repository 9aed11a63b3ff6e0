import type { Ctx } from '../../kernel/server/ctx.ts'

/** The classes whose teacher a person is today. */
export async function classesTaughtBy(ctx: Ctx, personId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('people_post')
    .select('unit_id')
    .distinct()
    .where('school_id', '=', ctx.schoolId)
    .where('person_id', '=', personId)
    .where('role', '=', 'class_teacher')
    .where('valid_from', '<=', ctx.today)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', ctx.today)]))
    .execute()
  return rows.flatMap(row => row.unit_id ?? [])
}
