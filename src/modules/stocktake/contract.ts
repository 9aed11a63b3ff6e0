import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { Fen } from '../../kernel/pure/money.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { Strokes } from '../../mechanisms/signature/contract.ts'
import { errors } from './errors.ts'
import { campaignMachine } from './rules.ts'
import {
  CampaignDetail,
  CampaignRow,
  CauseShape,
  Comparison,
  DutyShape,
  EntryInput,
  EntryOutcome,
  Kind,
  LineView,
  ResultShape,
  Scope,
  State,
  TaskArea,
  TaskLine,
} from './shapes.ts'

export const MANAGERS = ['director', 'clerk', 'asset_keeper', 'storekeeper'] as const
export const READERS = [...MANAGERS, 'principal', 'vice_principal', 'accountant', 'auditor'] as const

const which = { id: Id, version: Version }
const Changed = z.object({ id: Id, state: State, version: Version })
const reason = requiredLine(300).meta({ title: '理由' })
const plan = {
  title: requiredLine(60).meta({ title: '名称' }),
  scope: Scope.default({ placeIds: [], unitIds: [], classCodes: [], storeIds: [] }).meta({ title: '范围' }),
  blind: z.boolean().default(false).meta({ title: '盲盘' }),
  dueOn: Day.nullable().default(null).meta({ title: '要求完成日期' }),
  note: line(300).default('').meta({ title: '说明' }),
}
const campaignFilter = {
  kind: Kind.optional(),
  states: z.array(State).max(8).optional().meta({ title: '状态' }),
  search: line(60).optional().meta({ title: '查找' }),
}
const lineFilter = {
  id: Id,
  results: z.array(ResultShape).max(7).optional().meta({ title: '结果' }),
  areaId: Id.optional().meta({ title: '地点' }),
  unexplained: z.boolean().optional(),
  search: line(60).optional().meta({ title: '查找' }),
}

export const contract = defineContract({
  id: 'stocktake',
  title: '盘点',
  machines: [campaignMachine],
  errors,
  operations: {
    list: query({
      title: '查看盘点',
      input: z.strictObject({ ...campaignFilter, ...pageInput }),
      output: pageOf(CampaignRow),
      access: 'signed-in',
    }),
    get: query({
      title: '查看一次盘点',
      input: z.strictObject({ id: Id }),
      output: CampaignDetail,
      access: 'signed-in',
    }),
    lines: query({
      title: '查看盘点明细',
      input: z.strictObject({ ...lineFilter, ...pageInput }),
      output: pageOf(LineView),
      access: READERS,
    }),
    export: query({
      title: '导出盘点表',
      input: z.strictObject(lineFilter),
      output: FileOutput,
      access: READERS,
    }),
    exportList: query({
      title: '导出盘点台账',
      input: z.strictObject(campaignFilter),
      output: FileOutput,
      access: READERS,
    }),
    exportReport: query({
      title: '导出盘点报告',
      input: z.strictObject({ id: Id }),
      output: FileOutput,
      access: READERS,
    }),
    compare: query({
      title: '和上次盘点比',
      input: z.strictObject({ id: Id, withId: Id.optional().meta({ title: '比哪一次' }) }),
      output: Comparison,
      access: READERS,
    }),
    plan: command({
      title: '计划盘点',
      input: z.strictObject({ kind: Kind, ...plan }),
      output: Changed.extend({ no: z.string() }),
      access: MANAGERS,
    }),
    edit: command({
      title: '修改盘点计划',
      input: z.strictObject({ ...which, ...plan }),
      output: Changed,
      access: MANAGERS,
    }),
    assign: command({
      title: '安排盘点人员',
      input: z.strictObject({
        ...which,
        counters: z
          .array(
            z.strictObject({
              personId: Id.meta({ title: '人员' }),
              duty: DutyShape,
              areas: z.array(Id).max(100).default([]).meta({ title: '负责的地点' }),
            }),
          )
          .max(100, '一次盘点最多 100 人'),
      }),
      output: Changed,
      access: MANAGERS,
    }),
    start: command({
      title: '开始盘点',
      input: z.strictObject(which),
      output: Changed.extend({ lines: z.int() }),
      access: MANAGERS,
    }),
    task: query({
      title: '领取盘点任务',
      input: z.strictObject({
        id: Id,
        cursor: z.string().max(500).optional(),
        limit: z.int().min(1).max(5000).default(2000),
      }),
      output: z.object({
        id: Id,
        no: z.string(),
        kind: Kind,
        title: z.string(),
        state: State,
        blind: z.boolean(),
        mayCount: z.boolean(),
        areas: z.array(TaskArea),
        lines: z.array(TaskLine),
        next: z.string().nullable(),
      }),
      access: 'signed-in',
    }),
    record: command({
      title: '登记盘点',
      input: z.strictObject({ id: Id, entries: z.array(EntryInput).min(1).max(200, '一次最多 200 条') }),
      output: z.object({ outcomes: z.array(EntryOutcome) }),
      access: 'signed-in',
    }),
    release: command({
      title: '移出盘点',
      input: z.strictObject({
        ...which,
        lineIds: z.array(Id).min(1, '请先选几行').max(2000).meta({ title: '要移出的' }),
        reason,
      }),
      output: Changed.extend({ lines: z.int() }),
      access: MANAGERS,
    }),
    finish: command({
      title: '结束清点',
      input: z.strictObject({
        ...which,
        /** Seen and confirmed: what was not counted is gone. */
        restIsMissing: z.boolean().default(false).meta({ title: '没点到的按盘亏处理' }),
      }),
      output: Changed.extend({ differences: z.int() }),
      access: MANAGERS,
    }),
    recount: command({
      title: '安排复盘',
      input: z.strictObject({ ...which, lineIds: z.array(Id).max(2000).meta({ title: '要复盘的' }) }),
      output: Changed.extend({ lines: z.int() }),
      access: MANAGERS,
    }),
    explain: command({
      title: '说明差异',
      input: z.strictObject({
        ...which,
        lineIds: z.array(Id).min(1, '请先选几行').max(2000).meta({ title: '差异' }),
        cause: CauseShape,
        opinion: requiredLine(300).meta({ title: '处理意见' }),
        /** Of a surplus: what each line enters the book at. */
        valueBasis: z.enum(['market', 'nominal']).default('nominal').meta({ title: '计价' }),
        valueFen: Fen.optional().meta({ title: '价值' }),
        /** Of one thing that no book of the stores knows: which item of the catalogue it is. */
        itemId: Id.optional().meta({ title: '物品' }),
        /** Of a thing found elsewhere: the book takes over where it stands. */
        moveHere: z.boolean().optional().meta({ title: '按现在的地点改账' }),
      }),
      output: Changed.extend({ lines: z.int() }),
      access: MANAGERS,
    }),
    submit: command({ title: '送审', input: z.strictObject(which), output: Changed, access: MANAGERS }),
    withdraw: command({
      title: '撤回送审',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: MANAGERS,
    }),
    adjust: command({
      title: '按批准调账',
      input: z.strictObject(which),
      output: Changed.extend({ adjusted: z.int() }),
      access: [...MANAGERS, 'accountant'],
    }),
    sign: command({
      title: '签盘点报告',
      input: z.strictObject({
        ...which,
        duty: requiredLine(20).meta({ title: '签字身份' }),
        strokes: Strokes.optional().meta({ title: '签名' }),
      }),
      output: Changed,
      access: 'signed-in',
    }),
    cancel: command({
      title: '取消盘点',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: MANAGERS,
    }),
  },
})

export const stocktake = contract.operations
