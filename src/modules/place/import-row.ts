import type { ParsedOf } from '../../kernel/pure/operation.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { findUnits } from '../org/index.ts'
import { writeAliases } from './aliases.ts'
import { contract } from './contract.ts'
import { loadOutline } from './place-index.ts'
import { floorNumber, guessKind, readUse, roomKey, splitAliases, type UseKind } from './rules.ts'
import { findNode, type Node, selectNodes } from './store.ts'

type H = Handlers<typeof contract>
type Row = ParsedOf<typeof contract.operations.importRow>

/**
 * One row of a list of places: the building, the floor or the room it names, made where it is not on record.
 * An empty cell changes nothing; other names are only added.
 */
export const importRow: H['importRow'] = async (ctx, input) => {
  const facts = await readFacts(ctx, input)
  const before = await findTarget(ctx, input)
  const node = before ?? (await makeTarget(ctx, input, facts))
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

/** The place that the row names, if all of it is on record. */
async function findTarget(ctx: Ctx, input: Row): Promise<Node | undefined> {
  const building = await findBuilding(ctx, input)
  if (!building || (input.floor === '' && input.room === '')) return building
  const inside = await insideOf(ctx, building.id)
  const floor = input.floor === '' ? undefined : findFloor(inside, input.floor)
  if (input.room === '') return floor
  const key = roomKey(input.room)
  return inside.find(
    node => node.kind === 'room' && roomKey(node.name) === key && (!floor || node.parentId === floor.id),
  )
}

async function makeTarget(ctx: Ctx, input: Row, facts: Facts): Promise<Node> {
  const { create } = contract.operations
  const only = input.floor === '' && input.room === ''
  let building = await findBuilding(ctx, input)
  if (!building) {
    const kind = only ? guessKind(input.building, facts.useKind) : 'building'
    const parentId = input.campus === '' ? null : await campusId(ctx, input.campus)
    const made = await ctx.run(create, { parentId, kind, name: input.building, ...(only ? facts : {}) })
    building = await findNode(ctx, made.id)
    if (only) return building
  }
  let parent = building
  if (input.floor !== '') {
    const floor = findFloor(await insideOf(ctx, building.id), input.floor)
    const floorFacts = input.room === '' ? facts : {}
    const id =
      floor?.id ??
      (await ctx.run(create, { parentId: building.id, kind: 'floor', name: input.floor, ...floorFacts })).id
    parent = floor ?? (await findNode(ctx, id))
    if (input.room === '') return parent
  }
  const { id } = await ctx.run(create, { parentId: parent.id, kind: 'room', name: input.room, ...facts })
  return await findNode(ctx, id)
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

/** By any of its names; likeness alone would write one building's rooms into another. */
async function findBuilding(ctx: Ctx, input: Row): Promise<Node | undefined> {
  const index = await loadOutline(ctx)
  const { placeId, how } = index.match({ building: input.building })
  return placeId && how !== 'fuzzy' ? await findNode(ctx, placeId) : undefined
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

const insideOf = (ctx: Ctx, buildingId: string): Promise<Node[]> =>
  selectNodes(ctx).where('building_id', '=', buildingId).where('valid_to', 'is', null).execute()

function findFloor(nodes: readonly Node[], name: string): Node | undefined {
  const number = floorNumber(name)
  return nodes.find(
    node =>
      node.kind === 'floor' &&
      (node.name === name || (number !== undefined && floorNumber(node.name) === number)),
  )
}
