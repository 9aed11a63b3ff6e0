import type { CategoryCode } from '../categories.ts'
import { meaningOf } from './everyday.ts'
import { CLASSES_2010 } from './gbt14885-2010.ts'
import { CLASSES_2022 } from './gbt14885-2022.ts'

export const EDITIONS = { '2022': 'GB/T 14885-2022', '2010': 'GB/T 14885-2010' } as const
export type Edition = keyof typeof EDITIONS

export interface ClassInfo {
  edition: Edition
  code: string
  name: string
  /** 设备 / 办公设备 / 投影仪 */
  path: string
}

const BOOKS: Record<Edition, ReadonlyMap<string, string>> = {
  '2010': new Map(CLASSES_2010),
  '2022': new Map(CLASSES_2022),
}

const FORMS: Record<Edition, RegExp> = { '2010': /^[1-6]\d{0,6}$/, '2022': /^A\d{8}$/ }

/** Editions whose codes look like this one: to help whoever wrote none, never to choose for him. */
export const editionsLike = (code: string): Edition[] =>
  (Object.keys(FORMS) as Edition[]).filter(edition => FORMS[edition].test(code))

export const hasForm = (edition: Edition, code: string): boolean => FORMS[edition].test(code)

/**
 * What the code means in its edition, or what the nearest level above it that is known means: the copied
 * tables hold the levels a school needs, not every item. Undefined for a code that the edition cannot have.
 */
export function classInfo(edition: Edition, code: string): ClassInfo | undefined {
  if (!hasForm(edition, code)) return undefined
  const steps = levels(edition, code)
    .map(step => BOOKS[edition].get(step))
    .filter(name => name !== undefined)
  const name = BOOKS[edition].get(code) ?? steps.at(-1)
  return name === undefined ? undefined : { edition, code, name, path: steps.join(' / ') }
}

/** The code's own line and those above it, the highest first. */
function levels(edition: Edition, code: string): string[] {
  const cuts = edition === '2022' ? [3, 5, 7, 9] : [1, 3, 5, 7]
  const width = edition === '2022' ? 9 : 7
  const all = cuts.map(cut => (cut === 1 ? code.slice(0, 1) : code.slice(0, cut).padEnd(width, '0')))
  return [...new Set([...all, code])]
}

/**
 * Entries whose code or name holds the text, or that it means in everyday words; where neither finds anything, those
 * whose name ends as it ends: the last character says what kind of thing it is.
 */
export function searchClasses(edition: Edition, text: string, most: number): ClassInfo[] {
  const wanted = text.trim().toUpperCase()
  const means = new Set(meaningOf(wanted))
  const find = (fits: (code: string, name: string) => boolean): string[] =>
    [...BOOKS[edition]].filter(([code, name]) => fits(code, name)).map(([code]) => code)
  const near = find((code, name) => code.startsWith(wanted) || name.includes(wanted) || means.has(name))
  const last = wanted.at(-1) ?? ''
  const found = near.length > 0 || last === '' ? near : find((_, name) => name.endsWith(last))
  return found.slice(0, most).map(code => classInfo(edition, code) as ClassInfo)
}

/** Equipment of one trade, group by group: 工程机械, 食品加工专用设备. */
const specialGroups = (head: string, from: number, to: number): [string, CategoryCode][] =>
  Array.from({ length: to - from + 1 }, (_, i) => [`${head}${String(from + i).padStart(2, '0')}`, 'special'])

/** By the longest matching beginning. Houses say nothing of how they are built, so they are not listed. */
const CATEGORY_OF: Record<Edition, readonly (readonly [prefix: string, category: CategoryCode])[]> = {
  '2022': [
    ['A0102', 'structure'],
    ['A0201', 'computer'],
    ['A0202', 'office'],
    ['A0203', 'vehicle'],
    ['A0204', 'library'],
    ['A0205', 'machine'],
    ['A0206', 'electric'],
    ['A0208', 'telecom'],
    ['A0209', 'broadcast'],
    ['A0210', 'instrument'],
    ['A0211', 'measuring'],
    ['A0212', 'metrology'],
    ['A0237', 'police'],
    ['A0245', 'arts'],
    ['A0246', 'sports'],
    ['A0247', 'recreation'],
    ...specialGroups('A02', 13, 44),
    ['A03', 'relic'],
    ['A04', 'book'],
    ['A0501', 'furniture'],
    ['A05010203', 'student_furniture'],
    ['A05010304', 'student_furniture'],
    ['A0502', 'utensil'],
    ['A0503', 'utensil'],
    ['A06', 'living'],
  ],
  '2010': [
    ['101', 'land'],
    ['103', 'structure'],
    ['201', 'computer'],
    ['202', 'office'],
    ['203', 'vehicle'],
    ['204', 'library'],
    ['210', 'machine'],
    ['220', 'electric'],
    ['231', 'telecom'],
    ['232', 'broadcast'],
    ['240', 'instrument'],
    ['241', 'measuring'],
    ['242', 'metrology'],
    ['327', 'police'],
    ['333', 'teaching'],
    ['334', 'arts'],
    ['335', 'sports'],
    ['336', 'recreation'],
    ...specialGroups('3', 1, 32),
    ['4', 'relic'],
    ['5', 'book'],
  ],
}

/** The depreciation category a class points to; undefined where the class alone does not say. */
export function categoryOf(edition: Edition, code: string): CategoryCode | undefined {
  let best: readonly [string, CategoryCode] | undefined
  for (const entry of CATEGORY_OF[edition])
    if (code.startsWith(entry[0]) && entry[0].length > (best?.[0].length ?? 0)) best = entry
  return best?.[1]
}
