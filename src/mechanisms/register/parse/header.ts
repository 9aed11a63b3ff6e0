import { headingKey } from '../fields.ts'
import { type Cell, isPlainTime, type Sheet } from '../read/index.ts'
import type { FieldSpec } from './mapping-types.ts'
import { cleanText, likeness, tightText } from './text.ts'

/** What a column is headed, with the ways it may be read: 日期 under 报修 is 报修日期, less surely 日期. */
export interface Heading {
  text: string
  readings: { key: string; weight: number }[]
}

export interface Header {
  /** Row of the (lower) headings, from 1. */
  row: number
  rows: 1 | 2
  headings: Heading[]
  /** Headings that name a field. */
  named: number
}

/** Rows from the top among which headings are sought. */
const SEARCHED = 40

/** The row that best reads as headings, alone or together with the row above it. */
export function findHeader(sheet: Sheet, fields: readonly FieldSpec[]): Header | null {
  let best: { header: Header; score: number } | undefined
  for (let row = 1; row <= Math.min(SEARCHED, sheet.rows.length); row++) {
    for (const header of [headerAt(sheet, row, 1, fields), headerAt(sheet, row, 2, fields)]) {
      if (!header || header.named < 2) continue
      const score = scoreOf(sheet, header)
      // A later row must be clearly better: pages repeat their headings.
      if (score > 1 && (!best || score > best.score * (header.row === best.header.row ? 1 : 1.2)))
        best = { header, score }
    }
  }
  return best?.header ?? null
}

/** The headings at a row that was pointed out; with the row above when that adds groups. */
export function headerAtRow(sheet: Sheet, row: number, fields: readonly FieldSpec[]): Header {
  const single = headerAt(sheet, row, 1, fields) as Header
  const double = headerAt(sheet, row, 2, fields)
  return double && double.named > single.named ? double : single
}

function headerAt(sheet: Sheet, row: number, rows: 1 | 2, fields: readonly FieldSpec[]): Header | null {
  const lower = sheet.rows[row - 1] ?? []
  const upper = rows === 2 ? sheet.rows[row - 2] : undefined
  if (rows === 2 && !(upper && isGroupRow(upper, lower))) return null
  const headings = upper ? groupedHeadings(upper, lower) : lower.map(cell => headingOf(cell.text))
  const named = new Set(headings.map(heading => nameOf(heading, fields)).filter(Boolean))
  return { row, rows, headings, named: named.size }
}

function nameOf(heading: Heading, fields: readonly FieldSpec[]): string | undefined {
  let best: { key: string; score: number } | undefined
  if (/\d$/.test(heading.text)) return undefined
  for (const field of fields) {
    const score = nameScore(heading, field)
    if (score >= 0.6 && score > (best?.score ?? 0)) best = { key: field.key, score }
  }
  return best?.key
}

const headingOf = (text: string): Heading => ({
  text: cleanText(text),
  readings: [{ key: headingKey(text), weight: 1 }],
})

/** A row of groups has several short words, and gaps or merges that the row below fills. */
function isGroupRow(upper: readonly Cell[], lower: readonly Cell[]): boolean {
  const own = upper.filter(cell => cell.text !== '' && cell.merged !== 'covered')
  if (own.length < 2 || own.some(cell => cell.text.length > 12 || isDataLike(cell))) return false
  return lower.some((cell, col) => {
    const above = upper[col]
    const isFilled = cell.text !== '' && cell.merged !== 'covered'
    return isFilled && (above?.text === '' || above?.merged !== undefined || above?.text !== cell.text)
  })
}

function groupedHeadings(upper: readonly Cell[], lower: readonly Cell[]): Heading[] {
  let group = ''
  return lower.map((cell, col) => {
    const above = upper[col]?.text ?? ''
    const sub = tightText(cell.text)
    if (above !== '') group = tightText(above)
    if (sub === '' || sub === group) return headingOf(above || sub)
    // A gap above continues the group to its left; a heading that spans both rows ends it.
    const lowerIsCovered = cell.merged === 'covered' && above === cell.text
    if (lowerIsCovered || group === '') return headingOf(sub)
    return {
      text: `${group}${sub}`,
      readings: [
        { key: headingKey(group + sub), weight: 1 },
        { key: headingKey(sub), weight: 0.95 },
      ],
    }
  })
}

function scoreOf(sheet: Sheet, { row, rows, headings, named }: Header): number {
  const cells = sheet.rows.slice(row - rows, row).flat()
  const own = cells.filter(cell => cell.text !== '' && cell.merged !== 'covered')
  const dataLike = own.filter(isDataLike).length
  const long = own.filter(cell => tightText(cell.text).length > 14).length
  const blank = headings.filter(heading => heading.text === '').length
  return named - 1.5 * dataLike - 0.5 * long - 0.05 * blank - (rows === 2 ? 0.4 : 0)
}

/** Numbers, dates and quantities do not head columns; 2025年 above 月 and 日 does. */
export function isDataLike(cell: Cell): boolean {
  const text = tightText(cell.text)
  return (
    typeof cell.raw === 'number' || isPlainTime(cell.raw) || /^\d+$|\d[-./月]\d|\d[只把扇次根块个]/.test(text)
  )
}

/** How well a heading names a field, 0..1. */
export function nameScore(heading: Heading, field: FieldSpec): number {
  let best = 0
  for (const { key, weight } of heading.readings) {
    if (key !== '' && key.length <= LONGEST) best = Math.max(best, weight * namesOf(field).scoreOf(key))
  }
  return best
}

/** A heading longer than this is a sentence. */
const LONGEST = 16

const known = new WeakMap<FieldSpec, { scoreOf(key: string): number }>()

function namesOf(field: FieldSpec): { scoreOf(key: string): number } {
  const cached = known.get(field)
  if (cached) return cached
  const aliases = [
    ...[field.title, ...field.aliases].map(alias => ({ alias: headingKey(alias), weight: 1 })),
    ...(field.also ?? []).map(alias => ({ alias: headingKey(alias), weight: 0.8 })),
  ]
  const scores = new Map<string, number>()
  const names = {
    scoreOf(key: string): number {
      const score =
        scores.get(key) ??
        aliases.reduce((best, { alias, weight }) => Math.max(best, weight * alikeNames(key, alias)), 0)
      // Data rows pass by here too; only so many texts are worth keeping.
      if (scores.size < 2000) scores.set(key, score)
      return score
    },
  }
  known.set(field, names)
  return names
}

function alikeNames(key: string, alias: string): number {
  if (key === alias) return 1
  const [short, long] = key.length < alias.length ? [key, alias] : [alias, key]
  if (short.length >= 2 && long.includes(short)) return 0.45 + 0.45 * (short.length / long.length)
  return short.length >= 2 ? 0.6 * likeness(key, alias) : 0
}
