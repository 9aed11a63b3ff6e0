import { z } from 'zod'
import { Id } from '../../kernel/pure/fields.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { LEDGER_ERRORS } from './errors.ts'
import { PERIOD_STATES, periodMachine } from './machine.ts'
import {
  accountsFilter,
  accountsInput,
  BookField,
  EntryRow,
  EntryView,
  entriesFilter,
  entriesInput,
  Month,
  PeriodRow,
  PeriodView,
  Reason,
  Statement,
  statementFilter,
  statementInput,
  TrialBalance,
} from './shapes.ts'

export * from './machine.ts'

/** These read every book; the others only books that name them as readers. */
export const LEDGER_LEADERS = ['accountant', 'auditor', 'director', 'vice_principal', 'principal'] as const
const READERS = [
  ...LEDGER_LEADERS,
  'cashier',
  'storekeeper',
  'asset_keeper',
  'buyer',
  'clerk',
  'canteen_manager',
] as const

const month = { book: BookField, month: Month }
const Moved = z.object({
  book: z.string(),
  month: z.string(),
  state: z.enum(PERIOD_STATES),
  entries: z.int(),
})

export const contract = defineContract({
  id: 'ledger',
  title: '账簿',
  machines: [periodMachine],
  errors: LEDGER_ERRORS,
  operations: {
    books: query({
      title: '查看账簿',
      access: READERS,
      input: z.strictObject({}),
      output: z.object({
        rows: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            kinds: z.array(z.object({ kind: z.string(), title: z.string(), floor: z.boolean() })),
            closedThrough: z.string().nullable(),
          }),
        ),
      }),
    }),
    accounts: query({ title: '查看余额表', access: READERS, input: accountsInput, output: TrialBalance }),
    exportAccounts: query({
      title: '导出余额表',
      access: READERS,
      input: z.strictObject(accountsFilter),
      output: FileOutput,
    }),
    statement: query({ title: '查看明细账', access: READERS, input: statementInput, output: Statement }),
    exportStatement: query({
      title: '导出明细账',
      access: READERS,
      input: z.strictObject(statementFilter),
      output: FileOutput,
    }),
    entries: query({
      title: '查看分录',
      access: READERS,
      input: entriesInput,
      output: z.object({ rows: z.array(EntryRow), next: z.string().nullable(), total: z.int() }),
    }),
    exportEntries: query({
      title: '导出分录',
      access: READERS,
      input: z.strictObject(entriesFilter),
      output: FileOutput,
    }),
    entry: query({
      title: '查看一笔分录',
      access: READERS,
      input: z.strictObject({ id: Id }),
      output: EntryView,
    }),
    periods: query({
      title: '查看各月结账情况',
      access: READERS,
      input: z.strictObject({ book: BookField }),
      output: z.object({ rows: z.array(PeriodRow) }),
    }),
    period: query({
      title: '查看一个月的结账',
      access: READERS,
      input: z.strictObject(month),
      output: PeriodView,
    }),
    close: command({ title: '结账', access: ['accountant'], input: z.strictObject(month), output: Moved }),
    reopen: command({
      title: '重开月份',
      access: ['principal'],
      input: z.strictObject({ ...month, reason: Reason }),
      output: Moved,
    }),
    verify: query({
      title: '检查账簿',
      access: ['accountant', 'auditor', 'principal', 'admin'],
      input: z.strictObject({}),
      output: z.object({ entries: z.int(), accounts: z.int(), faults: z.array(z.string()) }),
    }),
  },
})

export const ledger = contract.operations
