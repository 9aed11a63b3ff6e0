import type { Ctx } from '../../../kernel/server/ctx.ts'
import type {
  ClaimedSheet,
  Prepared,
  PreparedRow,
  Reader,
  ReadRequest,
  SheetSettings,
} from '../../../mechanisms/register/index.ts'
import { guessOnce, OutsideDays, outsideQuestions } from '../../../mechanisms/register/index.ts'
import {
  type ReadRow,
  readRepairBook,
  type SheetChoice,
  type SheetReading,
  type TradeCode,
} from '../../../mechanisms/register/parse/index.ts'
import type { Sheet } from '../../../mechanisms/register/read/index.ts'
import { answersOn } from './answers.ts'
import { Asked } from './asked.ts'
import { learnedFaults } from './faults.ts'
import { findPeople } from './people.ts'
import { PlaceFinder } from './places.ts'
import { type RowContext, repairRow } from './row.ts'
import { skippedRow, sourceOf } from './sources.ts'

/** A table with a column per item has no column that says what was repaired. */
const ITEM_COLUMNS = 'items'

export const repairReader: Reader = {
  claim(sheet) {
    const guess = guessOnce(sheet, 'repair')
    const isMine = guessOnce(sheet).kind === 'repair'
    const hasItems = Object.keys(guess.itemColumns).length > 0
    return {
      score: isMine ? guess.score : guess.score * DOUBTFUL,
      headerRow: guess.mapping.headerRow,
      columns: guess.mapping.columns,
      values: { trade: guess.trade ?? '', ...(hasItems ? { layout: ITEM_COLUMNS } : {}) },
    }
  },
  missing({ columns, values }) {
    const has = (...fields: string[]): boolean => fields.some(field => columns[field] !== undefined)
    return [
      ...(has('reportedOn', 'date') ? [] : ['报修日期']),
      ...(has('place', 'building', 'room') ? [] : ['地点']),
      ...(has('fault', 'category', 'handling') || values.layout === ITEM_COLUMNS ? [] : ['报修内容']),
    ]
  },
  prepare,
}

/** Keeps a doubtful sheet below what is imported without asking. */
const DOUBTFUL = 0.49

async function prepare(ctx: Ctx, sheets: readonly ClaimedSheet[], request: ReadRequest): Promise<Prepared> {
  const places = await PlaceFinder.load(ctx, request.options.createPlaces !== 'no')
  const book = readRepairBook(
    { fileName: request.fileName, sheets: sheets.map(({ sheet }) => sheet) },
    {
      ...(request.span ? { term: request.span } : {}),
      places: places.index,
      learned: {
        faults: await learnedFaults(ctx, request.answers),
        places: answersOn('place', request.answers),
      },
      sheets: Object.fromEntries(sheets.map(claimed => [claimed.sheet.name, choiceOf(claimed)])),
    },
  )
  const records = book.sheets.flatMap(sheet => sheet.rows.flatMap(row => row.repair ?? []))
  const asked = new Asked()
  const outside = new OutsideDays()
  const context: RowContext = {
    ctx,
    request,
    places,
    people: await findPeople(ctx, records, request.answers, asked),
    asked,
    outside,
    seen: new Map(),
  }
  const prepared: Prepared = { rows: [], questions: [], sheets: [], duplicates: [], notes: [] }
  for (const [i, reading] of book.sheets.entries()) {
    const { sheet } = sheets[i] as ClaimedSheet
    prepared.rows.push(...(await sheetRows(context, reading, sheet)))
    prepared.sheets.push({ name: sheet.name, subtotalChecks: checksOf(reading), notes: notesOf(reading) })
    prepared.duplicates.push(...duplicatesOf(reading))
  }
  prepared.questions = [...(await asked.questions(ctx, places)), ...outsideQuestions(outside, request.span)]
  prepared.notes = places.notes()
  return prepared
}

async function sheetRows(context: RowContext, reading: SheetReading, sheet: Sheet): Promise<PreparedRow[]> {
  const rows: PreparedRow[] = []
  const first = reading.rows.findIndex(row => row.status !== 'skipped')
  const hasDone = reading.mapping.columns.doneOn !== undefined
  for (const [i, row] of reading.rows.entries()) {
    const source = sourceOf(sheet, row)
    if (row.status === 'skipped') {
      if (isRead(row, i, first)) rows.push(skippedRow(source, row.reason ?? ''))
    } else if (row.status === 'refused') rows.push({ ...source, status: 'refused', reason: row.reason ?? '' })
    else rows.push(await repairRow(context, source, row, hasDone))
  }
  return rows
}

/** Blank rows and what stands above the first record are no rows of the register. */
function isRead(row: ReadRow, index: number, first: number): boolean {
  if (row.skip === 'blank') return false
  return row.skip === 'title' || row.skip === 'header' ? first >= 0 && index > first : true
}

/** Columns are handed on only where somebody changed them: what was proposed is found again, with all it implies. */
function choiceOf({ sheet, settings }: ClaimedSheet): SheetChoice {
  const trade = settings.values.trade ? { trade: settings.values.trade as TradeCode } : {}
  return { kind: 'repair', ...trade, ...(isAsProposed(sheet, settings) ? {} : byHand(settings)) }
}

function isAsProposed(sheet: Sheet, settings: SheetSettings): boolean {
  const { mapping } = guessOnce(sheet, 'repair')
  const same = Object.keys({ ...mapping.columns, ...settings.columns }).every(
    field => mapping.columns[field] === settings.columns[field],
  )
  return same && mapping.headerRow === settings.headerRow
}

const byHand = ({ headerRow, columns }: SheetSettings): SheetChoice => ({ headerRow, columns })

const checksOf = (reading: SheetReading): Prepared['sheets'][number]['subtotalChecks'] =>
  reading.subtotals.map(({ row, label, claimed, computed, agrees, excludedReason }) => ({
    row,
    label,
    stated: claimed,
    computed,
    ok: agrees,
    note: excludedReason ?? '',
  }))

const SHOWN = 10

function notesOf(reading: SheetReading): string[] {
  const twins = reading.rows.filter(row => row.possibleDuplicateOf)
  const listed = twins
    .slice(0, SHOWN)
    .map(row => `第 ${row.rowNo} 行同第 ${row.possibleDuplicateOf?.rowNo} 行`)
  const more = twins.length > SHOWN ? `等 ${twins.length} 行` : ''
  return [
    ...reading.notes,
    ...(twins.length > 0
      ? [`内容完全相同但没有编号，可能是两次维修，都会导入：${listed.join('、')}${more}`]
      : []),
  ]
}

const duplicatesOf = (reading: SheetReading): Prepared['duplicates'] =>
  reading.rows.flatMap(({ sheet, rowNo, duplicateOf }) =>
    duplicateOf
      ? [
          {
            sheet,
            row: rowNo,
            of:
              duplicateOf.sheet === sheet
                ? `第 ${duplicateOf.rowNo} 行`
                : `工作表“${duplicateOf.sheet}”第 ${duplicateOf.rowNo} 行`,
          },
        ]
      : [],
  )
