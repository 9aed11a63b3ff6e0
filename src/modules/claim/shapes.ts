import { z } from 'zod'
import { Actions, Day, Id, line, prose, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { Fen } from '../../kernel/pure/money.ts'
import { FileView } from '../../mechanisms/attachment/contract.ts'
import { SignatureView } from '../../mechanisms/signature/contract.ts'
import { claimMachine, EXCEPTIONS, METHODS, MISSING, SOURCES } from './rules.ts'

const keys = <K extends string>(map: Record<K, unknown>) => z.enum(Object.keys(map) as [K, ...K[]])

export const ClaimStates = keys(claimMachine.states)
export const SourceCode = keys(SOURCES)
export const ExceptionField = keys(EXCEPTIONS)
export const MissingCode = keys(MISSING)
export const MethodCode = keys(METHODS)
export const Amount = Fen.min(1, '金额要大于零')
export const which = { id: Id, version: Version }
export const reason = requiredLine(500).meta({ title: '理由' })
export const Changed = z.object({ id: Id, state: ClaimStates, version: Version })

export const InvoiceInput = z.strictObject({
  code: line(12).default('').meta({ title: '发票代码' }),
  number: requiredLine(20).meta({ title: '发票号码' }),
  issuedOn: Day.meta({ title: '开票日期' }),
  sellerName: requiredLine(80).meta({ title: '销售方' }),
  sellerTaxNo: line(20).default('').meta({ title: '销售方税号' }),
  buyerName: requiredLine(80).meta({ title: '购买方（抬头）' }),
  buyerTaxNo: line(20).default('').meta({ title: '购买方税号' }),
  amountFen: Amount.meta({ title: '价税合计' }),
  lines: z
    .array(
      z.strictObject({
        name: requiredLine(80).meta({ title: '货物或服务' }),
        quantity: line(20).default('').meta({ title: '数量' }),
        amountFen: Amount.meta({ title: '金额' }),
      }),
    )
    .max(100)
    .default([])
    .meta({ title: '发票明细' }),
  note: line(200).default('').meta({ title: '备注' }),
  fileIds: z.array(Id).max(5).default([]).meta({ title: '发票文件' }),
  importId: Id.optional(),
})

export const InvoiceRow = z.object({
  id: Id,
  code: z.string(),
  number: z.string(),
  issuedOn: Day,
  sellerName: z.string(),
  buyerName: z.string(),
  buyerTaxNo: z.string(),
  amountFen: z.int(),
  lines: z.array(z.object({ name: z.string(), quantity: z.string(), amountFen: z.int() })),
  note: z.string(),
  claimId: Id.nullable(),
  claimNo: z.string().nullable(),
  void: z.boolean(),
  voidReason: z.string(),
  enteredName: z.string(),
  version: Version,
  files: z.array(FileView),
  actions: Actions,
})

export const ClaimRow = z.object({
  id: Id,
  no: z.string(),
  state: ClaimStates,
  source: SourceCode,
  title: z.string(),
  unitText: z.string(),
  claimedOn: Day,
  amountFen: z.int(),
  payee: z.string(),
  handlerName: z.string(),
  acceptorName: z.string(),
  auditorName: z.string(),
  sourceNo: z.string(),
  missing: MissingCode.nullable(),
  missingNote: z.string(),
  paidOn: Day.nullable(),
  voucherNo: z.string(),
  invoices: z.int(),
})

/** One paper in the chain from the request to the payment. */
export const ChainNode = z.object({
  key: z.string(),
  /** 采购申请, 询价, 采购单, 验收单, 入库单… */
  kind: z.string(),
  no: z.string(),
  sentence: z.string(),
  who: z.string(),
  on: z.string().nullable(),
  href: z.string().nullable(),
  amountFen: z.int().nullable(),
  /** False where the paper should be there and is not. */
  present: z.boolean(),
})
export type ChainNode = z.output<typeof ChainNode>

export const ClaimDetail = ClaimRow.extend({
  exception: ExceptionField.nullable(),
  orderId: Id.nullable(),
  contractId: Id.nullable(),
  amountWords: z.string(),
  payeeAccount: z.string(),
  lineId: Id.nullable(),
  handlerId: Id,
  witnessId: Id.nullable(),
  witnessName: z.string(),
  decision: z.string(),
  paidName: z.string(),
  bookedName: z.string(),
  bookedOn: Day.nullable(),
  version: Version,
  school: z.string(),
  url: z.string(),
  shares: z.array(
    z.object({
      lineId: Id,
      lineCode: z.string(),
      lineTitle: z.string(),
      source: z.string(),
      fromNo: z.string(),
      amountFen: z.int(),
      leftFen: z.int(),
    }),
  ),
  invoiceRows: z.array(InvoiceRow),
  payments: z.array(
    z.object({
      id: Id,
      no: z.string(),
      day: Day,
      amountFen: z.int(),
      method: MethodCode,
      slipNo: z.string(),
      paidName: z.string(),
      reason: z.string(),
      reversed: z.boolean(),
    }),
  ),
  signatures: z.array(SignatureView),
  chain: z.array(ChainNode),
  events: z.array(
    z.object({ id: Id, at: z.date(), action: z.string(), actorName: z.string(), note: z.string() }),
  ),
  /** The sentence that the next signer signs. */
  statement: z.string(),
  actions: Actions,
})

export const ClaimInput = {
  source: SourceCode.meta({ title: '报销事项' }),
  orderId: Id.optional().meta({ title: '采购单' }),
  contractId: Id.optional().meta({ title: '合同' }),
  exception: ExceptionField.optional().meta({ title: '免申请事项' }),
  title: requiredLine(100).meta({ title: '摘要' }),
  unitText: line(60).default('').meta({ title: '部门' }),
  amountFen: Amount.meta({ title: '报销金额' }),
  lineId: Id.optional().meta({ title: '预算项目' }),
  payee: line(80).default('').meta({ title: '收款人' }),
  payeeAccount: line(80).default('').meta({ title: '收款账号' }),
  witnessId: Id.optional().meta({ title: '证明人' }),
  invoiceIds: z.array(Id).max(60).default([]).meta({ title: '发票' }),
}

export const Strokes = z.string().max(20_000).optional()

export const SampleRow = z.object({
  id: Id,
  no: z.string(),
  title: z.string(),
  fromOn: Day,
  toOn: Day,
  aboveFen: z.int(),
  seed: z.string(),
  size: z.int(),
  population: z.int(),
  populationFen: z.int(),
  drawnName: z.string(),
  at: z.date(),
  looked: z.int(),
})
export const SampleDetail = SampleRow.extend({
  school: z.string(),
  items: z.array(
    ClaimRow.extend({
      itemId: Id,
      seq: z.int(),
      /** Papers that the chain lacks. */
      lacks: z.array(z.string()),
      looks: z.array(z.object({ at: z.date(), who: z.string() })),
    }),
  ),
})

export const missingInput = {
  missing: MissingCode.meta({ title: '缺什么' }),
  note: prose(500).min(1, '请写明缺什么、怎么补').meta({ title: '说明' }),
}
