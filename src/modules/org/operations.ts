import { addDays } from '../../kernel/pure/calendar/day.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { pinyinOf } from '../../kernel/server/pinyin.ts'
import { contract } from './contract.ts'
import { UNIT_ENDED, type UnitEnded } from './events.ts'
import { keepPast, reparent } from './history.ts'
import { isCircle } from './rules.ts'
import {
  assertCodeFree,
  assertPlace,
  changeUnit,
  findUnit,
  insertUnit,
  lockTree,
  type StoredUnit,
  selectUnits,
  unitToChange,
} from './units.ts'

type H = Handlers<typeof contract>

export const create: H['create'] = async (ctx, input) => {
  const root = await lockTree(ctx)
  if (input.parentId === null && input.kind !== 'school')
    throw contract.fail('needs_parent', { name: input.name }, { parentId: '请选择上级' })
  if (input.kind === 'school' && (input.parentId !== null || root)) throw contract.fail('has_root')
  const from = input.from ?? ctx.today
  const parent = input.parentId === null ? undefined : await findParent(ctx, input.parentId, from)
  if (parent) await assertPlace(ctx, parent, { kind: input.kind, name: input.name, from })
  if (input.code) await assertCodeFree(ctx, input.code)
  const { kind, name, code, sort } = input
  const id = await insertUnit(ctx, { parent, kind, name, code, sort, from })
  ctx.about({ kind: 'org.unit', id }, input.name)
  return { id, version: 1 }
}

export const rename: H['rename'] = async (ctx, input) => {
  const unit = await unitToChange(ctx, input)
  if (unit.parentId) {
    const parent = await findUnit(ctx, unit.parentId)
    await assertPlace(ctx, parent, {
      ...unit,
      name: input.name,
      from: later(input.from ?? unit.from, parent.from),
    })
  }
  if (input.from) await keepPast(ctx, unit, input.from)
  ctx.about({ kind: 'org.unit', id: unit.id }, `${unit.name} → ${input.name}`)
  if (!unit.parentId) await renameSchool(ctx, { name: input.name })
  return await changeUnit(ctx, unit.id, { name: input.name, ...pinyinOf(input.name) })
}

export const move: H['move'] = async (ctx, input) => {
  const unit = await unitToChange(ctx, input)
  if (!unit.parentId) throw contract.fail('root_stays')
  const parent = await findUnit(ctx, input.parentId)
  if (isCircle(unit.id, parent.path))
    throw contract.fail('circle', { name: unit.name }, { parentId: '请另选' })
  await assertPlace(ctx, parent, { ...unit, from: input.from ?? unit.from })
  if (input.from) await keepPast(ctx, unit, input.from)
  await reparent(ctx, unit, parent)
  ctx.about({ kind: 'org.unit', id: unit.id }, `${unit.name} 归到 ${parent.name}`)
  return await changeUnit(ctx, unit.id, { parent_id: parent.id })
}

export const update: H['update'] = async (ctx, input) => {
  const unit = await unitToChange(ctx, input)
  if (input.code) await assertCodeFree(ctx, input.code, unit.id)
  ctx.about({ kind: 'org.unit', id: unit.id }, unit.name)
  return await changeUnit(ctx, unit.id, { code: input.code || null, sort: input.sort })
}

export const end: H['end'] = async (ctx, input) => {
  const unit = await unitToChange(ctx, input)
  if (!unit.parentId) throw contract.fail('root_stays')
  const successor = input.successorId
    ? await findSuccessor(ctx, unit, input.successorId, input.lastDay)
    : undefined
  await handOverChildren(ctx, unit, successor, input.lastDay)
  ctx.about(
    { kind: 'org.unit', id: unit.id },
    successor ? `${unit.name} 撤销，由${successor.name}接替` : `${unit.name} 撤销`,
  )
  return await endUnit(ctx, unit, { lastDay: input.lastDay, successorId: successor?.id ?? null })
}

/** Ends a unit and tells those who hang on it (people move to the successor). */
export async function endUnit(
  ctx: Ctx,
  unit: StoredUnit,
  ending: { lastDay: string; successorId: string | null },
): Promise<{ id: string; version: number }> {
  if (ending.lastDay < unit.from)
    throw contract.fail(
      'too_early',
      { name: unit.name, from: unit.from },
      { lastDay: `不能早于 ${unit.from}` },
    )
  await ctx.emit(UNIT_ENDED, { unitId: unit.id, ...ending } satisfies UnitEnded)
  return await changeUnit(ctx, unit.id, { valid_to: ending.lastDay, successor_id: ending.successorId })
}

/** The unit's own name and the school's name are one. */
export async function renameSchool(ctx: Ctx, names: { name: string; short_name?: string }): Promise<void> {
  await ctx.db.updateTable('school').set(names).where('id', '=', ctx.schoolId).execute()
}

/** A school is at least as old as its oldest unit: entered today, it may still get classes of last year. */
async function findParent(ctx: Ctx, id: string, from: string): Promise<StoredUnit> {
  const parent = await findUnit(ctx, id)
  if (parent.parentId !== null || parent.from <= from) return parent
  await changeUnit(ctx, id, { valid_from: from })
  return { ...parent, from }
}

async function findSuccessor(ctx: Ctx, unit: StoredUnit, id: string, lastDay: string): Promise<StoredUnit> {
  const successor = await findUnit(ctx, id)
  const dayAfter = addDays(lastDay, 1)
  const lasts = successor.from <= dayAfter && (successor.to === null || successor.to >= dayAfter)
  if (!lasts || isCircle(unit.id, successor.path))
    throw contract.fail('bad_successor', { on: lastDay }, { successorId: '请另选' })
  return successor
}

async function handOverChildren(
  ctx: Ctx,
  unit: StoredUnit,
  successor: StoredUnit | undefined,
  lastDay: string,
): Promise<void> {
  const children = await selectUnits(ctx)
    .where('parent_id', '=', unit.id)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', lastDay)]))
    .orderBy('sort')
    .orderBy('name')
    .execute()
  if (children.length === 0) return
  if (!successor) {
    const examples = children.slice(0, 3).map(child => child.name)
    throw contract.fail('has_children', {
      name: unit.name,
      count: children.length,
      examples: examples.join('、') + (children.length > 3 ? '等' : ''),
    })
  }
  const from = addDays(lastDay, 1)
  for (const child of children) {
    await assertPlace(ctx, successor, { ...child, from: later(child.from, from) })
    if (child.from < from) await keepPast(ctx, child, from, addDays(ctx.today, 1))
    await reparent(ctx, child, successor)
    await changeUnit(ctx, child.id, { parent_id: successor.id })
  }
}

const later = (a: string, b: string): string => (a > b ? a : b)
