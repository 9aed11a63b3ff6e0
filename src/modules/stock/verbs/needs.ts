import { z } from 'zod'
import { Id, line, pageInput, pageOf, Quantity, requiredLine } from '../../../kernel/pure/fields.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { STAFF } from '../../../kernel/pure/roles.ts'
import {
  Amount,
  Changed,
  NeedDetail,
  NeedRow,
  NeedState,
  Note,
  Numbered,
  QuotaNote,
  Reason,
  Signature,
  which,
} from '../shapes.ts'
import { Day0, KEEPERS, lines, READERS } from './common.ts'

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
/** Asking for things, and handing them out. */
export const needs = {
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
  orderMaterials: query({
    title: '查看维修单的领料',
    input: z.strictObject({ orderId: Id }),
    output: z.object({ needs: z.array(NeedRow), amountFen: z.int(), mayRequest: z.boolean() }),
    access: STAFF,
  }),
}
