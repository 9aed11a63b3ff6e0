import type { Sheet } from '../read/index.ts'
import { contentShare } from './content.ts'
import { DAMAGE_FIELDS } from './damage-fields.ts'
import type { FaultItem, TradeCode } from './dictionary/index.ts'
import { type Heading, headerAtRow } from './header.ts'
import {
  type FieldSpec,
  type LearnedHeadings,
  type Mapping,
  type MappingChoice,
  proposeMapping,
} from './mapping.ts'
import { matchFault } from './match-fault.ts'
import type { SheetKind } from './reading.ts'
import { REPAIR_FIELDS } from './repair-fields.ts'
import { tightText } from './text.ts'
import { tradeIn } from './trade.ts'

export interface SheetGuess {
  kind: SheetKind
  /** How surely, 0..1. */
  score: number
  mapping: Mapping
  itemColumns: Record<number, string>
  trade: TradeCode | null
}

/** What a person settled about a sheet. */
export interface SheetChoice extends MappingChoice {
  kind?: SheetKind
  trade?: TradeCode
}

export const fieldsOf = (kind: SheetKind): readonly FieldSpec[] =>
  kind === 'damage' ? DAMAGE_FIELDS : REPAIR_FIELDS

/** Whether a sheet is a register of repairs or of damages, and how it is read as such. */
export function guessSheet(
  sheet: Sheet,
  choice: SheetChoice = {},
  learned: LearnedHeadings = {},
): SheetGuess {
  const guesses = [
    ...(choice.kind === 'damage' ? [] : [asRepair(sheet, choice, learned)]),
    ...(choice.kind === 'repair' ? [] : [asDamage(sheet, choice, learned)]),
  ]
  const best = guesses.reduce((a, b) => (b.score > a.score ? b : a))
  const isSettled = choice.kind === 'repair' || choice.kind === 'damage'
  const kind = choice.kind === 'unknown' || (!isSettled && best.score < ENOUGH) ? 'unknown' : best.kind
  return { ...best, kind, trade: kind === 'repair' ? (choice.trade ?? best.trade) : null }
}

const ENOUGH = 0.5

function asRepair(sheet: Sheet, choice: MappingChoice, learned: LearnedHeadings): SheetGuess {
  const mapping = proposeMapping(sheet, REPAIR_FIELDS, learned, choice)
  const itemColumns = findItemColumns(sheet, mapping, choice)
  const hasItems = Object.keys(itemColumns).length > 0
  if (mapping.columns.fault === undefined && (hasItems || mapping.columns.category !== undefined))
    mapping.missing = mapping.missing.filter(title => title !== '报修内容')
  withMonthAndDate(mapping, 'reportedOn', '报修日期')
  const words = tightText(`${sheet.name}${mapping.title}`)
  const sure = (field: string) =>
    mapping.columns[field] === undefined ? 0 : (mapping.confidence[field] ?? 0)
  const fault = Math.max(sure('fault'), sure('category') * 0.8, hasItems ? 1 : 0)
  const day = Math.max(sure('reportedOn'), sure('date'))
  const others = [
    'place',
    'building',
    'room',
    'worker',
    'handling',
    'quantity',
    'reporter',
    'doneOn',
    'trade',
    'rating',
  ]
  const helpful = others.filter(field => sure(field) > 0).length
  const named = /报修|维修|修理|保修/.test(words) || tradeIn(words) !== undefined ? 0.1 : 0
  // A list of furniture has things, dates and places too, but nobody reports or mends anything in it.
  const people = ['trade', 'handling', 'worker', 'reporter', 'rating', 'doneOn']
  const about = mapping.headings[mapping.columns.fault ?? mapping.columns.category ?? -1] ?? ''
  const isMended = named > 0 || people.some(field => sure(field) > 0) || /修|故障|损坏|报障/.test(about)
  return {
    kind: 'repair',
    score:
      fault > 0 && day > 0
        ? Math.min(1, 0.4 * fault + 0.3 * day + 0.05 * Math.min(4, helpful) + named) * (isMended ? 1 : 0.6)
        : 0.2 * fault,
    mapping,
    itemColumns,
    trade: tradeIn(sheet.name) ?? tradeIn(mapping.title) ?? null,
  }
}

function asDamage(sheet: Sheet, choice: MappingChoice, learned: LearnedHeadings): SheetGuess {
  const mapping = proposeMapping(sheet, DAMAGE_FIELDS, learned, choice)
  withMonthAndDate(mapping, 'day', '日期')
  const words = tightText(`${sheet.name}${mapping.title}`)
  const sure = (field: string) =>
    mapping.columns[field] === undefined ? 0 : (mapping.confidence[field] ?? 0)
  const someone = Math.max(sure('liable'), sure('receiptNo'))
  const named = /赔/.test(words) ? 0.15 : 0
  const isWhole = sure('amount') > 0 && (sure('day') > 0 || sure('date') > 0)
  return {
    kind: 'damage',
    score: isWhole
      ? Math.min(1, 0.4 * sure('amount') + 0.15 * sure('day') + 0.15 * sure('item') + 0.25 * someone + named)
      : 0,
    mapping,
    itemColumns: {},
    trade: null,
  }
}

/** Month and day in columns of their own are a date too. */
function withMonthAndDate(mapping: Mapping, field: string, title: string): void {
  if (mapping.columns[field] === undefined && mapping.columns.date !== undefined)
    mapping.missing = mapping.missing.filter(missing => missing !== title)
}

/** A table with a column per item: 修锁 | 换锁 | 玻璃, each holding quantities. */
function findItemColumns(sheet: Sheet, mapping: Mapping, choice: MappingChoice): Record<number, string> {
  if (mapping.headerRow === null) return {}
  const { headings } = headerAtRow(sheet, mapping.headerRow, REPAIR_FIELDS)
  const found: Record<number, string> = {}
  for (const { col } of choice.columns ? [] : mapping.unused) {
    const item = itemOfHeading(headings[col])
    const cells = sheet.rows.slice(mapping.headerRow, mapping.headerRow + 200).flatMap(row => row[col] ?? [])
    const filled = cells.filter(cell => cell.text !== '')
    if (item && filled.length > 0 && (contentShare('quantity', filled) ?? 1) >= 0.8) found[col] = item.code
  }
  const taken = new Set(Object.keys(found).map(Number))
  if (taken.size > 0) mapping.unused = mapping.unused.filter(({ col }) => !taken.has(col))
  return found
}

function itemOfHeading(heading: Heading | undefined): FaultItem | undefined {
  for (const { key } of [...(heading?.readings ?? [])].reverse()) {
    const match = key === '' ? undefined : matchFault(key)
    if (match?.confidence === 'sure' && match.item) return match.item
  }
  return undefined
}
