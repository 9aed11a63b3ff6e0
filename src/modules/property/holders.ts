import type { OutputOf } from '../../kernel/pure/operation.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { org } from '../org/index.ts'
import { personNames, personsWithRole } from '../people/index.ts'
import { place } from '../place/index.ts'
import { contract } from './contract.ts'
import { SHEET_KINDS, type SheetKind } from './rules.ts'

/** A class, department or room that has property to register. */
export interface Holder {
  /** Unit or place, whichever the kind goes by. */
  key: string
  unitId: string | null
  placeId: string | null
  title: string
  groupText: string
  placeText: string
  keeperId: string | null
  keeperName: string
}

const PAGE = 200
const ROOM_USE = { dormitory: 'dormitory', special: 'special' } as const

/** All that should register in a term: classes and departments that then exist, rooms in use. */
export async function holdersOf(ctx: Ctx, kind: SheetKind, on: string, under?: string): Promise<Holder[]> {
  return ctx.asSystem('财产登记', async system =>
    kind === 'class' || kind === 'office'
      ? await unitsToRegister(system, kind, on)
      : await roomsToRegister(system, kind, under),
  )
}

/** One of them, by id; refused where it is of another kind. */
export async function holderById(
  ctx: Ctx,
  kind: SheetKind,
  on: string,
  { unitId, placeId }: { unitId?: string | undefined; placeId?: string | undefined },
): Promise<Holder> {
  if (kind === 'class' || kind === 'office') {
    if (!unitId) throw contract.fail('needs_unit')
    const all = await holdersOf(ctx, kind, on)
    const found = all.find(h => h.unitId === unitId)
    if (found) return found
    const { name } = await ctx.asSystem('财产登记', system => system.run(org.get, { id: unitId }))
    throw contract.fail('not_a_class', { name, kind: SHEET_KINDS[kind] })
  }
  if (!placeId) throw contract.fail('needs_place')
  const room = await ctx.asSystem('财产登记', system => system.run(place.get, { id: placeId }))
  if (room.kind !== 'room') throw contract.fail('not_a_class', { name: room.name, kind: SHEET_KINDS[kind] })
  return roomHolder({ id: room.id, fullName: room.fullName, where: buildingOf(room.fullName, room.name) })
}

async function unitsToRegister(ctx: Ctx, kind: 'class' | 'office', on: string): Promise<Holder[]> {
  const { units } = await ctx.run(org.tree, { on })
  const names = new Map(units.map(unit => [unit.id, unit.name]))
  const wanted = units.filter(unit => unit.kind === (kind === 'class' ? 'class' : 'department'))
  const heads = await personNames(
    ctx,
    wanted.map(u => u.headPersonId).filter(id => id !== null),
  )
  const rooms = await roomsOfUnits(
    ctx,
    wanted.map(u => u.id),
  )
  const holders: Holder[] = []
  for (const unit of wanted) {
    const [teacher] = kind === 'class' ? await personsWithRole(ctx, ['class_teacher'], unit.id) : []
    const keeperId = teacher?.id ?? unit.headPersonId
    const room = rooms.get(unit.id)
    holders.push({
      key: unit.id,
      unitId: unit.id,
      placeId: room?.id ?? null,
      title: unit.name,
      groupText: names.get(unit.parentId ?? '') ?? '',
      placeText: room?.fullName ?? '',
      keeperId: keeperId ?? null,
      keeperName: teacher?.name ?? heads.get(unit.headPersonId ?? '') ?? '',
    })
  }
  return holders.sort((a, b) => a.title.localeCompare(b.title, 'zh-CN'))
}

/** The room of a unit, where it has one to itself. */
async function roomsOfUnits(ctx: Ctx, unitIds: readonly string[]) {
  const rooms = new Map<string, { id: string; fullName: string }>()
  for (const unitId of unitIds) {
    const { rows } = await ctx.run(place.list, { unitId, kind: 'room', limit: 2 })
    const [only, other] = rows
    if (only && !other) rooms.set(unitId, { id: only.id, fullName: only.fullName })
  }
  return rooms
}

async function roomsToRegister(
  ctx: Ctx,
  kind: 'dormitory' | 'special',
  under: string | undefined,
): Promise<Holder[]> {
  const holders: Holder[] = []
  let cursor: string | undefined
  do {
    const page: OutputOf<typeof place.list> = await ctx.run(place.list, {
      kind: 'room',
      useKind: ROOM_USE[kind],
      limit: PAGE,
      ...(under ? { under } : {}),
      ...(cursor ? { cursor } : {}),
    })
    holders.push(...page.rows.map(row => roomHolder({ ...row, where: buildingOf(row.fullName, row.name) })))
    cursor = page.next ?? undefined
  } while (cursor)
  return holders
}

const roomHolder = (room: { id: string; fullName: string; where: string }): Holder => ({
  key: room.id,
  unitId: null,
  placeId: room.id,
  title: room.fullName,
  groupText: room.where,
  placeText: room.fullName,
  keeperId: null,
  keeperName: '',
})

/** 学生宿舍5号楼 311 stands in 学生宿舍5号楼. */
const buildingOf = (fullName: string, name: string): string =>
  fullName.endsWith(name) ? fullName.slice(0, -name.length).trim() : fullName
