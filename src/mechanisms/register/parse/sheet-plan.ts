import type { Cell, Sheet } from '../read/index.ts'
import type { TradeCode } from './dictionary/index.ts'
import { headerAtRow, isDataLike } from './header.ts'
import {
  type FieldSpec,
  type LearnedHeadings,
  type Mapping,
  type MappingChoice,
  proposeMapping,
} from './mapping.ts'
import { classifyRow, type RowClass, type RowContext } from './rows.ts'
import { monthIn } from './term.ts'
import { tradeIn } from './trade.ts'

/** A run of data rows under one row of headings. */
export interface Block {
  mapping: Mapping
  /** Indexes into the sheet's rows. */
  rows: number[]
}

/** What a heading within the sheet says of the rows below it. */
export interface Section {
  trade?: TradeCode
  month?: number
}

export interface SheetPlan {
  classes: RowClass[]
  blocks: Block[]
  /** Of each row. */
  sections: Section[]
}

export interface PlanRequest {
  fields: readonly FieldSpec[]
  mapping: Mapping
  /** Fields whose column is added up, is about the fault, is a running number, is the date. */
  roles: { sum: string; subjects: readonly string[]; serials: readonly string[]; day: string }
  learned: LearnedHeadings
  choice: MappingChoice
  /** Columns of a table with a column per item. */
  itemColumns: readonly number[]
}

/** Says of every row what it is, and which rows are read with which columns. */
export function planSheet(sheet: Sheet, request: PlanRequest): SheetPlan {
  const plan: SheetPlan = { classes: [], blocks: [{ mapping: request.mapping, rows: [] }], sections: [] }
  let context = contextOf(request.mapping, request)
  let section: Section = { month: monthIn(sheet.name) ?? monthIn(request.mapping.title) }
  let isClosed = false
  for (const [i, row] of sheet.rows.entries()) {
    let found = classifyRow(row, context)
    const isBelow = i + 1 > (context.mapping.headerRow ?? 0)
    if (
      found.kind === 'data' &&
      isBelow &&
      request.choice.columns === undefined &&
      isNewHeader(sheet, i, request)
    ) {
      const mapping = proposeMapping(sheet, request.fields, request.learned, { headerRow: i + 1 })
      context = contextOf(mapping, request)
      plan.blocks.push({ mapping, rows: [] })
      found = { kind: 'header', label: found.label }
      isClosed = false
    }
    if (found.kind === 'subtotal') isClosed = true
    if (found.kind === 'title' && isBelow) {
      const [trade, month] = [tradeIn(found.label), monthIn(found.label)]
      if (trade || month) section = { trade: trade ?? section.trade, month: month ?? section.month }
      else if (isClosed) found = { kind: 'note', label: found.label }
    }
    if (found.kind === 'data') {
      plan.blocks.at(-1)?.rows.push(i)
      isClosed = false
    }
    plan.classes.push(found)
    plan.sections.push(section)
  }
  return plan
}

function contextOf(mapping: Mapping, { roles, itemColumns }: PlanRequest): RowContext {
  const { columns } = mapping
  const present = (keys: readonly string[]) => keys.flatMap(key => columns[key] ?? [])
  return {
    mapping,
    sumColumn: columns[roles.sum],
    subjectColumns: [...present(roles.subjects), ...itemColumns],
    serialColumns: present(roles.serials),
    dayColumn: columns[roles.day],
  }
}

/** Another table below the first, with headings of its own. */
function isNewHeader(sheet: Sheet, index: number, { fields }: PlanRequest): boolean {
  const own = (sheet.rows[index] as Cell[]).filter(cell => cell.text !== '' && cell.merged !== 'covered')
  if (own.length < 3 || own.some(cell => isDataLike(cell) || cell.text.length > 14)) return false
  const { named, rows } = headerAtRow(sheet, index + 1, fields)
  return rows === 1 && named >= 3 && named >= own.length * 0.7
}
