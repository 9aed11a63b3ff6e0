import { sql } from 'kysely'
import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import type { PlaceKind, UseKind } from './rules.ts'
import type { Place } from './shapes.ts'

/** A place as stored. */
export interface Node {
  id: string
  parentId: string | null
  kind: PlaceKind
  name: string
  fullName: string
  key: string
  code: string | null
  pinyin: string
  initials: string
  sortKey: string
  path: string[]
  buildingId: string | null
  useKind: UseKind | null
  areaM2: string | null
  completedOn: string | null
  unitId: string | null
  from: string
  to: string | null
  version: number
}

export const NODE_COLUMNS = [
  'id',
  'parent_id as parentId',
  'kind',
  'name',
  'full_name as fullName',
  'key',
  'code',
  'pinyin',
  'initials',
  'sort_key as sortKey',
  'path',
  'building_id as buildingId',
  'use_kind as useKind',
  'area_m2 as areaM2',
  'completed_on as completedOn',
  'unit_id as unitId',
  'valid_from as from',
  'valid_to as to',
  'version',
] as const

export const selectNodes = (ctx: Ctx) =>
  ctx.db.selectFrom('place_node').select(NODE_COLUMNS).where('school_id', '=', ctx.schoolId)

export async function findNode(ctx: Ctx, id: string): Promise<Node> {
  const node = await selectNodes(ctx).where('id', '=', id).executeTakeFirst()
  if (!node) throw notFound()
  return node
}

/** A place to change: in use, and of the version that the user has seen. */
export async function nodeToChange(ctx: Ctx, input: { id: string; version: number }): Promise<Node> {
  const node = await selectNodes(ctx).where('id', '=', input.id).forUpdate().executeTakeFirst()
  if (!node) throw notFound()
  if (node.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  if (node.to !== null) throw contract.fail('ended', { name: node.fullName, on: node.to })
  return node
}

/** A place in use and what it stands in, nearest first: [floor, building, campus]. */
export async function withAbove(ctx: Ctx, id: string): Promise<Node[]> {
  const node = await findNode(ctx, id)
  if (node.to !== null) throw contract.fail('ended', { name: node.fullName, on: node.to })
  if (node.path.length === 1) return [node]
  const nodes = await selectNodes(ctx).where('id', 'in', node.path).execute()
  const byId = new Map(nodes.map(n => [n.id, n]))
  return node.path.map(step => byId.get(step) as Node).reverse()
}

/** The place and all inside it, each after what it stands in. */
export async function subtree(ctx: Ctx, root: Node): Promise<Node[]> {
  const inside = selectNodes(ctx)
    // The building's index where there is one to use; a campus is few rows of a small table.
    .$if(root.buildingId !== null, select => select.where('building_id', '=', root.buildingId))
    .where(sql<boolean>`path @> array[${root.id}::uuid]`)
  const nodes = await inside.execute()
  return nodes.sort((a, b) => a.path.length - b.path.length)
}

/**
 * Changes that write the names of others (rename, move, end) wait for those who add places, and the other way
 * round; those who add places do not wait for one another.
 */
export const lockTree = (ctx: Ctx, mode: 'adding' | 'changing'): Promise<unknown> => {
  const key = sql`hashtextextended(${`place.tree ${ctx.schoolId}`}, 0)`
  return mode === 'adding'
    ? sql`select pg_advisory_xact_lock_shared(${key})`.execute(ctx.db)
    : sql`select pg_advisory_xact_lock(${key})`.execute(ctx.db)
}

export const toPlace = (node: Node): Place => ({
  id: node.id,
  parentId: node.parentId,
  kind: node.kind,
  name: node.name,
  fullName: node.fullName,
  code: node.code,
  buildingId: node.buildingId,
  useKind: node.useKind,
  areaM2: node.areaM2 === null ? null : Number(node.areaM2),
  completedOn: node.completedOn,
  unitId: node.unitId,
  from: node.from,
  to: node.to,
  version: node.version,
})
