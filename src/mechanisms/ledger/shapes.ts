import { z } from 'zod'
import { Actions, Day, Id, line, pageInput, requiredLine } from '../../kernel/pure/fields.ts'
import { PERIOD_STATES } from './machine.ts'

export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份要写成 2026-05 这样')
  .meta({ title: '月份' })
export const BookField = z.string().max(40).meta({ title: '账簿' })
const days = { from: Day.optional().meta({ title: '从' }), to: Day.optional().meta({ title: '到' }) }
const text = line(60).optional().meta({ title: '查找' })
/** Amounts of a ledger go both ways. */
const SignedFen = z.int()

export const accountsFilter = {
  book: BookField,
  kind: z.string().max(40).optional().meta({ title: '科目' }),
  text,
  ...days,
  /** Accounts with neither balance nor movement are left out. */
  moved: z.boolean().default(true).meta({ title: '只列有数的' }),
}
export const accountsInput = z.strictObject({ ...accountsFilter, ...pageInput })
export const statementFilter = { id: Id, ...days }
export const statementInput = z.strictObject({ ...statementFilter, ...pageInput })
export const entriesFilter = { book: BookField, text, ...days }
export const entriesInput = z.strictObject({ ...entriesFilter, ...pageInput })

const Figures = {
  openingFen: SignedFen,
  inFen: SignedFen,
  outFen: SignedFen,
  closingFen: SignedFen,
}

export const AccountRow = z.object({
  id: Id,
  kind: z.string(),
  kindTitle: z.string(),
  key: z.string(),
  title: z.string(),
  commodity: z.string(),
  ...Figures,
  openingQuantity: z.string(),
  inQuantity: z.string(),
  outQuantity: z.string(),
  closingQuantity: z.string(),
})
export type AccountRow = z.output<typeof AccountRow>

export const TrialBalance = z.object({
  book: z.object({ id: z.string(), title: z.string() }),
  from: Day,
  to: Day,
  rows: z.array(AccountRow),
  next: z.string().nullable(),
  total: z.int(),
  sums: z.object(Figures),
})

export const DocumentLink = z.object({
  kind: z.string(),
  title: z.string(),
  no: z.string(),
  href: z.string().nullable(),
})

export const StatementRow = z.object({
  entryId: Id,
  no: z.string().nullable(),
  day: Day,
  document: DocumentLink,
  note: z.string(),
  amountFen: SignedFen,
  quantity: z.string(),
  balanceFen: SignedFen,
  balanceQuantity: z.string(),
  reversal: z.boolean(),
  reversed: z.boolean(),
})
export type StatementRow = z.output<typeof StatementRow>

export const Statement = z.object({
  account: z.object({
    id: Id,
    book: z.string(),
    bookTitle: z.string(),
    kind: z.string(),
    kindTitle: z.string(),
    key: z.string(),
    title: z.string(),
    floor: z.boolean(),
    counted: z.boolean(),
  }),
  from: Day,
  to: Day,
  opening: z.object({ fen: SignedFen, quantity: z.string() }),
  closing: z.object({ fen: SignedFen, quantity: z.string() }),
  rows: z.array(StatementRow),
  next: z.string().nullable(),
  total: z.int(),
})

export const EntryRow = z.object({
  id: Id,
  no: z.string().nullable(),
  day: Day,
  document: DocumentLink,
  note: z.string(),
  who: z.string(),
  postedAt: z.date(),
  /** What moved: the sum of the positive amounts. */
  amountFen: SignedFen,
  reversal: z.boolean(),
  reversed: z.boolean(),
})

export const EntryView = EntryRow.extend({
  book: z.object({ id: z.string(), title: z.string() }),
  lines: z.array(
    z.object({
      accountId: Id,
      kindTitle: z.string(),
      title: z.string(),
      amountFen: SignedFen,
      quantity: z.string(),
    }),
  ),
  reverses: z.object({ id: Id, no: z.string().nullable(), day: Day }).nullable(),
  reversedBy: z.object({ id: Id, no: z.string().nullable(), day: Day }).nullable(),
})

export const PeriodRow = z.object({
  month: z.string(),
  title: z.string(),
  state: z.enum(PERIOD_STATES),
  entries: z.int(),
  closedAt: z.date().nullable(),
  closedName: z.string(),
  reopenedAt: z.date().nullable(),
  reopenedName: z.string(),
  reopenReason: z.string(),
})

export const PeriodView = PeriodRow.extend({
  book: z.object({ id: z.string(), title: z.string() }),
  obstacles: z.array(z.object({ text: z.string(), href: z.string().nullable(), settle: z.boolean() })),
  actions: Actions,
})

export const Reason = requiredLine(200).meta({ title: '理由' })
