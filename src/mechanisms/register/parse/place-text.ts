import { chineseNumber } from './numerals.ts'
import { cleanText } from './text.ts'

export interface PlaceParts {
  building: string
  room?: string
}

/** Words that end the name of a building. */
const END =
  /号楼|号教学楼|号宿舍楼|号公寓|教学楼|实验楼|办公楼|宿舍楼|[幢栋棟#座楼馆院]|公寓|食堂|餐厅|中心|大厦|体育馆|(?<=\d)号(?=[ -]?\d)/g
/** A room: 103, A103, 103-2, 3楼会议室, 三楼西侧, B1, 值班室. */
const ROOM =
  /^(?:[A-Za-z]?-?\d{2,4}(?!号楼|[幢栋#])|\d{1,2}(?:楼|层|f)|[一二三四五六七八九十]{1,2}[楼层]|[东西南北]侧?|负|地下|值班|门厅|大厅|走廊|楼梯|卫生间|厕所|会议|办公|阳台|顶楼|.{1,8}(?:室|间|厅|房|处|部|厕|廊|梯)$)/i

/** '学5幢-103' → 学5幢 and 103; '食堂' → 食堂. What stands behind the building is the room, whatever it is. */
export function splitPlace(text: string): PlaceParts {
  const whole = cleanText(text)
    .replace(/\n/g, ' ')
    .replace(/[([]([^()[\]]*)[)\]]$/, ' $1')
    .replace(/^[,;:.\-/ ]+|[,;:.\-/ ]+$/g, '')
  return bySeparator(whole) ?? byBuildingEnd(whole) ?? byDigits(whole) ?? { building: whole }
}

/** '103室', '103 房间' → '103'; other texts stay. */
export const plainRoom = (text: string): string =>
  cleanText(text).replace(/^([A-Za-z]?\d{1,4}(?:-\d{1,3})?) ?(?:室|号?房间?|寝室?|宿舍|号)$/, '$1')

function bySeparator(whole: string): PlaceParts | undefined {
  for (const match of whole.matchAll(/ *[-/,·] *| +/g)) {
    const building = whole.slice(0, match.index)
    const room = whole.slice(match.index + match[0].length)
    if (ROOM.test(room) && looksLikeBuilding(building)) return made(building, room)
  }
  return undefined
}

const looksLikeBuilding = (text: string): boolean =>
  new RegExp(`(?:${END.source}|[A-Za-z]|\\d)$`).test(text) || /[\u4e00-\u9fff]{2,}$/.test(text)

function byBuildingEnd(whole: string): PlaceParts | undefined {
  let found: PlaceParts | undefined
  for (const match of whole.matchAll(END)) {
    const end = match.index + match[0].length
    const building = whole.slice(0, end)
    // 3楼 behind a building is a floor, not another building.
    const isFloor =
      match[0] === '楼' &&
      found !== undefined &&
      /\d|[一二三四五六七八九十]/.test(whole.charAt(match.index - 1))
    if (isFloor || building.length < 2) continue
    const room = whole.slice(end).trim()
    if (room === '') return { building }
    if (ROOM.test(room)) found = made(match[0] === '号' ? building.slice(0, -1) : building, room)
  }
  return found
}

/** 高职D517, A301: letters or words, then three or four digits. */
function byDigits(whole: string): PlaceParts | undefined {
  const match = /^(.*[\u4e00-\u9fffA-Za-z])(\d{3,4}.*)$/.exec(whole)
  if (match) return made(match[1] as string, match[2] as string)
  return /^\d{3,4}(?!\d|号楼|[幢栋#])/.test(whole) ? { building: '', room: plainRoom(whole) } : undefined
}

const made = (building: string, room: string): PlaceParts => ({
  building: building.trim(),
  room: plainRoom(room),
})

const NUMERAL = '[零〇一二两三四五六七八九十廿]+'

/**
 * What buildings are compared by. 学5幢, 宿舍5#, 寝室5号楼, 宿舍5幢 and 学生宿舍5号楼 have one key; 三校2号教学楼 and
 * 三校部2号楼教学楼 have one. Every digit stays in it, so different numbers never meet.
 */
export function normaliseBuilding(text: string): string {
  const plain = cleanText(text)
    .toUpperCase()
    .replace(new RegExp(`第(${NUMERAL})`, 'g'), (_, n: string) => `第${digits(n)}`)
    .replace(new RegExp(`(${NUMERAL})(?=号|[幢栋棟座#]|舍)`, 'g'), (_, n: string) => digits(n))
    .replace(/[-._·](?: *[-._·])+/g, '-')
    .replace(/(?<!\d) *[-._·] *|(?<=\d) *[-._·] *(?!\d)/g, '')
    .replace(/ +/g, '')
  const numbered =
    /第(\d+)|(\d+|(?<![A-Z])[A-Z])(?:号楼|号院|号|[幢栋棟座#舍楼]|(?=(?:教学|实验|实训|办公|宿舍)楼))/.exec(
      plain,
    )
  const trailing = numbered ? null : /(\d+|(?<![A-Z])[A-Z])$/.exec(plain)
  const number = (numbered?.[1] ?? numbered?.[2] ?? trailing?.[1] ?? '').replace(/^0+(?=\d)/, '')
  const rest = numbered
    ? `${plain.slice(0, numbered.index)}|${plain.slice(numbered.index + numbered[0].length)}`
    : trailing
      ? `${plain.slice(0, trailing.index)}|`
      : plain
  return `${kindOf(rest)}#${number}`
}

/** The words of a building without its number: 学, 寝室, 学生公寓 are dormitories; 楼 adds nothing. */
function kindOf(rest: string): string {
  return rest
    .replace(/(?<=\d)\|(?=\d)/, '-')
    .replace('|', '')
    .replace(/校部/g, '校')
    .replace(/^学(?:生)?$|学生(?:宿舍|公寓|寝室)|寝室|(?<!教师|教工|职工)公寓|宿舍|^宿$|学舍/g, '宿舍')
    .replace(/(?:宿舍)+/g, '宿舍')
    .replace(/楼$/, '')
}

const digits = (numeral: string): string => String(chineseNumber(numeral) ?? numeral)
