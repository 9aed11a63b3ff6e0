import { z } from 'zod'

export const IMPORT_STATES = [
  'uploaded',
  'previewing',
  'ready',
  'committing',
  'done',
  'failed',
  'discarded',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]

export const ROW_STATUSES = ['ready', 'imported', 'refused', 'skipped'] as const
export type RowStatus = (typeof ROW_STATUSES)[number]

export const ImportMode = z.enum(['all-or-nothing', 'good-rows'])
export type ImportMode = z.output<typeof ImportMode>

const key = z.string().min(1).max(60)

/** How one sheet is read. Rows are numbered as in the spreadsheet, columns from 0. */
export const SheetSettings = z.strictObject({
  /** The register its rows go to; null leaves the sheet out. */
  kind: key.nullable(),
  headerRow: z.int().min(1).max(100_000).nullable(),
  columns: z.record(key, z.int().min(0).max(500)),
  /** What holds for the whole sheet and stands in no column (the trade). */
  values: z.record(key, z.string().max(100)),
})
export type SheetSettings = z.output<typeof SheetSettings>

export const Settings = z.strictObject({
  options: z.record(key, z.string().max(100)),
  sheets: z.record(z.string().max(200), SheetSettings),
})
export type Settings = z.output<typeof Settings>

/** Question key → chosen value. */
export const Choices = z.record(z.string().max(300), z.string().max(200))
export type Choices = z.output<typeof Choices>

/** What the reader saw of a sheet, before anything was decided. */
export const SheetOutline = z.object({
  name: z.string(),
  rows: z.int(),
  /** First rows as text, for choosing the heading row and for seeing what is in which column. */
  sample: z.array(z.array(z.string())),
  /** Texts of the heading row in use, by column. */
  headings: z.array(z.string()),
  /** Titles of required columns that were not found. */
  missing: z.array(z.string()),
})
export const Outline = z.array(SheetOutline)
export type SheetOutline = z.output<typeof SheetOutline>
export type Outline = z.output<typeof Outline>

/** A value as it will be written, beside the text it came from. */
export const Understood = z.object({ title: z.string(), text: z.string() })
export type Understood = z.output<typeof Understood>

/** A field that an update changes, as texts. */
export const Change = z.object({ title: z.string(), from: z.string(), to: z.string() })
export type Change = z.output<typeof Change>

/** Something only a person can decide; asked once for all rows with the same text. */
export const Question = z.object({
  /** The register that asks. */
  kind: z.string(),
  key: z.string(),
  /** fault, place, person, date … */
  topic: z.string(),
  title: z.string(),
  text: z.string(),
  rows: z.int(),
  samples: z.array(z.object({ sheet: z.string(), row: z.int(), text: z.string() })),
  options: z.array(z.object({ value: z.string(), label: z.string(), group: z.string().optional() })),
  /** What happens without an answer. */
  otherwise: z.string(),
  answer: z.string().nullable(),
  /** The answer was given in an earlier import. */
  remembered: z.boolean(),
})
export type Question = z.output<typeof Question>

export const Total = z.object({
  group: z.string(),
  item: z.string(),
  quantity: z.number(),
  unit: z.string(),
  /** Adds to the group's number (metres of kerb do not). */
  counts: z.boolean(),
})
export type Total = z.output<typeof Total>

export const SubtotalCheck = z.object({
  row: z.int(),
  label: z.string(),
  stated: z.number(),
  computed: z.number(),
  ok: z.boolean(),
  /** What the stated sum leaves out or takes in: 不含修补侧石 38 米. */
  note: z.string(),
})
export type SubtotalCheck = z.output<typeof SubtotalCheck>

export const Counts = z.object({
  rowsRead: z.int(),
  imported: z.int(),
  refused: z.int(),
  skipped: z.int(),
})
export type Counts = z.output<typeof Counts>

export const SheetResult = Counts.extend({
  name: z.string(),
  kind: z.string().nullable(),
  kindTitle: z.string(),
  values: z.record(z.string(), z.string()),
  /** Of the imported rows, those that make a new record and those that change one; none where unknown. */
  created: z.int().optional(),
  updated: z.int().optional(),
  totals: z.array(Total),
  subtotalChecks: z.array(SubtotalCheck),
  /** Why a sheet was left out; remarks on how it was read. */
  notes: z.array(z.string()),
})
export type SheetResult = z.output<typeof SheetResult>

export const Duplicate = z.object({ sheet: z.string(), row: z.int(), of: z.string() })
export type Duplicate = z.output<typeof Duplicate>

export const ImportResult = z.object({
  sheets: z.array(SheetResult),
  duplicates: z.array(Duplicate),
  /** Rows that were imported on a guess, and what was guessed. */
  unsure: z.array(z.object({ sheet: z.string(), row: z.int(), text: z.string(), taken: z.string() })),
  notes: z.array(z.string()),
  elapsedMs: z.int(),
})
export type ImportResult = z.output<typeof ImportResult>

export const Progress = z.object({
  phase: z.enum(['reading', 'waiting', 'writing']),
  done: z.int(),
  total: z.int(),
  startedAt: z.string(),
})
export type Progress = z.output<typeof Progress>
