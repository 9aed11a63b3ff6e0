import { z } from 'zod'
import { Actions, Day, Id, line, prose, Quantity, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { Fen } from '../../kernel/pure/money.ts'
import { FileView } from '../../mechanisms/attachment/contract.ts'
import { SignatureView } from '../../mechanisms/signature/contract.ts'
import {
  acceptanceMachine,
  batchMachine,
  mismatchMachine,
  orderMachine,
  requestMachine,
  sheetMachine,
} from './machines.ts'
import { PATH_STEPS } from './rules.ts'
import {
  CATEGORIES,
  CHANNELS,
  keysOf,
  MISMATCH_KINDS,
  PORTAL_STATES,
  REQUEST_KINDS,
  SETTLE_HOWS,
  TARGETS,
} from './words.ts'

const statesOf = <S extends string>(machine: { states: Record<S, unknown> }) =>
  z.enum(Object.keys(machine.states) as [S, ...S[]])

export const RequestStates = statesOf(requestMachine)
export const BatchStates = statesOf(batchMachine)
export const SheetStates = statesOf(sheetMachine)
export const OrderStates = statesOf(orderMachine)
export const AcceptanceStates = statesOf(acceptanceMachine)
export const MismatchStates = statesOf(mismatchMachine)
export const Kind = z.enum(keysOf(REQUEST_KINDS)).meta({ title: '种类' })
export const CategoryCode = z.enum(keysOf(CATEGORIES)).meta({ title: '品目' })
export const ChannelCode = z.enum(keysOf(CHANNELS)).meta({ title: '采购渠道' })
export const TargetCode = z.enum(keysOf(TARGETS)).meta({ title: '到货后' })
export const PortalCode = z.enum(keysOf(PORTAL_STATES)).meta({ title: '平台进度' })
export const MismatchKindCode = z.enum(keysOf(MISMATCH_KINDS)).meta({ title: '哪里不符' })
export const SettleCode = z.enum(keysOf(SETTLE_HOWS)).meta({ title: '怎样处理' })

export const which = { id: Id, version: Version }
export const reason = requiredLine(500).meta({ title: '理由' })
const Qty = z.number()

export const Event = z.object({
  id: Id,
  at: z.date(),
  action: z.string(),
  actorName: z.string(),
  note: z.string(),
})

/** One thing that is asked for. */
export const LineInput = z.strictObject({
  itemId: Id.nullable().default(null).meta({ title: '物品目录' }),
  name: requiredLine(60).meta({ title: '物品名称' }),
  spec: line(200).default('').meta({ title: '规格参数' }),
  measure: requiredLine(10).meta({ title: '单位' }),
  quantity: Quantity.meta({ title: '数量' }),
  priceFen: Fen.min(1, '估价要大于零').meta({ title: '预算单价' }),
  target: TargetCode.optional(),
  classCode: line(20).default('').meta({ title: '资产分类' }),
  stockReason: line(200).default('').meta({ title: '库存为什么不合用' }),
  idleReason: line(200).default('').meta({ title: '为什么不调剂' }),
})

export const Justification = z.strictObject({
  need: prose(2000).default('').meta({ title: '购置必要性' }),
  alternatives: prose(2000).default('').meta({ title: '可替代方案' }),
  utilisation: prose(2000).default('').meta({ title: '现有设备使用情况' }),
  opinion: prose(2000).default('').meta({ title: '论证意见' }),
})

export const requestFields = {
  kind: Kind,
  category: CategoryCode,
  channel: ChannelCode.default('own'),
  title: line(60).default('').meta({ title: '名称' }),
  unitId: Id.nullable().default(null).meta({ title: '申请部门、班级' }),
  placeId: Id.nullable().default(null).meta({ title: '用在哪里' }),
  placeText: line(100).default('').meta({ title: '用在哪里' }),
  reason: requiredLine(500).meta({ title: '用途及理由' }),
  lineId: Id.nullable().default(null).meta({ title: '预算项目' }),
  neededOn: Day.nullable().default(null).meta({ title: '什么时候要' }),
  lines: z.array(LineInput).min(1, '请至少填一行').max(60).meta({ title: '明细' }),
  justification: Justification.optional(),
}

export const RequestRow = z.object({
  id: Id,
  no: z.string(),
  state: RequestStates,
  kind: Kind,
  category: CategoryCode,
  channel: ChannelCode,
  title: z.string(),
  askerName: z.string(),
  unitText: z.string(),
  funding: z.string(),
  amountFen: z.int(),
  askedOn: Day,
  neededOn: Day.nullable(),
})

const Path = z.array(
  z.object({
    step: z.enum(PATH_STEPS),
    title: z.string(),
    state: z.enum(['done', 'now', 'ahead', 'stopped', 'none']),
    /** 12月3日，韩建平；等分管副校长批 */
    detail: z.string(),
    href: z.string(),
  }),
)
export type Path = z.output<typeof Path>

export const RequestLine = z.object({
  id: Id,
  itemId: Id.nullable(),
  name: z.string(),
  spec: z.string(),
  measure: z.string(),
  quantity: Qty,
  priceFen: z.int(),
  amountFen: z.int(),
  target: TargetCode,
  classCode: z.string(),
  onhand: Qty.nullable(),
  stockReason: z.string(),
  idleText: z.string(),
  idleReason: z.string(),
  accepted: Qty,
  calledOff: Qty,
  batchId: Id.nullable(),
  batchNo: z.string(),
})

export const RequestDetail = RequestRow.extend({
  version: Version,
  unitId: Id.nullable(),
  placeId: Id.nullable(),
  placeText: z.string(),
  reason: z.string(),
  lineId: Id.nullable(),
  lineTitle: z.string(),
  leftFen: z.int().nullable(),
  ladderFen: z.int(),
  standingFen: z.int(),
  decision: z.string(),
  justification: z.object({
    need: z.string(),
    alternatives: z.string(),
    utilisation: z.string(),
    opinion: z.string(),
  }),
  lines: z.array(RequestLine),
  /** Offers of the purchases it went into, as the form of the application shows them. */
  offers: z.array(z.object({ supplierName: z.string(), totalFen: z.int(), chosen: z.boolean() })),
  path: Path,
  events: z.array(Event),
  actions: Actions,
})

export const LineHint = z.object({
  itemId: Id.nullable(),
  itemName: z.string(),
  measure: z.string(),
  onhand: Qty.nullable(),
  lastPriceFen: z.int().nullable(),
  lastOn: Day.nullable(),
  idle: z.array(z.object({ id: Id, no: z.string(), name: z.string(), where: z.string() })),
})

export const BatchRow = z.object({
  id: Id,
  no: z.string(),
  state: BatchStates,
  title: z.string(),
  category: CategoryCode,
  channel: ChannelCode,
  amountFen: z.int(),
  buyerName: z.string(),
  madeOn: Day,
  lineCount: z.int(),
  requestCount: z.int(),
})

export const BatchLine = z.object({
  id: Id,
  itemId: Id.nullable(),
  name: z.string(),
  spec: z.string(),
  measure: z.string(),
  quantity: Qty,
  priceFen: z.int(),
  target: TargetCode,
  parts: z.array(
    z.object({
      lineId: Id,
      requestId: Id,
      requestNo: z.string(),
      askerName: z.string(),
      unitText: z.string(),
      quantity: Qty,
    }),
  ),
})

export const Quote = z.object({
  id: Id,
  supplierId: Id.nullable(),
  supplierName: z.string(),
  contact: z.string(),
  phone: z.string(),
  creditCode: z.string(),
  checked: z.boolean(),
  deliveryDays: z.int().nullable(),
  warrantyMonths: z.int().nullable(),
  validUntil: Day.nullable(),
  note: z.string(),
  totalFen: z.int(),
  firstFen: z.int(),
  quotedOn: Day,
  version: Version,
  lines: z.array(z.object({ batchLineId: Id, brand: z.string(), priceFen: z.int(), amountFen: z.int() })),
  files: z.array(FileView),
})

export const SheetRow = z.object({
  id: Id,
  no: z.string(),
  state: SheetStates,
  title: z.string(),
  category: CategoryCode,
  batchNo: z.string(),
  single: z.boolean(),
  needed: z.int(),
  offers: z.int(),
  lowestFen: z.int().nullable(),
  meanFen: z.int().nullable(),
  chosenFen: z.int().nullable(),
  chosenName: z.string(),
  askedByName: z.string(),
  chosenByName: z.string(),
  openedOn: Day,
  chosenOn: Day.nullable(),
})

export const SheetDetail = z.object({
  id: Id,
  no: z.string(),
  state: SheetStates,
  version: Version,
  single: z.boolean(),
  needed: z.int(),
  batchId: Id,
  batchNo: z.string(),
  batchVersion: Version,
  title: z.string(),
  openedOn: Day,
  chosenOn: Day.nullable(),
  askedByName: z.string(),
  chosenByName: z.string(),
  chosenQuoteId: Id.nullable(),
  fewReason: z.string(),
  dearReason: z.string(),
  conclusion: z.string(),
  decision: z.string(),
  lowestFen: z.int(),
  meanFen: z.int(),
  firstFen: z.int(),
  lines: z.array(BatchLine.extend({ lastPriceFen: z.int().nullable(), lastOn: Day.nullable() })),
  quotes: z.array(Quote),
  orderId: Id.nullable(),
  signatures: z.array(SignatureView),
  events: z.array(Event),
  actions: Actions,
})

export const OrderRow = z.object({
  id: Id,
  no: z.string(),
  state: OrderStates,
  channel: ChannelCode,
  category: CategoryCode,
  title: z.string(),
  supplierName: z.string(),
  buyerName: z.string(),
  orderedOn: Day,
  dueOn: Day.nullable(),
  portalNo: z.string(),
  portalState: PortalCode,
  contractNo: z.string(),
  fundings: z.string(),
  totalFen: z.int(),
  acceptedFen: z.int(),
  paidFen: z.int(),
  mismatches: z.int(),
})

export const OrderLine = z.object({
  id: Id,
  itemId: Id.nullable(),
  name: z.string(),
  spec: z.string(),
  brand: z.string(),
  measure: z.string(),
  quantity: Qty,
  priceFen: z.int(),
  amountFen: z.int(),
  target: TargetCode,
  counted: Qty,
  accepted: Qty,
  rejected: Qty,
  calledOff: Qty,
  /** What may still be received. */
  open: Qty,
  /** Dear enough for a card of its own; a reason is asked for below that. */
  fixed: z.boolean(),
})

export const AcceptanceRow = z.object({
  id: Id,
  no: z.string(),
  state: AcceptanceStates,
  orderId: Id,
  orderNo: z.string(),
  title: z.string(),
  supplierName: z.string(),
  arrivedOn: Day,
  acceptedOn: Day.nullable(),
  amountFen: z.int(),
  members: z.array(z.object({ personId: Id, name: z.string(), duty: z.string(), signed: z.boolean() })),
})

export const MismatchRow = z.object({
  id: Id,
  version: Version,
  state: MismatchStates,
  kind: MismatchKindCode,
  orderId: Id,
  orderNo: z.string(),
  supplierName: z.string(),
  name: z.string(),
  quantity: Qty.nullable(),
  text: z.string(),
  foundOn: Day,
  foundByName: z.string(),
  how: SettleCode.nullable(),
  deductedFen: z.int(),
  settlement: z.string(),
  settledByName: z.string(),
  settledOn: Day.nullable(),
  actions: Actions,
})

export const OrderDetail = OrderRow.extend({
  version: Version,
  batchId: Id,
  batchNo: z.string(),
  sheetId: Id.nullable(),
  sheetNo: z.string(),
  supplierId: Id,
  contractId: Id.nullable(),
  portalName: z.string(),
  placeText: z.string(),
  note: z.string(),
  calledOffFen: z.int(),
  deductedFen: z.int(),
  lines: z.array(OrderLine),
  requests: z.array(z.object({ id: Id, no: z.string(), askerName: z.string(), unitText: z.string() })),
  acceptances: z.array(AcceptanceRow),
  mismatchRows: z.array(MismatchRow),
  payments: z.array(z.object({ no: z.string(), amountFen: z.int(), paidOn: Day })),
  files: z.array(FileView),
  events: z.array(Event),
  actions: Actions,
  /** A delivery of this worth or more needs a committee of so many. */
  committee: z.object({ fromFen: z.int(), members: z.int() }),
})

export const AcceptanceDetail = AcceptanceRow.extend({
  version: Version,
  placeOk: z.boolean(),
  papers: z.string(),
  installed: z.string(),
  note: z.string(),
  voidReason: z.string(),
  contractNo: z.string(),
  buyerName: z.string(),
  storeId: Id.nullable(),
  statement: z.string(),
  lines: z.array(
    z.object({
      id: Id,
      name: z.string(),
      spec: z.string(),
      brand: z.string(),
      measure: z.string(),
      ordered: Qty,
      delivered: Qty,
      accepted: Qty,
      rejected: Qty,
      reason: z.string(),
      looksOk: z.boolean(),
      worksOk: z.boolean(),
      found: z.string(),
      priceFen: z.int(),
      amountFen: z.int(),
      warrantyMonths: z.int().nullable(),
    }),
  ),
  requests: z.array(z.object({ id: Id, no: z.string(), askerName: z.string(), unitText: z.string() })),
  signatures: z.array(SignatureView),
  files: z.array(FileView),
  events: z.array(Event),
  actions: Actions,
})

export const OffChannelRow = z.object({
  id: Id,
  no: z.string(),
  version: Version,
  boughtOn: Day,
  personName: z.string(),
  unitText: z.string(),
  what: z.string(),
  category: CategoryCode,
  supplierName: z.string(),
  amountFen: z.int(),
  reason: z.string(),
  handling: z.string(),
  handledOn: Day.nullable(),
  notedByName: z.string(),
})

export const YearRow = z.object({
  lineId: Id.nullable(),
  lineTitle: z.string(),
  category: CategoryCode,
  sumFen: z.int(),
  limitFen: z.int(),
  percent: z.number(),
  state: z.enum(['free', 'warn', 'full']),
  requests: z.int(),
})
