import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf, Quantity, requiredLine } from '../../kernel/pure/fields.ts'
import { Fen } from '../../kernel/pure/money.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { LEADERS, STAFF } from '../../kernel/pure/roles.ts'
import { STOCK_ERRORS } from './errors.ts'
import { documentMachine, loanMachine, needMachine, sheetMachine } from './rules.ts'
import {
  Amount,
  Changed,
  DocumentDetail,
  DocumentRow,
  DocumentState,
  ItemBrief,
  ItemClass,
  ItemDetail,
  ItemFacts,
  ItemRow,
  Kind,
  Kit,
  LoanDetail,
  LoanRow,
  LoanState,
  MoveRow,
  NeedDetail,
  NeedRow,
  NeedState,
  Note,
  Numbered,
  QuotaNote,
  Reason,
  ReceiptLine,
  SheetDetail,
  SheetRow,
  Signature,
  Store,
  Suggestion,
  which,
} from './shapes.ts'

/** Who hands things out and takes them in. */
const KEEPERS = ['storekeeper', 'clerk', 'director'] as const
const OFFICE = ['director', 'clerk', 'storekeeper', 'accountant'] as const
const READERS = [...new Set([...LEADERS, ...OFFICE, 'auditor', 'asset_keeper', 'buyer'] as const)]
const lines = <T extends z.ZodType>(line: T) => z.array(line).min(1, '请至少写一行').max(200)

const itemFilter = {
  q: line(40).default(''),
  classes: z.array(ItemClass).max(3).optional(),
  storeId: Id.optional(),
  show: z.enum(['all', 'held', 'low', 'expiring', 'closed']).default('all'),
}
const documentFilter = {
  kinds: z.array(Kind).max(11).optional(),
  states: z.array(DocumentState).max(5).optional(),
  storeId: Id.optional(),
  unitId: Id.optional(),
  itemId: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
  q: line(40).default(''),
}
const needFilter = {
  mine: z.boolean().default(false),
  open: z.boolean().default(false),
  states: z.array(NeedState).max(9).optional(),
  storeId: Id.optional(),
  orderId: Id.optional(),
  q: line(40).default(''),
}
const NeedInput = {
  storeId: Id.optional().meta({ title: '仓库' }),
  unitId: Id.nullable().default(null).meta({ title: '给谁用' }),
  orderId: Id.nullable().default(null).meta({ title: '维修单' }),
  purpose: requiredLine(200).meta({ title: '用途' }),
  lines: lines(z.strictObject({ itemId: Id, quantity: Quantity, note: Note })).meta({ title: '物品' }),
  overReason: line(200).default('').meta({ title: '超定额的理由' }),
}
const Day0 = Day.optional().meta({ title: '日期' })
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

export const contract = defineContract({
  id: 'stock',
  title: '仓库',
  machines: [needMachine, documentMachine, loanMachine, sheetMachine],
  operations: {
    items: query({
      title: '查看库存',
      input: z.strictObject({ ...itemFilter, ...pageInput }),
      output: pageOf(ItemRow).extend({ amountFen: z.int(), low: z.int(), expiring: z.int() }),
      access: STAFF,
    }),
    exportItems: query({
      title: '导出库存',
      input: z.strictObject({ ...itemFilter, filterText: line(200).default('') }),
      output: FileOutput,
      access: READERS,
    }),
    item: query({ title: '查看物品', input: z.strictObject({ id: Id }), output: ItemDetail, access: STAFF }),
    moves: query({
      title: '查看出入库明细',
      input: z.strictObject({ itemId: Id, storeId: Id.optional(), ...pageInput }),
      output: pageOf(MoveRow),
      access: READERS,
    }),
    findItems: query({
      title: '查找物品',
      input: z.strictObject({
        q: line(40).default(''),
        storeId: Id.optional(),
        lendable: z.boolean().default(false),
        limit: z.int().min(1).max(60).default(20),
      }),
      output: z.object({
        rows: z.array(
          ItemBrief.extend({
            class: ItemClass,
            onhand: z.number(),
            averageFen: z.int(),
            packMeasure: z.string(),
            packFactor: z.number().nullable(),
            tradeIn: z.boolean(),
          }),
        ),
      }),
      access: STAFF,
    }),
    addItem: command({
      title: '新增物品',
      input: z.strictObject({ code: line(30).default('').meta({ title: '编码' }), ...ItemFacts }),
      output: Changed.extend({ code: z.string() }),
      access: OFFICE,
    }),
    editItem: command({
      title: '修改物品',
      input: z.strictObject({ ...which, ...ItemFacts }),
      output: Changed,
      access: OFFICE,
    }),
    closeItem: command({
      title: '停用或启用物品',
      input: z.strictObject({ ...which, closed: z.boolean() }),
      output: Changed,
      access: OFFICE,
    }),
    importItem: command({
      title: '导入物品和期初库存',
      input: z.strictObject({
        code: line(30).default('').meta({ title: '编码' }),
        ...ItemFacts,
        measure: line(8).optional().meta({ title: '单位' }),
        class: ItemClass.optional(),
        spec: line(60).optional(),
        packMeasure: line(8).optional(),
        packFactor: z.number().gt(1).max(100_000).optional(),
        minQuantity: Amount.optional(),
        maxQuantity: Amount.optional(),
        aliases: line(100).optional().meta({ title: '别名' }),
        location: line(40).optional(),
        note: line(200).optional(),
        tradeIn: z.boolean().optional(),
        lendable: z.boolean().optional(),
        store: line(40).default('').meta({ title: '仓库' }),
        quantity: Amount.optional().meta({ title: '期初数量' }),
        priceFen: Fen.optional().meta({ title: '单价' }),
        amountFen: Fen.optional().meta({ title: '金额' }),
        batchNo: line(40).default('').meta({ title: '批次' }),
        expiresOn: Day.nullable().default(null).meta({ title: '保质期至' }),
        day: Day0,
      }),
      output: z.object({
        id: Id,
        outcome: z.enum(['created', 'updated', 'unchanged']),
        changes: z.array(z.object({ title: z.string(), from: z.string(), to: z.string() })),
      }),
      access: OFFICE,
    }),

    stores: query({
      title: '查看仓库',
      input: z.strictObject({ all: z.boolean().default(false) }),
      output: z.object({ rows: z.array(Store) }),
      access: STAFF,
    }),
    saveStore: command({
      title: '登记仓库',
      input: z.strictObject({
        id: Id.optional(),
        version: which.version.optional(),
        name: requiredLine(40).meta({ title: '名称' }),
        keeperId: Id.nullable().default(null).meta({ title: '保管员' }),
        placeText: line(60).default('').meta({ title: '地点' }),
        note: Note,
        closed: z.boolean().default(false),
      }),
      output: Changed,
      access: ['director', 'clerk'],
    }),

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

    needs: query({
      title: '查看领用单',
      input: z.strictObject({ ...needFilter, ...pageInput }),
      output: pageOf(NeedRow).extend({ amountFen: z.int() }),
      access: STAFF,
    }),
    exportNeeds: query({
      title: '导出领用单',
      input: z.strictObject({ ...needFilter, filterText: line(200).default('') }),
      output: FileOutput,
      access: READERS,
    }),
    need: query({
      title: '查看一张领用单',
      input: z.strictObject({ id: Id }),
      output: NeedDetail,
      access: STAFF,
    }),
    checkNeed: query({
      title: '核对定额',
      input: z.strictObject({
        unitId: Id.nullable().default(null),
        needId: Id.optional(),
        lines: z.array(z.strictObject({ itemId: Id, quantity: Quantity, note: Note })).max(200),
      }),
      output: z.object({ amountFen: z.int(), over: z.array(QuotaNote), blocked: z.boolean() }),
      access: STAFF,
    }),
    askFor: query({
      title: '查看可以给谁领',
      input: z.strictObject({}),
      output: z.object({ units: z.array(z.object({ id: Id, name: z.string() })) }),
      access: STAFF,
    }),
    request: command({
      title: '申请领用',
      input: z.strictObject(NeedInput),
      output: Numbered,
      access: STAFF,
    }),
    resubmit: command({
      title: '改好领用单再报',
      input: z.strictObject({ ...which, ...NeedInput }),
      output: Changed,
      access: STAFF,
    }),
    withdraw: command({
      title: '撤回领用单',
      input: z.strictObject({ ...which, reason: Reason }),
      output: Changed,
      access: STAFF,
    }),
    pick: command({
      title: '备货',
      input: z.strictObject({
        ...which,
        lines: lines(z.strictObject({ lineId: Id, quantity: Amount })),
      }),
      output: Changed,
      access: KEEPERS,
    }),
    collect: command({
      title: '确认领取',
      input: z.strictObject({
        ...which,
        strokes: Signature,
        oldIn: z.record(Id, z.strictObject({ back: z.boolean(), note: Note })).default({}),
      }),
      output: Numbered,
      access: STAFF,
    }),
    issue: command({
      title: '发放',
      input: z.strictObject({
        ...which,
        day: Day0,
        lines: lines(
          z.strictObject({
            lineId: Id,
            quantity: Amount,
            /** The old one came back; unanswered only where the item asks for none. */
            oldIn: z.boolean().optional(),
            note: Note,
          }),
        ),
        receiverName: line(30).default('').meta({ title: '领用人' }),
        strokes: Signature,
      }),
      output: Numbered,
      access: KEEPERS,
    }),
    closeNeed: command({
      title: '不再发放',
      input: z.strictObject({ ...which, reason: Reason }),
      output: Changed,
      access: KEEPERS,
    }),
    giveIn: command({
      title: '退库',
      input: z.strictObject({
        ...which,
        day: Day0,
        lines: lines(z.strictObject({ lineId: Id, quantity: Quantity })),
        reason: Reason,
      }),
      output: Numbered,
      access: KEEPERS,
    }),

    loans: query({
      title: '查看借用',
      input: z.strictObject({
        mine: z.boolean().default(false),
        states: z.array(LoanState).max(4).optional(),
        overdue: z.boolean().default(false),
        q: line(40).default(''),
        ...pageInput,
      }),
      output: pageOf(LoanRow).extend({ overdue: z.int() }),
      access: STAFF,
    }),
    loan: query({
      title: '查看一张借用单',
      input: z.strictObject({ id: Id }),
      output: LoanDetail,
      access: STAFF,
    }),
    lend: command({
      title: '借出',
      input: z.strictObject({
        storeId: Id.meta({ title: '仓库' }),
        borrowerId: Id.meta({ title: '借用人' }),
        unitId: Id.nullable().default(null).meta({ title: '部门' }),
        purpose: line(200).default('').meta({ title: '用途' }),
        dueOn: Day.meta({ title: '归还日期' }),
        lines: lines(
          z.strictObject({
            itemId: Id,
            quantity: Quantity,
            condition: requiredLine(60).default('完好').meta({ title: '借出时的状况' }),
          }),
        ),
        strokes: Signature,
      }),
      output: Numbered,
      access: KEEPERS,
    }),
    giveBack: command({
      title: '归还',
      input: z.strictObject({
        ...which,
        day: Day0,
        lines: lines(
          z.strictObject({
            lineId: Id,
            quantity: Quantity,
            condition: requiredLine(60).default('完好').meta({ title: '归还时的状况' }),
            damaged: z.boolean().default(false).meta({ title: '比借出时差' }),
          }),
        ),
      }),
      output: Numbered.extend({ damaged: z.array(z.string()) }),
      access: KEEPERS,
    }),
    reportLost: command({
      title: '登记借用遗失',
      input: z.strictObject({
        ...which,
        lines: lines(z.strictObject({ lineId: Id, quantity: Quantity })),
        reason: Reason,
      }),
      output: Numbered.extend({ lostFen: z.int(), what: z.string() }),
      access: KEEPERS,
    }),
    extendLoan: command({
      title: '续借',
      input: z.strictObject({ ...which, dueOn: Day.meta({ title: '归还日期' }), reason: Reason }),
      output: Changed,
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

    quotas: query({
      title: '查看定额',
      input: z.strictObject({}),
      output: z.object({
        rows: z.array(
          ItemBrief.extend({
            id: Id,
            unitId: Id.nullable(),
            unitKind: z.enum(['class', 'department']).nullable(),
            forWhom: z.string(),
            quantity: z.number(),
            version: which.version,
          }),
        ),
      }),
      access: STAFF,
    }),
    setQuota: command({
      title: '设定定额',
      input: z.strictObject({
        itemId: Id.meta({ title: '物品' }),
        unitId: Id.nullable().default(null).meta({ title: '单位' }),
        unitKind: z.enum(['class', 'department']).nullable().default(null).meta({ title: '适用于' }),
        /** None takes the quota away. */
        quantity: Amount.nullable().meta({ title: '每学期' }),
      }),
      output: z.object({ id: Id }),
      access: ['director', 'clerk'],
    }),

    kits: query({
      title: '查看开学物资标准',
      input: z.strictObject({ history: z.boolean().default(false) }),
      output: z.object({ rows: z.array(Kit) }),
      access: STAFF,
    }),
    saveKit: command({
      title: '定开学物资标准',
      input: z.strictObject({
        title: requiredLine(40).meta({ title: '标准名称' }),
        classMatch: line(30).default('').meta({ title: '适用的班级' }),
        validFrom: Day.meta({ title: '从哪天起' }),
        source: line(100).default('').meta({ title: '依据' }),
        lines: lines(z.strictObject({ itemId: Id, quantity: Quantity })),
      }),
      output: z.object({ id: Id, versionNo: z.int() }),
      access: ['director', 'clerk'],
    }),
    sheets: query({
      title: '查看开学物资发放',
      input: z.strictObject({ ...pageInput }),
      output: pageOf(SheetRow),
      access: STAFF,
    }),
    sheet: query({
      title: '查看发放表',
      input: z.strictObject({ id: Id }),
      output: SheetDetail,
      access: STAFF,
    }),
    makeSheet: command({
      title: '编制发放表',
      input: z.strictObject({
        title: requiredLine(60).meta({ title: '名称' }),
        storeId: Id.meta({ title: '仓库' }),
        day: Day.meta({ title: '发放日期' }),
      }),
      output: Numbered,
      access: KEEPERS,
    }),
    editSheet: command({
      title: '修改发放表',
      input: z.strictObject({
        ...which,
        lines: lines(z.strictObject({ lineId: Id, has: Amount, demand: Amount.optional() })),
      }),
      output: Changed,
      access: KEEPERS,
    }),
    issueSheet: command({
      title: '一次发放开学物资',
      input: z.strictObject(which),
      output: Changed.extend({ classes: z.int() }),
      access: KEEPERS,
    }),
    signKit: command({
      title: '签收开学物资',
      input: z.strictObject({
        documentId: Id,
        name: line(30).default('').meta({ title: '签收人' }),
        strokes: Signature,
      }),
      output: z.object({ sheetId: Id, left: z.int() }),
      access: STAFF,
    }),
    cancelSheet: command({
      title: '作废发放表',
      input: z.strictObject({ ...which, reason: Reason }),
      output: Changed,
      access: KEEPERS,
    }),

    suggestions: query({
      title: '查看采购建议',
      input: z.strictObject({}),
      output: z.object({
        weeks: z.int(),
        coverWeeks: z.int(),
        rows: z.array(Suggestion),
        amountFen: z.int(),
      }),
      access: READERS,
    }),
    orderMaterials: query({
      title: '查看维修单的领料',
      input: z.strictObject({ orderId: Id }),
      output: z.object({ needs: z.array(NeedRow), amountFen: z.int(), mayRequest: z.boolean() }),
      access: STAFF,
    }),
  },
  errors: STOCK_ERRORS,
})

export const stock = contract.operations
export { KEEPERS as STOCK_KEEPERS, READERS as STOCK_READERS }
