/** Kinds of place, with their 中文 names. */
export const PLACE_KINDS = {
  campus: '校区',
  building: '楼',
  floor: '楼层',
  room: '房间',
  zone: '室外场地',
} as const

export type PlaceKind = keyof typeof PLACE_KINDS
export const PLACE_KIND_CODES = Object.keys(PLACE_KINDS) as [PlaceKind, ...PlaceKind[]]

export const USE_KINDS = {
  classroom: '教室',
  special: '实验室和专用教室',
  dormitory: '宿舍',
  office: '办公',
  canteen: '食堂',
  library: '图书馆',
  sports: '体育',
  common: '公共部位',
  plant: '设备间',
  store: '仓库',
  outdoor: '室外',
  other: '其他',
} as const

export type UseKind = keyof typeof USE_KINDS
export const USE_KIND_CODES = Object.keys(USE_KINDS) as [UseKind, ...UseKind[]]

const BELOW: Record<PlaceKind | 'school', readonly PlaceKind[]> = {
  school: ['campus', 'building', 'zone'],
  campus: ['building', 'zone'],
  building: ['floor', 'room'],
  floor: ['room'],
  room: [],
  zone: [],
}

/** May `kind` stand below `parent`? Without a parent it stands below the school itself. */
export const mayStandBelow = (kind: PlaceKind, parent: PlaceKind | null): boolean =>
  BELOW[parent ?? 'school'].includes(kind)

export const kindsBelow = (parent: PlaceKind | null): readonly PlaceKind[] => BELOW[parent ?? 'school']

const DIGITS = '零一二三四五六七八九'

/** 十二 → 12; undefined where it is not a number below 100. */
function chineseNumber(text: string): number | undefined {
  const [, tens, ten, ones] = /^([一二三四五六七八九]?)(十?)([零一二三四五六七八九]?)$/.exec(text) ?? []
  if (text === '' || tens === undefined) return undefined
  if (!ten) return tens && !ones ? DIGITS.indexOf(tens) : undefined
  return (tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0)
}

/** Number of a floor by its name: 3层, 三楼, F3, 第3层 → 3; 地下一层, 负1层, B1 → -1. */
export function floorNumber(name: string): number | undefined {
  const text = name.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
  const [, below, number] =
    /^(地下|负|-)?第?([0-9]{1,2}|[零一二三四五六七八九十]{1,3})[层楼F]?$/.exec(text) ?? []
  if (number !== undefined) {
    const value = /^\d/.test(number) ? Number(number) : chineseNumber(number)
    return value === undefined ? undefined : below ? -value : value
  }
  const letter = /^([FB])([0-9]{1,2})$/.exec(text)
  return letter ? Number(letter[2]) * (letter[1] === 'B' ? -1 : 1) : undefined
}

export const floorName = (floor: number): string => (floor < 0 ? `地下${-floor}层` : `${floor}层`)

/** The floor that a room's number implies: 311 → 3, 1012 → 10, B102-1 → 1; undefined for 洗衣房 and 05. */
export function floorOfRoom(name: string): number | undefined {
  const [, floor] =
    /^[A-Za-z]?-?([1-9]|[1-4][0-9])[0-9]{2}(?![0-9])/.exec(name.normalize('NFKC').trim()) ?? []
  return floor === undefined ? undefined : Number(floor)
}

/** The comparison form of a room within its building: 311室, ３１１ and 311 are the same. */
export const roomKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s·.]+/g, '')
    .replace(/[—–_]/g, '-')
    .replace(/^-+/, '')
    .replace(/(?<=[0-9A-Z])(号?房间|号?教室|号?[室房]|号)$/, '')

/** The comparison form of a building or outdoor place: spellings meet (5幢, 5＃, 5号楼), different words do not. */
export const looseName = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s·.\-—–_]+/g, '')
    .replace(/(?<=[0-9A-Z])(号楼|#楼|号|[幢栋座#楼])/g, '#')

export const keyOf = (kind: PlaceKind, name: string): string =>
  kind === 'room' ? roomKey(name) : looseName(name)

export interface Standing {
  kind: PlaceKind
  name: string
  fullName: string
  sortKey: string
}

/**
 * The name by which people know a place wherever they stand: 学生宿舍5号楼 311. The floor is said only where
 * the room's number does not say it: 学生宿舍5号楼 3层 卫生间. `above`: parent first, then its parent.
 */
export function fullNameOf(kind: PlaceKind, name: string, above: readonly Standing[]): string {
  const [parent, grandparent] = above
  if (!parent || kind === 'building' || kind === 'zone' || kind === 'campus') return name
  if (
    kind === 'room' &&
    parent.kind === 'floor' &&
    grandparent &&
    floorOfRoom(name) === floorNumber(parent.name)
  )
    return `${grandparent.fullName} ${name}`
  return `${parent.fullName} ${name}`
}

const SORT_RANK: Record<PlaceKind, string> = { campus: '1', building: '2', zone: '3', floor: '1', room: '2' }

/** Orders the whole tree by plain text comparison: by sound, numbers by value, basements first. */
export function sortKeyOf(
  kind: PlaceKind,
  name: string,
  pinyin: string,
  parent: Standing | undefined,
): string {
  const floor = kind === 'floor' ? floorNumber(name) : undefined
  const own = floor === undefined ? natural(pinyin) : String(floor + 500).padStart(6, '0')
  return `${parent ? `${parent.sortKey}/` : ''}${SORT_RANK[kind]}${own}`
}

/** 5haolou → 000005haolou */
const natural = (text: string): string =>
  text.replace(/\d+/g, digits => digits.padStart(6, '0').slice(-12)).slice(0, 120)

/** Letters and digits that nobody mistakes for one another, read aloud or written by hand. */
export const CODE_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
export const CODE_LENGTH = 8
export const CODE_PATTERN = /^[a-hjkmnp-z2-9]{8}$/

/** A code as typed or scanned: capitals, spaces, or the whole address. */
export function readCode(text: string): string | undefined {
  const last = text.trim().split(/[/=]/).pop() ?? ''
  const code = last
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s-]+/g, '')
  return CODE_PATTERN.test(code) ? code : undefined
}

/** `random` gives numbers below its argument. */
export function makeCode(random: (below: number) => number): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[random(CODE_ALPHABET.length)]).join('')
}

/** What is printed: the school's short name stands in it, because one server may serve several schools. */
export const codeUrl = (publicUrl: string, school: string, code: string): string =>
  `${publicUrl}/q/${school}/${code}`

/** The use that a text of a list means: 学生寝室 → dormitory. */
export function readUse(text: string): UseKind | undefined {
  const clean = text.replace(/\s+/g, '')
  if (clean === '') return undefined
  const exact = USE_KIND_CODES.find(code => USE_KINDS[code] === clean || code === clean)
  return exact ?? USE_WORDS.find(([, words]) => words.test(clean))?.[0]
}

const USE_WORDS: readonly [UseKind, RegExp][] = [
  ['special', /实验|实训|机房|专用|功能|琴房|画室|阶梯|多媒体|录播/],
  ['classroom', /教室|教学/],
  ['dormitory', /宿舍|寝室|公寓/],
  ['canteen', /食堂|餐厅|厨房|操作间/],
  ['library', /图书|阅览/],
  ['sports', /体育|运动|球场|操场|田径|健身/],
  ['common', /公共|走廊|走道|楼梯|卫生间|厕所|洗手|盥洗|门厅|大厅|电梯|开水/],
  ['plant', /配电|水泵|泵房|锅炉|机组|设备|弱电|强电|监控/],
  ['store', /仓库|储藏|保管|库房/],
  ['office', /办公|会议|接待|行政|值班|门卫|传达/],
  ['outdoor', /室外|户外|道路|绿地|花园|广场|校门|停车/],
]

/** A place that a list names alone is a building, unless its name or use says that it lies outdoors. */
export function guessKind(name: string, use: UseKind | undefined): 'building' | 'zone' {
  if (/[楼馆房堂室厅院舍苑]$|公寓$|中心$/.test(name)) return 'building'
  return use === 'outdoor' || /[门场台园路池湖亭地区]$|广场$|车棚$|跑道$/.test(name) ? 'zone' : 'building'
}

/** 学5幢、宿舍5# → two names. */
export const splitAliases = (text: string): string[] =>
  text
    .split(/[、,，;；/／\n]/)
    .map(alias => alias.trim())
    .filter(alias => alias !== '')
