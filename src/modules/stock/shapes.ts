import { z } from 'zod'
import { Actions, Day, Id, line, prose, Quantity, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { Fen } from '../../kernel/pure/money.ts'
import { SignatureView, Strokes } from '../../mechanisms/signature/contract.ts'
import { CLASSES, documentMachine, KINDS, loanMachine, needMachine, sheetMachine } from './rules.ts'

export const codes = <T extends object>(map: T) =>
  Object.keys(map) as [keyof T & string, ...(keyof T & string)[]]

export const ItemClass = z.enum(codes(CLASSES))
export const Kind = z.enum(codes(KINDS))
export const NeedState = z.enum(codes(needMachine.states))
export const DocumentState = z.enum(codes(documentMachine.states))
export const LoanState = z.enum(codes(loanMachine.states))
export const SheetState = z.enum(codes(sheetMachine.states))

export const which = { id: Id, version: Version }
export const Changed = z.object({ id: Id, version: Version })
export const Numbered = Changed.extend({ no: z.string() })
export const Reason = requiredLine(300).meta({ title: '理由' })
export const Note = line(200).default('').meta({ title: '备注' })
export const Amount = z.number().min(0).max(10_000_000).multipleOf(0.001)
export const Signature = Strokes.optional()

export const ItemFacts = {
  name: requiredLine(60).meta({ title: '名称' }),
  spec: line(60).default('').meta({ title: '规格' }),
  measure: requiredLine(8).meta({ title: '单位' }),
  packMeasure: line(8).default('').meta({ title: '整件单位' }),
  packFactor: z
    .number()
    .gt(1, '一整件要多于一个')
    .max(100_000)
    .multipleOf(0.001)
    .nullable()
    .default(null)
    .meta({ title: '每整件数量' }),
  class: ItemClass.meta({ title: '类别' }),
  minQuantity: Amount.nullable().default(null).meta({ title: '最低库存' }),
  maxQuantity: Amount.nullable().default(null).meta({ title: '最高库存' }),
  tradeIn: z.boolean().default(false).meta({ title: '以旧换新' }),
  lendable: z.boolean().default(false).meta({ title: '可借用' }),
  aliases: z.array(requiredLine(30)).max(10).default([]).meta({ title: '别名' }),
  location: line(40).default('').meta({ title: '库位' }),
  note: Note,
}

/** What every list of goods says about one. */
export const ItemBrief = z.object({
  itemId: Id,
  code: z.string(),
  name: z.string(),
  spec: z.string(),
  measure: z.string(),
})

export const ItemRow = ItemBrief.omit({ itemId: true }).extend({
  id: Id,
  class: ItemClass,
  packMeasure: z.string(),
  packFactor: z.number().nullable(),
  minQuantity: z.number().nullable(),
  maxQuantity: z.number().nullable(),
  onhand: z.number(),
  amountFen: z.int(),
  averageFen: z.int(),
  reserved: z.number(),
  earliestExpiry: Day.nullable(),
  tradeIn: z.boolean(),
  lendable: z.boolean(),
  closed: z.boolean(),
  location: z.string(),
  low: z.boolean(),
})

export const Holding = z.object({
  id: Id,
  storeId: Id,
  storeName: z.string(),
  batchId: Id.nullable(),
  batchNo: z.string(),
  expiresOn: Day.nullable(),
  quantity: z.number(),
  amountFen: z.int(),
})

export const ItemDetail = ItemRow.extend({
  aliases: z.array(z.string()),
  note: z.string(),
  version: Version,
  holdings: z.array(Holding),
  weeks: z.int(),
  perWeek: z.number(),
  inTransit: z.array(
    z.object({
      documentId: Id,
      no: z.string(),
      fromStore: z.string(),
      toStore: z.string(),
      quantity: z.number(),
    }),
  ),
  months: z.array(z.object({ month: z.string(), inQuantity: z.number(), outQuantity: z.number() })),
  actions: Actions,
})

export const MoveRow = z.object({
  id: Id,
  documentId: Id,
  no: z.string(),
  kind: Kind,
  day: Day,
  storeName: z.string(),
  batchNo: z.string(),
  quantity: z.number(),
  amountFen: z.int(),
  who: z.string(),
  balance: z.number(),
})

export const ReceiptLine = z.strictObject({
  itemId: Id.meta({ title: '物品' }),
  quantity: Quantity.meta({ title: '数量' }),
  priceFen: Fen.meta({ title: '单价' }),
  batchNo: line(40).default('').meta({ title: '批次' }),
  expiresOn: Day.nullable().default(null).meta({ title: '保质期至' }),
  note: Note,
})

export const DocumentRow = z.object({
  id: Id,
  no: z.string(),
  kind: Kind,
  state: DocumentState,
  day: Day,
  storeName: z.string(),
  toStoreName: z.string(),
  what: z.string(),
  who: z.string(),
  sourceNo: z.string(),
  amountFen: z.int(),
  lines: z.int(),
  unsigned: z.boolean(),
})

export const DocumentLine = ItemBrief.extend({
  id: Id,
  batchNo: z.string(),
  expiresOn: Day.nullable(),
  asked: z.number().nullable(),
  quantity: z.number(),
  returned: z.number(),
  priceFen: z.int(),
  amountFen: z.int(),
  oldIn: z.boolean().nullable(),
  note: z.string(),
})

export const DocumentDetail = DocumentRow.omit({ lines: true }).extend({
  storeId: Id,
  keeperName: z.string(),
  invoiceNo: z.string(),
  supplierText: z.string(),
  personText: z.string(),
  unitText: z.string(),
  purpose: z.string(),
  reason: z.string(),
  decision: z.string(),
  byText: z.string(),
  needId: Id.nullable(),
  needNo: z.string(),
  sheetId: Id.nullable(),
  loanId: Id.nullable(),
  orderId: Id.nullable(),
  originId: Id.nullable(),
  reversesId: Id.nullable(),
  reversedById: Id.nullable(),
  version: Version,
  rows: z.array(DocumentLine),
  signatures: z.array(SignatureView),
  /** The papers of the same transfer: sent, received, missing, written off. */
  trail: z.array(z.object({ id: Id, no: z.string(), kind: Kind, state: DocumentState, day: Day })),
  statement: z.string(),
  actions: Actions,
})

export const NeedRow = z.object({
  id: Id,
  no: z.string(),
  state: NeedState,
  askedOn: Day,
  storeName: z.string(),
  askerName: z.string(),
  unitText: z.string(),
  orderId: Id.nullable(),
  orderNo: z.string(),
  purpose: z.string(),
  what: z.string(),
  amountFen: z.int(),
  over: z.boolean(),
})

export const NeedLine = ItemBrief.extend({
  id: Id,
  quantity: z.number(),
  picked: z.number(),
  issued: z.number(),
  left: z.number(),
  onhand: z.number(),
  averageFen: z.int(),
  location: z.string(),
  tradeIn: z.boolean(),
  note: z.string(),
})

export const NeedDetail = NeedRow.extend({
  storeId: Id,
  askerId: Id,
  unitId: Id.nullable(),
  overReason: z.string(),
  decision: z.string(),
  version: Version,
  lines: z.array(NeedLine),
  documents: z.array(
    z.object({ id: Id, no: z.string(), kind: Kind, state: DocumentState, day: Day, amountFen: z.int() }),
  ),
  signatures: z.array(SignatureView),
  /** The sentence the receiver signs when everything that is picked (or left) is handed out. */
  statement: z.string(),
  actions: Actions,
})

export const QuotaNote = z.object({
  itemId: Id,
  name: z.string(),
  measure: z.string(),
  quota: z.number(),
  used: z.number(),
  asked: z.number(),
  left: z.number(),
})

export const LoanLine = ItemBrief.extend({
  id: Id,
  quantity: z.number(),
  back: z.number(),
  lost: z.number(),
  left: z.number(),
  outCondition: z.string(),
  backCondition: z.string(),
  damaged: z.boolean(),
  averageFen: z.int(),
})
export const LoanRow = z.object({
  id: Id,
  no: z.string(),
  state: LoanState,
  storeName: z.string(),
  borrowerName: z.string(),
  unitText: z.string(),
  purpose: z.string(),
  what: z.string(),
  lentOn: Day,
  dueOn: Day,
  overdueDays: z.int(),
})
export const LoanDetail = LoanRow.extend({
  borrowerId: Id,
  storeId: Id,
  version: Version,
  lines: z.array(LoanLine),
  documents: z.array(z.object({ id: Id, no: z.string(), kind: Kind, day: Day })),
  signatures: z.array(SignatureView),
  statement: z.string(),
  actions: Actions,
})

export const Kit = z.object({
  id: Id,
  title: z.string(),
  classMatch: z.string(),
  versionNo: z.int(),
  validFrom: Day,
  validTo: Day.nullable(),
  source: z.string(),
  lines: z.array(ItemBrief.extend({ quantity: z.number() })),
})

export const SheetRow = z.object({
  id: Id,
  no: z.string(),
  title: z.string(),
  state: SheetState,
  storeName: z.string(),
  day: Day,
  classes: z.int(),
  signed: z.int(),
})
export const SheetDetail = SheetRow.extend({
  storeId: Id,
  version: Version,
  columns: z.array(ItemBrief.extend({ onhand: z.number(), demand: z.number(), short: z.number() })),
  classRows: z.array(
    z.object({
      unitId: Id,
      unitName: z.string(),
      documentId: Id.nullable(),
      documentNo: z.string(),
      signedBy: z.string(),
      statement: z.string(),
      maySign: z.boolean(),
      cells: z.array(
        z.object({ lineId: Id, itemId: Id, standard: z.number(), has: z.number(), demand: z.number() }),
      ),
    }),
  ),
  signatures: z.array(SignatureView),
  actions: Actions,
})

export const Store = z.object({
  id: Id,
  name: z.string(),
  keeperId: Id.nullable(),
  keeperName: z.string(),
  placeText: z.string(),
  note: z.string(),
  closed: z.boolean(),
  version: Version,
  items: z.int(),
  amountFen: z.int(),
})

export const Suggestion = ItemBrief.extend({
  onhand: z.number(),
  inTransit: z.number(),
  reserved: z.number(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  perWeek: z.number(),
  weeksLeft: z.number().nullable(),
  quantity: z.number(),
  quantityText: z.string(),
  priceFen: z.int(),
  amountFen: z.int(),
})

export const PurposeText = prose(200)
