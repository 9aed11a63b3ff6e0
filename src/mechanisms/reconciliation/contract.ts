import { z } from 'zod'
import { Actions, Day, Id, pageInput, prose, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { RECONCILIATION_ERRORS } from './errors.ts'
import { CAUSE_CODES, DIFFERENCE_STATES, differenceMachine } from './machine.ts'

const LEAD = ['accountant', 'auditor', 'director', 'vice_principal', 'principal'] as const
const KEEP = ['asset_keeper', 'storekeeper', 'buyer', 'cashier', 'clerk'] as const
const ALL = [...LEAD, ...KEEP] as const

const Kind = z.string().max(60).meta({ title: '核对' })
const SignedFen = z.int()

const Standing = z.object({ open: z.int(), explained: z.int(), agreed: z.int() })

const RunHead = z.object({
  id: Id,
  kind: z.string(),
  asAt: Day,
  at: z.date(),
  who: z.string(),
  rowCount: z.int(),
  differenceCount: z.int(),
  leftFen: SignedFen,
  rightFen: SignedFen,
  standing: Standing,
})

const Side = z.object({ title: z.string(), left: z.string(), right: z.string(), about: z.string() })

export const DifferenceRow = z.object({
  id: Id,
  seq: z.int(),
  key: z.string(),
  label: z.string(),
  leftFen: SignedFen,
  rightFen: SignedFen,
  leftQuantity: z.string().nullable(),
  rightQuantity: z.string().nullable(),
  href: z.string().nullable(),
  state: z.enum(DIFFERENCE_STATES).nullable(),
  cause: z.enum(CAUSE_CODES).nullable(),
  note: z.string(),
  explainedName: z.string(),
  explainedAt: z.date().nullable(),
  agreedName: z.string(),
  agreedAt: z.date().nullable(),
  returnedNote: z.string(),
  version: z.int(),
  actions: Actions,
})

const Moved = z.object({ id: Id, state: z.enum(DIFFERENCE_STATES), version: z.int() })

export const contract = defineContract({
  id: 'reconciliation',
  title: '对账',
  machines: [differenceMachine],
  errors: RECONCILIATION_ERRORS,
  operations: {
    kinds: query({
      title: '查看对账项目',
      access: ALL,
      input: z.strictObject({}),
      output: z.object({
        rows: z.array(
          Side.extend({ kind: z.string(), book: z.string().nullable(), last: RunHead.nullable() }),
        ),
      }),
    }),
    list: query({
      title: '查看历次对账',
      access: ALL,
      input: z.strictObject({ kind: Kind, ...pageInput }),
      output: z.object({ side: Side, rows: z.array(RunHead), next: z.string().nullable(), total: z.int() }),
    }),
    get: query({
      title: '查看对账结果',
      access: ALL,
      input: z.strictObject({
        id: Id,
        show: z.enum(['differences', 'all']).default('differences').meta({ title: '显示' }),
        ...pageInput,
      }),
      output: z.object({
        run: RunHead,
        side: Side,
        /** A later run took its place: nothing is explained here any more. */
        latest: z.boolean(),
        rows: z.array(DifferenceRow),
        next: z.string().nullable(),
        total: z.int(),
        actions: Actions,
      }),
    }),
    exportRun: query({
      title: '导出对账结果',
      access: ALL,
      input: z.strictObject({ id: Id, show: z.enum(['differences', 'all']).default('all') }),
      output: FileOutput,
    }),
    run: command({
      title: '核对',
      access: ALL,
      input: z.strictObject({ kind: Kind, asAt: Day.optional().meta({ title: '核对到' }) }),
      output: z.object({
        id: Id,
        asAt: Day,
        rowCount: z.int(),
        differenceCount: z.int(),
        standing: Standing,
      }),
    }),
    explain: command({
      title: '说明差异',
      access: ALL,
      input: z.strictObject({
        id: Id,
        version: Version,
        cause: z.enum(CAUSE_CODES).meta({ title: '原因' }),
        note: prose(500).min(1, '请写明是怎么回事、接下来怎么办').meta({ title: '说明' }),
      }),
      output: Moved,
    }),
    agree: command({
      title: '确认说明',
      access: LEAD,
      input: z.strictObject({ id: Id, version: Version }),
      output: Moved,
    }),
    sendBack: command({
      title: '退回说明',
      access: LEAD,
      input: z.strictObject({ id: Id, version: Version, reason: requiredLine(200).meta({ title: '理由' }) }),
      output: Moved,
    }),
  },
})

export const reconciliation = contract.operations
