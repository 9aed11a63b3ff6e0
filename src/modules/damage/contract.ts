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
import { Fen } from '../../kernel/pure/money.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { caseMachine, INTENTS, LIABLE_KINDS, PAY_METHODS } from './rules.ts'

const keys = <T extends Record<string, string>>(map: T) =>
  Object.keys(map) as [keyof T & string, ...(keyof T & string)[]]
const LiableKind = z.enum(keys(LIABLE_KINDS))
const Intent = z.enum(keys(INTENTS))
const Method = z.enum(keys(PAY_METHODS))
const State = z.enum(keys(caseMachine.states as Record<keyof typeof caseMachine.states, never>))
const filter = {
  states: z.array(State).optional(),
  from: Day.optional(),
  to: Day.optional(),
  unitId: Id.optional(),
  search: line(60).optional(),
}
const CaseColumn = z.enum(['no', 'on', 'item', 'place', 'unit', 'liable', 'amount', 'paid', 'state', 'order'])
export type CaseColumn = z.output<typeof CaseColumn>

const Token = z.string().regex(/^[\w-]{22}$/)

const OPENERS = ['director', 'clerk', 'dorm_keeper', 'class_teacher'] as const
const OFFICE = ['director', 'clerk'] as const
const READERS = [
  'director',
  'clerk',
  'principal',
  'vice_principal',
  'accountant',
  'cashier',
  'auditor',
  'dorm_keeper',
  'class_teacher',
] as const

export const Price = z.object({
  id: Id,
  item: z.string(),
  measure: z.string(),
  priceFen: z.int(),
  source: z.string(),
  validFrom: Day,
  validTo: Day.nullable(),
})

export const CaseRow = z.object({
  id: Id,
  no: z.string(),
  state: State,
  occurredOn: Day,
  placeText: z.string(),
  unitText: z.string(),
  liableKind: LiableKind,
  liableName: z.string(),
  item: z.string(),
  quantity: z.number(),
  measure: z.string(),
  amountFen: z.int(),
  paidFen: z.int(),
  orderId: Id.nullable(),
  orderNo: z.string().nullable(),
})

const Share = z.object({ id: Id, name: z.string(), amountFen: z.int(), paidFen: z.int() })
const Receipt = z.object({
  id: Id,
  receiptNo: z.string(),
  amountFen: z.int(),
  paidOn: Day,
  method: Method,
  payer: z.string(),
  reversed: z.boolean(),
  reverses: z.boolean(),
  reason: z.string(),
})

export const CaseDetail = CaseRow.extend({
  intent: Intent,
  basis: z.string(),
  note: z.string(),
  decision: z.string(),
  version: Version,
  noticeUrl: z.string(),
  shares: z.array(Share),
  receipts: z.array(Receipt),
  events: z.array(
    z.object({ id: Id, at: z.date(), action: z.string(), actorName: z.string(), note: z.string() }),
  ),
  actions: Actions,
})

const facts = {
  occurredOn: Day.meta({ title: '损坏日期' }),
  placeId: Id.nullable().default(null).meta({ title: '地点' }),
  placeText: line(100).default('').meta({ title: '地点' }),
  unitId: Id.nullable().default(null).meta({ title: '班级' }),
  unitText: line(100).default('').meta({ title: '班级或寝室' }),
  liableKind: LiableKind.meta({ title: '责任' }),
  liableName: line(60).default('').meta({ title: '责任人' }),
  item: requiredLine(60).meta({ title: '损坏物品' }),
  quantity: Quantity.default(1).meta({ title: '数量' }),
}

const which = { id: Id, version: Version }
const Changed = z.object({ id: Id, state: State, version: Version })
const reason = requiredLine(500).meta({ title: '理由' })

export const contract = defineContract({
  id: 'damage',
  title: '损坏赔偿',
  machines: [caseMachine],
  operations: {
    list: query({
      title: '查看赔偿',
      input: z.strictObject({ ...filter, ...pageInput }),
      output: pageOf(CaseRow).extend({ amountFen: z.int(), paidFen: z.int() }),
      access: READERS,
    }),
    exportList: query({
      title: '导出赔偿台账',
      input: z.strictObject({
        ...filter,
        /** The columns that are seen, in their order. */
        columns: z.array(CaseColumn).min(1).max(CaseColumn.options.length).default(CaseColumn.options),
        /** What is filtered, as the list says it. */
        words: line(200).default(''),
      }),
      output: FileOutput,
      access: READERS,
    }),
    get: query({
      title: '查看一件赔偿',
      input: z.strictObject({ id: Id }),
      output: CaseDetail,
      access: READERS,
    }),
    open: command({
      title: '登记损坏',
      input: z.strictObject({ ...facts, intent: Intent.default('unknown'), note: prose(1000).default('') }),
      output: Changed.extend({ no: z.string() }),
      access: OPENERS,
    }),
    assess: command({
      title: '核定赔偿',
      input: z.strictObject({
        ...which,
        intent: Intent,
        liableKind: LiableKind,
        liableName: facts.liableName,
        unitText: facts.unitText,
        amountFen: Fen.optional().meta({ title: '金额' }),
        /** Payers of a shared case; the amount is split evenly over them. */
        sharers: z.array(requiredLine(60)).max(60).default([]),
        basis: prose(500).default('').meta({ title: '依据' }),
      }),
      output: Changed,
      access: OFFICE,
    }),
    notify: command({ title: '发赔偿通知', input: z.strictObject(which), output: Changed, access: OFFICE }),
    notice: query({
      title: '查看赔偿通知',
      input: z.strictObject({ token: Token }),
      output: z.object({
        no: z.string(),
        school: z.string(),
        state: State,
        occurredOn: Day,
        placeText: z.string(),
        liableName: z.string(),
        item: z.string(),
        quantity: z.number(),
        measure: z.string(),
        amountFen: z.int(),
        paidFen: z.int(),
        basis: z.string(),
        decision: z.string(),
        mayObject: z.boolean(),
      }),
      access: 'anyone',
    }),
    object: command({
      title: '对赔偿提异议',
      input: z.strictObject({ token: Token, reason: prose(500).min(2, '请写明理由') }),
      output: z.object({}),
      access: 'anyone',
      rateLimit: 10,
    }),
    uphold: command({
      title: '维持原核定',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: OFFICE,
    }),
    revise: command({
      title: '重新核定',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: OFFICE,
    }),
    askWaiver: command({
      title: '申请减免',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: OPENERS,
    }),
    decideWaiver: command({
      title: '审批减免',
      input: z.strictObject({ ...which, approve: z.boolean(), reason }),
      output: Changed,
      access: ['principal', 'vice_principal'],
    }),
    pay: command({
      title: '收赔款',
      input: z.strictObject({
        ...which,
        shareId: Id.optional(),
        amountFen: Fen.min(1, '金额要大于零').meta({ title: '金额' }),
        receiptNo: line(40).default('').meta({ title: '收据号' }),
        paidOn: Day.optional().meta({ title: '收款日期' }),
        method: Method.exclude(['unknown']).default('cash').meta({ title: '方式' }),
        payer: line(60).default('').meta({ title: '交款人' }),
      }),
      output: Changed.extend({ receiptNo: z.string() }),
      access: ['cashier', 'director', 'clerk'],
    }),
    reversePayment: command({
      title: '冲销收款',
      input: z.strictObject({ ...which, receiptId: Id, reason }),
      output: Changed,
      access: ['cashier', 'director'],
    }),
    cancel: command({
      title: '撤销赔偿',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: OFFICE,
    }),
    recordPaid: command({
      title: '补登已缴赔款',
      input: z.strictObject({
        ...facts,
        amountFen: Fen.min(1, '赔偿金额要大于零').meta({ title: '赔偿金额' }),
        receiptNo: line(40).default('').meta({ title: '收据号' }),
        note: prose(500).default('').meta({ title: '备注' }),
        shared: z.boolean().default(false),
        importId: Id.optional(),
      }),
      output: z.object({ id: Id, no: z.string() }),
      access: OFFICE,
    }),
    prices: query({
      title: '查看赔偿价目',
      input: z.strictObject({ on: Day.optional(), history: z.boolean().default(false) }),
      output: z.object({ rows: z.array(Price) }),
      access: 'signed-in',
    }),
    setPrice: command({
      title: '设定赔偿价格',
      input: z.strictObject({
        item: requiredLine(60).meta({ title: '物品' }),
        measure: requiredLine(10).meta({ title: '量词' }),
        priceFen: Fen.min(1, '价格要大于零').meta({ title: '单价' }),
        source: line(200).default('').meta({ title: '依据' }),
        validFrom: Day.meta({ title: '生效日期' }),
      }),
      output: z.object({ id: Id }),
      access: ['director', 'accountant'],
    }),
  },
  errors: {
    no_price: {
      status: 422,
      text: '“{item}”没有公布过赔偿价格，算不出金额。请先在价目表里定价，或直接填写金额和依据。',
      rule: '按公布的价目赔偿',
    },
    natural_wear: {
      status: 422,
      text: '这张报修单的原因是自然损耗，不能收赔款。若确属人为，请先在报修单上更正原因。',
      rule: '自然损耗不赔',
    },
    needs_liable: { status: 422, text: '还没写明由谁赔。请填责任人，或选班级、寝室分摊并列出分摊人。' },
    needs_amount: { status: 422, text: '赔偿金额还没有核定，不能发通知。请先核定。' },
    has_payment: { status: 409, text: '这件赔偿已收 {paid}，不能{action}。请先冲销收款。' },
    over_paid: { status: 422, text: '还差 {left}，收 {amount} 就多了。请按差额收。' },
    receipt_used: { status: 409, text: '收据号 {no} 已经用过（{case}）。收据号不能重复，请核对。' },
    own_waiver: {
      status: 403,
      text: '减免是您自己申请的，要由另一位校领导审批。',
      rule: '自己申请的不能自己批',
    },
    already_reversed: { status: 409, text: '这笔收款已经冲销过了。' },
    duplicate: { status: 409, text: '与已有的 {no} 完全相同，没有重复登记。' },
    price_past: {
      status: 422,
      text: '{item} 在 {day} 已有更晚生效的价格，不能插在它前面。请选 {day} 之后的日期。',
    },
  },
})

export const damage = contract.operations
