import type { Book, Cell, Sheet } from '../read/index.ts'
import { readDamageRow } from './damage-row.ts'
import type { DayContext } from './day.ts'
import { parseDay } from './day.ts'
import { DuplicateFinder } from './duplicates.ts'
import { type Matcher, matcherWith } from './lines.ts'
import type { LearnedHeadings } from './mapping.ts'
import type { PlaceMatcher } from './place-matcher.ts'
import { countRows, type ReadRow, type SheetReading } from './reading.ts'
import { readRepairRow } from './repair-row.ts'
import { cellsOf, type RowCells } from './row-cells.ts'
import { fieldsOf, guessSheet, type SheetChoice, type SheetGuess } from './sheet-kind.ts'
import { type Block, planSheet } from './sheet-plan.ts'
import { newRow, SheetReader, skippedRow } from './sheet-reader.ts'
import { type DetectedTerm, detectTerm, termOfDays } from './term.ts'
import { isRefusal } from './text.ts'

export interface BookOptions {
  /** The term the rows belong to; without it the book's titles or its dates say. */
  term?: { from: string; to: string }
  /** Without it places stay text. */
  places?: PlaceMatcher
  learned?: {
    /** learnKey(text) → item code. */
    faults?: Readonly<Record<string, string>>
    /** learnKey(text) → place. */
    places?: Readonly<Record<string, string>>
    headings?: LearnedHeadings
  }
  /** What a person settled, by name of the sheet. */
  sheets?: Readonly<Record<string, SheetChoice>>
}

export interface BookReading {
  /** The term that was found in the book; null when it was given, or when nothing names one. */
  term: DetectedTerm | null
  sheets: SheetReading[]
}

/** Reads every sheet of a book of repairs and damages. Each row comes back, with what became of it. */
export function readRepairBook(book: Book, options: BookOptions = {}): BookReading {
  const guesses = book.sheets.map(sheet =>
    guessSheet(sheet, options.sheets?.[sheet.name], options.learned?.headings),
  )
  const term = options.term ? null : termOfBook(book, guesses)
  const reader = new BookReader(options, options.term ?? term ?? undefined)
  return { term, sheets: book.sheets.map((sheet, i) => reader.sheet(sheet, guesses[i] as SheetGuess)) }
}

/** The term that titles, sheet names or the file name speak of, else the one most dates with a year fall in. */
export function termOfBook(book: Book, guesses: readonly Pick<SheetGuess, 'mapping'>[]): DetectedTerm | null {
  const named = detectTerm([
    ...guesses.map(guess => guess.mapping.title),
    ...book.sheets.map(sheet => sheet.name),
    book.fileName,
  ])
  if (named) return named
  const days = book.sheets.flatMap((sheet, i) => {
    const { columns, headerRow } = (guesses[i] as SheetGuess).mapping
    const col = columns.reportedOn ?? columns.day
    if (col === undefined) return []
    return sheet.rows.slice(headerRow ?? 0).flatMap(row => {
      const day = parseDay(row[col]?.raw ?? null)
      return day && !isRefusal(day) && day.how === 'exact' ? [day.day] : []
    })
  })
  return termOfDays(days)
}

const ROLES = {
  repair: {
    sum: 'quantity',
    subjects: ['fault', 'category', 'handling'],
    serials: ['serialNo'],
    day: 'reportedOn',
  },
  damage: { sum: 'amount', subjects: ['item'], serials: ['serialNo'], day: 'day' },
} as const

/** Fields whose blank means the same as above, because people write a date once for all slips of the day. */
const AS_ABOVE = ['reportedOn', 'day', 'month', 'date', 'trade', 'building', 'place', 'reporter']

class BookReader {
  readonly #options: BookOptions
  readonly #term: { from: string; to: string } | undefined
  readonly #matcher: Matcher
  readonly #duplicates = new DuplicateFinder()

  constructor(options: BookOptions, term: { from: string; to: string } | undefined) {
    this.#options = options
    this.#term = term
    this.#matcher = matcherWith(options.learned?.faults ?? {})
  }

  sheet(sheet: Sheet, guess: SheetGuess): SheetReading {
    const base = { name: sheet.name, hidden: sheet.hidden, ...guess }
    if (guess.kind === 'unknown') {
      const rows = sheet.rows.map((_, i) =>
        skippedRow(sheet.name, i + 1, 'not-read', '这张工作表没有认出来，没有读'),
      )
      return { ...base, rows, counts: countRows(rows), subtotals: [], notes: [] }
    }
    const plan = planSheet(sheet, {
      fields: fieldsOf(guess.kind),
      mapping: guess.mapping,
      roles: ROLES[guess.kind],
      learned: this.#options.learned?.headings ?? {},
      choice: this.#options.sheets?.[sheet.name] ?? {},
      itemColumns: Object.keys(guess.itemColumns).map(Number),
    })
    const reading = new SheetReader(sheet, guess, plan)
    for (const block of plan.blocks) this.#block(reading, block)
    return { ...base, ...reading.finish() }
  }

  #block(reading: SheetReader, block: Block): void {
    const { sheet, guess, plan } = reading
    const source = block.rows.map(i => sheet.rows[i] as Cell[])
    const cells = cellsOf(source, block.mapping, AS_ABOVE, Object.keys(guess.itemColumns).map(Number))
    const sumColumn = block.mapping.columns[guess.kind === 'damage' ? 'amount' : 'quantity']
    for (const [at, index] of block.rows.entries()) {
      const row = newRow(sheet.name, index + 1)
      const mine = cells[at] as RowCells
      if (reading.isRunningSum(source[at] as Cell[], sumColumn)) {
        plan.classes[index] = { kind: 'subtotal', label: '合计' }
        continue
      }
      const flaw = mine.flaw()
      if (flaw) refuse(row, flaw)
      else if (guess.kind === 'damage') this.#damage(row, mine, reading, block, index)
      else this.#repair(row, mine, reading, index)
      reading.take(row, index)
    }
  }

  #repair(row: ReadRow, cells: RowCells, reading: SheetReader, index: number): void {
    const section = reading.plan.sections[index] ?? {}
    const read = readRepairRow(cells, {
      days: this.#days(section.month),
      trade: section.trade ?? reading.guess.trade ?? undefined,
      itemColumns: reading.guess.itemColumns,
      matcher: this.#matcher,
      places: this.#options.places,
      learnedPlaces: this.#options.learned?.places ?? {},
      previous: reading.previous,
    })
    if (isRefusal(read)) {
      refuse(row, read.refusal)
      return
    }
    const { record } = read
    reading.previous = { day: record.reportedOn.day, building: read.building || reading.previous.building }
    row.repair = record
    settle(row, read.questions, read.guesses)
    const content = [
      JSON.stringify(record.reportedOn),
      ...cells.content(['externalNo', 'serialNo', 'reportedOn', 'reportedTime', 'month', 'date']),
    ]
    const isOwn = cells.isOwn(cells.text('externalNo') ? 'externalNo' : 'serialNo')
    this.#duplicates.look(row, `repair ${record.trade ?? ''}`, record.externalNo ?? '', isOwn, content)
  }

  #damage(row: ReadRow, cells: RowCells, reading: SheetReader, block: Block, index: number): void {
    const heading = block.mapping.headings[block.mapping.columns.amount ?? -1] ?? ''
    const unit = /万元/.test(heading) ? '万元' : '元'
    const read = readDamageRow(
      cells,
      this.#days(reading.plan.sections[index]?.month),
      unit,
      reading.previous.day,
    )
    if (isRefusal(read)) {
      refuse(row, read.refusal)
      return
    }
    reading.previous = { day: read.record.day }
    row.damage = read.record
    settle(row, read.questions, read.guesses)
    const number = read.record.externalNo ?? ''
    const isOwn = cells.isOwn(cells.text('receiptNo') ? 'receiptNo' : 'serialNo')
    const content = [read.record.day, ...cells.content(['receiptNo', 'serialNo', 'day', 'month', 'date'])]
    this.#duplicates.look(row, 'damage', number, isOwn, content)
  }

  #days(month: number | undefined): DayContext {
    return { ...(this.#term ? { term: this.#term } : {}), ...(month === undefined ? {} : { month }) }
  }
}

function refuse(row: ReadRow, reason: string): void {
  row.status = 'refused'
  row.reason = reason
}

function settle(row: ReadRow, questions: ReadRow['questions'], guesses: ReadRow['guesses']): void {
  row.questions = questions
  row.guesses = guesses
  if (questions.length === 0) return
  row.status = 'question'
  row.reason = questions[0]?.title
}
