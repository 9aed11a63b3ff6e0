import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import type { PlaceKind } from './rules.ts'
import { findNode, type Node, selectNodes, subtree } from './store.ts'

export interface Selection {
  placeIds?: string[] | undefined
  under?: string | undefined
  kinds: PlaceKind[]
}

/** Places in use that a selection means, in the order of the tree. */
export async function selected(ctx: Ctx, selection: Selection, max: number): Promise<Node[]> {
  const { placeIds, under, kinds } = selection
  if (!under && !placeIds?.length) throw contract.fail('no_selection')
  const nodes = under
    ? (await subtree(ctx, await findNode(ctx, under))).filter(node => kinds.includes(node.kind))
    : await selectNodes(ctx)
        .where('id', 'in', placeIds ?? [])
        .execute()
  const open = nodes.filter(node => node.to === null)
  if (open.length === 0) throw contract.fail('no_selection')
  if (open.length > max) throw contract.fail('too_many', { count: open.length, max })
  return open.sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1))
}
