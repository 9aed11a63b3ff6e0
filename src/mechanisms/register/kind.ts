import type { Operation } from '../../kernel/pure/operation.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { extensionPoint } from '../../kernel/server/module.ts'
import type { FieldSpec, OptionSpec } from './fields.ts'
import type { Sheet } from './read/index.ts'
import type {
  Choices,
  Duplicate,
  Question,
  SheetSettings,
  SubtotalCheck,
  Total,
  Understood,
} from './shapes.ts'

/** Registers that spreadsheets can be imported into. Each module registers its own. */
export const registerPoint = extensionPoint<RegisterKind>('register.kind')

export interface RegisterKind {
  /** Id of the module or of the register within it: repair, damage, place. */
  id: string
  /** 中文 name of the register: 报修登记. */
  title: string
  /** What one of its records is called, for sentences: 张报修单. */
  noun: string
  /** Each row goes through this operation; who may call it may import. */
  operation: Operation
  fields: readonly FieldSpec[]
  /** Kinds whose sheets may stand in the same workbook. */
  alongside?: readonly string[]
  /** The same row is not imported twice; recognised by its content. */
  once?: boolean
  /** Refusals of the operation that mean "is there already": such rows are skipped, not refused. */
  skipCodes?: readonly string[]
  /** Kind of the record in references; the operation's answer carries its `id`. */
  recordKind: string
  /** Page that shows what was imported. */
  listPath?: string
  /** Decisions for the whole import (term, create missing rooms). */
  options?(ctx: Ctx): Promise<readonly OptionSpec[]>
  /** Decisions for one sheet (its trade). */
  sheetOptions?: readonly OptionSpec[]
  /** The days that dates without a year belong to, and outside of which a date is asked about. */
  span?(
    ctx: Ctx,
    options: Record<string, string>,
    sheets: readonly Sheet[],
    fileName: string,
  ): Promise<DaySpan | null>
  /** For registers that one row per record with one column per field does not describe. */
  reader?: Reader
  /** From the values of a simple row, and the decisions of the import, to the operation's input. */
  toInput?(values: Record<string, unknown>, options: Record<string, string>): unknown
  /** Told of the inputs of a batch before they go through the operation, to read at once what they will need. */
  ahead?(ctx: Ctx, inputs: readonly unknown[]): Promise<void>
  /** Told of each answer that is remembered, so that the module may use it elsewhere. */
  learn?(ctx: Ctx, question: Pick<Question, 'topic' | 'key' | 'text'>, answer: string): Promise<void>
}

export interface DaySpan {
  from: string
  to: string
  /** 2025—2026学年第一学期 */
  title: string
}

/** How a register reads sheets of its own kind. */
export interface Reader {
  /** How a sheet looks to this register. Pure. */
  claim(sheet: Sheet, fileName: string): Claim
  /** Titles of what these columns still lack. Pure. */
  missing(settings: SheetSettings): string[]
  /** Rows of all sheets of this kind in one import, with what is asked about them. */
  prepare(ctx: Ctx, sheets: readonly ClaimedSheet[], request: ReadRequest): Promise<Prepared>
}

export interface Claim {
  /** 1: certainly mine; below one half it is only offered for setting by hand. */
  score: number
  headerRow: number | null
  columns: Record<string, number>
  values: Record<string, string>
}

export interface ClaimedSheet {
  sheet: Sheet
  settings: SheetSettings
}

export interface ReadRequest {
  fileName: string
  options: Record<string, string>
  span: DaySpan | null
  /** Answers of this import over those remembered. */
  answers: Choices
  /** The import that the records come from; null in a preview without one. */
  importId: string | null
}

export interface Prepared {
  rows: PreparedRow[]
  questions: Omit<Question, 'kind' | 'answer' | 'remembered'>[]
  sheets: { name: string; subtotalChecks: SubtotalCheck[]; notes: string[] }[]
  duplicates: Duplicate[]
  notes: string[]
}

interface RowSource {
  sheet: string
  /** Row number as the spreadsheet shows it. */
  row: number
  cells: string[]
  understood: Understood[]
}

/** Every row that was read: to be written, or left out with the reason. */
export type PreparedRow = RowSource &
  (
    | {
        status: 'ready'
        input: unknown
        /** What makes the row this row, for recognising it in a later file. */
        content: readonly string[]
        totals: readonly Total[]
        /** Imported on a guess: the text and what it was taken for. */
        unsure?: readonly { text: string; taken: string }[]
      }
    | { status: 'refused' | 'skipped'; reason: string }
  )

/** The record an operation's answer names. */
export function recordOf(kind: RegisterKind, answer: unknown): Ref | null {
  const id = (answer as { id?: unknown } | null)?.id
  return typeof id === 'string' ? { kind: kind.recordKind, id } : null
}
