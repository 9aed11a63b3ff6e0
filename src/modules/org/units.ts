import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { pinyinOf } from '../../kernel/server/pinyin.ts'
import { contract, type Unit } from './contract.ts'
import { mayStandBelow, overlaps, UNIT_KINDS, type UnitKind } from './rules.ts'

export interface StoredUnit extends Unit {
  path: readonly string[]
}

const COLUMNS = [
  'id',
  'parent_id as parentId',
  'kind',
  'name',
  'code',
  'path',
  'sort',
  'head_person_id as headPersonId',
  'valid_from as from',
  'valid_to as to',
  'successor_id as successorId',
  'version',
] as const

export const selectUnits = (ctx: Ctx) =>
  ctx.db.selectFrom('org_unit').select(COLUMNS).where('school_id', '=', ctx.schoolId)

export async function findUnit(ctx: Ctx, id: string): Promise<StoredUnit> {
  const unit = await selectUnits(ctx).where('id', '=', id).executeTakeFirst()
  if (!unit) throw notFound()
  return unit
}

/** The school's own unit, locked, so that one change of the tree is made after the other. */
export async function lockTree(ctx: Ctx): Promise<StoredUnit | undefined> {
  return await selectUnits(ctx).where('parent_id', 'is', null).forUpdate().executeTakeFirst()
}

/** A unit to change: not ended, and of the version that the user has seen. */
export async function unitToChange(ctx: Ctx, input: { id: string; version: number }): Promise<StoredUnit> {
  await lockTree(ctx)
  const unit = await findUnit(ctx, input.id)
  if (unit.to !== null && unit.to < ctx.today) throw contract.fail('ended', { name: unit.name, on: unit.to })
  if (unit.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  return unit
}

interface Placement {
  /** Left out of the comparison of names. */
  id?: string
  kind: UnitKind
  name: string
  from: string
  to?: string | null
}

/** Refuses a place in the tree that cannot be: wrong kind, before or after its parent's time, a name taken. */
export async function assertPlace(ctx: Ctx, parent: StoredUnit, unit: Placement): Promise<void> {
  if (!mayStandBelow(unit.kind, parent.kind))
    throw contract.fail('misplaced', { kind: UNIT_KINDS[unit.kind], parent: parent.name }, { kind: '请另选' })
  if (unit.from < parent.from)
    throw contract.fail('too_early', { name: parent.name, from: parent.from }, { from: '早于上级开始的日期' })
  if (parent.to !== null && parent.to < unit.from)
    throw contract.fail('ended', { name: parent.name, on: parent.to }, { parentId: '这个上级已撤销' })
  const span = { from: unit.from, to: unit.to ?? null }
  const namesakes = await selectUnits(ctx)
    .where('parent_id', '=', parent.id)
    .where('name', '=', unit.name)
    .$if(unit.id !== undefined, select => select.where('id', '!=', unit.id as string))
    .execute()
  if (namesakes.some(other => overlaps(other, span)))
    throw contract.fail('same_name', { parent: parent.name, name: unit.name }, { name: '已有同名的单位' })
}

export async function assertCodeFree(ctx: Ctx, code: string, id?: string): Promise<void> {
  const holder = await selectUnits(ctx).where('code', '=', code).executeTakeFirst()
  if (holder && holder.id !== id)
    throw contract.fail('same_code', { code, name: holder.name }, { code: '编号已被使用' })
}

/** Inserts a unit whose place was checked. */
export async function insertUnit(
  ctx: Ctx,
  unit: Omit<Placement, 'id'> & {
    parent: StoredUnit | undefined
    code?: string | undefined
    sort: number
    headPersonId?: string | null
  },
): Promise<string> {
  const id = ctx.id()
  await ctx.db
    .insertInto('org_unit')
    .values({
      school_id: ctx.schoolId,
      id,
      parent_id: unit.parent?.id ?? null,
      kind: unit.kind,
      name: unit.name,
      code: unit.code || null,
      ...pinyinOf(unit.name),
      path: [...(unit.parent?.path ?? []), id],
      sort: unit.sort,
      head_person_id: unit.headPersonId ?? null,
      valid_from: unit.from,
      valid_to: unit.to ?? null,
      successor_id: null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  return id
}

type Changes = Partial<{
  name: string
  pinyin: string
  initials: string
  parent_id: string
  code: string | null
  sort: number
  head_person_id: string | null
  valid_from: string
  valid_to: string
  successor_id: string | null
}>

/** Writes a change and the new version; the tree is locked and the version was checked. */
export async function changeUnit(
  ctx: Ctx,
  id: string,
  changes: Changes,
): Promise<{ id: string; version: number }> {
  return await ctx.db
    .updateTable('org_unit')
    .set(eb => ({ ...changes, version: eb('version', '+', 1), updated_at: ctx.now }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
}
