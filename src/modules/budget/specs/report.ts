import { z } from 'zod'
import { Id, pageInput, pageOf, requiredLine } from '../../../kernel/pure/fields.ts'
import { command, query } from '../../../kernel/pure/operation.ts'
import * as shapes from '../shapes.ts'
import { ACCOUNTANT, Made, MONEY_READERS, reason, which } from './common.ts'

export const reportOperations = {
  reports: query({
    title: '查看经费月报',
    input: z.strictObject({ states: z.array(shapes.ReportState).optional(), ...pageInput }),
    output: pageOf(shapes.ReportRow),
    access: MONEY_READERS,
  }),
  report: query({
    title: '查看一份月报',
    input: z.strictObject({ id: Id }),
    output: shapes.ReportDetail,
    access: MONEY_READERS,
  }),
  makeReport: command({
    title: '生成经费月报',
    input: z.strictObject({ month: shapes.Month.meta({ title: '月份' }) }),
    output: Made,
    access: ACCOUNTANT,
  }),
  signReport: command({
    title: '签月报',
    input: z.strictObject({
      ...which,
      duty: z.enum(['会计', '校长']),
      strokes: z.string().max(20_000).optional(),
    }),
    output: Made.extend({ state: shapes.ReportState }),
    access: ['accountant', 'principal'],
  }),
  sendReport: command({
    title: '报送月报',
    input: z.strictObject({ ...which, to: requiredLine(60).meta({ title: '报送单位' }) }),
    output: Made,
    access: ACCOUNTANT,
  }),
  dropReport: command({
    title: '作废月报',
    input: z.strictObject({ ...which, reason }),
    output: Made,
    access: ACCOUNTANT,
  }),
}
