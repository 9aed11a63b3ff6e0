import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf, requiredLine } from '../../../kernel/pure/fields.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import * as shapes from '../shapes.ts'
import { ACCOUNTANT, Made, MONEY_READERS, reason, which } from './common.ts'

const filter = {
  kinds: z.array(shapes.IncomeKind).optional(),
  /** Not yet remitted. */
  waiting: z.boolean().optional(),
  from: Day.optional(),
  to: Day.optional(),
  search: line(60).optional(),
}

export const incomeOperations = {
  incomes: query({
    title: '查看收入线',
    input: z.strictObject({ ...filter, ...pageInput }),
    output: pageOf(shapes.IncomeRow).extend({ amountFen: z.int(), waitingFen: z.int() }),
    access: MONEY_READERS,
  }),
  exportIncomes: query({
    title: '导出收入线',
    input: z.strictObject({ ...filter, words: line(200).default('') }),
    output: FileOutput,
    access: MONEY_READERS,
  }),
  receive: command({
    title: '登记收入',
    input: z.strictObject({
      kind: shapes.IncomeKind.meta({ title: '收入类别' }),
      amountFen: shapes.Amount.meta({ title: '金额' }),
      day: Day.optional().meta({ title: '收款日期' }),
      payer: requiredLine(60).meta({ title: '交款人' }),
      receiptNo: line(40).default('').meta({ title: '收据号' }),
      note: line(200).default('').meta({ title: '说明' }),
    }),
    output: z.object({ id: Id, no: z.string() }),
    access: ['cashier'],
  }),
  reverseReceived: command({
    title: '冲销收入',
    input: z.strictObject({ id: Id, reason }),
    output: z.object({ id: Id, no: z.string() }),
    access: ['cashier'],
  }),
  remittances: query({
    title: '查看上缴',
    input: z.strictObject({ states: z.array(shapes.RemittanceState).optional(), ...pageInput }),
    output: pageOf(shapes.RemittanceRow),
    access: MONEY_READERS,
  }),
  remittance: query({
    title: '查看一笔上缴',
    input: z.strictObject({ id: Id }),
    output: shapes.RemittanceRow.extend({ incomes: z.array(shapes.IncomeRow), school: z.string() }),
    access: MONEY_READERS,
  }),
  remit: command({
    title: '上缴收入',
    input: z.strictObject({
      incomeIds: z.array(Id).max(500).meta({ title: '收入' }),
      slipNo: requiredLine(40).meta({ title: '缴款书号' }),
      day: Day.optional().meta({ title: '上缴日期' }),
      payee: line(60).default('').meta({ title: '收款单位' }),
      note: line(200).default('').meta({ title: '说明' }),
    }),
    output: Made.extend({ no: z.string(), amountFen: z.int() }),
    access: ['cashier'],
  }),
  checkRemittance: command({
    title: '核对缴款书',
    input: z.strictObject(which),
    output: Made,
    access: ACCOUNTANT,
  }),
  reverseRemittance: command({
    title: '冲销上缴',
    input: z.strictObject({ ...which, reason }),
    output: Made,
    access: ['cashier'],
  }),
}
