import type { Ctx } from '../../kernel/server/ctx.ts'
import { findCode, TARGET } from './codes.ts'
import type { PlaceKind } from './rules.ts'
import type { Step } from './shapes.ts'
import { type Node, selectNodes } from './store.ts'

/** A place as other modules see it. */
export interface PlaceView {
  id: string
  kind: PlaceKind
  name: string
  /** 学生宿舍5号楼 311 */
  fullName: string
  /** The building it is or stands in. */
  buildingId: string | null
  /** Ids from the root to the place. */
  path: readonly string[]
  /** Its own, else that of the nearest place above that has one. */
  unitId: string | null
  completedOn: string | null
  ended: boolean
}

/** Places by id, ended ones as well; unknown ids are left out. */
export async function placesById(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, PlaceView>> {
  if (ids.length === 0) return new Map()
  const nodes = await selectNodes(ctx)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  const above = new Set(nodes.filter(n => !n.unitId || !n.completedOn).flatMap(n => n.path.slice(0, -1)))
  for (const node of nodes) above.delete(node.id)
  const more =
    above.size > 0
      ? await selectNodes(ctx)
          .where('id', 'in', [...above])
          .execute()
      : []
  const byId = new Map([...nodes, ...more].map(node => [node.id, node]))
  return new Map(nodes.map(node => [node.id, viewOf(node, byId)]))
}

export async function placeById(ctx: Ctx, id: string): Promise<PlaceView | undefined> {
  return (await placesById(ctx, [id])).get(id)
}

function viewOf(node: Node, byId: ReadonlyMap<string, Node>): PlaceView {
  const nearest = <K extends 'unitId' | 'completedOn'>(key: K): Node[K] | null =>
    node.path.map(id => byId.get(id)?.[key] ?? null).findLast(value => value !== null) ?? null
  return {
    id: node.id,
    kind: node.kind,
    name: node.name,
    fullName: node.fullName,
    buildingId: node.buildingId,
    path: node.path,
    unitId: nearest('unitId'),
    completedOn: nearest('completedOn'),
    ended: node.to !== null,
  }
}

/** From the campus down to the place. */
export async function placePath(ctx: Ctx, id: string): Promise<Step[]> {
  const node = await selectNodes(ctx).where('id', '=', id).executeTakeFirst()
  if (!node) return []
  const steps = await selectNodes(ctx).where('id', 'in', node.path).execute()
  const byId = new Map(steps.map(step => [step.id, step]))
  return node.path.map(step => byId.get(step) as Node).map(({ id, kind, name }) => ({ id, kind, name }))
}

/** The place a printed code hangs at; refuses unknown, retired and unclaimed codes. */
export async function placeByCode(ctx: Ctx, text: string): Promise<PlaceView | undefined> {
  const code = await findCode(ctx, text)
  return code.target_kind === TARGET && code.target_id ? await placeById(ctx, code.target_id) : undefined
}
