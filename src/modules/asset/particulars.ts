import { CATEGORIES, type CategoryCode } from './categories.ts'

/** What the cards of houses, land and vehicles say besides. */
export interface Particulars {
  areaM2?: number | undefined
  titleNo?: string | undefined
  plate?: string | undefined
  engineNo?: string | undefined
  vin?: string | undefined
  insuredUntil?: string | undefined
  inspectedUntil?: string | undefined
}
export type Particular = keyof Particulars

interface ParticularSpec {
  key: Particular
  title: string
  kind: 'text' | 'area' | 'day'
  max?: number
  example?: string
}

const HOUSE: readonly ParticularSpec[] = [
  { key: 'areaM2', title: '建筑面积', kind: 'area' },
  { key: 'titleNo', title: '不动产权证号', kind: 'text', max: 60 },
]
const LAND: readonly ParticularSpec[] = [
  { key: 'areaM2', title: '土地面积', kind: 'area' },
  { key: 'titleNo', title: '土地使用权证号', kind: 'text', max: 60 },
]
const VEHICLE: readonly ParticularSpec[] = [
  { key: 'plate', title: '车牌号', kind: 'text', max: 10, example: '苏A12345' },
  { key: 'engineNo', title: '发动机号', kind: 'text', max: 30 },
  { key: 'vin', title: '车架号', kind: 'text', max: 17, example: '17 位，在行驶证上' },
  { key: 'insuredUntil', title: '保险到期', kind: 'day' },
  { key: 'inspectedUntil', title: '年检到期', kind: 'day' },
]
const NONE: readonly ParticularSpec[] = []

/** The lines that a card of this category has. */
export function particularsOf(category: CategoryCode | null | undefined): readonly ParticularSpec[] {
  if (!category) return NONE
  if (category === 'vehicle') return VEHICLE
  if (category === 'land') return LAND
  return CATEGORIES[category].account === 'house' ? HOUSE : NONE
}

/** Without what a card of this category has no line for, and without what is empty. */
export function fitting(category: CategoryCode, given: Particulars): Particulars {
  const kept = particularsOf(category).flatMap(({ key }) => {
    const value = given[key]
    return value === undefined || value === '' ? [] : [[key, value]]
  })
  return Object.fromEntries(kept) as Particulars
}

/** 1,250.5 平方米, 2026-09-30 */
export function particularText({ key, kind }: ParticularSpec, given: Particulars): string {
  const value = given[key]
  if (value === undefined || value === '') return ''
  return kind === 'area' ? `${Number(value).toLocaleString('zh-CN')} 平方米` : String(value)
}
