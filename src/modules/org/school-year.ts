import { addDays, yearOf } from '../../kernel/pure/calendar/day.ts'
import { kernelError } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { isOfStage, proposeMoveUp } from './move-up.ts'
import { endUnit } from './operations.ts'
import { holdsOn, inTreeOrder } from './rules.ts'
import { assertPlace, findUnit, insertUnit, lockTree, type StoredUnit, selectUnits } from './units.ts'

type H = Handlers<typeof contract>

export const moveUpPreview: H['moveUpPreview'] = async (ctx, input) => {
  const units = inTreeOrder((await selectUnits(ctx).execute()).filter(unit => holdsOn(unit, input.from)))
  const byId = new Map(units.map(unit => [unit.id, unit]))
  const classes = units.filter(unit => unit.kind === 'class' && unit.from < input.from)
  const knows = (stage: string): boolean => classes.some(unit => isOfStage(unit.name, stage))
  const year = yearOf(input.from)
  return {
    rows: classes.map(unit => {
      const proposal = proposeMoveUp(unit.name, year, knows)
      const parent = byId.get(unit.parentId as string) as StoredUnit
      const next = proposal.action === 'up' ? nextParent(units, parent, year) : parent
      return {
        id: unit.id,
        version: unit.version,
        name: unit.name,
        parentName: parent.name,
        action: proposal.action,
        nextName: proposal.name ?? null,
        nextParentId: proposal.action === 'up' ? next.id : null,
        nextParentName: proposal.action === 'up' ? next.name : null,
        why: proposal.why,
      }
    }),
  }
}

/** A class of 高一年级 goes on below 高二年级 where there is one; below a year of entry it stays. */
function nextParent(units: readonly StoredUnit[], parent: StoredUnit, year: number): StoredUnit {
  if (parent.kind !== 'grade') return parent
  const proposal = proposeMoveUp(parent.name, year, () => true)
  return (
    units.find(u => u.parentId === parent.parentId && u.kind === 'grade' && u.name === proposal.name) ??
    parent
  )
}

export const moveUp: H['moveUp'] = async (ctx, input) => {
  await lockTree(ctx)
  const lastDay = addDays(input.from, -1)
  const leaving = input.rows.filter(row => row.action !== 'keep')
  const classes = await Promise.all(
    leaving.map(async row => ({ row, unit: await classToEnd(ctx, row, lastDay) })),
  )
  // All old classes end before the new ones begin: 高二1班 is free for last year's 高一1班.
  for (const { unit } of classes) await closeClass(ctx, unit, lastDay)
  for (const { row, unit } of classes) {
    const successorId = row.action === 'up' ? await openNext(ctx, unit, row, input.from) : null
    await endUnit(ctx, unit, { lastDay, successorId })
  }
  const up = leaving.filter(row => row.action === 'up').length
  return { up, graduated: leaving.length - up, kept: input.rows.length - leaving.length }
}

async function closeClass(ctx: Ctx, unit: StoredUnit, lastDay: string): Promise<void> {
  await ctx.db
    .updateTable('org_unit')
    .set({ valid_to: lastDay })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', unit.id)
    .execute()
}

async function openNext(
  ctx: Ctx,
  unit: StoredUnit,
  row: { name?: string | undefined; parentId?: string | undefined },
  from: string,
): Promise<string> {
  if (!row.name) throw contract.fail('needs_name', { name: unit.name })
  const parent = await findUnit(ctx, row.parentId ?? (unit.parentId as string))
  await assertPlace(ctx, parent, { kind: 'class', name: row.name, from })
  const { sort, headPersonId } = unit
  return await insertUnit(ctx, { kind: 'class', name: row.name, from, parent, sort, headPersonId })
}

async function classToEnd(
  ctx: Ctx,
  row: { id: string; version: number },
  lastDay: string,
): Promise<StoredUnit> {
  const unit = await findUnit(ctx, row.id)
  if (unit.kind !== 'class') throw contract.fail('not_class', { name: unit.name })
  if (lastDay < unit.from) throw contract.fail('too_early', { name: unit.name, from: unit.from })
  if (unit.version !== row.version) throw kernelError('kernel.changed', { who: '别人' })
  if (unit.to !== null && unit.to <= lastDay) throw contract.fail('ended', { name: unit.name, on: unit.to })
  return unit
}
