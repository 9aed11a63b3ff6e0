import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { plainRoom } from '../../mechanisms/register/parse/place-text.ts'
import { contract } from './contract.ts'
import { insertNodes } from './insert.ts'
import { floorName, floorNumber, roomKey } from './rules.ts'
import { lockTree, type Node, subtree, withAbove } from './store.ts'

type H = Handlers<typeof contract>

/** Makes floors and numbered rooms (101…128, 201…228) in one go; what is there stays as it is. */
export const layOut: H['layOut'] = async (ctx, input) => {
  assertSpan(input.floors, '楼层')
  assertSpan(input.rooms, '房间号')
  await lockTree(ctx, 'adding')
  const above = await withAbove(ctx, input.buildingId)
  const [building] = above as [Node, ...Node[]]
  if (building.kind !== 'building') throw contract.fail('not_building', { name: building.fullName })
  const existing = (await subtree(ctx, building)).filter(node => node.to === null)
  const known = new Set(existing.filter(n => n.kind === 'room').map(n => roomKey(n.name)))
  const counts = { floors: 0, rooms: 0, kept: 0 }
  for (let number = input.floors.from; number <= input.floors.to; number++) {
    const there = existing.find(n => n.kind === 'floor' && floorNumber(n.name) === number)
    const [floor] = there
      ? [there]
      : await insertNodes(ctx, [{ kind: 'floor', name: floorName(number) }], above)
    if (!there) counts.floors++
    const names = numbersOn(number, input.rooms)
    const missing = names.filter(name => !known.has(roomKey(name)))
    const drafts = missing.map(name => ({ kind: 'room' as const, name, useKind: input.useKind }))
    await insertNodes(ctx, drafts, [floor as Node, ...above])
    counts.rooms += missing.length
    counts.kept += names.length - missing.length
  }
  ctx.about({ kind: 'place.node', id: building.id }, `${building.fullName}：新建 ${counts.rooms} 间`)
  return counts
}

function assertSpan(span: { from: number; to: number }, what: string): void {
  if (span.from > span.to) throw contract.fail('span', { what })
}

const numbersOn = (floor: number, rooms: { from: number; to: number }): string[] =>
  Array.from(
    { length: rooms.to - rooms.from + 1 },
    (_, n) => `${floor}${String(rooms.from + n).padStart(2, '0')}`,
  )

/**
 * The room of a building by its number, made where it is not on record: old registers name rooms that nobody
 * has entered. When two make the same room at once, one waits and takes the other's.
 */
export async function ensureRoom(ctx: Ctx, buildingId: string, room: string): Promise<string> {
  const known = await findRoom(ctx, buildingId, room)
  if (known) return known
  const name = plainRoom(room).replace(/^[-\s]+/, '')
  try {
    return await ctx.savepoint(() =>
      ctx.asSystem('自动建房间', async system => {
        const { id } = await system.run(contract.operations.create, {
          parentId: buildingId,
          kind: 'room',
          name,
        })
        return id
      }),
    )
  } catch (error) {
    const made = await findRoom(ctx, buildingId, room)
    if (made) return made
    throw error
  }
}

async function findRoom(ctx: Ctx, buildingId: string, room: string): Promise<string | undefined> {
  const found = await ctx.db
    .selectFrom('place_node')
    .select(['id', 'parent_id'])
    .where('school_id', '=', ctx.schoolId)
    .where('building_id', '=', buildingId)
    .where('kind', '=', 'room')
    .where('key', '=', roomKey(room))
    .where('valid_to', 'is', null)
    .execute()
  // Of six 卫生间 none is meant; that of the building as a whole stands for "one of them".
  return found.length > 1 ? found.find(node => node.parent_id === buildingId)?.id : found[0]?.id
}
