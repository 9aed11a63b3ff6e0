import { z } from 'zod'
import {
  Actions,
  Day,
  Id,
  line,
  pageInput,
  pageOf,
  prose,
  requiredLine,
  Version,
} from '../../kernel/pure/fields.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'

import { firmMachine, isCreditCode } from './rules.ts'

const State = z.enum(Object.keys(firmMachine.states) as ['active', 'blocked', 'ended'])
const Mark = z.int().min(1, '打 1 到 5 分').max(5, '打 1 到 5 分').nullable()
const marks = { quality: Mark, quantity: Mark, time: Mark, place: Mark, price: Mark }

/** Means by factor, 1 to 5, one decimal; none without a mark. */
const Means = z.object({
  quality: z.number().nullable(),
  quantity: z.number().nullable(),
  time: z.number().nullable(),
  place: z.number().nullable(),
  price: z.number().nullable(),
})

const READERS = [
  'director',
  'clerk',
  'buyer',
  'storekeeper',
  'asset_keeper',
  'canteen_manager',
  'accountant',
  'cashier',
  'auditor',
  'principal',
  'vice_principal',
] as const
const KEEPERS = ['director', 'clerk', 'buyer'] as const
const JUDGES = ['director', 'clerk', 'buyer', 'storekeeper', 'asset_keeper', 'canteen_manager'] as const

export const FirmRow = z.object({
  id: Id,
  no: z.string(),
  name: z.string(),
  creditCode: z.string().nullable(),
  contactName: z.string(),
  phone: z.string(),
  supplies: z.string(),
  state: State,
  /** Mean of all factors of all deliveries, 1 to 5; none without a judged delivery. */
  score: z.number().nullable(),
  deliveries: z.int(),
  lastOn: Day.nullable(),
  /** Papers that have run out: 营业执照（2026-03-01 到期） */
  lapsed: z.array(z.string()),
})
export type FirmRow = z.output<typeof FirmRow>

const Licence = z.object({
  id: Id,
  title: z.string(),
  number: z.string(),
  validTo: Day.nullable(),
  required: z.boolean(),
  lapsed: z.boolean(),
  /** Runs out within the days of the reminder. */
  soon: z.boolean(),
})

const Delivery = z.object({
  id: Id,
  documentKind: z.string(),
  documentId: Id,
  documentNo: z.string(),
  deliveredOn: Day,
  ...marks,
  score: z.number().nullable(),
  note: z.string(),
  ratedBy: z.string(),
  version: Version,
})

export const FirmDetail = FirmRow.extend({
  address: z.string(),
  bankName: z.string(),
  bankAccount: z.string(),
  note: z.string(),
  blockReason: z.string(),
  blockedUntil: Day.nullable(),
  version: Version,
  factors: Means,
  licences: z.array(Licence),
  deliveryRows: z.array(Delivery),
  events: z.array(
    z.object({ id: Id, at: z.date(), action: z.string(), actorName: z.string(), note: z.string() }),
  ),
  actions: Actions,
})

const facts = {
  name: requiredLine(100).meta({ title: '名称' }),
  creditCode: z
    .string()
    .trim()
    .toUpperCase()
    .refine(
      code => code === '' || isCreditCode(code),
      '统一社会信用代码不对：要 18 位，最后一位是校验码。请照营业执照核对，没有就留空',
    )
    .default('')
    .meta({ title: '统一社会信用代码' }),
  contactName: line(40).default('').meta({ title: '联系人' }),
  phone: line(40).default('').meta({ title: '电话' }),
  address: line(200).default('').meta({ title: '地址' }),
  bankName: line(100).default('').meta({ title: '开户行' }),
  bankAccount: line(40).default('').meta({ title: '账号' }),
  supplies: line(200).default('').meta({ title: '供应什么' }),
  note: prose(1000).default('').meta({ title: '备注' }),
}
const which = { id: Id, version: Version }
const Changed = z.object({ id: Id, state: State, version: Version })
const reason = requiredLine(500).meta({ title: '理由' })
const filter = {
  states: z.array(State).optional(),
  q: line(60).optional(),
  lapsedOnly: z.boolean().optional(),
}

export const contract = defineContract({
  id: 'supplier',
  title: '供应商',
  machines: [firmMachine],
  operations: {
    list: query({
      title: '查看供应商',
      input: z.strictObject({ ...filter, ...pageInput }),
      output: pageOf(FirmRow),
      access: READERS,
    }),
    export: query({
      title: '导出供应商',
      input: z.strictObject({ ...filter, filterText: line(200).default('') }),
      output: FileOutput,
      access: READERS,
    }),
    get: query({
      title: '查看一家供应商',
      input: z.strictObject({ id: Id }),
      output: FirmDetail,
      access: READERS,
    }),
    options: query({
      title: '选择供应商',
      input: z.strictObject({ q: line(60).default(''), limit: z.int().min(1).max(50).default(20) }),
      output: z.object({
        rows: z.array(
          z.object({ id: Id, name: z.string(), supplies: z.string(), score: z.number().nullable() }),
        ),
      }),
      access: READERS,
    }),
    create: command({
      title: '登记供应商',
      input: z.strictObject(facts),
      output: Changed.extend({ no: z.string() }),
      access: KEEPERS,
    }),
    update: command({
      title: '修改供应商',
      input: z.strictObject({ ...which, ...facts }),
      output: Changed,
      access: KEEPERS,
    }),
    importRow: command({
      title: '导入供应商',
      input: z.strictObject({ ...facts, code: line(40).default('').meta({ title: '编号' }) }),
      output: z.object({
        id: Id,
        no: z.string(),
        outcome: z.enum(['created', 'updated', 'unchanged']),
        changes: z.array(z.object({ title: z.string(), from: z.string(), to: z.string() })),
      }),
      access: KEEPERS,
    }),
    addLicence: command({
      title: '登记供应商证照',
      input: z.strictObject({
        firmId: Id,
        title: requiredLine(60).meta({ title: '证照' }),
        number: line(60).default('').meta({ title: '证号' }),
        validTo: Day.nullable().default(null).meta({ title: '有效期至' }),
        required: z.boolean().default(true).meta({ title: '过期不得采购' }),
      }),
      output: z.object({ id: Id }),
      access: KEEPERS,
    }),
    endLicence: command({
      title: '撤下供应商证照',
      input: z.strictObject({ id: Id, reason }),
      output: z.object({}),
      access: KEEPERS,
    }),
    rate: command({
      title: '给一次供货打分',
      input: z.strictObject({ ...which, ...marks, note: line(300).default('').meta({ title: '说明' }) }),
      output: z.object({ id: Id, version: Version }),
      access: JUDGES,
    }),
    block: command({
      title: '列入黑名单',
      input: z.strictObject({
        ...which,
        reason,
        until: Day.nullable().default(null).meta({ title: '到哪天为止' }),
      }),
      output: Changed,
      access: ['director', 'principal', 'vice_principal'],
    }),
    unblock: command({
      title: '移出黑名单',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: ['principal', 'vice_principal'],
    }),
    end: command({
      title: '停用供应商',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: KEEPERS,
    }),
    revive: command({
      title: '恢复供应商',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: KEEPERS,
    }),
    deliveries: query({
      title: '查看一家供应商的逐次供货',
      input: z.strictObject({ firmId: Id, from: Day, to: Day, ...pageInput }),
      output: pageOf(Delivery),
      access: READERS,
    }),
    scorecard: query({
      title: '查看供应商评分',
      input: z.strictObject({ from: Day, to: Day }),
      output: z.object({
        rows: z.array(
          z.object({
            id: Id,
            name: z.string(),
            deliveries: z.int(),
            factors: Means,
            score: z.number().nullable(),
          }),
        ),
        weights: z.record(z.string(), z.number()),
      }),
      access: READERS,
    }),
  },
  errors: {
    known: { status: 409, text: '“{name}”已经登记过了（{no}）。请直接使用，或修改那一家。' },
    credit_known: {
      status: 409,
      text: '统一社会信用代码 {code} 已登记给“{name}”（{no}）。同一家不要登记两次，请核对。',
    },
    blacklisted: {
      status: 422,
      text: '“{name}”在黑名单里（{reason}{until}），不能向它采购。请另选供应商；若已整改，由校领导移出黑名单。',
      rule: '供应商黑名单制度',
    },
    ended: { status: 422, text: '“{name}”已停用。请另选供应商，或先恢复合作。' },
    licence_expired: {
      status: 422,
      text: '“{name}”的{papers}，不能向它采购。请先让对方提供有效证照并登记，或另选供应商。',
      rule: '证照有效方可采购',
    },
    until_past: { status: 422, text: '黑名单截止日 {day} 已经过去。请选今天以后的日期，或留空表示长期。' },
    nothing_rated: { status: 422, text: '五项都没有打分。至少给一项打分再保存。' },
  },
})

export const supplier = contract.operations
