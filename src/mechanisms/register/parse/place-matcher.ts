import { normaliseBuilding, type PlaceParts, plainRoom, splitPlace } from './place-text.ts'
import { likeness, tightText } from './text.ts'

export interface PlaceNode {
  id: string
  /** 'room' and 'floor' lie within buildings; every other kind stands for itself. */
  kind: string
  name: string
  /** With the names above it: 高职校区 学生宿舍5号楼 103. */
  fullName: string
  aliases: readonly string[]
  parentId: string | null
}

export interface PlaceMatch {
  /** The room, or the building where the room is not among the places; null when it has to be asked. */
  placeId: string | null
  /** Of the place that was found, with the names above it. */
  name?: string
  /** What the place as found leaves unsaid: 103, 三楼西侧. */
  roomText?: string
  how: 'exact' | 'alias' | 'key' | 'fuzzy' | 'none'
  alternatives: { id: string; name: string }[]
}

export interface PlaceMatcher {
  match(place: string | PlaceParts): PlaceMatch
}

/** Finds places by the ways people write them. Built once for all rows of an import. */
export function placeMatcher(nodes: readonly PlaceNode[]): PlaceMatcher {
  const index = indexOf(nodes)
  const known = new Map<string, PlaceMatch>()
  return {
    match(place) {
      const key = typeof place === 'string' ? place : `${place.building}\t${place.room ?? ''}`
      const found = known.get(key) ?? named(index, find(index, place))
      known.set(key, found)
      return found
    },
  }
}

function named(index: Index, match: PlaceMatch): PlaceMatch {
  return match.placeId === null ? match : { ...match, name: offer(index, match.placeId).name }
}

interface Index {
  byId: Map<string, PlaceNode>
  buildings: PlaceNode[]
  /** Names as they are, then other names, then comparison keys; each to the nodes that bear it. */
  names: Map<string, Set<string>>
  aliases: Map<string, Set<string>>
  keys: Map<string, Set<string>>
  rooms: Map<string, Map<string, string>>
}

const isInside = (node: PlaceNode): boolean => node.kind === 'room' || node.kind === 'floor'
const plainName = (text: string): string => tightText(text).toUpperCase()
const roomKey = (text: string): string => plainRoom(tightText(text)).toUpperCase()

function indexOf(nodes: readonly PlaceNode[]): Index {
  const index: Index = {
    byId: new Map(nodes.map(node => [node.id, node])),
    buildings: nodes.filter(node => !isInside(node)),
    names: new Map(),
    aliases: new Map(),
    keys: new Map(),
    rooms: new Map(),
  }
  for (const node of nodes) {
    add(index.names, plainName(node.fullName), node.id)
    if (isInside(node)) {
      addRoom(index, node)
      continue
    }
    add(index.names, plainName(node.name), node.id)
    for (const alias of node.aliases) add(index.aliases, plainName(alias), node.id)
    for (const name of [node.name, node.fullName, ...node.aliases])
      add(index.keys, normaliseBuilding(name), node.id)
  }
  return index
}

function addRoom(index: Index, node: PlaceNode): void {
  let parent = index.byId.get(node.parentId ?? '')
  while (parent && isInside(parent)) parent = index.byId.get(parent.parentId ?? '')
  if (!parent) return
  const rooms = index.rooms.get(parent.id) ?? new Map<string, string>()
  for (const name of [node.name, ...node.aliases]) rooms.set(roomKey(name), node.id)
  index.rooms.set(parent.id, rooms)
}

function add(map: Map<string, Set<string>>, key: string, id: string): void {
  const ids = map.get(key) ?? new Set()
  map.set(key, ids.add(id))
}

function find(index: Index, place: string | PlaceParts): PlaceMatch {
  if (typeof place === 'string') {
    const whole = plainName(place)
    const direct =
      only(index, index.names.get(whole), 'exact') ?? only(index, index.aliases.get(whole), 'alias')
    if (direct) return direct
  }
  const { building, room } = typeof place === 'string' ? splitPlace(place) : place
  if (building.trim() === '')
    return { placeId: null, how: 'none', alternatives: [], ...(room ? { roomText: room } : {}) }
  const found =
    only(index, index.names.get(plainName(building)), 'exact') ??
    only(index, index.aliases.get(plainName(building)), 'alias') ??
    only(index, index.keys.get(normaliseBuilding(building)), 'key') ??
    fuzzy(index, building)
  if (!room || found.placeId === null) return room ? { ...found, roomText: room } : found
  const roomId = index.rooms.get(found.placeId)?.get(roomKey(room))
  return roomId ? { ...found, placeId: roomId } : { ...found, roomText: room }
}

/** A name that two places bear decides nothing; both are offered. */
function only(index: Index, ids: Set<string> | undefined, how: PlaceMatch['how']): PlaceMatch | undefined {
  if (!ids || ids.size === 0) return undefined
  const [first, ...others] = [...ids]
  if (others.length === 0) return { placeId: first as string, how, alternatives: [] }
  return { placeId: null, how: 'none', alternatives: [...ids].map(id => offer(index, id)) }
}

const ALIKE = 0.6
const CLEARLY = 0.1
const OFFERED = 0.25

/** Only among places with the same number: 学5幢 is never a misspelt 学6幢. */
function fuzzy(index: Index, building: string): PlaceMatch {
  const [words = '', number = ''] = normaliseBuilding(building).split('#')
  const scored = new Map<string, number>()
  for (const [key, ids] of index.keys) {
    const [otherWords = '', otherNumber = ''] = key.split('#')
    if (otherNumber !== number || digitsOf(otherWords) !== digitsOf(words)) continue
    const score = nearness(words, otherWords)
    for (const id of ids) scored.set(id, Math.max(score, scored.get(id) ?? 0))
  }
  const ranked = [...scored].filter(([, score]) => score >= OFFERED).sort((a, b) => b[1] - a[1])
  const [best, second] = ranked
  const alternatives = ranked.slice(0, 6).map(([id]) => offer(index, id))
  if (best && best[1] >= ALIKE && best[1] - (second?.[1] ?? 0) >= CLEARLY)
    return { placeId: best[0], how: 'fuzzy', alternatives: alternatives.slice(1) }
  return { placeId: null, how: 'none', alternatives }
}

function nearness(a: string, b: string): number {
  if (a === b) return 1
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  const within = short.length >= 2 && long.includes(short) ? 0.5 + (0.5 * short.length) / long.length : 0
  return Math.max(within, likeness(a, b), short === '' ? 0.4 : 0)
}

const digitsOf = (text: string): string => (text.match(/\d+/g) ?? []).join(',')

const offer = (index: Index, id: string): { id: string; name: string } => {
  const node = index.byId.get(id) as PlaceNode
  return { id, name: node.fullName || node.name }
}
