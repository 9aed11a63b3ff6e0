import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf, prose, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { Fen } from '../../kernel/pure/money.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { STAFF } from '../../kernel/pure/roles.ts'
import { CLAIM_ERRORS } from './errors.ts'
import { AUDITORS, CLAIM_READERS, CLAIMERS } from './roles.ts'
import { claimMachine } from './rules.ts'
import * as shapes from './shapes.ts'

const { Changed, ClaimInput, reason, Strokes, which } = shapes

const claimFilter = {
  states: z.array(shapes.ClaimStates).optional(),
  sources: z.array(shapes.SourceCode).optional(),
  missing: z.array(shapes.MissingCode).optional(),
  mine: z.boolean().optional(),
  from: Day.optional(),
  to: Day.optional(),
  search: line(60).optional(),
}

const invoiceFilter = {
  /** Not on a claim yet. */
  loose: z.boolean().optional(),
  search: line(60).optional(),
  from: Day.optional(),
  to: Day.optional(),
}

export const contract = defineContract({
  id: 'claim',
  title: '报销',
  machines: [claimMachine],
  errors: CLAIM_ERRORS,
  operations: {
    invoices: query({
      title: '查看发票',
      input: z.strictObject({ ...invoiceFilter, ...pageInput }),
      output: pageOf(shapes.InvoiceRow).extend({ amountFen: z.int() }),
      access: STAFF,
    }),
    exportInvoices: query({
      title: '导出发票台账',
      input: z.strictObject({ ...invoiceFilter, words: line(200).default('') }),
      output: FileOutput,
      access: CLAIM_READERS,
    }),
    addInvoice: command({
      title: '登记发票',
      input: shapes.InvoiceInput,
      output: z.object({ id: Id, version: Version }),
      access: CLAIMERS,
    }),
    voidInvoice: command({
      title: '作废发票登记',
      input: z.strictObject({ ...which, reason }),
      output: z.object({ id: Id, version: Version }),
      access: CLAIMERS,
    }),
    start: query({
      title: '查看可报销的采购',
      input: z.strictObject({}),
      output: z.object({
        orders: z.array(
          z.object({
            orderId: Id,
            orderNo: z.string(),
            title: z.string(),
            supplierName: z.string(),
            acceptedFen: z.int(),
            claimedFen: z.int(),
            leftFen: z.int(),
            mismatchOpen: z.boolean(),
          }),
        ),
        exceptions: z.array(z.object({ code: shapes.ExceptionField, title: z.string() })),
        buyerName: z.string(),
        buyerTaxNo: z.string(),
      }),
      access: CLAIMERS,
    }),
    list: query({
      title: '查看报销单',
      input: z.strictObject({ ...claimFilter, ...pageInput }),
      output: pageOf(shapes.ClaimRow).extend({ amountFen: z.int() }),
      access: STAFF,
    }),
    exportList: query({
      title: '导出报销台账',
      input: z.strictObject({ ...claimFilter, words: line(200).default('') }),
      output: FileOutput,
      access: CLAIM_READERS,
    }),
    get: query({
      title: '查看一张报销单',
      input: z.strictObject({ id: Id }),
      output: shapes.ClaimDetail,
      access: STAFF,
    }),
    draft: command({
      title: '填报销单',
      input: z.strictObject(ClaimInput),
      output: Changed.extend({ no: z.string() }),
      access: CLAIMERS,
    }),
    edit: command({
      title: '修改报销单',
      input: z.strictObject({ ...which, ...ClaimInput }),
      output: Changed,
      access: CLAIMERS,
    }),
    submit: command({
      title: '经手人签字',
      input: z.strictObject({ ...which, strokes: Strokes }),
      output: Changed,
      access: CLAIMERS,
    }),
    accept: command({
      title: '验收人签字',
      input: z.strictObject({ ...which, strokes: Strokes }),
      output: Changed,
      access: STAFF,
    }),
    audit: command({
      title: '审核人签字',
      input: z.strictObject({ ...which, strokes: Strokes }),
      output: Changed,
      access: ['auditor'],
    }),
    sendBack: command({
      title: '退回报销单',
      input: z.strictObject({ ...which, ...shapes.missingInput }),
      output: Changed,
      access: STAFF,
    }),
    withdraw: command({
      title: '撤回报销单',
      input: z.strictObject({ ...which, note: prose(500).default('').meta({ title: '说明' }) }),
      output: Changed,
      access: CLAIMERS,
    }),
    cancel: command({
      title: '撤销报销单',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: CLAIMERS,
    }),
    pay: command({
      title: '付款',
      input: z.strictObject({
        ...which,
        day: Day.optional().meta({ title: '付款日期' }),
        method: shapes.MethodCode.default('transfer').meta({ title: '付款方式' }),
        slipNo: line(40).default('').meta({ title: '银行回单号' }),
        account: line(80).default('').meta({ title: '收款账号' }),
      }),
      output: Changed.extend({ no: z.string() }),
      access: ['cashier'],
    }),
    reversePayment: command({
      title: '冲销付款',
      input: z.strictObject({ ...which, reason }),
      output: Changed.extend({ no: z.string() }),
      access: ['cashier'],
    }),
    book: command({
      title: '记账',
      input: z.strictObject({
        ...which,
        voucherNo: requiredLine(40).meta({ title: '凭证号' }),
        day: Day.optional().meta({ title: '记账日期' }),
      }),
      output: Changed,
      access: ['accountant'],
    }),
    unbook: command({
      title: '冲销记账',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: ['accountant'],
    }),
    samples: query({
      title: '查看审计抽检',
      input: z.strictObject(pageInput),
      output: pageOf(shapes.SampleRow),
      access: AUDITORS,
    }),
    drawSample: command({
      title: '抽取样本',
      input: z.strictObject({
        title: requiredLine(60).meta({ title: '抽检名称' }),
        from: Day.meta({ title: '从' }),
        to: Day.meta({ title: '到' }),
        size: z.int('要填整数').min(1, '至少 1 张').max(200, '最多 200 张').meta({ title: '抽几张' }),
        aboveFen: Fen.default(0).meta({ title: '金额不低于' }),
        seed: line(20).default('').meta({ title: '种子' }),
      }),
      output: z.object({ id: Id, no: z.string(), drawn: z.int() }),
      access: AUDITORS,
    }),
    sample: query({
      title: '查看一次抽检',
      input: z.strictObject({ id: Id }),
      output: shapes.SampleDetail,
      access: AUDITORS,
    }),
    look: command({
      title: '查阅抽中的报销单',
      input: z.strictObject({ itemId: Id }),
      output: shapes.ClaimDetail,
      access: AUDITORS,
    }),
  },
})

export const claim = contract.operations
