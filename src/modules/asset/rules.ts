import { addMonths, monthOf } from '../../kernel/pure/calendar/day.ts'
import { ACCOUNTS, CATEGORIES, type CategoryCode } from './categories.ts'

export * from './categories.ts'
export * from './classes/index.ts'
export * from './machines.ts'
export * from './particulars.ts'

const words = <const T extends Record<string, string>>(map: T): T => map

export const ACQUIRE_MODES = words({
  purchase: '新购',
  build: '自建',
  allocated: '调拨（无偿划入）',
  donated: '接受捐赠',
  exchange: '置换',
  surplus: '盘盈',
  made: '自制',
  other: '其他',
})
export type AcquireMode = keyof typeof ACQUIRE_MODES

export const FUNDINGS = words({
  fiscal: '财政拨款',
  surcharge: '教育附加',
  business: '事业收入',
  donation: '捐赠',
  allocation: '上级调拨',
  other: '其他',
})
export type Funding = keyof typeof FUNDINGS

export const VALUE_TYPES = words({
  original: '原值',
  estimate: '暂估值',
  replacement: '重置值',
  nominal: '名义金额',
})
export type ValueType = keyof typeof VALUE_TYPES

export const DIRECTIONS = words({
  teaching: '教学',
  research: '科研',
  office: '行政',
  living: '生活与后勤',
  production: '生产',
  other: '其他',
})
export type Direction = keyof typeof DIRECTIONS

/** The four legal grounds, 行政事业性国有资产管理条例 (国务院令第738号) 第二十一条. */
export const GROUNDS = words({
  obsolete: '因技术原因确需淘汰，或无法维修、无维修价值',
  loss: '盘亏、呆账及非正常损失',
  over_age: '已超过使用年限且无法满足现有工作需要',
  force_majeure: '因自然灾害等不可抗力造成毁损、灭失',
})
export type Ground = keyof typeof GROUNDS

export const DISPOSE_MODES = words({
  scrap: '报废',
  damage_loss: '报损',
  allocate: '无偿调拨（划转）',
  donate: '对外捐赠',
  sell: '出售（转让）',
  exchange: '置换',
})
export type DisposeMode = keyof typeof DISPOSE_MODES

/** What a keeper answers for one thing at the yearly self-check. */
export const ANSWERS = words({ here: '在', missing: '不在', damaged: '损坏', moved: '换了地方' })
export type Answer = keyof typeof ANSWERS

export const CONDITIONS = words({ good: '完好', worn: '有磨损', damaged: '有损坏', lost: '丢失' })
export type Condition = keyof typeof CONDITIONS

export interface Thresholds {
  generalFen: number
  specialFen: number
  bulkCount: number
  bulkFen: number
}

export type Capitalisation =
  | { fixed: true; why: 'value' | 'bulk' | 'kind' }
  | { fixed: false; limitFen: number }

/**
 * Is it a fixed asset? Durable and at or above the value of its kind; houses, land, relics and books whatever
 * they cost; below the value only as things of one kind bought in bulk.
 */
export function capitalise(
  item: { category: CategoryCode; unitFen: number; count: number },
  limits: Thresholds,
): Capitalisation {
  const { account } = CATEGORIES[item.category]
  if (account === 'house' || account === 'relic' || account === 'book') return { fixed: true, why: 'kind' }
  const limitFen = account === 'special' ? limits.specialFen : limits.generalFen
  if (item.unitFen >= limitFen) return { fixed: true, why: 'value' }
  if (item.count >= limits.bulkCount && item.unitFen >= limits.bulkFen) return { fixed: true, why: 'bulk' }
  return { fixed: false, limitFen }
}

export const monthIndex = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1

export interface Depreciable {
  acquiredOn: string
  valueFen: number
  depreciatedFen: number
  lifeMonths: number | null
  monthsDone: number
}

/** Months to be charged up to and with `month`: from the month of acquisition, never beyond the life. */
export function monthsDue(asset: Depreciable, month: string): number {
  if (asset.lifeMonths === null) return 0
  const passed = monthIndex(month) - monthIndex(monthOf(asset.acquiredOn)) + 1
  return Math.max(0, Math.min(asset.lifeMonths, passed) - asset.monthsDone)
}

/**
 * Straight line over what is left, so that a value that changed on the way still comes out at nought with the
 * last month. The database does the same sum for all cards at once.
 */
export function chargeFor(asset: Depreciable, month: string): number {
  const due = monthsDue(asset, month)
  if (due === 0 || asset.lifeMonths === null) return 0
  const left = asset.valueFen - asset.depreciatedFen
  const months = asset.lifeMonths - asset.monthsDone
  return due >= months ? left : Math.floor((left * due) / months)
}

/** What an asset that comes onto the book late has lost already, at the end of the month before `today`. */
export function openingDepreciation(
  asset: { acquiredOn: string; valueFen: number; lifeMonths: number | null },
  today: string,
): { fen: number; months: number } {
  const card = { ...asset, depreciatedFen: 0, monthsDone: 0 }
  const month = addMonths(monthOf(today), -1)
  return { fen: chargeFor(card, month), months: monthsDue(card, month) }
}

/** Whole months in use, up to and with the month of `day`. */
export const monthsUsed = (acquiredOn: string, day: string): number =>
  Math.max(0, monthIndex(monthOf(day)) - monthIndex(monthOf(acquiredOn)) + 1)

export const accountTitle = (category: CategoryCode): string => ACCOUNTS[CATEGORIES[category].account]

/** 5年3个月 */
export function monthsText(months: number): string {
  const [years, rest] = [Math.floor(months / 12), months % 12]
  if (years === 0) return `${rest}个月`
  return rest === 0 ? `${years}年` : `${years}年${rest}个月`
}

/** A room or a department that was renamed keeps its things; numbers given before stay findable. */
export const formerNos = (former: readonly string[], no: string): string[] =>
  former.includes(no) ? [...former] : [...former, no]
