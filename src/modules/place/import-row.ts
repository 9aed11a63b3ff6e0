import type { ParsedOf } from '../../kernel/pure/operation.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { normaliseBuilding } from '../../mechanisms/register/parse/place-text.ts'
import { findUnits } from '../org/index.ts'
import { holdersOf, writeAliases } from './aliases.ts'
import { contract } from './contract.ts'
import { floorNumber, guessKind, looseName, readUse, roomKey, splitAliases, type UseKind } from './rules.ts'
import { findNode, type Node, selectNodes } from './store.ts'

type H = Handlers<typeof contract>
type Row = ParsedOf<typeof contract.operations.importRow>

/**
 * One row of a list of places: the building, the floor or the room it names, made where it is not on record.
 * An empty cell changes nothing; other names are only added.
 */
export const importRow: H['importRow'] = async (ctx, input) => {
  const facts = await readFacts(ctx, input)
  const building = await findBuilding(ctx, input.building)
  const before = building && (await findTarget(ctx, building, input))
  const node = before ?? (await makeTarget(ctx, building, input, facts))
  const changed = before ? await applyFacts(ctx, before, facts) : true
  const added = await writeAliases(ctx, node, splitAliases(input.aliases))
  ctx.about({ kind: 'place.node', id: node.id }, node.fullName)
  return { id: node.id, outcome: !before ? 'created' : changed || added > 0 ? 'updated' : 'unchanged' }
}

interface Facts {
  useKind?: UseKind
  areaM2?: number
  completedOn?: string
  unitId?: string
  code?: string
}

async function readFacts(ctx: Ctx, input: Row): Promise<Facts> {
  const useKind = readUse(input.use)
  if (input.use !== '' && !useKind) throw contract.fail('use_unknown', { use: input.use }, { use: '不认识' })
  return {
    ...(useKind ? { useKind } : {}),
    ...(input.areaM2 !== undefined ? { areaM2: input.areaM2 } : {}),
    ...(input.completedOn ? { completedOn: input.completedOn } : {}),
    ...(input.unit ? { unitId: await findUnitId(ctx, input.unit) } : {}),
    ...(input.code ? { code: input.code } : {}),
  }
}

async function findUnitId(ctx: Ctx, text: string): Promise<string> {
  const unit = (await findUnits(ctx, [text], ctx.today)).get(text)
  if (!unit || unit === 'several') throw contract.fail('unit_unknown', { unit: text }, { unit: '没有找到' })
  return unit.id
}

/** The place that the row names in a building, if it is on record. */
async function findTarget(ctx: Ctx, building: Node, input: Row): Promise<Node | undefined> {
  if (input.floor === '' && input.room === '') return building
  const floor = input.floor === '' ? undefined : await findFloor(ctx, building, input.floor)
  if (input.room === '') return floor
  const rooms = await selectNodes(ctx)
    .where('building_id', '=', building.id)
    .where('kind', '=', 'room')
    .where('key', '=', roomKey(input.room))
    .where('valid_to', 'is', null)
    .execute()
  return rooms.find(room => !floor || room.parentId === floor.id)
}

async function makeTarget(ctx: Ctx, found: Node | undefined, input: Row, facts: Facts): Promise<Node> {
  const { create } = contract.operations
  const make = async (draft: Parameters<typeof ctx.run<typeof create>>[1]): Promise<Node> =>
    findNode(ctx, (await ctx.run(create, draft)).id)
  const whole = input.floor === '' && input.room === ''
  let parent = found
  if (!parent) {
    const kind = whole ? guessKind(input.building, facts.useKind) : 'building'
    const parentId = input.campus === '' ? null : await campusId(ctx, input.campus)
    parent = await make({ parentId, kind, name: input.building, ...(whole ? facts : {}) })
    if (whole) return parent
  }
  if (input.floor !== '') {
    const floor = await findFloor(ctx, parent, input.floor)
    parent =
      floor ??
      (await make({
        parentId: parent.id,
        kind: 'floor',
        name: input.floor,
        ...(input.room === '' ? facts : {}),
      }))
    if (input.room === '') return parent
  }
  return await make({ parentId: parent.id, kind: 'room', name: input.room, ...facts })
}

async function applyFacts(ctx: Ctx, node: Node, facts: Facts): Promise<boolean> {
  const changes: Facts = {}
  if (facts.useKind && facts.useKind !== node.useKind) changes.useKind = facts.useKind
  if (facts.areaM2 !== undefined && facts.areaM2 !== Number(node.areaM2 ?? 0)) changes.areaM2 = facts.areaM2
  if (facts.completedOn && facts.completedOn !== node.completedOn) changes.completedOn = facts.completedOn
  if (facts.unitId && facts.unitId !== node.unitId) changes.unitId = facts.unitId
  if (facts.code && facts.code !== node.code) changes.code = facts.code
  if (Object.keys(changes).length === 0) return false
  await ctx.run(contract.operations.update, { id: node.id, version: node.version, ...changes })
  return true
}

/**
 * By its name or an alias in any spelling. A name that only means the same (宿舍5号楼 where 学生宿舍5号楼 stands) is
 * refused: taking it would write one building's rooms into another, making it would be the same building twice.
 */
async function findBuilding(ctx: Ctx, name: string): Promise<Node | undefined> {
  const key = looseName(name)
  const [named] = await selectNodes(ctx)
    .where('key', '=', key)
    .where('kind', 'in', ['building', 'zone'])
    .where('valid_to', 'is', null)
    .execute()
  if (named) return named
  const holders = await holdersOf(ctx, [name])
  const called = holders.find(h => looseName(h.alias) === key)
  if (called) return await findNode(ctx, called.id)
  const alike = holders.find(h => h.key === normaliseBuilding(name))
  if (alike)
    throw contract.fail('looks_like', { name, other: alike.fullName }, { building: `像是${alike.fullName}` })
  return undefined
}

async function campusId(ctx: Ctx, name: string): Promise<string> {
  const campus = await selectNodes(ctx)
    .where('kind', '=', 'campus')
    .where('name', '=', name)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return (
    campus?.id ?? (await ctx.run(contract.operations.create, { parentId: null, kind: 'campus', name })).id
  )
}

async function findFloor(ctx: Ctx, building: Node, name: string): Promise<Node | undefined> {
  const number = floorNumber(name)
  const floors = await selectNodes(ctx)
    .where('building_id', '=', building.id)
    .where('kind', '=', 'floor')
    .where('valid_to', 'is', null)
    .execute()
  return floors.find(
    floor => floor.name === name || (number !== undefined && floorNumber(floor.name) === number),
  )
}
