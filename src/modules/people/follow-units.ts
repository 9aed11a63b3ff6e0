import { addDays } from '../../kernel/pure/calendar/day.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { UnitEnded } from '../org/index.ts'
import { closePost } from './posts.ts'

/** Posts held for a unit end with it; where a successor takes over, they go on there the next day. */
export async function followEndedUnit(ctx: Ctx, event: UnitEnded): Promise<void> {
  const posts = await ctx.db
    .selectFrom('people_post')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('unit_id', '=', event.unitId)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', event.lastDay)]))
    .execute()
  for (const post of posts) {
    await closePost(ctx, { id: post.id, from: post.valid_from }, event.lastDay)
    if (!event.successorId) continue
    const dayAfter = addDays(event.lastDay, 1)
    await ctx.db
      .insertInto('people_post')
      .values({
        ...post,
        id: ctx.id(),
        unit_id: event.successorId,
        valid_from: post.valid_from > dayAfter ? post.valid_from : dayAfter,
        created_at: ctx.now,
      })
      .execute()
  }
  await moveMembers(ctx)
}

/**
 * People belong to the successor from the day after their unit's last. Run after a unit was ended and each
 * morning, for units whose last day was still to come.
 */
export async function moveMembers(ctx: Ctx): Promise<void> {
  // A successor may itself have ended meanwhile: once more for each link of the chain.
  for (let link = 0; link < 10; link++) {
    const moved = await ctx.db
      .updateTable('people_person as p')
      .from('org_unit as u')
      .set(eb => ({ unit_id: eb.ref('u.successor_id'), updated_at: ctx.now }))
      .whereRef('u.school_id', '=', 'p.school_id')
      .whereRef('u.id', '=', 'p.unit_id')
      .where('p.school_id', '=', ctx.schoolId)
      .where('p.left_on', 'is', null)
      .where('u.successor_id', 'is not', null)
      .where('u.valid_to', '<', ctx.today)
      .executeTakeFirst()
    if (moved.numUpdatedRows === 0n) return
  }
}
