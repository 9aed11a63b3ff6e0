import { z } from 'zod'
import {
  Day,
  Id,
  line,
  pageInput,
  pageOf,
  prose,
  requiredLine,
  Version,
} from '../../../kernel/pure/fields.ts'
import { Fen } from '../../../kernel/pure/money.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { STAFF } from '../../../kernel/pure/roles.ts'
import { BUYERS, WATCHERS } from '../roles.ts'
import {
  CategoryCode,
  ChannelCode,
  OrderDetail,
  OrderRow,
  OrderStates,
  PortalCode,
  reason,
  which,
} from '../shapes.ts'

const Ordered = z.object({ id: Id, no: z.string(), state: OrderStates, version: Version })
const orderFilter = {
  states: z.array(OrderStates).optional(),
  channel: ChannelCode.optional(),
  portalStates: z.array(PortalCode).optional(),
  contractId: Id.optional(),
  supplierId: Id.optional(),
  /** Only with goods still to come after the agreed day. */
  late: z.boolean().optional(),
  category: CategoryCode.optional(),
  from: Day.optional(),
  to: Day.optional(),
  search: line(60).optional(),
}
const filterText = line(200).default('')

export const ordering = {
  placeOrder: command({
    title: '下采购单',
    access: BUYERS,
    input: z.strictObject({
      batchId: Id,
      version: Version,
      /** Left out where an inquiry has chosen. */
      supplierId: Id.optional().meta({ title: '供应商' }),
      prices: z
        .array(
          z.strictObject({
            batchLineId: Id,
            brand: line(60).default(''),
            priceFen: Fen.min(1, '单价要大于零'),
          }),
        )
        .max(200)
        .default([]),
      /** Ordered under a contract: its supplier, no dearer and no more than it says. */
      contractId: Id.optional().meta({ title: '合同' }),
      /** Which line of the contract a thing is, where the names differ. */
      contractLines: z
        .array(z.strictObject({ batchLineId: Id, contractLineId: Id }))
        .max(200)
        .default([])
        .meta({ title: '对应合同的哪一项' }),
      portalName: line(60).default('').meta({ title: '平台' }),
      portalNo: line(60).default('').meta({ title: '平台单号' }),
      dueOn: Day.nullable().default(null).meta({ title: '约定到货' }),
      placeText: line(100).default('').meta({ title: '送到哪里' }),
      note: prose(500).default('').meta({ title: '备注' }),
    }),
    output: Ordered,
  }),
  orders: query({
    title: '查看采购单',
    access: WATCHERS,
    input: z.strictObject({ ...orderFilter, ...pageInput }),
    output: pageOf(OrderRow).extend({ totalFen: z.int(), acceptedFen: z.int() }),
  }),
  exportOrders: query({
    title: '导出采购单',
    access: WATCHERS,
    input: z.strictObject({ ...orderFilter, filterText }),
    output: FileOutput,
  }),
  getOrder: query({
    title: '查看一张采购单',
    access: STAFF,
    input: z.strictObject({ id: Id }),
    output: OrderDetail,
  }),
  trackPortal: command({
    title: '更新平台进度',
    access: BUYERS,
    input: z.strictObject({
      ...which,
      portalNo: requiredLine(60).meta({ title: '平台单号' }),
      portalState: PortalCode,
      note: prose(500).default('').meta({ title: '说明' }),
      fileIds: z.array(Id).max(9).default([]),
    }),
    output: Ordered,
  }),
  cancelOrder: command({
    title: '取消采购单',
    access: BUYERS,
    input: z.strictObject({ ...which, reason }),
    output: Ordered,
  }),
  cancelRest: command({
    title: '取消余量',
    access: BUYERS,
    input: z.strictObject({ ...which, reason }),
    output: Ordered,
  }),
}
