import { sql } from 'kysely'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import type { StoredUnit } from './units.ts'

/**
 * Keeps how a unit was called and where it stood until the day before `from`. A second change that holds
 * from the same day replaces the first and leaves no trace of a state that no day ever saw.
 */
export async function keepPast(ctx: Ctx, unit: StoredUnit, from: string, latest = ctx.today): Promise<void> {
  if (from > latest) throw contract.fail('too_late', {}, { from: '不能晚于今天' })
  const since = await unchangedSince(ctx, unit)
  if (from < since)
    throw contract.fail('too_early', { name: unit.name, from: since }, { from: `不能早于 ${since}` })
  if (from === since) return
  await ctx.db
    .insertInto('org_past')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      unit_id: unit.id,
      name: unit.name,
      parent_id: unit.parentId,
      from_on: since,
      to_on: addDays(from, -1),
      created_at: ctx.now,
    })
    .execute()
}

/** Puts a unit and all below it under another parent. */
export async function reparent(ctx: Ctx, unit: StoredUnit, parent: StoredUnit): Promise<void> {
  const keep = unit.path.length
  await ctx.db
    .updateTable('org_unit')
    .set({
      path: sql<string[]>`${sql.val([...parent.path])}::uuid[] || path[${sql.lit(keep)}:]`,
    })
    .where('school_id', '=', ctx.schoolId)
    .where(sql<boolean>`path @> array[${unit.id}::uuid]`)
    .execute()
}

async function unchangedSince(ctx: Ctx, unit: StoredUnit): Promise<string> {
  const last = await ctx.db
    .selectFrom('org_past')
    .select('to_on')
    .where('school_id', '=', ctx.schoolId)
    .where('unit_id', '=', unit.id)
    .orderBy('to_on', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? addDays(last.to_on, 1) : unit.from
}
