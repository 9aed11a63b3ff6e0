import type { TradeCode } from './dictionary/index.ts'
import type { RepairLine } from './lines.ts'
import type { Mapping } from './mapping.ts'
import type { Cause } from './remarks.ts'
import type { SubtotalCheck } from './subtotals.ts'

export type RowStatus = 'ok' | 'question' | 'refused' | 'skipped'
export type SkipKind = 'title' | 'header' | 'blank' | 'subtotal' | 'note' | 'duplicate' | 'not-read'

/** Something only a person can decide; the row has a value all the same, which `title` names. */
export interface RowQuestion {
  topic: 'fault' | 'place' | 'date' | 'quantity' | 'trade' | 'rating' | 'money' | 'cell'
  /** What the answer is remembered under, where one can be. */
  key?: string
  /** The text the question is about. */
  text: string
  title: string
  options: { value: string; label: string }[]
}

/** Taken without asking, to be shown: 底漏堵 was taken for 疏通地漏. */
export interface Guess {
  topic: 'fault' | 'place' | 'date'
  text: string
  taken: string
}

export interface RowRef {
  sheet: string
  rowNo: number
}

export interface DayTime {
  day: string
  /** '17:48' */
  time?: string
}

export interface Material {
  name: string
  qty: number
  measure: string
}

export interface RepairRecord {
  trade: TradeCode | null
  /** Number in the school's own register. */
  externalNo?: string
  reportedOn: DayTime
  reporter?: string
  phone?: string
  placeText: string
  placeId?: string
  room?: string
  faultText: string
  handling?: string
  lines: RepairLine[]
  materials: Material[]
  worker?: string
  doneOn?: DayTime
  /** 1..5 */
  rating?: number
  cause?: Cause
  remark?: string
  confirmedBy?: string
}

export interface DamageRecord {
  externalNo?: string
  day: string
  classText: string
  liable: string
  /** Nobody was found; class or room share. */
  shared: boolean
  item: string
  qty?: number
  measure?: string
  amountFen: number
  receiptNo?: string
  remark?: string
}

export interface ReadRow extends RowRef {
  status: RowStatus
  /** Why it was skipped or refused, or what is asked first. */
  reason?: string
  skip?: SkipKind
  /** The row it repeats letter for letter. */
  duplicateOf?: RowRef
  /** A row with the same content, in a register without numbers; both are read. */
  possibleDuplicateOf?: RowRef
  questions: RowQuestion[]
  guesses: Guess[]
  /** With status ok or question, according to the sheet's kind. */
  repair?: RepairRecord
  damage?: DamageRecord
}

export type SheetKind = 'repair' | 'damage' | 'unknown'

export interface RowCounts {
  rowsRead: number
  ok: number
  question: number
  refused: number
  skipped: number
}

export interface SheetReading {
  name: string
  hidden: boolean
  kind: SheetKind
  /** How surely the sheet is of this kind, 0..1. */
  score: number
  /** Trade of the whole sheet, when its name, its title or a person says so. */
  trade: TradeCode | null
  mapping: Mapping
  /** Columns of a table with a column per item: column → item code. */
  itemColumns: Record<number, string>
  rows: ReadRow[]
  counts: RowCounts
  subtotals: SubtotalCheck[]
  /** Remarks on how the sheet was read, for people. */
  notes: string[]
}

/** Always rowsRead = ok + question + refused + skipped. */
export function countRows(rows: readonly ReadRow[]): RowCounts {
  const counts: RowCounts = { rowsRead: rows.length, ok: 0, question: 0, refused: 0, skipped: 0 }
  for (const { status } of rows) counts[status]++
  return counts
}
