import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf } from '../../../kernel/pure/fields.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import * as shapes from '../shapes.ts'
import { ACCOUNTANT, Made, MONEY_READERS, which } from './common.ts'

const filter = {
  states: z.array(shapes.SavingState).optional(),
  kinds: z.array(shapes.SavingKind).optional(),
  from: Day.optional(),
  to: Day.optional(),
}

export const savingOperations = {
  savings: query({
    title: '查看节约增收',
    input: z.strictObject({ ...filter, ...pageInput }),
    output: pageOf(shapes.SavingRow).extend({ onceFen: z.int(), recurringFen: z.int() }),
    access: [...MONEY_READERS, 'clerk'],
  }),
  exportSavings: query({
    title: '导出节约增收',
    input: z.strictObject({ ...filter, words: line(200).default('') }),
    output: FileOutput,
    access: [...MONEY_READERS, 'clerk'],
  }),
  saving: query({
    title: '查看一笔节约',
    input: z.strictObject({ id: Id }),
    output: shapes.SavingRow,
    access: [...MONEY_READERS, 'clerk'],
  }),
  claimSaving: command({
    title: '填报节约增收',
    input: z.strictObject(shapes.SavingInput),
    output: Made.extend({ no: z.string() }),
    access: ['director', 'clerk', 'vice_principal', 'buyer', 'accountant'],
  }),
  amendSaving: command({
    title: '补充依据',
    input: z.strictObject({ ...which, ...shapes.SavingInput }),
    output: Made,
    access: ['director', 'clerk', 'vice_principal', 'buyer', 'accountant'],
  }),
  decideSaving: command({
    title: '核实节约',
    input: z.strictObject({
      ...which,
      approve: z.boolean(),
      note: line(500).default('').meta({ title: '核实意见' }),
    }),
    output: Made,
    access: ACCOUNTANT,
  }),
  withdrawSaving: command({
    title: '撤回节约',
    input: z.strictObject(which),
    output: Made,
    access: ['director', 'clerk', 'vice_principal', 'buyer', 'accountant'],
  }),
}
