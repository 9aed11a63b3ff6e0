import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf, prose, Version } from '../../../kernel/pure/fields.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { STAFF } from '../../../kernel/pure/roles.ts'
import { BUYERS, WATCHERS } from '../roles.ts'
import {
  CategoryCode,
  Kind,
  LineHint,
  RequestDetail,
  RequestRow,
  RequestStates,
  reason,
  requestFields,
  which,
  YearRow,
} from '../shapes.ts'

const Asked = z.object({
  id: Id,
  no: z.string(),
  state: RequestStates,
  version: Version,
  /** What whoever asks should know though it stops nothing. */
  warnings: z.array(z.string()),
})
const Requested = z.object({ id: Id, state: RequestStates, version: Version })
const requestFilter = {
  states: z.array(RequestStates).optional(),
  kind: Kind.optional(),
  category: CategoryCode.optional(),
  unitId: Id.optional(),
  /** Only what I asked for. */
  mine: z.boolean().optional(),
  from: Day.optional(),
  to: Day.optional(),
  search: line(60).optional(),
}
const filterText = line(200).default('')

export const asking = {
  list: query({
    title: '查看采购申请',
    access: STAFF,
    input: z.strictObject({ ...requestFilter, ...pageInput }),
    output: pageOf(RequestRow).extend({ amountFen: z.int() }),
  }),
  export: query({
    title: '导出采购申请',
    access: WATCHERS,
    input: z.strictObject({ ...requestFilter, filterText }),
    output: FileOutput,
  }),
  get: query({
    title: '查看一张采购申请',
    access: STAFF,
    input: z.strictObject({ id: Id }),
    output: RequestDetail,
  }),
  hints: query({
    title: '查看库存、闲置和上次价格',
    access: STAFF,
    input: z.strictObject({
      lines: z
        .array(z.strictObject({ name: line(60).default(''), itemId: Id.nullable().default(null) }))
        .max(60)
        .default([]),
      kind: Kind.default('goods'),
    }),
    output: z.object({ rows: z.array(LineHint) }),
  }),
  readNeed: query({
    title: '看懂要什么东西',
    access: STAFF,
    /** 扫把3把、投影仪1台 */
    input: z.strictObject({ text: prose(500) }),
    output: z.object({
      rows: z.array(
        LineHint.extend({
          text: z.string(),
          name: z.string(),
          quantity: z.number(),
          /** The stores can give it all, part of it has to be bought, or everything has. */
          way: z.enum(['store', 'buy']),
        }),
      ),
    }),
  }),
  ask: command({
    title: '申请采购',
    access: STAFF,
    input: z.strictObject({
      ...requestFields,
      source: z.enum(['desk', 'phone', 'need']).default('desk'),
      /** Kept for later, not yet sent for approval. */
      draft: z.boolean().default(false),
    }),
    output: Asked,
  }),
  edit: command({
    title: '修改采购申请',
    access: STAFF,
    input: z.strictObject({ ...which, ...requestFields }),
    output: Asked,
  }),
  submit: command({
    title: '报批采购申请',
    access: STAFF,
    input: z.strictObject(which),
    output: Asked,
  }),
  setLine: command({
    title: '定经费',
    access: ['director', 'clerk', 'accountant'],
    input: z.strictObject({ ...which, lineId: Id.meta({ title: '预算项目' }) }),
    output: Requested,
  }),
  withdraw: command({
    title: '撤回采购申请',
    access: STAFF,
    input: z.strictObject({ ...which, reason: prose(500).default('') }),
    output: Requested,
  }),
  closeRest: command({
    title: '余下不再采购',
    access: BUYERS,
    input: z.strictObject({ ...which, reason }),
    output: Requested,
  }),
  yearMeter: query({
    title: '查看全年采购限额',
    access: WATCHERS,
    input: z.strictObject({ year: z.int().min(2000).max(2100).optional() }),
    output: z.object({ year: z.int(), warnPercent: z.number(), rows: z.array(YearRow) }),
  }),
}
