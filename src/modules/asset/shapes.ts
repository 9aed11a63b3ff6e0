import { z } from 'zod'
import { Actions, Day, Id, line, prose, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { Fen } from '../../kernel/pure/money.ts'
import { FileView } from '../../mechanisms/attachment/contract.ts'
import { SignatureView, Strokes } from '../../mechanisms/signature/contract.ts'
import {
  ACQUIRE_MODES,
  ANSWERS,
  CATEGORY_CODES,
  CONDITIONS,
  cardMachine,
  checkMachine,
  custodyMachine,
  DIRECTIONS,
  DISPOSE_MODES,
  disposalMachine,
  EDITIONS,
  FUNDINGS,
  GROUNDS,
  loanMachine,
  transferMachine,
  VALUE_TYPES,
} from './rules.ts'

const keys = <T extends Record<string, unknown>>(map: T) =>
  Object.keys(map) as [keyof T & string, ...(keyof T & string)[]]
const statesOf = <S extends string>(machine: { states: Record<S, unknown> }) =>
  z.enum(Object.keys(machine.states) as [S, ...S[]])

export const CardState = statesOf(cardMachine)
export const TransferState = statesOf(transferMachine)
export const LoanState = statesOf(loanMachine)
export const CustodyState = statesOf(custodyMachine)
export const DisposalState = statesOf(disposalMachine)
export const CheckState = statesOf(checkMachine)
export const Edition = z.enum(keys(EDITIONS))
export const Category = z.enum(CATEGORY_CODES)
export const AcquireMode = z.enum(keys(ACQUIRE_MODES))
export const Funding = z.enum(keys(FUNDINGS))
export const Direction = z.enum(keys(DIRECTIONS))
export const ValueType = z.enum(keys(VALUE_TYPES))
export const Ground = z.enum(keys(GROUNDS))
export const DisposeMode = z.enum(keys(DISPOSE_MODES))
export const Answer = z.enum(keys(ANSWERS))
export const Condition = z.enum(keys(CONDITIONS))
export const Usable = Condition.exclude(['lost'])
export const Token = z.string().regex(/^[\w-]{22}$/)
export const Code = z.string().regex(/^[a-hjkmnp-z2-9]{8}$/, '码是 8 位字母和数字')

export const reason = requiredLine(300).meta({ title: '理由' })
export const strokes = Strokes.optional().meta({ title: '签名' })
/** Documents take no more at once; beyond that a second document is easier to check. */
export const assetIds = z.array(Id).min(1, '请先选资产').max(500, '一张单最多 500 件，请分几张办')
export const which = { id: Id, version: Version }
export const Changed = z.object({ id: Id, version: Version })
export const Numbered = Changed.extend({ no: z.string() })

export const Particulars = z.strictObject({
  areaM2: z.number().positive('面积要大于零').max(10_000_000, '面积太大').optional().meta({ title: '面积' }),
  titleNo: line(60).optional().meta({ title: '权证号' }),
  plate: line(10).optional().meta({ title: '车牌号' }),
  engineNo: line(30).optional().meta({ title: '发动机号' }),
  vin: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^([A-HJ-NPR-Z0-9]{17})?$/, '车架号是 17 位字母和数字，没有 I、O、Q')
    .optional()
    .meta({ title: '车架号' }),
  insuredUntil: Day.optional().meta({ title: '保险到期' }),
  inspectedUntil: Day.optional().meta({ title: '年检到期' }),
})

/** What is known of a thing, whether it comes alone or forty times. */
export const cardFacts = {
  name: requiredLine(80).meta({ title: '资产名称' }),
  classCode: line(9).default('').meta({ title: '分类代码' }),
  classEdition: Edition.nullable().default(null).meta({ title: '分类版本' }),
  /** Where the class does not say it. */
  category: Category.nullable().default(null).meta({ title: '折旧类别' }),
  spec: line(120).default('').meta({ title: '规格' }),
  brand: line(60).default('').meta({ title: '品牌' }),
  model: line(80).default('').meta({ title: '型号' }),
  measure: requiredLine(10).default('台').meta({ title: '计量单位' }),
  acquireMode: AcquireMode.default('purchase').meta({ title: '取得方式' }),
  acquiredOn: Day.meta({ title: '取得日期' }),
  supplierText: line(80).default('').meta({ title: '供应商' }),
  invoiceNo: line(40).default('').meta({ title: '发票号' }),
  warrantyUntil: Day.nullable().default(null).meta({ title: '保修到' }),
  funding: Funding.default('fiscal').meta({ title: '经费来源' }),
  direction: Direction.default('teaching').meta({ title: '使用方向' }),
  valueType: ValueType.default('original').meta({ title: '价值类型' }),
  placeId: Id.nullable().default(null).meta({ title: '存放地点' }),
  unitId: Id.nullable().default(null).meta({ title: '使用部门' }),
  userName: line(40).default('').meta({ title: '使用人' }),
  note: prose(500).default('').meta({ title: '备注' }),
  /** Of houses, land and vehicles; what does not belong to the category is left out. */
  particulars: Particulars.default({}).meta({ title: '房屋、土地、车辆的事项' }),
}

export const CardRow = z.object({
  id: Id,
  no: z.string(),
  state: CardState,
  name: z.string(),
  category: Category,
  classCode: z.string().nullable(),
  classEdition: Edition.nullable(),
  spec: z.string(),
  brand: z.string(),
  model: z.string(),
  measure: z.string(),
  quantity: z.int(),
  valueFen: z.int(),
  netFen: z.int(),
  acquiredOn: Day,
  bookedOn: Day,
  placeId: Id.nullable(),
  placeText: z.string(),
  unitId: Id.nullable(),
  unitText: z.string(),
  keeperId: Id.nullable(),
  keeperName: z.string(),
  userName: z.string(),
  funding: Funding,
  warrantyUntil: Day.nullable(),
  /** What holds it now: 调拨中, 盘点中, 待签收. */
  held: z.string(),
  version: Version,
})
export type CardRow = z.output<typeof CardRow>

export const cardFilter = {
  states: z.array(CardState).optional(),
  /** By default what was written off is left out. */
  writtenOff: z.boolean().default(false),
  categories: z.array(Category).optional(),
  classCode: line(9).optional(),
  classEdition: Edition.optional(),
  unitId: Id.optional(),
  placeId: Id.optional(),
  keeperId: Id.optional(),
  noKeeper: z.boolean().optional(),
  noPlace: z.boolean().optional(),
  minFen: Fen.optional(),
  maxFen: Fen.optional(),
  acquiredFrom: Day.optional(),
  acquiredTo: Day.optional(),
  funding: Funding.optional(),
  batchId: Id.optional(),
  warrantyBy: Day.optional(),
  insuredBy: Day.optional(),
  search: line(60).optional(),
}
export const CardFilter = z.strictObject(cardFilter)
export type CardFilter = z.output<typeof CardFilter>
export const Sort = z.enum(['no', 'name', 'value', 'acquired'])
export type Sort = z.output<typeof Sort>

const DocumentLink = z.object({ kind: z.string(), id: Id, no: z.string() }).nullable()

export const CardDetail = CardRow.extend({
  formerNos: z.array(z.string()),
  className: z.string(),
  accountTitle: z.string(),
  serialNo: z.string(),
  acquireMode: AcquireMode,
  direction: Direction,
  valueType: ValueType,
  supplierText: z.string(),
  invoiceNo: z.string(),
  note: z.string(),
  particulars: Particulars,
  bulk: z.boolean(),
  lifeMonths: z.int().nullable(),
  monthsDone: z.int(),
  depreciatedFen: z.int(),
  disposedOn: Day.nullable(),
  disposeMode: z.string().nullable(),
  disposeNo: z.string(),
  batch: z.object({ id: Id, no: z.string(), cards: z.int(), document: DocumentLink }),
  codes: z.array(z.object({ code: z.string(), url: z.string() })),
  cardUrl: z.string(),
  files: z.array(FileView),
  values: z.array(
    z.object({
      id: Id,
      kind: z.string(),
      on: Day,
      valueFen: z.int(),
      depreciatedFen: z.int(),
      documentNo: z.string(),
      note: z.string(),
    }),
  ),
  custody: z.array(
    z.object({
      id: Id,
      keeperName: z.string(),
      state: CustodyState,
      at: z.date(),
      answeredAt: z.date().nullable(),
    }),
  ),
  seals: z.array(SignatureView),
  repairs: z.array(
    z.object({
      orderId: Id,
      no: z.string(),
      title: z.string(),
      on: Day,
      state: z.string(),
      costFen: z.int(),
    }),
  ),
  repairFen: z.int(),
  /** Repairs cost more than the share of the value at which repairing is said to be no longer worth it. */
  repairsTooDear: z.boolean(),
  idle: z.object({ since: Day, reason: z.string(), condition: Condition }).nullable(),
  /** What holds it just now: 盘点中 PD-2026-000003, 处置中 处置单. */
  documents: z.array(z.object({ state: z.string(), title: z.string(), href: z.string() })),
  events: z.array(
    z.object({
      id: Id,
      at: z.date(),
      action: z.string(),
      note: z.string(),
      actorName: z.string(),
      documentNo: z.string(),
      href: z.string(),
    }),
  ),
  actions: Actions,
})

/** A thing as documents list it. */
export const Thing = z.object({
  assetId: Id,
  no: z.string(),
  name: z.string(),
  model: z.string(),
  measure: z.string(),
  quantity: z.int(),
  placeText: z.string(),
  unitText: z.string(),
  keeperName: z.string(),
  acquiredOn: Day,
  valueFen: z.int(),
  depreciatedFen: z.int(),
})
export type Thing = z.output<typeof Thing>
