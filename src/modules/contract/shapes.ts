import { z } from 'zod'
import { Actions, Day, Id, line, prose, Quantity, requiredLine, Version } from '../../kernel/pure/fields.ts'
import type { RoleCode } from '../../kernel/pure/roles.ts'
import { FileView } from '../../mechanisms/attachment/contract.ts'
import { AGREEMENT_STATES, CHANGE_STATES, IMPORT_STATES, TENDER_STATES } from './machine.ts'
import { KIND_CODES, MOST_FEN, WAY_CODES } from './rules.ts'

export const READERS = [
  'director',
  'clerk',
  'buyer',
  'accountant',
  'cashier',
  'auditor',
  'principal',
  'vice_principal',
  'asset_keeper',
] as const satisfies readonly RoleCode[]
export const KEEPERS = ['director', 'clerk', 'buyer'] as const satisfies readonly RoleCode[]
export const DECIDERS = ['director', 'vice_principal', 'principal'] as const satisfies readonly RoleCode[]

export const Amount = z.int('金额要到分').min(1, '金额要大于零').max(MOST_FEN, '金额太大')
export const Kind = z.enum(KIND_CODES)
export const Way = z.enum(WAY_CODES)
export const AgreementStateCode = z.enum(AGREEMENT_STATES)
export const TenderStateCode = z.enum(TENDER_STATES)
export const ImportStateCode = z.enum(IMPORT_STATES)
export const which = { id: Id, version: Version }
export const reason = requiredLine(500).meta({ title: '理由' })

export const LineIn = z.strictObject({
  name: requiredLine(100).meta({ title: '内容' }),
  quantity: Quantity.meta({ title: '数量' }),
  measure: requiredLine(10).meta({ title: '单位' }),
  priceFen: Amount.meta({ title: '单价' }),
})
export const PartIn = z.strictObject({
  title: requiredLine(40).meta({ title: '款项' }),
  dueOn: Day.meta({ title: '应付日期' }),
  amountFen: Amount.meta({ title: '金额' }),
})

export const Event = z.object({
  id: Id,
  at: z.date(),
  action: z.string(),
  actorName: z.string(),
  note: z.string(),
})

export const AgreementRow = z.object({
  id: Id,
  no: z.string(),
  outerNo: z.string(),
  title: z.string(),
  supplierId: Id,
  supplierName: z.string(),
  kind: Kind,
  way: Way.nullable(),
  state: AgreementStateCode,
  totalFen: z.int(),
  paidFen: z.int(),
  startsOn: Day,
  endsOn: Day,
  signedOn: Day.nullable(),
  /** Days until the end of a contract that runs; negative when it is over. */
  daysLeft: z.int().nullable(),
  /** The first part of the plan that is not paid. */
  nextPart: z.object({ title: z.string(), dueOn: Day, amountFen: z.int() }).nullable(),
  managerName: z.string(),
})
export type AgreementRow = z.output<typeof AgreementRow>

const Other = z.object({ id: Id, no: z.string(), title: z.string() })

export const Change = z.object({
  id: Id,
  seq: z.int(),
  deltaFen: z.int(),
  oldEndsOn: Day,
  newEndsOn: Day.nullable(),
  reason: z.string(),
  state: z.enum(CHANGE_STATES),
  askedBy: z.string(),
  askedOn: Day,
  decidedOn: Day.nullable(),
  decision: z.string(),
  warning: z.string(),
})

export const AgreementDetail = AgreementRow.extend({
  scope: z.string(),
  note: z.string(),
  version: Version,
  firstTotalFen: z.int(),
  heldFen: z.int(),
  endedOn: Day.nullable(),
  endReason: z.string(),
  budgetLine: z.object({ id: Id, code: z.string(), title: z.string(), leftFen: z.int() }).nullable(),
  tender: Other.nullable(),
  renews: Other.nullable(),
  renewedBy: z.array(Other),
  lines: z.array(
    z.object({
      id: Id,
      name: z.string(),
      quantity: z.number(),
      measure: z.string(),
      priceFen: z.int(),
      amountFen: z.int(),
    }),
  ),
  plan: z.array(z.object({ title: z.string(), dueOn: Day, amountFen: z.int(), paidFen: z.int() })),
  /** What was ordered under it. */
  orders: z.array(
    z.object({
      id: Id,
      documentKind: z.string(),
      documentId: Id,
      no: z.string(),
      title: z.string(),
      day: Day,
      amountFen: z.int(),
      paidFen: z.int(),
    }),
  ),
  payments: z.array(
    z.object({
      id: Id,
      no: z.string(),
      day: Day,
      amountFen: z.int(),
      documentKind: z.string(),
      documentId: Id,
      note: z.string(),
    }),
  ),
  changes: z.array(Change),
  /** What deserves a second look: additions beyond what the law allows, papers that have run out. */
  warnings: z.array(z.string()),
  files: z.array(FileView),
  events: z.array(Event),
  actions: Actions,
})
export type AgreementDetail = z.output<typeof AgreementDetail>

export const agreementFacts = {
  outerNo: line(60).default('').meta({ title: '合同文本编号' }),
  supplierId: Id.meta({ title: '对方单位' }),
  kind: Kind.meta({ title: '类别' }),
  title: requiredLine(100).meta({ title: '合同名称' }),
  scope: prose(2000).default('').meta({ title: '主要内容' }),
  /** Taken from the tender where there is one. */
  way: Way.nullable().default(null).meta({ title: '采购方式' }),
  lines: z.array(LineIn).min(1, '至少写一行内容和单价').max(100, '最多 100 行').meta({ title: '明细' }),
  /** What the paper says; must equal the sum of the lines. */
  totalFen: Amount.optional().meta({ title: '合同总价' }),
  startsOn: Day.meta({ title: '开始' }),
  endsOn: Day.meta({ title: '到期' }),
  /** Left empty: the whole at the end. */
  plan: z.array(PartIn).max(60, '最多 60 期').default([]).meta({ title: '付款计划' }),
  lineId: Id.nullable().default(null).meta({ title: '预算项目' }),
  tenderId: Id.nullable().default(null).meta({ title: '邀标记录' }),
  note: prose(1000).default('').meta({ title: '备注' }),
}

export const BidRow = z.object({
  id: Id,
  supplierId: Id,
  supplierName: z.string(),
  amountFen: z.int().nullable(),
  note: z.string(),
  receivedOn: Day.nullable(),
  recordedBy: z.string(),
  lowest: z.boolean(),
  /** Percent against the reference price, one decimal; none without one. */
  againstReference: z.number().nullable(),
})

export const TenderRow = z.object({
  id: Id,
  no: z.string(),
  title: z.string(),
  way: Way,
  state: TenderStateCode,
  invited: z.int(),
  bids: z.int(),
  referenceFen: z.int().nullable(),
  winnerName: z.string().nullable(),
  decidedFen: z.int().nullable(),
  decidedOn: Day.nullable(),
  runByName: z.string(),
  createdOn: Day,
})
export type TenderRow = z.output<typeof TenderRow>

export const TenderDetail = TenderRow.extend({
  need: z.string(),
  wayReason: z.string(),
  referenceSource: z.string(),
  winnerId: Id.nullable(),
  decidedByName: z.string(),
  decisionReason: z.string(),
  cancelReason: z.string(),
  leastBidders: z.int(),
  law: z.string(),
  version: Version,
  bidRows: z.array(BidRow),
  agreement: Other.nullable(),
  files: z.array(FileView),
  events: z.array(Event),
  actions: Actions,
})
export type TenderDetail = z.output<typeof TenderDetail>

export const tenderFacts = {
  title: requiredLine(100).meta({ title: '事项' }),
  need: prose(2000).min(1, '请写明要采购什么、多少、什么要求').meta({ title: '需求' }),
  way: Way.meta({ title: '方式' }),
  wayReason: line(500).default('').meta({ title: '采用单一来源的理由' }),
  referenceFen: Amount.nullable().default(null).meta({ title: '参考价' }),
  referenceSource: line(300).default('').meta({ title: '参考价来源' }),
  supplierIds: z.array(Id).max(30, '最多 30 家').default([]).meta({ title: '邀请哪些单位' }),
}

const Decimal2 = z.number().positive('要大于零').max(999_999_999).multipleOf(0.01)
export const importFacts = {
  title: requiredLine(100).meta({ title: '设备' }),
  supplierId: Id.meta({ title: '供货单位' }),
  agreementId: Id.nullable().default(null).meta({ title: '合同' }),
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, '币种写三个字母，例如 USD、EUR、JPY')
    .meta({ title: '币种' }),
  foreignAmount: Decimal2.meta({ title: '外币金额' }),
  rate: z
    .number()
    .positive('要大于零')
    .max(1000, '汇率太大，写 1 外币合多少元')
    .multipleOf(0.000001)
    .meta({ title: '汇率' }),
  rateOn: Day.meta({ title: '汇率日期' }),
  rateSource: requiredLine(100).meta({ title: '汇率来源' }),
  items: z.int('要填整数').min(1, '至少 1 台（件）').max(100_000).meta({ title: '台（件）数' }),
  dutiableFen: z.int().min(0).max(MOST_FEN).default(0).meta({ title: '完税价格' }),
  dutyRate: z.number().min(0).max(200, '税率按百分数填').multipleOf(0.001).default(0).meta({ title: '税率' }),
  negotiatedOn: Day.meta({ title: '谈判日期' }),
  note: prose(1000).default('').meta({ title: '备注' }),
}

export const ImportRow = z.object({
  id: Id,
  no: z.string(),
  title: z.string(),
  supplierId: Id,
  supplierName: z.string(),
  agreement: Other.nullable(),
  currency: z.string(),
  foreignAmount: z.number(),
  rate: z.number(),
  rateOn: Day,
  rateSource: z.string(),
  valueFen: z.int(),
  items: z.int(),
  exemptionNo: z.string(),
  dutiableFen: z.int(),
  dutyRate: z.number(),
  savedFen: z.int(),
  state: ImportStateCode,
  negotiatedOn: Day,
})
export type ImportRow = z.output<typeof ImportRow>

export const ImportDetail = ImportRow.extend({
  contractedOn: Day.nullable(),
  exemptedOn: Day.nullable(),
  shippedOn: Day.nullable(),
  clearedOn: Day.nullable(),
  acceptedOn: Day.nullable(),
  droppedReason: z.string(),
  note: z.string(),
  version: Version,
  files: z.array(FileView),
  events: z.array(Event),
  actions: Actions,
})
export type ImportDetail = z.output<typeof ImportDetail>
