import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf, requiredLine } from '../../../kernel/pure/fields.ts'
import { Fen } from '../../../kernel/pure/money.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { STAFF } from '../../../kernel/pure/roles.ts'
import {
  Amount,
  Changed,
  ItemBrief,
  ItemClass,
  ItemDetail,
  ItemFacts,
  ItemRow,
  MoveRow,
  Note,
  Store,
  Suggestion,
  which,
} from '../shapes.ts'
import { Day0, OFFICE, READERS } from './common.ts'

const itemFilter = {
  q: line(40).default(''),
  classes: z.array(ItemClass).max(3).optional(),
  storeId: Id.optional(),
  show: z.enum(['all', 'held', 'low', 'expiring', 'closed']).default('all'),
}
/** What the stores keep, where, and how much of it there should be. */
export const goods = {
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
}
