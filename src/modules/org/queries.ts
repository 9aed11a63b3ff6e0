import type { Handlers } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { treeAsOf } from './rules.ts'
import { findUnit, selectUnits } from './units.ts'

type H = Handlers<typeof contract>

export const tree: H['tree'] = async (ctx, input) => {
  const on = input.on ?? ctx.today
  const units = await selectUnits(ctx).execute()
  const past = await ctx.db
    .selectFrom('org_past')
    .select(['unit_id as unitId', 'name', 'parent_id as parentId', 'from_on as from', 'to_on as to'])
    .where('school_id', '=', ctx.schoolId)
    .where('from_on', '<=', on)
    .where('to_on', '>=', on)
    .execute()
  return { on, units: treeAsOf(units, past, on) }
}

export const get: H['get'] = async (ctx, input) => {
  const unit = await findUnit(ctx, input.id)
  const above = await selectUnits(ctx)
    .where('id', 'in', [...unit.path])
    .execute()
  const names = new Map(above.map(a => [a.id, a.name]))
  const past = await ctx.db
    .selectFrom('org_past as p')
    .leftJoin('org_unit as u', join =>
      join.onRef('u.school_id', '=', 'p.school_id').onRef('u.id', '=', 'p.parent_id'),
    )
    .select(['p.name', 'u.name as parentName', 'p.from_on as from', 'p.to_on as to'])
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.unit_id', '=', unit.id)
    .orderBy('p.from_on', 'desc')
    .execute()
  const predecessors = await selectUnits(ctx)
    .where('successor_id', '=', unit.id)
    .orderBy('valid_to')
    .execute()
  const successor = unit.successorId ? await findUnit(ctx, unit.successorId) : undefined
  return {
    ...unit,
    above: unit.path.slice(0, -1).map(id => ({ id, name: names.get(id) ?? '' })),
    past,
    successor: successor ? { id: successor.id, name: successor.name } : null,
    predecessors: predecessors.map(({ id, name, to }) => ({ id, name, to })),
    actions: actionsOf(unit, ctx.today, operation => ctx.may(operation)),
  }
}

function actionsOf(
  unit: { parentId: string | null; to: string | null; name: string },
  today: string,
  may: (operation: { id: string }) => boolean,
) {
  const ended = unit.to !== null && unit.to < today ? `“${unit.name}”已撤销` : undefined
  const root = unit.parentId === null ? '学校本身不能撤销，也不能移动' : undefined
  const why = { rename: ended, update: ended, move: ended ?? root, end: ended ?? root }
  return Object.fromEntries(
    Object.entries(why)
      .filter(([verb]) => may(contract.operations[verb as keyof typeof why]))
      .map(([verb, reason]) => [verb, reason ? { allowed: false, why: reason } : { allowed: true }]),
  )
}

export const search: H['search'] = async (ctx, input) => {
  const like = `%${input.q.replace(/[\\%_]/g, '\\$&').replace(/\s+/g, '')}%`
  const rows = await ctx.db
    .selectFrom('org_unit as u')
    .leftJoin('org_unit as p', join =>
      join.onRef('p.school_id', '=', 'u.school_id').onRef('p.id', '=', 'u.parent_id'),
    )
    .select(['u.id', 'u.name', 'u.kind', 'p.name as parentName'])
    .where('u.school_id', '=', ctx.schoolId)
    .where('u.valid_from', '<=', ctx.today)
    .where(eb => eb.or([eb('u.valid_to', 'is', null), eb('u.valid_to', '>=', ctx.today)]))
    .where(eb =>
      eb.or([
        eb('u.name', 'ilike', like),
        eb('u.pinyin', 'like', like.toLowerCase()),
        eb('u.initials', 'like', like.toLowerCase()),
        eb('u.code', 'ilike', like),
      ]),
    )
    .$if(input.kinds !== undefined && input.kinds.length > 0, select =>
      select.where('u.kind', 'in', input.kinds as NonNullable<typeof input.kinds>),
    )
    .orderBy(eb => eb.case().when('u.name', '=', input.q).then(0).else(1).end())
    .orderBy('u.pinyin')
    .orderBy('u.id')
    .limit(input.limit)
    .execute()
  return { rows }
}
