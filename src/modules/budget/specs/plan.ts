import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf, requiredLine, Version } from '../../../kernel/pure/fields.ts'
import { Fen } from '../../../kernel/pure/money.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import * as shapes from '../shapes.ts'
import { ACCOUNTANT, DECIDERS, DRAFTERS, Made, MONEY_READERS, PICKERS, reason, which } from './common.ts'

const PlanChanged = Made.extend({ state: shapes.PlanState })

export const planOperations = {
  sources: query({
    title: '查看经费来源',
    input: z.strictObject({}),
    output: z.object({ rows: z.array(shapes.SourceRow) }),
    access: PICKERS,
  }),
  saveSource: command({
    title: '登记经费来源',
    input: shapes.SourceInput,
    output: Made,
    access: DRAFTERS,
  }),
  plans: query({
    title: '查看历年预算',
    input: z.strictObject({}),
    output: z.object({ rows: z.array(shapes.PlanRow) }),
    access: MONEY_READERS,
  }),
  plan: query({
    title: '查看预算执行',
    input: z.strictObject({ year: shapes.Year }),
    output: shapes.PlanDetail,
    access: MONEY_READERS,
  }),
  openPlan: command({
    title: '编制年度预算',
    input: z.strictObject({ year: shapes.Year, note: line(200).default('').meta({ title: '说明' }) }),
    output: PlanChanged,
    access: DRAFTERS,
  }),
  lines: query({
    title: '查看预算项目',
    input: z.strictObject({
      year: shapes.Year.optional(),
      sourceIds: z.array(Id).max(50).optional(),
      categories: z.array(shapes.Category).optional(),
      openOnly: z.boolean().default(false),
      search: line(60).optional(),
      ...pageInput,
    }),
    output: pageOf(shapes.LineRow),
    access: PICKERS,
  }),
  exportLines: query({
    title: '导出预算执行',
    input: z.strictObject({
      year: shapes.Year.optional(),
      sourceIds: z.array(Id).max(50).optional(),
      categories: z.array(shapes.Category).optional(),
      openOnly: z.boolean().default(false),
      search: line(60).optional(),
      words: line(200).default(''),
    }),
    output: FileOutput,
    access: MONEY_READERS,
  }),
  line: query({
    title: '查看一个预算项目',
    input: z.strictObject({ id: Id }),
    output: shapes.LineCard,
    access: MONEY_READERS,
  }),
  saveLine: command({
    title: '编制预算项目',
    input: z.strictObject({
      id: Id.optional(),
      version: Version.optional(),
      year: shapes.Year,
      ...shapes.LineInput,
    }),
    output: Made,
    access: DRAFTERS,
  }),
  importLine: command({
    title: '导入预算项目',
    input: z.strictObject({
      year: shapes.Year.meta({ title: '年度' }),
      code: requiredLine(30).meta({ title: '项目编码' }),
      title: requiredLine(60).meta({ title: '预算项目' }),
      source: requiredLine(40).meta({ title: '经费来源' }),
      category: requiredLine(20).meta({ title: '支出类别' }),
      plannedFen: Fen.meta({ title: '预算数' }),
      note: line(200).default('').meta({ title: '说明' }),
    }),
    output: z.object({
      id: Id,
      outcome: z.enum(['created', 'updated', 'unchanged']),
      changes: z.array(z.object({ title: z.string(), from: z.string(), to: z.string() })),
    }),
    access: DRAFTERS,
  }),
  removeLine: command({
    title: '删除预算项目',
    input: z.strictObject(which),
    output: z.object({}),
    access: DRAFTERS,
  }),
  approvePlan: command({
    title: '批准年度预算',
    input: z.strictObject({ ...which, basis: requiredLine(100).meta({ title: '批复文号' }) }),
    output: PlanChanged,
    access: DECIDERS,
  }),
  sendBackPlan: command({
    title: '退回编制',
    input: z.strictObject({ ...which, reason }),
    output: PlanChanged,
    access: DECIDERS,
  }),
  startPlan: command({
    title: '下达年度预算',
    input: z.strictObject({ ...which, day: Day.optional().meta({ title: '下达日期' }) }),
    output: PlanChanged,
    access: ACCOUNTANT,
  }),
  closePlan: command({
    title: '年终结转',
    input: z.strictObject({ ...which, day: Day.optional().meta({ title: '结转日期' }) }),
    output: PlanChanged,
    access: ACCOUNTANT,
  }),
  adjustments: query({
    title: '查看预算调整',
    input: z.strictObject({
      year: shapes.Year.optional(),
      states: z.array(shapes.AdjustmentState).optional(),
      ...pageInput,
    }),
    output: pageOf(shapes.AdjustmentRow),
    access: MONEY_READERS,
  }),
  adjustment: query({
    title: '查看一张预算调整单',
    input: z.strictObject({ id: Id }),
    output: shapes.AdjustmentDetail,
    access: MONEY_READERS,
  }),
  adjust: command({
    title: '申请预算调整',
    input: z.strictObject({ year: shapes.Year, ...shapes.AdjustmentFacts }),
    output: Made.extend({ no: z.string() }),
    access: DRAFTERS,
  }),
  amendAdjustment: command({
    title: '修改退回的预算调整',
    input: z.strictObject({ ...which, ...shapes.AdjustmentFacts }),
    output: Made,
    access: DRAFTERS,
  }),
  withdrawAdjustment: command({
    title: '撤回预算调整',
    input: z.strictObject(which),
    output: Made,
    access: DRAFTERS,
  }),
}
