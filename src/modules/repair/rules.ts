import { addDays, type Day } from '../../kernel/pure/calendar/day.ts'
import type { Level } from '../../mechanisms/workorder/contract.ts'
import type { Settings } from './contract.ts'

export const DEFAULT_SETTINGS: Settings = {
  publicReporting: true,
  publicHours: null,
  publicPerDay: 20,
  requirePhone: false,
  requirePhoto: false,
  publicPhotos: true,
  autoDispatch: false,
  pool: true,
  similarDays: 14,
}

const TO_LIFE =
  /困人|被困|困在|触电|着火|起火|火情|火灾|爆炸|(燃气|煤气|天然气).{0,4}(漏|味|泄)|闻到.{0,3}(燃气|煤气|天然气)/
const URGENT =
  /火花|打火(?![机器灶])|冒火|冒烟|烧焦|焦糊|漏电|电人|短路|爆裂|爆管|爆了|喷水|淹|水漫|燃气|煤气|坠落|快掉|要掉|砸到|塌/

/** Words of danger raise the level, whatever was chosen: to life L0, to things L1. */
export function dangerOf(text: string): 'L0' | 'L1' | null {
  if (TO_LIFE.test(text)) return 'L0'
  return URGENT.test(text) ? 'L1' : null
}

/** The graver of two levels; L0 is the gravest. */
export const graver = (a: Level, b: Level | null): Level => (b !== null && b < a ? b : a)

/** Why a stranger may not report now, or null. `minutes` after midnight in the school. */
export function publicRefusal(
  settings: Settings,
  minutes: number,
  reportsToday: number,
):
  | { code: 'public_off' }
  | { code: 'public_hours'; from: string; to: string }
  | { code: 'public_limit'; limit: number }
  | null {
  if (!settings.publicReporting) return { code: 'public_off' }
  const hours = settings.publicHours
  if (hours && (minutes < minutesOf(hours.from) || minutes >= minutesOf(hours.to)))
    return { code: 'public_hours', ...hours }
  if (reportsToday >= settings.publicPerDay) return { code: 'public_limit', limit: settings.publicPerDay }
  return null
}

/** '07:30' → 450 */
export function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}

/** What stands at the head of the slip: the reporter's words where they are short, else the item. */
export function titleOf(description: string, itemName: string | undefined): string {
  const [first = ''] = description
    .split(/[\n。！？!?;；]/)
    .map(part => part.trim())
    .filter(Boolean)
  if (first && [...first].length <= TITLE_MOST) return first
  return itemName ?? `${[...first].slice(0, TITLE_MOST - 1).join('')}…`
}

const TITLE_MOST = 30

export interface RuleFacts {
  trade: string | null
  buildingId: string | null
  choose: 'person' | 'least_loaded'
  personId: string | null
  active: boolean
}

/** The rule that fits most exactly: building and trade, building, trade, any. */
export function ruleFor<R extends RuleFacts>(
  rules: readonly R[],
  order: { trade: string; buildingId: string | null },
): R | undefined {
  return rules
    .filter(
      rule =>
        rule.active &&
        (rule.trade === null || rule.trade === order.trade) &&
        (rule.buildingId === null || rule.buildingId === order.buildingId),
    )
    .sort((a, b) => exactness(b) - exactness(a))[0]
}

export const exactness = (rule: Pick<RuleFacts, 'trade' | 'buildingId'>): number =>
  (rule.buildingId === null ? 0 : 2) + (rule.trade === null ? 0 : 1)

export type WarrantyPart = 'waterproof' | 'heating' | 'installation'

export const PART_NAMES: Record<WarrantyPart, string> = {
  waterproof: '屋面、卫生间和外墙防渗漏',
  heating: '供热与供冷系统',
  installation: '电气管线、给排水管道、设备安装和装修',
}

/** Which part of a building's warranty an item falls under; furniture falls under none. */
export function partOf(itemName: string, tradeName: string): WarrantyPart | null {
  if (/渗|漏雨|防水|屋面/.test(itemName)) return 'waterproof'
  if (/暖气|供暖|供热|中央空调/.test(itemName)) return 'heating'
  if (/凳|椅|桌|讲台|床|柜|电脑|投影|一体机|热水器|水壶|空调/.test(itemName)) return null
  return /水|电|木|泥|瓦/.test(tradeName) ? 'installation' : null
}

export interface WarrantyYears {
  waterproof: number
  heatingSeasons: number
  installation: number
}

/** The last day of warranty of a part of a building accepted on a day (建设工程质量管理条例第四十条). */
export function warrantyUntil(part: WarrantyPart, completedOn: Day, years: WarrantyYears): Day {
  if (part === 'heating') return heatingUntil(completedOn, years.heatingSeasons)
  return addDays(sameDay(completedOn, years[part]), -1)
}

/** The end (15 March) of the nth heating season that begins (15 November) on or after the day. */
function heatingUntil(completedOn: Day, seasons: number): Day {
  const year = Number(completedOn.slice(0, 4))
  const first = completedOn.slice(5) <= '11-15' ? year : year + 1
  return `${first + seasons}-03-15`
}

function sameDay(day: Day, years: number): Day {
  const to = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
  return to.endsWith('-02-29') && !isLeap(Number(to.slice(0, 4))) ? `${to.slice(0, 4)}-03-01` : to
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
