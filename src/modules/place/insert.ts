import type { Ctx } from '../../kernel/server/ctx.ts'
import { type Pinyin, pinyinOf } from '../../kernel/server/pinyin.ts'
import { contract } from './contract.ts'
import {
  floorName,
  floorNumber,
  floorOfRoom,
  fullNameOf,
  keyOf,
  mayStandBelow,
  PLACE_KINDS,
  type PlaceKind,
  sortKeyOf,
  type UseKind,
} from './rules.ts'
import { type Node, selectNodes } from './store.ts'

export interface Draft {
  kind: PlaceKind
  name: string
  code?: string | null | undefined
  useKind?: UseKind | null | undefined
  areaM2?: number | null | undefined
  completedOn?: string | null | undefined
  unitId?: string | null | undefined
  from?: string | undefined
}

/** What follows for a place from where it stands; `above` is nearest first. */
export function derive(id: string, draft: { kind: PlaceKind; name: string }, above: readonly Node[]) {
  const [parent] = above
  const fullName = fullNameOf(draft.kind, draft.name, above)
  const own = pinyinOf(draft.name)
  return {
    fullName,
    ...soundOf(fullName, draft.name, own, above),
    sortKey: sortKeyOf(draft.kind, draft.name, own.pinyin, parent),
    path: [...(parent?.path ?? []), id],
    buildingId: draft.kind === 'building' ? id : (parent?.buildingId ?? null),
    key: keyOf(draft.kind, draft.name),
  }
}

/** The sound of the full name, put together from what it begins with. */
function soundOf(fullName: string, name: string, own: Pinyin, above: readonly Node[]): Pinyin {
  if (fullName === name) return own
  const head = above.find(node => fullName === `${node.fullName} ${name}`)
  return head
    ? { pinyin: head.pinyin + own.pinyin, initials: head.initials + own.initials }
    : pinyinOf(fullName)
}

export function assertMayStand(draft: { kind: PlaceKind; name: string }, parent: Node | undefined): void {
  if (mayStandBelow(draft.kind, parent?.kind ?? null)) return
  const where = { kind: PLACE_KINDS[draft.kind], parent: parent?.fullName ?? '学校' }
  throw contract.fail('misplaced', where, { parentId: '请另选' })
}

type Named = Pick<Node, 'fullName' | 'kind' | 'key' | 'buildingId'>

/**
 * Refuses names that places in use have already. 311室 is 311: one number is one room of a building; rooms
 * with names may repeat from floor to floor.
 */
export async function assertNamesFree(ctx: Ctx, wanted: readonly Named[], except: readonly string[] = []) {
  const numbered = wanted.filter(w => w.kind === 'room' && w.buildingId !== null && /[0-9]/.test(w.key))
  const taken = await ctx.db
    .selectFrom('place_node')
    .select('full_name')
    .where('school_id', '=', ctx.schoolId)
    .where('valid_to', 'is', null)
    .where(eb =>
      eb.or([
        eb(
          'full_name',
          'in',
          wanted.map(w => w.fullName),
        ),
        ...(numbered.length > 0
          ? [
              eb.and([
                eb('kind', '=', 'room'),
                eb('building_id', 'in', [...new Set(numbered.map(w => w.buildingId as string))]),
                eb(
                  'key',
                  'in',
                  numbered.map(w => w.key),
                ),
              ]),
            ]
          : []),
      ]),
    )
    .$if(except.length > 0, select => select.where('id', 'not in', [...except]))
    .limit(1)
    .executeTakeFirst()
  if (taken) throw contract.fail('same_name', { name: taken.full_name }, { name: '已有同名的场所' })
}

export async function assertCodeFree(
  ctx: Ctx,
  code: string | null | undefined,
  except?: string,
): Promise<void> {
  if (!code) return
  const holder = await selectNodes(ctx)
    .where('code', '=', code)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  if (holder && holder.id !== except)
    throw contract.fail('same_code', { code, name: holder.fullName }, { code: '编号已被使用' })
}

/** Writes places below `above[0]`; names were checked. Returns them as stored. */
export async function insertNodes(
  ctx: Ctx,
  drafts: readonly Draft[],
  above: readonly Node[],
): Promise<Node[]> {
  const nodes = drafts.map(draft => toNode(ctx, draft, above))
  for (let at = 0; at < nodes.length; at += BATCH) await writeNodes(ctx, nodes.slice(at, at + BATCH))
  return nodes
}

// 21 columns a row, under the protocol's limit of 65,535 values.
const BATCH = 2000

function toNode(ctx: Ctx, draft: Draft, above: readonly Node[]): Node {
  const id = ctx.id()
  return {
    id,
    parentId: above[0]?.id ?? null,
    kind: draft.kind,
    name: draft.name,
    code: draft.code || null,
    ...derive(id, draft, above),
    useKind: draft.useKind ?? null,
    areaM2: draft.areaM2 === null || draft.areaM2 === undefined ? null : String(draft.areaM2),
    completedOn: draft.completedOn ?? null,
    unitId: draft.unitId ?? null,
    from: draft.from ?? ctx.today,
    to: null,
    version: 1,
  }
}

async function writeNodes(ctx: Ctx, nodes: readonly Node[]): Promise<void> {
  if (nodes.length === 0) return
  await ctx.db
    .insertInto('place_node')
    .values(
      nodes.map(node => ({
        school_id: ctx.schoolId,
        id: node.id,
        parent_id: node.parentId,
        kind: node.kind,
        name: node.name,
        full_name: node.fullName,
        key: node.key,
        code: node.code,
        pinyin: node.pinyin,
        initials: node.initials,
        sort_key: node.sortKey,
        path: node.path,
        building_id: node.buildingId,
        use_kind: node.useKind,
        area_m2: node.areaM2 === null ? null : Number(node.areaM2),
        completed_on: node.completedOn,
        unit_id: node.unitId,
        valid_from: node.from,
        valid_to: null,
        created_at: ctx.now,
        updated_at: ctx.now,
      })),
    )
    .execute()
}

/**
 * Where a room stands whose building is known: on the floor that its number names, made where there is none,
 * else in the building itself. `above` begins with the building.
 */
export async function floorFor(ctx: Ctx, room: string, above: readonly Node[]): Promise<Node[]> {
  const number = floorOfRoom(room)
  const [building] = above
  if (number === undefined || building?.kind !== 'building') return [...above]
  const floors = await selectNodes(ctx)
    .where('parent_id', '=', building.id)
    .where('kind', '=', 'floor')
    .where('valid_to', 'is', null)
    .execute()
  const known = floors.find(floor => floorNumber(floor.name) === number)
  const [floor] = known
    ? [known]
    : await insertNodes(ctx, [{ kind: 'floor', name: floorName(number) }], above)
  return [floor as Node, ...above]
}
