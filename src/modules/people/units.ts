import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'

/** Refuses a unit that does not exist today; returns its name. */
export async function assertUnitHolds(
  ctx: Ctx,
  unitId: string,
): Promise<{ id: string; name: string; kind: string }> {
  const unit = await ctx.db
    .selectFrom('org_unit')
    .select(['id', 'name', 'kind', 'valid_from', 'valid_to'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', unitId)
    .executeTakeFirst()
  if (!unit) throw contract.fail('unit_unknown', { unit: '所选单位' }, { unitId: '请另选' })
  // A class of the coming school year may be filled before its first day.
  if (unit.valid_to !== null && unit.valid_to < ctx.today)
    throw contract.fail('unit_ended', { unit: unit.name }, { unitId: '请另选' })
  return unit
}
