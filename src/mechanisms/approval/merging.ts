import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'

/** Two records turned out to be one person: what waits for him, and what he asked, follows him. */
export async function replaceApprover(ctx: Ctx, droppedId: string, keptId: string): Promise<void> {
  await ctx.db
    .updateTable('approval_case')
    .set({ asker_id: keptId })
    .where('school_id', '=', ctx.schoolId)
    .where('asker_id', '=', droppedId)
    .execute()
  await ctx.db
    .updateTable('approval_case')
    .set({ barred: sql`replace(barred::text, ${droppedId}, ${keptId})::jsonb` })
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'pending')
    .where(sql<boolean>`barred @> ${JSON.stringify([{ personId: droppedId }])}::jsonb`)
    .execute()
  // Where he sits already under his other record, the second place is not needed.
  const kept = ctx.db
    .selectFrom('approval_seat as k')
    .select('k.step_id')
    .where('k.school_id', '=', ctx.schoolId)
    .where('k.person_id', '=', keptId)
    .where('k.state', 'in', ['open', 'queued'])
  await ctx.db
    .updateTable('approval_seat')
    .set({ state: 'lapsed', decided_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('person_id', '=', droppedId)
    .where('state', 'in', ['open', 'queued'])
    .where('step_id', 'in', kept)
    .execute()
  await ctx.db
    .updateTable('approval_seat')
    .set({ person_id: keptId })
    .where('school_id', '=', ctx.schoolId)
    .where('person_id', '=', droppedId)
    .execute()
}
