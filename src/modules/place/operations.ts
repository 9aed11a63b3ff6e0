import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { writeAliases } from './aliases.ts'
import { contract } from './contract.ts'
import { keepPast } from './history.ts'
import { assertCodeFree, assertMayStand, assertNamesFree, derive, floorFor, insertNodes } from './insert.ts'
import { findNode, lockTree, type Node, nodeToChange, subtree, withAbove } from './store.ts'

type H = Handlers<typeof contract>

export const create: H['create'] = async (ctx, input) => {
  await lockTree(ctx, 'adding')
  const given = input.parentId === null ? [] : await withAbove(ctx, input.parentId)
  assertMayStand(input, given[0])
  if (input.from && input.from > ctx.today) throw contract.fail('too_late', {}, { from: '不能晚于今天' })
  const above = input.kind === 'room' ? await floorFor(ctx, input.name, given) : given
  await assertNamesFree(ctx, [{ kind: input.kind, ...derive('', input, above) }])
  await assertCodeFree(ctx, input.code)
  const [node] = (await insertNodes(ctx, [input], above)) as [Node]
  await writeAliases(ctx, node, input.aliases)
  ctx.about({ kind: 'place.node', id: node.id }, node.fullName)
  return { id: node.id, version: 1 }
}

export const update: H['update'] = async (ctx, input) => {
  await lockTree(ctx, 'changing')
  const node = await nodeToChange(ctx, input)
  const name = input.name ?? node.name
  const changes = {
    ...(input.code !== undefined ? { code: input.code || null } : {}),
    ...(input.useKind !== undefined ? { use_kind: input.useKind } : {}),
    ...(input.areaM2 !== undefined ? { area_m2: input.areaM2 } : {}),
    ...(input.completedOn !== undefined ? { completed_on: input.completedOn } : {}),
    ...(input.unitId !== undefined ? { unit_id: input.unitId } : {}),
  }
  if (name === node.name && Object.keys(changes).length === 0) throw contract.fail('nothing')
  await assertCodeFree(ctx, input.code, node.id)
  if (input.since) await keepPast(ctx, node, input.since)
  if (Object.keys(changes).length > 0)
    await ctx.db.updateTable('place_node').set(changes).where('id', '=', node.id).execute()
  if (name !== node.name) {
    const above = node.parentId ? await withAbove(ctx, node.parentId) : []
    const renamed = await rebuild(ctx, node, { name }, above)
    // Old registers go on naming it as it was.
    if (input.since) await writeAliases(ctx, renamed, [node.fullName], { ifFree: true })
  }
  ctx.about(
    { kind: 'place.node', id: node.id },
    name === node.name ? node.fullName : `${node.name} → ${name}`,
  )
  return await nextVersion(ctx, node.id)
}

export const move: H['move'] = async (ctx, input) => {
  await lockTree(ctx, 'changing')
  const node = await nodeToChange(ctx, input)
  if (input.parentId === node.parentId) throw contract.fail('nothing')
  const given = input.parentId === null ? [] : await withAbove(ctx, input.parentId)
  assertMayStand(node, given[0])
  const above = node.kind === 'room' ? await floorFor(ctx, node.name, given) : given
  if (input.since) await keepPast(ctx, node, input.since)
  await rebuild(ctx, node, {}, above)
  ctx.about({ kind: 'place.node', id: node.id }, `${node.fullName} 移到 ${above[0]?.fullName ?? '学校'}`)
  return await nextVersion(ctx, node.id)
}

export const end: H['end'] = async (ctx, input) => {
  await lockTree(ctx, 'changing')
  const node = await nodeToChange(ctx, input)
  const nodes = (await subtree(ctx, node)).filter(n => n.to === null)
  const inside = nodes.filter(n => n.id !== node.id)
  if (inside.length > 0 && !input.withInside) {
    const examples = inside.slice(0, 3).map(n => n.name)
    throw contract.fail('has_inside', {
      name: node.fullName,
      count: inside.length,
      examples: examples.join('、') + (inside.length > 3 ? '等' : ''),
    })
  }
  const latest = nodes.reduce((day, n) => (n.from > day ? n.from : day), node.from)
  if (input.lastDay < latest || input.lastDay > ctx.today)
    throw contract.fail('last_day', { from: latest, today: ctx.today }, { lastDay: '请重新选' })
  await ctx.db
    .updateTable('place_node')
    .set(eb => ({ valid_to: input.lastDay, version: eb('version', '+', 1), updated_at: ctx.now }))
    .where(
      'id',
      'in',
      nodes.map(n => n.id),
    )
    .execute()
  ctx.about({ kind: 'place.node', id: node.id }, `${node.fullName} 停用，共 ${nodes.length} 处`)
  return { id: node.id, version: node.version + 1, count: nodes.length }
}

/** Takes back an end, with what ended inside it on the same day. */
export const reopen: H['reopen'] = async (ctx, input) => {
  await lockTree(ctx, 'changing')
  const node = await findNode(ctx, input.id)
  if (node.to === null) throw contract.fail('not_ended', { name: node.fullName })
  if (node.parentId) {
    const parent = await findNode(ctx, node.parentId)
    if (parent.to !== null) throw contract.fail('parent_ended', { name: parent.fullName })
  }
  const nodes = (await subtree(ctx, node)).filter(n => n.to === node.to)
  await assertNamesFree(ctx, nodes)
  for (const n of nodes) await assertCodeFree(ctx, n.code)
  await ctx.db
    .updateTable('place_node')
    .set(eb => ({ valid_to: null, version: eb('version', '+', 1), updated_at: ctx.now }))
    .where(
      'id',
      'in',
      nodes.map(n => n.id),
    )
    .where('valid_to', '=', node.to)
    .execute()
  ctx.about({ kind: 'place.node', id: node.id }, node.fullName)
  return { id: node.id, version: node.version + 1 }
}

/** Writes the new name or parent of a place, and all that follows from it for those inside. Returns the place. */
async function rebuild(
  ctx: Ctx,
  root: Node,
  changes: { name?: string },
  above: readonly Node[],
): Promise<Node> {
  const old = await subtree(ctx, root)
  const rebuilt = new Map<string, Node>()
  const aboveOf = (node: Node): readonly Node[] => {
    const parent = rebuilt.get(node.parentId as string) as Node
    return parent.id === root.id ? [parent, ...above] : [parent, ...aboveOf(parent)]
  }
  for (const node of old) {
    const next = { ...node, ...(node.id === root.id ? { ...changes, parentId: above[0]?.id ?? null } : {}) }
    const where = node.id === root.id ? above : aboveOf(node)
    rebuilt.set(node.id, { ...next, ...derive(node.id, next, where) })
  }
  const nodes = [...rebuilt.values()]
  const open = nodes.filter(n => n.to === null)
  await assertNamesFree(
    ctx,
    open,
    old.map(n => n.id),
  )
  const rows = nodes.map(n => ({
    id: n.id,
    parent_id: n.parentId,
    name: n.name,
    full_name: n.fullName,
    key: n.key,
    pinyin: n.pinyin,
    initials: n.initials,
    sort_key: n.sortKey,
    path: n.path,
    building_id: n.buildingId,
  }))
  await sql`
    update place_node p
    set parent_id = r.parent_id, name = r.name, full_name = r.full_name, key = r.key, pinyin = r.pinyin, initials = r.initials,
      sort_key = r.sort_key, path = r.path, building_id = r.building_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, parent_id uuid, name text, full_name text, key text,
      pinyin text, initials text, sort_key text, path uuid[], building_id uuid)
    where p.school_id = ${ctx.schoolId} and p.id = r.id`.execute(ctx.db)
  return rebuilt.get(root.id) as Node
}

async function nextVersion(ctx: Ctx, id: string): Promise<{ id: string; version: number }> {
  return await ctx.db
    .updateTable('place_node')
    .set(eb => ({ version: eb('version', '+', 1), updated_at: ctx.now }))
    .where('id', '=', id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
}
