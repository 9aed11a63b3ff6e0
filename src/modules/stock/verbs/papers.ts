import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf, Quantity } from '../../../kernel/pure/fields.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { STAFF } from '../../../kernel/pure/roles.ts'
import {
  Amount,
  Changed,
  DocumentDetail,
  DocumentRow,
  DocumentState,
  Kind,
  Note,
  Numbered,
  Reason,
  ReceiptLine,
  Signature,
  which,
} from '../shapes.ts'
import { Day0, KEEPERS, lines, READERS } from './common.ts'

const documentFilter = {
  kinds: z.array(Kind).max(13).optional(),
  states: z.array(DocumentState).max(7).optional(),
  storeId: Id.optional(),
  unitId: Id.optional(),
  itemId: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
  q: line(40).default(''),
}
const AdjustLine = z.strictObject({
  itemId: Id,
  batchId: Id.nullable().default(null),
  quantity: z
    .number()
    .min(-10_000_000)
    .max(10_000_000)
    .multipleOf(0.001)
    .refine(n => n !== 0, '数量不能为零'),
  note: Note,
})

/** What comes in, goes back, moves, is lost or put right. */
export const papers = {
  documents: query({
    title: '查看出入库单据',
    input: z.strictObject({ ...documentFilter, ...pageInput }),
    output: pageOf(DocumentRow).extend({ amountFen: z.int() }),
    access: READERS,
  }),
  exportDocuments: query({
    title: '导出出入库单据',
    input: z.strictObject({ ...documentFilter, filterText: line(200).default('') }),
    output: FileOutput,
    access: READERS,
  }),
  document: query({
    title: '查看出入库单',
    input: z.strictObject({ id: Id }),
    output: DocumentDetail,
    access: STAFF,
  }),
  receive: command({
    title: '入库',
    input: z.strictObject({
      storeId: Id.meta({ title: '仓库' }),
      day: Day0,
      supplierId: Id.nullable().default(null).meta({ title: '供应商' }),
      supplierText: line(60).default('').meta({ title: '供应商' }),
      orderNo: line(40).default('').meta({ title: '采购单号' }),
      invoiceNo: line(40).default('').meta({ title: '发票号' }),
      opening: z.boolean().default(false).meta({ title: '期初库存' }),
      note: Note,
      lines: lines(ReceiptLine).meta({ title: '物品' }),
    }),
    output: Numbered,
    access: KEEPERS,
  }),
  reverse: command({
    title: '冲销出入库单',
    input: z.strictObject({ ...which, reason: Reason }),
    output: Numbered,
    access: KEEPERS,
  }),

  giveIn: command({
    title: '退库',
    input: z.strictObject({
      ...which,
      day: Day0,
      lines: lines(
        z.strictObject({
          lineId: Id,
          quantity: Quantity,
          damaged: Amount.default(0).meta({ title: '其中坏的' }),
        }),
      ),
      reason: Reason,
    }),
    output: Numbered.extend({ lossId: Id.nullable(), lossNo: z.string() }),
    access: KEEPERS,
  }),

  transfer: command({
    title: '调拨',
    input: z.strictObject({
      fromStoreId: Id.meta({ title: '调出仓库' }),
      toStoreId: Id.meta({ title: '调入仓库' }),
      day: Day0,
      note: Note,
      lines: lines(z.strictObject({ itemId: Id, quantity: Quantity })),
    }),
    output: Numbered,
    access: KEEPERS,
  }),
  receiveTransfer: command({
    title: '接收调拨',
    input: z.strictObject({
      ...which,
      day: Day0,
      lines: lines(z.strictObject({ lineId: Id, quantity: Amount })).meta({ title: '实收' }),
      reason: line(200).default('').meta({ title: '情况' }),
      strokes: Signature,
    }),
    output: Numbered.extend({ short: z.boolean() }),
    access: KEEPERS,
  }),
  recallTransfer: command({
    title: '撤回调拨',
    input: z.strictObject({ ...which, reason: Reason }),
    output: Changed,
    access: KEEPERS,
  }),
  settleDifference: command({
    title: '处理调拨差额',
    input: z.strictObject({
      ...which,
      outcome: z.enum(['found', 'kept', 'lost']).meta({ title: '结果' }),
      lines: lines(z.strictObject({ lineId: Id, quantity: Quantity })),
      reason: Reason,
    }),
    output: Numbered,
    access: KEEPERS,
  }),
  writeOff: command({
    title: '申请报损',
    input: z.strictObject({
      storeId: Id.meta({ title: '仓库' }),
      reason: Reason,
      lines: lines(AdjustLine.extend({ quantity: Quantity })),
    }),
    output: Numbered,
    access: KEEPERS,
  }),
  correct: command({
    title: '申请更正',
    input: z.strictObject({
      storeId: Id.meta({ title: '仓库' }),
      reason: Reason,
      lines: lines(AdjustLine),
    }),
    output: Numbered,
    access: KEEPERS,
  }),
  withdrawDocument: command({
    title: '撤回报损或更正',
    input: z.strictObject({ ...which, reason: Reason }),
    output: Changed,
    access: KEEPERS,
  }),
}
