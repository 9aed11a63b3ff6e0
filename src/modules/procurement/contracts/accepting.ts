import { z } from 'zod'
import {
  Day,
  Id,
  line,
  pageInput,
  pageOf,
  prose,
  Quantity,
  requiredLine,
  Version,
} from '../../../kernel/pure/fields.ts'
import { Fen } from '../../../kernel/pure/money.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { STAFF } from '../../../kernel/pure/roles.ts'
import { Strokes } from '../../../mechanisms/signature/contract.ts'
import { WATCHERS } from '../roles.ts'
import {
  AcceptanceDetail,
  AcceptanceRow,
  AcceptanceStates,
  CategoryCode,
  MismatchKindCode,
  MismatchRow,
  MismatchStates,
  OffChannelRow,
  OrderRow,
  reason,
  SettleCode,
  TargetCode,
  which,
} from '../shapes.ts'

const acceptanceFilter = {
  states: z.array(AcceptanceStates).optional(),
  from: Day.optional(),
  to: Day.optional(),
  search: line(60).optional(),
}
const mismatchFilter = {
  states: z.array(MismatchStates).optional(),
  kinds: z.array(MismatchKindCode).optional(),
  from: Day.optional(),
  to: Day.optional(),
  search: line(60).optional(),
}
const offChannelFilter = {
  from: Day.optional(),
  to: Day.optional(),
  openOnly: z.boolean().optional(),
}
const filterText = line(200).default('')

const Accepted = z.object({ id: Id, no: z.string(), state: AcceptanceStates, version: Version })

export const accepting = {
  receiving: query({
    title: '查看待验收的货',
    access: STAFF,
    input: z.strictObject({}),
    output: z.object({
      orders: z.array(OrderRow),
      /** Sheets that wait for my signature. */
      toSign: z.array(AcceptanceRow),
    }),
  }),
  receive: command({
    title: '验收到货',
    access: STAFF,
    input: z.strictObject({
      orderId: Id,
      version: Version,
      arrivedOn: Day.optional().meta({ title: '到货日期' }),
      lines: z
        .array(
          z.strictObject({
            orderLineId: Id,
            delivered: z.number().min(0).max(10_000_000).multipleOf(0.001).meta({ title: '到货' }),
            accepted: z.number().min(0).max(10_000_000).multipleOf(0.001).meta({ title: '合格' }),
            kind: MismatchKindCode.optional(),
            reason: line(300).default('').meta({ title: '不合格的原因' }),
            looksOk: z.boolean().default(true).meta({ title: '外观完好' }),
            worksOk: z.boolean().default(true).meta({ title: '参数相符、能用' }),
            found: line(200).default('').meta({ title: '实物品牌型号' }),
            serials: line(500).default('').meta({ title: '序列号' }),
            itemId: Id.optional().meta({ title: '物品目录' }),
            target: TargetCode.optional(),
            cardReason: line(200).default('').meta({ title: '为什么按固定资产登记' }),
          }),
        )
        .max(200),
      memberIds: z.array(Id).max(20).default([]).meta({ title: '验收组其他成员' }),
      storeId: Id.optional().meta({ title: '入哪个仓库' }),
      placeOk: z.boolean().default(true).meta({ title: '送到了约定地点' }),
      papers: line(200).default('').meta({ title: '随机资料' }),
      installed: line(200).default('').meta({ title: '安装调试' }),
      note: prose(500).default('').meta({ title: '说明' }),
      photoIds: z.array(Id).max(9).default([]),
      strokes: Strokes.optional(),
    }),
    output: Accepted,
  }),
  acceptances: query({
    title: '查看验收单',
    access: WATCHERS,
    input: z.strictObject({ ...acceptanceFilter, ...pageInput }),
    output: pageOf(AcceptanceRow).extend({ amountFen: z.int() }),
  }),
  exportAcceptances: query({
    title: '导出验收单',
    access: WATCHERS,
    input: z.strictObject({ ...acceptanceFilter, filterText }),
    output: FileOutput,
  }),
  getAcceptance: query({
    title: '查看一张验收单',
    access: STAFF,
    input: z.strictObject({ id: Id }),
    output: AcceptanceDetail,
  }),
  signAcceptance: command({
    title: '签验收单',
    access: STAFF,
    input: z.strictObject({ ...which, strokes: Strokes.optional() }),
    output: Accepted,
  }),
  voidAcceptance: command({
    title: '作废验收单',
    access: STAFF,
    input: z.strictObject({ ...which, reason }),
    output: Accepted,
  }),
  mismatches: query({
    title: '查看购物不符',
    access: WATCHERS,
    input: z.strictObject({ ...mismatchFilter, ...pageInput }),
    output: pageOf(MismatchRow),
  }),
  exportMismatches: query({
    title: '导出购物不符',
    access: WATCHERS,
    input: z.strictObject({ ...mismatchFilter, filterText }),
    output: FileOutput,
  }),
  noteMismatch: command({
    title: '登记购物不符',
    access: WATCHERS,
    input: z.strictObject({
      orderId: Id,
      kind: MismatchKindCode,
      name: requiredLine(60).meta({ title: '哪样东西' }),
      quantity: Quantity.nullable().default(null).meta({ title: '数量' }),
      text: requiredLine(500).meta({ title: '哪里不符' }),
    }),
    output: z.object({ id: Id }),
  }),
  settleMismatch: command({
    title: '处理购物不符',
    access: ['director', 'clerk', 'vice_principal', 'principal', 'storekeeper', 'asset_keeper'],
    input: z.strictObject({
      ...which,
      how: SettleCode,
      note: requiredLine(500).meta({ title: '处理结果' }),
      deductFen: Fen.optional().meta({ title: '减多少' }),
    }),
    output: z.object({ id: Id, state: MismatchStates, version: Version }),
  }),

  // Past the channel
  offChannel: query({
    title: '查看统采外采购',
    access: WATCHERS,
    input: z.strictObject({ ...offChannelFilter, ...pageInput }),
    output: pageOf(OffChannelRow).extend({ amountFen: z.int() }),
  }),
  exportOffChannel: query({
    title: '导出统采外采购',
    access: WATCHERS,
    input: z.strictObject({ ...offChannelFilter, filterText }),
    output: FileOutput,
  }),
  noteOffChannel: command({
    title: '登记统采外采购',
    access: ['director', 'clerk', 'buyer', 'accountant', 'auditor'],
    input: z.strictObject({
      boughtOn: Day.meta({ title: '购买日期' }),
      personId: Id.nullable().default(null),
      personName: requiredLine(40).meta({ title: '谁买的' }),
      unitId: Id.nullable().default(null).meta({ title: '部门' }),
      what: requiredLine(200).meta({ title: '买了什么' }),
      category: CategoryCode,
      supplierName: line(100).default('').meta({ title: '在哪里买的' }),
      amountFen: Fen.min(1, '金额要大于零').meta({ title: '金额' }),
      reason: line(500).default('').meta({ title: '原因' }),
    }),
    output: z.object({ id: Id, no: z.string() }),
  }),
  handleOffChannel: command({
    title: '写明统采外采购的处理',
    access: ['director', 'vice_principal', 'principal', 'clerk'],
    input: z.strictObject({ ...which, handling: requiredLine(500).meta({ title: '处理意见' }) }),
    output: z.object({ id: Id, version: Version }),
  }),
}
