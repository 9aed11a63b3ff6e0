import { z } from 'zod'
import { Actions, Day, Id, line, pageInput, pageOf, prose, Version } from '../../../kernel/pure/fields.ts'
import { Fen } from '../../../kernel/pure/money.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { BUYERS, CHOOSERS, WATCHERS } from '../roles.ts'
import {
  BatchLine,
  BatchRow,
  BatchStates,
  CategoryCode,
  ChannelCode,
  Event,
  OrderStates,
  reason,
  SheetDetail,
  SheetRow,
  SheetStates,
  which,
} from '../shapes.ts'

const batchFilter = {
  states: z.array(BatchStates).optional(),
  category: CategoryCode.optional(),
  channel: ChannelCode.optional(),
  from: Day.optional(),
  to: Day.optional(),
  search: line(60).optional(),
}
const sheetFilter = {
  states: z.array(SheetStates).optional(),
  category: CategoryCode.optional(),
  single: z.boolean().optional(),
  from: Day.optional(),
  to: Day.optional(),
  search: line(60).optional(),
}
const filterText = line(200).default('')

const Batched = z.object({ id: Id, no: z.string(), state: BatchStates, version: Version })
const Sheeted = z.object({ id: Id, no: z.string(), state: SheetStates, version: Version })

export const sourcing = {
  waiting: query({
    title: '查看待并批的采购',
    access: WATCHERS,
    input: z.strictObject({ category: CategoryCode.optional() }),
    output: z.object({
      rows: z.array(
        z.object({
          lineId: Id,
          requestId: Id,
          requestNo: z.string(),
          askerName: z.string(),
          unitText: z.string(),
          askedOn: Day,
          neededOn: Day.nullable(),
          category: CategoryCode,
          channel: ChannelCode,
          itemId: Id.nullable(),
          name: z.string(),
          spec: z.string(),
          measure: z.string(),
          quantity: z.number(),
          amountFen: z.int(),
        }),
      ),
    }),
  }),
  batches: query({
    title: '查看采购批',
    access: WATCHERS,
    input: z.strictObject({ ...batchFilter, ...pageInput }),
    output: pageOf(BatchRow).extend({ amountFen: z.int() }),
  }),
  exportBatches: query({
    title: '导出采购批',
    access: WATCHERS,
    input: z.strictObject({ ...batchFilter, filterText }),
    output: FileOutput,
  }),
  sheets: query({
    title: '查看询价记录清单',
    access: WATCHERS,
    input: z.strictObject({ ...sheetFilter, ...pageInput }),
    output: pageOf(SheetRow),
  }),
  exportSheets: query({
    title: '导出询价记录',
    access: WATCHERS,
    input: z.strictObject({ ...sheetFilter, filterText }),
    output: FileOutput,
  }),
  getBatch: query({
    title: '查看一个采购批',
    access: WATCHERS,
    input: z.strictObject({ id: Id }),
    output: BatchRow.extend({
      version: Version,
      note: z.string(),
      lines: z.array(BatchLine),
      sheet: z.object({ id: Id, no: z.string(), state: SheetStates, quotes: z.int() }).nullable(),
      order: z.object({ id: Id, no: z.string(), state: OrderStates }).nullable(),
      quotesNeeded: z.int(),
      events: z.array(Event),
      actions: Actions,
    }),
  }),
  merge: command({
    title: '并成采购批',
    access: BUYERS,
    input: z.strictObject({
      lineIds: z.array(Id).min(1, '请先选要并的东西').max(200),
      title: line(60).default('').meta({ title: '名称' }),
      note: prose(500).default(''),
    }),
    output: Batched,
  }),
  takeOut: command({
    title: '退出采购批',
    access: BUYERS,
    input: z.strictObject({ ...which, lineId: Id }),
    output: Batched,
  }),
  cancelBatch: command({
    title: '撤销采购批',
    access: BUYERS,
    input: z.strictObject({ ...which, reason }),
    output: Batched,
  }),

  // Comparing
  openSheet: command({
    title: '开始询价',
    access: BUYERS,
    input: z.strictObject(which),
    output: Sheeted,
  }),
  getSheet: query({
    title: '查看询价记录',
    access: WATCHERS,
    input: z.strictObject({ id: Id }),
    output: SheetDetail,
  }),
  quote: command({
    title: '登记报价',
    access: BUYERS,
    input: z.strictObject({
      ...which,
      quoteId: Id.optional(),
      supplierId: Id.meta({ title: '供应商' }),
      contact: line(40).default('').meta({ title: '联系人' }),
      phone: line(40).default('').meta({ title: '电话' }),
      creditCode: line(18).default('').meta({ title: '信用代码' }),
      checked: z.boolean().default(false).meta({ title: '资质已核验' }),
      deliveryDays: z.int().min(0).max(3650).nullable().default(null).meta({ title: '交货期' }),
      warrantyMonths: z.int().min(0).max(600).nullable().default(null).meta({ title: '质保' }),
      validUntil: Day.nullable().default(null).meta({ title: '报价有效到' }),
      note: prose(500).default('').meta({ title: '说明' }),
      /** What was asked before bargaining; left out: the same. */
      firstFen: Fen.optional().meta({ title: '第一次报价' }),
      lines: z
        .array(
          z.strictObject({
            batchLineId: Id,
            brand: line(60).default('').meta({ title: '品牌型号' }),
            priceFen: Fen.min(1, '单价要大于零').meta({ title: '单价' }),
          }),
        )
        .min(1)
        .max(200),
      fileIds: z.array(Id).max(9).default([]),
    }),
    output: Sheeted.extend({ quoteId: Id }),
  }),
  dropQuote: command({
    title: '删去报价',
    access: BUYERS,
    input: z.strictObject({ ...which, quoteId: Id }),
    output: Sheeted,
  }),
  propose: command({
    title: '提出拟选供应商',
    access: BUYERS,
    input: z.strictObject({
      ...which,
      quoteId: Id.meta({ title: '拟选' }),
      /** Only one can supply it; goes for approval. */
      single: z.boolean().default(false).meta({ title: '单一来源' }),
      fewReason: prose(500).default('').meta({ title: '报价不足的原因' }),
      dearReason: prose(500).default('').meta({ title: '不选最低价的原因' }),
      conclusion: prose(1000).default('').meta({ title: '比较结论' }),
    }),
    output: Sheeted,
  }),
  choose: command({
    title: '选定供应商',
    access: CHOOSERS,
    input: z.strictObject({ ...which, note: prose(500).default('').meta({ title: '意见' }) }),
    output: Sheeted,
  }),
  sendBackSheet: command({
    title: '退回重询',
    access: [...CHOOSERS, 'buyer', 'clerk'],
    input: z.strictObject({ ...which, reason }),
    output: Sheeted,
  }),
  voidSheet: command({
    title: '作废询价记录',
    access: BUYERS,
    input: z.strictObject({ ...which, reason }),
    output: Sheeted,
  }),
  priceHistory: query({
    title: '查看历史价格',
    access: WATCHERS,
    input: z.strictObject({ search: line(60).optional(), itemId: Id.optional(), ...pageInput }),
    output: pageOf(
      z.object({
        id: Id,
        on: Day,
        name: z.string(),
        spec: z.string(),
        brand: z.string(),
        measure: z.string(),
        quantity: z.number(),
        priceFen: z.int(),
        /** Against the purchase before it. */
        beforeFen: z.int().nullable(),
        supplierName: z.string(),
        orderId: Id,
        orderNo: z.string(),
      }),
    ),
  }),
}
