import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf, Quantity, requiredLine } from '../../../kernel/pure/fields.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { STAFF } from '../../../kernel/pure/roles.ts'
import {
  Amount,
  Changed,
  Kit,
  LoanDetail,
  LoanRow,
  LoanState,
  Numbered,
  Reason,
  SheetDetail,
  SheetRow,
  Signature,
  which,
} from '../shapes.ts'
import { Day0, KEEPERS, lines, READERS } from './common.ts'

const loanFilter = {
  mine: z.boolean().default(false),
  states: z.array(LoanState).max(4).optional(),
  overdue: z.boolean().default(false),
  q: line(40).default(''),
}

/** What is lent, and what classes get at the start of term. */
export const lending = {
  loans: query({
    title: '查看借用',
    input: z.strictObject({ ...loanFilter, ...pageInput }),
    output: pageOf(LoanRow).extend({ overdue: z.int() }),
    access: STAFF,
  }),
  exportLoans: query({
    title: '导出借用登记',
    input: z.strictObject({ ...loanFilter, filterText: line(200).default('') }),
    output: FileOutput,
    access: READERS,
  }),
  loan: query({
    title: '查看一张借用单',
    input: z.strictObject({ id: Id }),
    output: LoanDetail,
    access: STAFF,
  }),
  lend: command({
    title: '借出',
    input: z.strictObject({
      storeId: Id.meta({ title: '仓库' }),
      borrowerId: Id.meta({ title: '借用人' }),
      unitId: Id.nullable().default(null).meta({ title: '部门' }),
      purpose: line(200).default('').meta({ title: '用途' }),
      dueOn: Day.meta({ title: '归还日期' }),
      lines: lines(
        z.strictObject({
          itemId: Id,
          quantity: Quantity,
          condition: requiredLine(60).default('完好').meta({ title: '借出时的状况' }),
        }),
      ),
      strokes: Signature,
    }),
    output: Numbered,
    access: KEEPERS,
  }),
  giveBack: command({
    title: '归还',
    input: z.strictObject({
      ...which,
      day: Day0,
      lines: lines(
        z.strictObject({
          lineId: Id,
          quantity: Quantity,
          condition: requiredLine(60).default('完好').meta({ title: '归还时的状况' }),
          damaged: z.boolean().default(false).meta({ title: '比借出时差' }),
        }),
      ),
    }),
    output: Numbered.extend({ damaged: z.array(z.string()) }),
    access: KEEPERS,
  }),
  reportLost: command({
    title: '登记借用遗失',
    input: z.strictObject({
      ...which,
      lines: lines(z.strictObject({ lineId: Id, quantity: Quantity })),
      reason: Reason,
    }),
    output: Numbered.extend({ lostFen: z.int(), what: z.string() }),
    access: KEEPERS,
  }),
  extendLoan: command({
    title: '续借',
    input: z.strictObject({ ...which, dueOn: Day.meta({ title: '归还日期' }), reason: Reason }),
    output: Changed,
    access: KEEPERS,
  }),

  kits: query({
    title: '查看开学物资标准',
    input: z.strictObject({ history: z.boolean().default(false) }),
    output: z.object({ rows: z.array(Kit) }),
    access: STAFF,
  }),
  saveKit: command({
    title: '定开学物资标准',
    input: z.strictObject({
      title: requiredLine(40).meta({ title: '标准名称' }),
      classMatch: line(30).default('').meta({ title: '适用的班级' }),
      validFrom: Day.meta({ title: '从哪天起' }),
      source: line(100).default('').meta({ title: '依据' }),
      lines: lines(z.strictObject({ itemId: Id, quantity: Quantity })),
    }),
    output: z.object({ id: Id, versionNo: z.int() }),
    access: ['director', 'clerk'],
  }),
  sheets: query({
    title: '查看开学物资发放',
    input: z.strictObject({ ...pageInput }),
    output: pageOf(SheetRow),
    access: STAFF,
  }),
  sheet: query({
    title: '查看发放表',
    input: z.strictObject({ id: Id }),
    output: SheetDetail,
    access: STAFF,
  }),
  makeSheet: command({
    title: '编制发放表',
    input: z.strictObject({
      title: requiredLine(60).meta({ title: '名称' }),
      storeId: Id.meta({ title: '仓库' }),
      day: Day.meta({ title: '发放日期' }),
    }),
    output: Numbered,
    access: KEEPERS,
  }),
  editSheet: command({
    title: '修改发放表',
    input: z.strictObject({
      ...which,
      lines: lines(z.strictObject({ lineId: Id, has: Amount, demand: Amount.optional() })),
    }),
    output: Changed,
    access: KEEPERS,
  }),
  issueSheet: command({
    title: '一次发放开学物资',
    input: z.strictObject(which),
    output: Changed.extend({ classes: z.int() }),
    access: KEEPERS,
  }),
  signKit: command({
    title: '签收开学物资',
    input: z.strictObject({
      documentId: Id,
      name: line(30).default('').meta({ title: '签收人' }),
      strokes: Signature,
    }),
    output: z.object({ sheetId: Id, left: z.int() }),
    access: STAFF,
  }),
  cancelSheet: command({
    title: '作废发放表',
    input: z.strictObject({ ...which, reason: Reason }),
    output: Changed,
    access: KEEPERS,
  }),
}
