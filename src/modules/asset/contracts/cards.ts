import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf, prose, requiredLine } from '../../../kernel/pure/fields.ts'
import { Fen } from '../../../kernel/pure/money.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { Change } from '../../../mechanisms/register/shapes.ts'
import {
  CardDetail,
  CardFilter,
  CardRow,
  Category,
  Changed,
  cardFacts,
  cardFilter,
  Edition,
  Funding,
  Particulars,
  reason,
  Sort,
  which,
} from '../shapes.ts'
import { DESK, KEEPERS, READERS, USERS } from './access.ts'

const Suggestion = z.object({
  fixed: z.boolean(),
  /** A sentence: 单价 ¥480.00 不到 ¥1,000.00，建议作低值易耗品入库. */
  text: z.string(),
  category: Category.nullable(),
  className: z.string(),
  lifeMonths: z.int().nullable(),
})

export const cardOperations = {
  list: query({
    title: '查看资产台账',
    input: z.strictObject({
      ...cardFilter,
      sort: Sort.default('no'),
      descending: z.boolean().default(false),
      withTotal: z.boolean().default(true),
      ...pageInput,
    }),
    output: pageOf(CardRow).extend({
      quantity: z.int().optional(),
      valueFen: z.int().optional(),
      capped: z.boolean().optional(),
    }),
    access: READERS,
  }),
  pick: query({
    title: '查找资产',
    input: z.strictObject({ text: line(60).default(''), ids: z.array(Id).max(500).optional() }),
    output: z.object({
      rows: z.array(
        CardRow.pick({
          id: true,
          no: true,
          name: true,
          model: true,
          state: true,
          placeText: true,
          unitText: true,
          unitId: true,
          keeperName: true,
          measure: true,
          quantity: true,
          valueFen: true,
          netFen: true,
          held: true,
        }),
      ),
    }),
    access: USERS,
  }),
  get: query({
    title: '查看资产卡片',
    input: z.strictObject({ id: Id }),
    output: CardDetail,
    access: USERS,
  }),
  classes: query({
    title: '查分类代码',
    input: z.strictObject({ edition: Edition, text: line(30).default('') }),
    output: z.object({
      rows: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          path: z.string(),
          category: Category.nullable(),
        }),
      ),
    }),
    access: USERS,
  }),
  suggest: query({
    title: '判断是否固定资产',
    input: z.strictObject({
      classCode: line(9).default(''),
      classEdition: Edition.nullable().default(null),
      category: Category.nullable().default(null),
      priceFen: Fen,
      count: z.int().min(1).max(10_000).default(1),
    }),
    output: Suggestion,
    access: USERS,
  }),
  register: command({
    title: '登记资产',
    input: z.strictObject({
      ...cardFacts,
      /** So many cards, each with a number of its own. */
      count: z
        .int('件数要填整数')
        .min(1, '至少 1 件')
        .max(500, '一次最多登记 500 件')
        .default(1)
        .meta({ title: '件数' }),
      /** Things under one card: a set, a shelf of books. */
      perCard: z.int('数量要填整数').min(1).max(1_000_000).default(1).meta({ title: '每张卡片的数量' }),
      priceFen: Fen.meta({ title: '每张卡片的原值' }),
      serialNos: z.array(line(60)).max(500).default([]).meta({ title: '机身编号' }),
      keeperId: Id.nullable().default(null).meta({ title: '保管人' }),
      /** Below the value of a fixed asset: the reason for which it goes on the book all the same. */
      bulkReason: line(200).default('').meta({ title: '大批同类的说明' }),
      fileIds: z.array(Id).max(9).default([]).meta({ title: '照片和资料' }),
    }),
    output: z.object({ batchId: Id, batchNo: z.string(), ids: z.array(Id), nos: z.array(z.string()) }),
    access: DESK,
  }),
  edit: command({
    title: '修改资产卡片',
    input: z.strictObject({
      ...which,
      name: cardFacts.name,
      classCode: cardFacts.classCode,
      classEdition: cardFacts.classEdition,
      category: cardFacts.category,
      spec: cardFacts.spec,
      brand: cardFacts.brand,
      model: cardFacts.model,
      serialNo: line(60).default('').meta({ title: '机身编号' }),
      measure: cardFacts.measure,
      supplierText: cardFacts.supplierText,
      invoiceNo: cardFacts.invoiceNo,
      warrantyUntil: cardFacts.warrantyUntil,
      funding: Funding.meta({ title: '经费来源' }),
      direction: cardFacts.direction,
      userName: cardFacts.userName,
      note: cardFacts.note,
      particulars: cardFacts.particulars,
    }),
    output: Changed,
    access: DESK,
  }),
  addFiles: command({
    title: '上传资产照片和资料',
    input: z.strictObject({ id: Id, fileIds: z.array(Id).min(1).max(9) }),
    output: z.object({ id: Id }),
    access: USERS,
  }),
  relocate: command({
    title: '更正存放地点',
    input: z.strictObject({
      assetIds: z.array(Id).min(1, '请先选资产').max(500),
      placeId: Id.meta({ title: '实际地点' }),
      reason,
    }),
    output: z.object({ moved: z.int() }),
    access: DESK,
  }),
  renumber: command({
    title: '改资产编号',
    input: z.strictObject({ ...which, no: requiredLine(40).meta({ title: '新编号' }), reason }),
    output: Changed,
    access: KEEPERS,
  }),
  correctValue: command({
    title: '更正资产价值',
    input: z.strictObject({
      ...which,
      valueFen: Fen.meta({ title: '更正后的原值' }),
      depreciatedFen: Fen.optional().meta({ title: '更正后的累计折旧' }),
      reason,
    }),
    output: Changed,
    access: ['accountant', 'asset_keeper'],
  }),
  refurbish: command({
    title: '登记修旧改造',
    input: z.strictObject({
      ...which,
      on: Day.meta({ title: '完成日期' }),
      what: requiredLine(200).meta({ title: '修了什么' }),
      /** Added to the value; nought where it only works again. */
      addFen: Fen.default(0).meta({ title: '增加的价值' }),
      addMonths: z.int().min(0).max(240).default(0).meta({ title: '延长的使用月数' }),
    }),
    output: Changed,
    access: KEEPERS,
  }),
  sendRepair: command({
    title: '送修',
    input: z.strictObject({ ...which, note: requiredLine(200).meta({ title: '故障和去向' }) }),
    output: Changed,
    access: DESK,
  }),
  backFromRepair: command({
    title: '修好收回',
    input: z.strictObject({ ...which, note: line(200).default('').meta({ title: '说明' }) }),
    output: Changed,
    access: DESK,
  }),
  linkOrder: command({
    title: '关联报修单',
    input: z.strictObject({ assetId: Id, orderNo: requiredLine(40).meta({ title: '报修单号' }) }),
    output: z.object({ orderId: Id }),
    access: [...DESK, 'tradesman'],
  }),
  unlinkOrder: command({
    title: '取消关联报修单',
    input: z.strictObject({ assetId: Id, orderId: Id }),
    output: z.object({}),
    access: DESK,
  }),
  assetsOfOrder: query({
    title: '查看报修的资产',
    input: z.strictObject({ orderId: Id }),
    output: z.object({
      rows: z.array(
        z.object({
          id: Id,
          no: z.string(),
          name: z.string(),
          model: z.string(),
          warrantyUntil: Day.nullable(),
          underWarranty: z.boolean(),
          repairs: z.int(),
          repairFen: z.int(),
          valueFen: z.int(),
        }),
      ),
      here: z.array(z.object({ id: Id, no: z.string(), name: z.string() })),
      orderNo: z.string(),
    }),
    access: [...READERS, 'tradesman'],
  }),
  importCard: command({
    title: '导入资产卡片',
    input: z.strictObject({
      no: line(40).default(''),
      name: line(80).default(''),
      classCode: line(20).default(''),
      classEdition: line(20).default(''),
      category: line(40).default(''),
      spec: line(200).default(''),
      brand: line(60).default(''),
      model: line(100).default(''),
      serialNo: line(80).default(''),
      measure: line(10).default(''),
      quantity: z.number().optional(),
      valueFen: z.int().min(0).optional(),
      unitPriceFen: z.int().min(0).optional(),
      depreciatedFen: z.int().min(0).optional(),
      lifeYears: z.number().min(0).max(100).optional(),
      acquireMode: line(20).default(''),
      acquiredOn: Day.optional(),
      bookedOn: Day.optional(),
      supplierText: line(80).default(''),
      invoiceNo: line(40).default(''),
      warrantyUntil: Day.optional(),
      funding: line(40).default(''),
      direction: line(40).default(''),
      state: line(20).default(''),
      place: line(100).default(''),
      unit: line(60).default(''),
      keeper: line(40).default(''),
      userName: line(40).default(''),
      note: prose(500).default(''),
      areaM2: Particulars.shape.areaM2,
      titleNo: Particulars.shape.titleNo,
      plate: Particulars.shape.plate,
      engineNo: Particulars.shape.engineNo,
      vin: Particulars.shape.vin,
      insuredUntil: Particulars.shape.insuredUntil,
      inspectedUntil: Particulars.shape.inspectedUntil,
      /** Where the row does not say by what it is depreciated, and its name does not either. */
      elseCategory: line(40).default(''),
    }),
    output: z.object({
      id: Id,
      no: z.string(),
      outcome: z.enum(['created', 'updated', 'unchanged']),
      changes: z.array(Change).optional(),
    }),
    access: KEEPERS,
  }),
  exportList: query({
    title: '导出资产台账',
    input: z.strictObject({ ...cardFilter }),
    output: FileOutput,
    access: READERS,
  }),
  reorganise: command({
    title: '成批划转',
    input: z.strictObject({
      what: z.enum(['unit', 'place']),
      fromId: Id.meta({ title: '从' }),
      toId: Id.meta({ title: '到' }),
      /** The rooms and units below as well. */
      below: z.boolean().default(true),
      reason,
      /** Only counts, nothing is moved. */
      preview: z.boolean().default(true),
    }),
    output: z.object({
      from: z.string(),
      to: z.string(),
      cards: z.int(),
      quantity: z.int(),
      valueFen: z.int(),
      held: z.int(),
      transfers: z.int(),
      disposals: z.int(),
      idle: z.int(),
      keepers: z.int(),
      sample: z.array(z.object({ no: z.string(), name: z.string(), placeText: z.string() })),
    }),
    access: KEEPERS,
  }),
  summary: query({
    title: '查看资产合计',
    input: CardFilter,
    output: z.object({
      rows: z.array(
        z.object({
          category: Category,
          title: z.string(),
          accountTitle: z.string(),
          cards: z.int(),
          quantity: z.int(),
          valueFen: z.int(),
          netFen: z.int(),
        }),
      ),
    }),
    access: READERS,
  }),
  depreciation: query({
    title: '查看折旧',
    input: z.strictObject({}),
    output: z.object({
      runs: z.array(
        z.object({
          id: Id,
          month: z.string(),
          no: z.string(),
          cards: z.int(),
          amountFen: z.int(),
          runBy: z.string(),
          runAt: z.date(),
        }),
      ),
      next: z.object({ month: z.string(), cards: z.int(), amountFen: z.int(), due: z.boolean() }),
    }),
    access: READERS,
  }),
  depreciate: command({
    title: '计提折旧',
    input: z.strictObject({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份要写成 2026-03')
        .meta({ title: '月份' }),
    }),
    output: z.object({
      runId: Id,
      month: z.string(),
      cards: z.int(),
      amountFen: z.int(),
      already: z.boolean(),
    }),
    access: ['accountant', 'asset_keeper'],
  }),
}
