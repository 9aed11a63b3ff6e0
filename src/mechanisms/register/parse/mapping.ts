import { headingKey } from '../fields.ts'
import type { Cell, Sheet } from '../read/index.ts'
import { bestAssignment } from './assignment.ts'
import { contentShare } from './content.ts'
import { findHeader, type Header, type Heading, headerAtRow, nameScore } from './header.ts'
import type { FieldKind, FieldSpec, Mapping } from './mapping-types.ts'
import { cleanText } from './text.ts'

export type { FieldKind, FieldSpec, Mapping } from './mapping-types.ts'

/** Heading → field, as it was settled before. */
export type LearnedHeadings = Readonly<Record<string, string>>

export interface MappingChoice {
  /** Row of the headings, when a person pointed it out; null: the sheet has none. */
  headerRow?: number | null
  /** Columns a person pointed out; they hold whatever their heading says. */
  columns?: Readonly<Record<string, number>>
}

/** Rows of content that are looked at. */
const SAMPLE = 80
const THRESHOLD = 0.45

/** Finds the headings and which column holds which field, by their names and by what stands under them. */
export function proposeMapping(
  sheet: Sheet,
  fields: readonly FieldSpec[],
  learned: LearnedHeadings = {},
  choice: MappingChoice = {},
): Mapping {
  const header = headerFor(sheet, fields, choice)
  const first = header?.row ?? 0
  const columns = columnsUnder(sheet, first)
  const shares = new Map<string, number | null>()
  const shareOf = (kind: FieldKind, col: number): number | null => {
    const key = `${kind} ${col}`
    const known = shares.get(key)
    const share = known === undefined ? contentShare(kind, columns[col] as Cell[]) : known
    shares.set(key, share)
    return share
  }
  const candidates = fields.flatMap((field, order) =>
    columns.map((_, col) => {
      const heading = header?.headings[col]
      const isKnown = heading !== undefined && learned[headingKey(heading.text)] === field.key
      return {
        field,
        row: order,
        col,
        score: isKnown ? 1.2 : fitness(field, heading, () => shareOf(field.kind, col)),
      }
    }),
  )
  const assigned: Record<string, number> = { ...choice.columns }
  const confidence: Record<string, number> = Object.fromEntries(Object.keys(assigned).map(key => [key, 1]))
  const taken = new Set(Object.values(assigned))
  // Someone who set the columns by hand has left the others out on purpose.
  const isSettled = choice.columns !== undefined
  const open = isSettled ? [] : candidates.filter(c => c.score >= THRESHOLD && !taken.has(c.col))
  for (const { field, col, score } of bestAssignment(open)) {
    assigned[field.key] = col
    confidence[field.key] = Math.min(1, score)
    taken.add(col)
  }
  const headings = columns.map((_, col) => header?.headings[col]?.text ?? '')
  return {
    headerRow: header?.row ?? null,
    headerRows: header?.rows ?? 0,
    columns: assigned,
    confidence,
    headings,
    title: titleAbove(sheet, header),
    missing: fields
      .filter(field => field.required && assigned[field.key] === undefined)
      .map(field => field.title),
    unused: columns.flatMap((_, col) =>
      taken.has(col) || !hasContent(sheet, first, col) ? [] : [{ col, heading: headings[col] as string }],
    ),
  }
}

function headerFor(sheet: Sheet, fields: readonly FieldSpec[], { headerRow }: MappingChoice): Header | null {
  if (headerRow === null) return null
  if (headerRow !== undefined && headerRow >= 1 && headerRow <= sheet.rows.length)
    return headerAtRow(sheet, headerRow, fields)
  return findHeader(sheet, fields)
}

function columnsUnder(sheet: Sheet, headerRow: number): Cell[][] {
  const rows = sheet.rows.slice(headerRow, headerRow + SAMPLE)
  const width = Math.max(0, ...sheet.rows.slice(0, headerRow + SAMPLE).map(row => row.length))
  return Array.from({ length: width }, (_, col) => rows.flatMap(row => row[col] ?? []))
}

function fitness(field: FieldSpec, heading: Heading | undefined, shareOf: () => number | null): number {
  const name = heading ? nameScore(heading, field) : 0
  if (name === 0 && !field.byContent) return 0
  const share = shareOf()
  if (name === 0 || (name < 0.5 && field.byContent)) {
    const byContent = field.byContent && share !== null && share >= 0.7 ? 0.6 * share : 0
    return Math.max(byContent, name * (0.7 + 0.3 * (share ?? 0)))
  }
  const fit = 0.7 * name + 0.3 * (share ?? 0.6)
  // 日期 over a column of words is no date.
  return share !== null && share < 0.15 ? fit * 0.4 : fit
}

const hasContent = (sheet: Sheet, from: number, col: number): boolean =>
  sheet.rows.slice(from).some(row => (row[col]?.text ?? '') !== '')

/** Texts above the headings, each once: merged titles fill a whole row. */
function titleAbove(sheet: Sheet, header: Header | null): string {
  if (!header) return ''
  const above = sheet.rows.slice(0, header.row - header.rows).flat()
  return [...new Set(above.filter(cell => cell.merged !== 'covered').map(cell => cleanText(cell.text)))]
    .filter(Boolean)
    .join(' ')
}
