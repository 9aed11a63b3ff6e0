import { z } from 'zod'
import { Actions, Day, Id, line, pageInput, pageOf, requiredLine } from '../../../kernel/pure/fields.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { SignatureView } from '../../../mechanisms/signature/contract.ts'
import {
  assetIds,
  Changed,
  Condition,
  CustodyState,
  LoanState,
  Numbered,
  reason,
  strokes,
  Thing,
  TransferState,
  Usable,
  which,
} from '../shapes.ts'
import { DESK, KEEPERS, READERS, USERS } from './access.ts'

const CustodyView = z.object({
  id: Id,
  state: CustodyState,
  keeperId: Id,
  keeperName: z.string(),
  cards: z.int(),
  note: z.string(),
  answer: z.string(),
  offeredName: z.string(),
  offeredAt: z.date(),
  answeredAt: z.date().nullable(),
  version: z.int(),
})

const transferFilter = {
  states: z.array(TransferState).optional(),
  unitId: Id.optional(),
  search: line(60).optional(),
}
const loanFilter = {
  states: z.array(LoanState).optional(),
  overdue: z.boolean().optional(),
  search: line(60).optional(),
}
const idleFilter = {
  unitId: Id.optional(),
  condition: Usable.optional(),
  search: line(60).optional(),
}

export const custodyOperations = {
  mine: query({
    title: '查看我的资产',
    input: z.strictObject({}),
    output: z.object({
      name: z.string(),
      things: z.array(Thing.extend({ state: z.string(), warrantyUntil: Day.nullable() })),
      valueFen: z.int(),
      offers: z.array(CustodyView.extend({ things: z.array(Thing) })),
      loans: z.array(z.object({ id: Id, no: z.string(), dueOn: Day, cards: z.int(), state: LoanState })),
      sheets: z.array(z.object({ token: z.string(), title: z.string(), dueOn: Day, left: z.int() })),
    }),
    access: 'signed-in',
  }),
  custodies: query({
    title: '查看资产移交',
    input: z.strictObject({
      states: z.array(CustodyState).optional(),
      keeperId: Id.optional(),
      ...pageInput,
    }),
    output: pageOf(CustodyView),
    access: READERS,
  }),
  custody: query({
    title: '查看一次移交',
    input: z.strictObject({ id: Id }),
    output: CustodyView.extend({ things: z.array(Thing), seals: z.array(SignatureView), actions: Actions }),
    access: 'signed-in',
  }),
  offerCustody: command({
    title: '移交保管',
    input: z.strictObject({
      assetIds,
      keeperId: Id.meta({ title: '交给谁' }),
      note: line(200).default('').meta({ title: '说明' }),
    }),
    output: z.object({ id: Id, cards: z.int() }),
    access: USERS,
  }),
  acceptCustody: command({
    title: '签收资产',
    input: z.strictObject({ ...which, strokes }),
    output: Changed,
    access: 'signed-in',
  }),
  declineCustody: command({
    title: '不接受移交',
    input: z.strictObject({ ...which, reason }),
    output: Changed,
    access: 'signed-in',
  }),
  withdrawCustody: command({
    title: '收回移交',
    input: z.strictObject(which),
    output: Changed,
    access: USERS,
  }),
}

const TransferRow = z.object({
  id: Id,
  no: z.string(),
  state: TransferState,
  fromUnitText: z.string(),
  toUnitText: z.string(),
  toPlaceText: z.string(),
  toKeeperName: z.string(),
  reason: z.string(),
  reuse: z.boolean(),
  cards: z.int(),
  quantity: z.int(),
  valueFen: z.int(),
  requestedName: z.string(),
  requestedAt: z.date(),
  bookedOn: Day.nullable(),
  version: z.int(),
})

export const transferOperations = {
  transfers: query({
    title: '查看资产调拨',
    input: z.strictObject({ ...transferFilter, ...pageInput }),
    output: pageOf(TransferRow),
    access: USERS,
  }),
  exportTransfers: query({
    title: '导出资产调拨单',
    input: z.strictObject(transferFilter),
    output: FileOutput,
    access: USERS,
  }),
  transfer: query({
    title: '查看一张调拨单',
    input: z.strictObject({ id: Id }),
    output: TransferRow.extend({
      note: z.string(),
      lines: z.array(Thing),
      seals: z.array(SignatureView),
      url: z.string(),
      actions: Actions,
    }),
    access: USERS,
  }),
  requestTransfer: command({
    title: '申请调拨',
    input: z.strictObject({
      assetIds,
      toUnitId: Id.meta({ title: '调入部门' }),
      toPlaceId: Id.nullable().default(null).meta({ title: '新存放地点' }),
      toKeeperId: Id.nullable().default(null).meta({ title: '新保管人' }),
      reason,
    }),
    output: Numbered,
    access: USERS,
  }),
  releaseTransfer: command({
    title: '签字调出',
    input: z.strictObject({ ...which, strokes }),
    output: Changed,
    access: USERS,
  }),
  receiveTransfer: command({
    title: '签字接收',
    input: z.strictObject({
      ...which,
      /** Where it stands now, if not where it was meant to. */
      placeId: Id.optional().meta({ title: '实际存放地点' }),
      strokes,
    }),
    output: Changed,
    access: USERS,
  }),
  bookTransfer: command({
    title: '调拨入账',
    input: z.strictObject({ ...which, strokes }),
    output: Changed,
    access: KEEPERS,
  }),
  cancelTransfer: command({
    title: '撤销调拨',
    input: z.strictObject({ ...which, reason }),
    output: Changed,
    access: USERS,
  }),
}

const LoanRow = z.object({
  id: Id,
  no: z.string(),
  state: LoanState,
  borrowerId: Id.nullable(),
  borrowerName: z.string(),
  unitText: z.string(),
  phone: z.string(),
  outside: z.boolean(),
  purpose: z.string(),
  dueOn: Day,
  outOn: Day.nullable(),
  returnedOn: Day.nullable(),
  cards: z.int(),
  lentName: z.string(),
  late: z.boolean(),
  version: z.int(),
})

export const loanOperations = {
  loans: query({
    title: '查看资产借用',
    input: z.strictObject({ ...loanFilter, ...pageInput }),
    output: pageOf(LoanRow),
    access: READERS,
  }),
  exportLoans: query({
    title: '导出资产借用单',
    input: z.strictObject(loanFilter),
    output: FileOutput,
    access: READERS,
  }),
  loan: query({
    title: '查看一张借用单',
    input: z.strictObject({ id: Id }),
    output: LoanRow.extend({
      note: z.string(),
      lines: z.array(
        Thing.extend({
          conditionOut: Condition,
          conditionIn: Condition.nullable(),
          note: z.string(),
          returnedOn: Day.nullable(),
        }),
      ),
      seals: z.array(SignatureView),
      url: z.string(),
      actions: Actions,
    }),
    access: 'signed-in',
  }),
  lend: command({
    title: '借出资产',
    input: z.strictObject({
      assetIds,
      borrowerId: Id.nullable().default(null).meta({ title: '借用人' }),
      borrowerName: line(40).default('').meta({ title: '借用人姓名' }),
      unitText: line(60).default('').meta({ title: '部门或单位' }),
      phone: line(20).default('').meta({ title: '电话' }),
      outside: z.boolean().default(false).meta({ title: '校外借用' }),
      purpose: requiredLine(200).meta({ title: '借用事由' }),
      dueOn: Day.meta({ title: '应还日期' }),
      condition: Usable.default('good').meta({ title: '借出时状态' }),
    }),
    output: Numbered,
    access: DESK,
  }),
  takeLoan: command({
    title: '签字领取',
    input: z.strictObject({ ...which, strokes }),
    output: Changed,
    access: 'signed-in',
  }),
  returnLoan: command({
    title: '收回借出的资产',
    input: z.strictObject({
      ...which,
      lines: z
        .array(z.strictObject({ assetId: Id, condition: Condition, note: line(200).default('') }))
        .min(1, '请先选归还了哪些'),
    }),
    output: Changed,
    access: DESK,
  }),
  extendLoan: command({
    title: '延长借期',
    input: z.strictObject({ ...which, dueOn: Day.meta({ title: '新的应还日期' }), reason }),
    output: Changed,
    access: DESK,
  }),
  cancelLoan: command({
    title: '撤销借用',
    input: z.strictObject({ ...which, reason }),
    output: Changed,
    access: DESK,
  }),
}

const IdleRow = Thing.extend({
  since: Day,
  days: z.int(),
  reason: z.string(),
  condition: Condition,
  offeredName: z.string(),
  held: z.string(),
  netFen: z.int(),
  files: z.array(z.object({ id: Id, name: z.string() })),
})

export const idleOperations = {
  idle: query({
    title: '查看闲置资产',
    input: z.strictObject({ ...idleFilter, ...pageInput }),
    output: pageOf(IdleRow),
    access: USERS,
  }),
  exportIdle: query({
    title: '导出闲置资产',
    input: z.strictObject(idleFilter),
    output: FileOutput,
    access: USERS,
  }),
  offerIdle: command({
    title: '转入闲置',
    input: z.strictObject({
      assetIds,
      reason: requiredLine(200).meta({ title: '为什么闲置' }),
      condition: Usable.default('good').meta({ title: '状况' }),
    }),
    output: z.object({ offered: z.int() }),
    access: USERS,
  }),
  withdrawIdle: command({
    title: '重新启用',
    input: z.strictObject({ assetIds, reason }),
    output: z.object({ withdrawn: z.int() }),
    access: USERS,
  }),
}
