import type { Ctx } from '../../kernel/server/ctx.ts'
import type { UnitKind } from './rules.ts'

/** The classes there are on a day, in their order. */
export async function classesOn(ctx: Ctx, day: string): Promise<{ id: string; name: string }[]> {
  return ctx.db
    .selectFrom('org_unit')
    .select(['id', 'name'])
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', 'class')
    .where('valid_from', '<=', day)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .orderBy('sort')
    .orderBy('name')
    .execute()
}

/** The units of which a person is the head today. */
export async function unitsHeadedBy(ctx: Ctx, personId: string): Promise<{ id: string; name: string }[]> {
  return ctx.db
    .selectFrom('org_unit')
    .select(['id', 'name'])
    .where('school_id', '=', ctx.schoolId)
    .where('head_person_id', '=', personId)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', ctx.today)]))
    .orderBy('name')
    .execute()
}

/** Which of these units there still are today, with what they are. */
export async function unitsToday(
  ctx: Ctx,
  ids: readonly string[],
): Promise<{ id: string; name: string; kind: UnitKind }[]> {
  if (ids.length === 0) return []
  return ctx.db
    .selectFrom('org_unit')
    .select(['id', 'name', 'kind'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...new Set(ids)])
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', ctx.today)]))
    .execute()
}
