import { z } from 'zod'
import {
  Actions,
  Day,
  Id,
  line,
  pageInput,
  pageOf,
  prose,
  Quantity,
  requiredLine,
  Version,
} from '../../kernel/pure/fields.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { Strokes } from '../../mechanisms/signature/contract.ts'
import { INTENTS, type Intent, LIABLE_KINDS, type LiableKind } from '../damage/rules.ts'
import { errors } from './errors.ts'
import { monthMachine, sheetMachine } from './rules.ts'
import {
  BoardGroup,
  CauseShape,
  Kind,
  LineInput,
  Month,
  MonthStateShape,
  ReviewInput,
  SheetDetail,
  SheetRow,
  State,
  TemplateInput,
  TermCode,
} from './shapes.ts'

const OFFICE = ['director', 'clerk', 'asset_keeper'] as const
/** Those who answer for a room or a class, beside the office. */
const KEEPERS = [...OFFICE, 'class_teacher', 'dorm_keeper', 'room_head'] as const
const READERS = [...KEEPERS, 'principal', 'vice_principal', 'accountant', 'auditor'] as const

const which = { id: Id, version: Version }
const Changed = z.object({ id: Id, state: State, version: Version })
const reason = requiredLine(300).meta({ title: '理由' })
const filter = {
  termCode: TermCode.optional(),
  kind: Kind.optional(),
  states: z.array(State).max(7).optional().meta({ title: '状态' }),
  /** Whose review found something else than what was signed. */
  differs: z.boolean().optional().meta({ title: '复查有差异' }),
  search: line(60).optional().meta({ title: '查找' }),
}

export const contract = defineContract({
  id: 'property',
  title: '财产登记',
  machines: [sheetMachine, monthMachine],
  errors,
  operations: {
    list: query({
      title: '查看财产登记',
      input: z.strictObject({ ...filter, ...pageInput }),
      output: pageOf(SheetRow),
      access: READERS,
    }),
    export: query({
      title: '导出财产登记',
      input: z.strictObject(filter),
      output: FileOutput,
      access: READERS,
    }),
    get: query({
      title: '查看一张登记表',
      input: z.strictObject({ id: Id }),
      output: SheetDetail,
      access: READERS,
    }),
    board: query({
      title: '查看登记进度',
      input: z.strictObject({ termCode: TermCode.optional(), kind: Kind.default('class') }),
      output: z.object({
        termCode: z.string(),
        termName: z.string(),
        kind: Kind,
        total: z.int(),
        made: z.int(),
        signed: z.int(),
        reviewed: z.int(),
        /** Sheets whose review found something, and how many lines that are. */
        different: z.int(),
        differences: z.int(),
        charged: z.int(),
        /** Whoever sees his own sheets only cannot open what the figures count. */
        seesAll: z.boolean(),
        /** Registered and not yet under review. */
        reviewable: z.int(),
        groups: z.array(BoardGroup),
        /** Of those with a sheet, the ones furthest behind. */
        laggards: z.array(SheetRow),
      }),
      access: READERS,
    }),
    startTerm: command({
      title: '发起登记',
      input: z.strictObject({
        termCode: TermCode,
        kind: Kind,
        /** Only what stands in this building or floor. */
        under: Id.optional().meta({ title: '楼或楼层' }),
      }),
      output: z.object({ made: z.int(), already: z.int(), lines: z.int() }),
      access: OFFICE,
    }),
    start: command({
      title: '单独登记',
      input: z.strictObject({
        termCode: TermCode,
        kind: Kind,
        unitId: Id.optional().meta({ title: '班级或部门' }),
        placeId: Id.optional().meta({ title: '房间' }),
      }),
      output: z.object({ id: Id, no: z.string() }),
      access: KEEPERS,
    }),
    saveLines: command({
      title: '修改登记',
      input: z.strictObject({
        ...which,
        placeId: Id.nullable().optional().meta({ title: '房间' }),
        lines: z.array(LineInput).max(200, '一张表最多 200 行').meta({ title: '物品' }),
      }),
      output: Changed,
      access: KEEPERS,
    }),
    hand: command({ title: '交付签字', input: z.strictObject(which), output: Changed, access: KEEPERS }),
    takeBack: command({
      title: '退回修改',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: KEEPERS,
    }),
    sign: command({
      title: '签字',
      input: z.strictObject({
        ...which,
        duty: requiredLine(20).meta({ title: '签字身份' }),
        strokes: Strokes.optional().meta({ title: '签名' }),
      }),
      output: Changed,
      access: 'signed-in',
    }),
    signFor: command({
      title: '请学生签字',
      input: z.strictObject({
        ...which,
        duty: requiredLine(20).meta({ title: '签字身份' }),
        name: requiredLine(30).meta({ title: '姓名' }),
        strokes: Strokes.meta({ title: '签名' }),
      }),
      output: Changed,
      access: KEEPERS,
    }),
    cancel: command({
      title: '作废登记',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: OFFICE,
    }),
    startReview: command({
      title: '开始复查',
      input: z.strictObject(which),
      output: Changed,
      access: KEEPERS,
    }),
    startReviews: command({
      title: '发起期末复查',
      input: z.strictObject({ termCode: TermCode, kind: Kind }),
      output: z.object({ started: z.int() }),
      access: OFFICE,
    }),
    remind: command({
      title: '催办登记',
      input: z.strictObject({ termCode: TermCode, kind: Kind }),
      output: z.object({
        people: z.int(),
        sheets: z.int(),
        /** Of those, the first that nobody answers for. */
        unkept: z.array(z.string()),
      }),
      access: OFFICE,
    }),
    saveReview: command({
      title: '登记复查',
      input: z.strictObject({ ...which, lines: z.array(ReviewInput).min(1, '没有要登记的').max(200) }),
      output: Changed,
      access: KEEPERS,
    }),
    finishReview: command({
      title: '完成复查',
      input: z.strictObject({ ...which, strokes: Strokes.optional().meta({ title: '签名' }) }),
      output: Changed.extend({ differences: z.int() }),
      access: KEEPERS,
    }),
    explain: command({
      title: '说明差异',
      input: z.strictObject({
        ...which,
        lineId: Id,
        cause: CauseShape,
        explanation: requiredLine(300).meta({ title: '说明' }),
      }),
      output: Changed,
      access: KEEPERS,
    }),
    charge: command({
      title: '按损坏赔偿处理',
      input: z.strictObject({
        ...which,
        lineId: Id,
        quantity: Quantity.meta({ title: '赔偿数量' }),
        intent: z
          .enum(Object.keys(INTENTS) as [Intent, ...Intent[]])
          .default('unknown')
          .meta({ title: '性质' }),
        liableKind: z
          .enum(Object.keys(LIABLE_KINDS) as [LiableKind, ...LiableKind[]])
          .default('unknown')
          .meta({ title: '责任' }),
        liableName: line(60).default('').meta({ title: '责任人' }),
        note: prose(500).default('').meta({ title: '经过' }),
      }),
      output: Changed.extend({ caseId: Id, caseNo: z.string() }),
      access: KEEPERS,
    }),
    close: command({ title: '办结', input: z.strictObject(which), output: Changed, access: OFFICE }),
    templates: query({
      title: '查看登记样表',
      input: z.strictObject({}),
      output: z.object({
        rows: z.array(
          z.object({ kind: Kind, version: z.int(), own: z.boolean(), lines: z.array(TemplateInput) }),
        ),
        mayEdit: z.boolean(),
      }),
      access: READERS,
    }),
    saveTemplate: command({
      title: '修改登记样表',
      input: z.strictObject({
        kind: Kind,
        /** 0 while the school has none of its own. */
        version: z.int().min(0),
        lines: z.array(TemplateInput).min(1, '至少要有一样物品').max(200).meta({ title: '物品' }),
      }),
      output: z.object({ version: z.int() }),
      access: OFFICE,
    }),
    month: query({
      title: '查看班级财产考核',
      input: z.strictObject({ month: Month.optional() }),
      output: z.object({
        month: z.string(),
        state: MonthStateShape,
        version: z.int(),
        publishedOn: Day.nullable(),
        publishedBy: z.string(),
        note: z.string(),
        classes: z.array(
          z.object({
            unitId: Id,
            name: z.string(),
            points: z.number(),
            score: z.number(),
            rank: z.int(),
            honour: z.enum(['reward', 'warn', 'none']),
          }),
        ),
        deductions: z.array(
          z.object({
            id: Id,
            unitId: Id,
            on: Day,
            points: z.number(),
            reason: z.string(),
            caseId: Id.nullable(),
            caseNo: z.string(),
            notedBy: z.string(),
            withdrawn: z.string(),
          }),
        ),
        actions: Actions,
      }),
      access: READERS,
    }),
    deduct: command({
      title: '扣财产考核分',
      input: z.strictObject({
        month: Month,
        unitId: Id.meta({ title: '班级' }),
        on: Day.optional().meta({ title: '日期' }),
        points: z
          .number()
          .min(0.5, '至少扣 0.5 分')
          .max(100, '最多扣 100 分')
          .multipleOf(0.5, '按 0.5 分的倍数扣')
          .meta({ title: '扣分' }),
        reason: requiredLine(200).meta({ title: '事由' }),
      }),
      output: z.object({ id: Id }),
      access: OFFICE,
    }),
    takeCases: command({
      title: '带入赔偿扣分',
      input: z.strictObject({ month: Month }),
      output: z.object({ taken: z.int(), unknown: z.array(z.string()) }),
      access: OFFICE,
    }),
    withdrawDeduction: command({
      title: '撤销扣分',
      input: z.strictObject({ id: Id, reason }),
      output: z.object({ id: Id }),
      access: OFFICE,
    }),
    publishMonth: command({
      title: '公布考核',
      input: z.strictObject({ month: Month, note: line(200).default('').meta({ title: '说明' }) }),
      output: z.object({ month: z.string(), classes: z.int() }),
      access: ['director', 'clerk'],
    }),
    reopenMonth: command({
      title: '撤回公布',
      input: z.strictObject({ month: Month, reason }),
      output: z.object({ month: z.string() }),
      access: ['director'],
    }),
  },
})

export const property = contract.operations
