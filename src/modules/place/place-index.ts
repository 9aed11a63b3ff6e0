import type { Ctx } from '../../kernel/server/ctx.ts'
import {
  type PlaceMatcher,
  type PlaceNode,
  placeMatcher,
} from '../../mechanisms/register/parse/place-matcher.ts'
import { floorNumber, type PlaceKind, roomKey } from './rules.ts'

export interface Known {
  id: string
  kind: PlaceKind
  name: string
  fullName: string
  parentId: string | null
  buildingId: string | null
}

/** Finds places by what people write: 学5幢-103, 宿舍5# 103室, 食堂, 总务处. */
export interface PlaceIndex extends PlaceMatcher {
  get(id: string): Known | undefined
}

/** All places in use; for an import load it once. */
export const loadPlaceIndex = (ctx: Ctx): Promise<PlaceIndex> => load(ctx, true)

/** Without rooms, for a single question. */
export const loadOutline = (ctx: Ctx): Promise<PlaceIndex> => load(ctx, false)

async function load(ctx: Ctx, withRooms: boolean): Promise<PlaceIndex> {
  const places = await ctx.db
    .selectFrom('place_node')
    .select([
      'id',
      'kind',
      'name',
      'full_name as fullName',
      'parent_id as parentId',
      'building_id as buildingId',
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('valid_to', 'is', null)
    .$if(!withRooms, select => select.where('kind', '!=', 'room'))
    .execute()
  const aliases = await ctx.db
    .selectFrom('place_alias')
    .select(['place_id as placeId', 'alias'])
    .where('school_id', '=', ctx.schoolId)
    .execute()
  return indexPlaces(places, aliases)
}

export function indexPlaces(
  places: readonly Known[],
  aliases: readonly { placeId: string; alias: string }[],
): PlaceIndex {
  const byId = new Map(places.map(place => [place.id, place]))
  const namesOf = new Map<string, string[]>()
  for (const { placeId, alias } of aliases) namesOf.set(placeId, [...(namesOf.get(placeId) ?? []), alias])
  const repeated = repeatedRooms(places)
  // An alias of a room (总务处) stands for itself, without its building; the true node, later, wins by its id.
  const alone = aliases.flatMap(({ placeId, alias }) => {
    const place = byId.get(placeId)
    return place?.buildingId && place.buildingId !== placeId ? [standingAlone(placeId, alias)] : []
  })
  const nodes = places.map(place => toNode(place, byId, namesOf.get(place.id) ?? [], repeated))
  const matcher = placeMatcher([...alone, ...nodes])
  return { match: place => matcher.match(place), get: id => byId.get(id) }
}

const standingAlone = (id: string, alias: string): PlaceNode => ({
  id,
  kind: 'alias',
  name: alias,
  fullName: alias,
  aliases: [],
  parentId: null,
})

function toNode(
  place: Known,
  byId: ReadonlyMap<string, Known>,
  aliases: readonly string[],
  repeated: ReadonlySet<string>,
): PlaceNode {
  const { id, kind, name, fullName, parentId } = place
  if (kind === 'floor')
    return { id, kind, name, fullName, parentId, aliases: [...aliases, ...floorNames(name)] }
  const building = kind === 'room' && byId.get(place.buildingId ?? '')
  if (!building) return { id, kind, name, fullName, parentId, aliases }
  // Every floor has a 卫生间: alone it names none of them, with its floor it names one.
  const within = fullName.slice(building.fullName.length).trim()
  const own = repeated.has(`${building.id} ${roomKey(name)}`) ? within : name
  return { id, kind, name: own, fullName, parentId, aliases: within === own ? aliases : [...aliases, within] }
}

function repeatedRooms(places: readonly Known[]): Set<string> {
  const once = new Set<string>()
  const twice = new Set<string>()
  for (const place of places) {
    if (place.kind !== 'room') continue
    const key = `${place.buildingId} ${roomKey(place.name)}`
    if (once.has(key)) twice.add(key)
    once.add(key)
  }
  return twice
}

/** 3层 is also 三层, 3楼, 三楼 and 3F. */
function floorNames(name: string): string[] {
  const number = floorNumber(name)
  if (number === undefined) return []
  if (number < 0) return [`地下${-number}层`, `负${-number}层`, `B${-number}`].filter(other => other !== name)
  const chinese = '零一二三四五六七八九十'.charAt(number)
  const words = [
    `${number}层`,
    `${number}楼`,
    `${number}F`,
    ...(number <= 10 ? [`${chinese}层`, `${chinese}楼`] : []),
  ]
  return words.filter(other => other !== name)
}
