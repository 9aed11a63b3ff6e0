import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { unitKey } from './rules.ts'
import { changeUnit, unitToChange } from './units.ts'

/** Names by id, for records that show a unit. */
export async function unitNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('org_unit')
    .select(['id', 'name'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

export type FoundUnit = { id: string; name: string } | 'several' | undefined

/**
 * Units by the names that people write, as of a day: 高职24会计(3)班. Where several have the name, the
 * caller must ask which.
 */
export async function findUnits(
  ctx: Ctx,
  texts: readonly string[],
  on: string,
): Promise<ReadonlyMap<string, FoundUnit>> {
  const rows = await ctx.db
    .selectFrom('org_unit')
    .select(['id', 'name', 'code'])
    .where('school_id', '=', ctx.schoolId)
    .where('valid_from', '<=', on)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .execute()
  const byKey = new Map<string, FoundUnit>()
  for (const { id, name, code } of rows)
    for (const key of new Set([unitKey(name), ...(code ? [unitKey(code)] : [])]))
      byKey.set(key, byKey.has(key) ? 'several' : { id, name })
  return new Map(texts.map(text => [text, byKey.get(unitKey(text))]))
}

/** The unit and all that stand or stood below it. */
export async function unitsBelow(ctx: Ctx, unitId: string): Promise<readonly string[]> {
  const rows = await ctx.db
    .selectFrom('org_unit')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where(sql<boolean>`path @> array[${unitId}::uuid]`)
    .execute()
  return rows.map(row => row.id)
}

/** Makes a person the head of a unit, or nobody. The people module calls it: it knows who the person is. */
export async function assignHead(
  ctx: Ctx,
  input: { unitId: string; version: number; personId: string | null },
): Promise<{ id: string; version: number; name: string }> {
  const unit = await unitToChange(ctx, { id: input.unitId, version: input.version })
  return { ...(await changeUnit(ctx, unit.id, { head_person_id: input.personId })), name: unit.name }
}
