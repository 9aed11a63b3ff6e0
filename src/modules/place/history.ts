import { addDays } from '../../kernel/pure/calendar/day.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import type { Node } from './store.ts'

/**
 * Keeps how a place was until the day before `since`. A second change on the same day leaves no trace of a
 * state that no day ever saw.
 */
export async function keepPast(ctx: Ctx, node: Node, since: string): Promise<void> {
  if (since > ctx.today) throw contract.fail('too_late', {}, { since: '不能晚于今天' })
  const from = await unchangedSince(ctx, node)
  if (since < from)
    throw contract.fail('too_early', { name: node.fullName, from }, { since: `不能早于 ${from}` })
  if (since === from) return
  await ctx.db
    .insertInto('place_past')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      place_id: node.id,
      name: node.name,
      full_name: node.fullName,
      parent_id: node.parentId,
      use_kind: node.useKind,
      unit_id: node.unitId,
      from_on: from,
      to_on: addDays(since, -1),
      created_at: ctx.now,
    })
    .execute()
}

async function unchangedSince(ctx: Ctx, node: Node): Promise<string> {
  const last = await ctx.db
    .selectFrom('place_past')
    .select('to_on')
    .where('school_id', '=', ctx.schoolId)
    .where('place_id', '=', node.id)
    .orderBy('to_on', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? addDays(last.to_on, 1) : node.from
}
