import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { guessUnitKind } from './rules.ts'
import { lockTree, type StoredUnit, selectUnits } from './units.ts'

type H = Handlers<typeof contract>

/** One row of a list of units: found by code, else by parent and name; made where there is none. */
export const importRow: H['importRow'] = async (ctx, input) => {
  const units = (await openUnits(ctx)) as readonly StoredUnit[]
  const parent = findParent(units, input.parent)
  const existing =
    (input.code && units.find(unit => unit.code === input.code)) ||
    units.find(unit => unit.parentId === parent.id && unit.name === input.name)
  if (!existing) {
    const created = await ctx.run(contract.operations.create, {
      parentId: parent.id,
      kind: input.kind ?? guessUnitKind(input.name),
      name: input.name,
      code: input.code,
      from: input.from ?? parent.from,
    })
    ctx.about({ kind: 'org.unit', id: created.id }, input.name)
    return { id: created.id, outcome: 'created' }
  }
  ctx.about({ kind: 'org.unit', id: existing.id }, input.name)
  const { id } = existing
  let { version } = existing
  if (existing.parentId !== parent.id)
    version = (await ctx.run(contract.operations.move, { id, version, parentId: parent.id })).version
  if (existing.name !== input.name)
    version = (await ctx.run(contract.operations.rename, { id, version, name: input.name })).version
  if (input.code && existing.code !== input.code)
    version = (
      await ctx.run(contract.operations.update, { id, version, code: input.code, sort: existing.sort })
    ).version
  return { id, outcome: version === existing.version ? 'unchanged' : 'updated' }
}

async function openUnits(ctx: Ctx): Promise<StoredUnit[]> {
  await lockTree(ctx)
  return await selectUnits(ctx)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', ctx.today)]))
    .execute()
}

/** A parent as people write it: nothing for the school, 总务处, or 高职部/会计系 where a name alone is not enough. */
export function findParent<U extends Pick<StoredUnit, 'id' | 'parentId' | 'name'>>(
  units: readonly U[],
  text: string,
): U {
  const root = units.find(unit => unit.parentId === null)
  const steps = text
    .split(/[/／>＞]/)
    .map(step => step.trim())
    .filter(step => step !== '')
  if (root && (steps.length === 0 || (steps.length === 1 && steps[0] === root.name))) return root
  const byId = new Map(units.map(unit => [unit.id, unit]))
  const matches = units.filter(unit => {
    let at: U | undefined = unit
    for (const step of [...steps].reverse()) {
      if (at?.name !== step) return false
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    }
    return true
  })
  const [only, second] = matches
  if (!only) throw contract.fail('parent_unknown', { parent: text || '学校' }, { parent: '没有找到' })
  if (second) {
    const above = byId.get(only.parentId ?? '')?.name ?? ''
    throw contract.fail(
      'parent_ambiguous',
      { parent: text, count: matches.length, example: `${above}/${only.name}` },
      { parent: '有多个同名单位' },
    )
  }
  return only
}
