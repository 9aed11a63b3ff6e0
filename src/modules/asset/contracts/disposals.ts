import { z } from 'zod'
import {
  Actions,
  Day,
  Id,
  line,
  pageInput,
  pageOf,
  prose,
  requiredLine,
} from '../../../kernel/pure/fields.ts'
import { Fen } from '../../../kernel/pure/money.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { SignatureView } from '../../../mechanisms/signature/contract.ts'
import {
  Answer,
  assetIds,
  Changed,
  CheckState,
  DisposalState,
  DisposeMode,
  Ground,
  Numbered,
  reason,
  strokes,
  Thing,
  Token,
  which,
} from '../shapes.ts'
import { DESK, KEEPERS, READERS } from './access.ts'

const DisposalRow = z.object({
  id: Id,
  no: z.string(),
  state: DisposalState,
  mode: DisposeMode,
  ground: Ground,
  reason: z.string(),
  unitText: z.string(),
  cards: z.int(),
  quantity: z.int(),
  valueFen: z.int(),
  depreciatedFen: z.int(),
  proposedName: z.string(),
  proposedAt: z.date(),
  executedOn: Day.nullable(),
  proceedsFen: z.int(),
  version: z.int(),
})

const disposalFilter = {
  states: z.array(DisposalState).optional(),
  mode: DisposeMode.optional(),
  search: line(60).optional(),
}

export const disposalOperations = {
  disposals: query({
    title: '查看资产处置',
    input: z.strictObject({ ...disposalFilter, ...pageInput }),
    output: pageOf(DisposalRow),
    access: READERS,
  }),
  exportDisposals: query({
    title: '导出资产处置单',
    input: z.strictObject(disposalFilter),
    output: FileOutput,
    access: READERS,
  }),
  disposal: query({
    title: '查看一张处置单',
    input: z.strictObject({ id: Id }),
    output: DisposalRow.extend({
      estimateFen: z.int(),
      opinion: z.string(),
      checkedName: z.string(),
      checkedAt: z.date().nullable(),
      decision: z.string(),
      receiver: z.string(),
      receiptNo: z.string(),
      approvalNo: z.string(),
      lines: z.array(
        Thing.extend({ monthsUsed: z.int(), lifeMonths: z.int().nullable(), early: z.boolean() }),
      ),
      early: z.int(),
      seals: z.array(SignatureView),
      url: z.string(),
      actions: Actions,
    }),
    access: [...READERS, 'tradesman'],
  }),
  proposeDisposal: command({
    title: '申请处置',
    input: z.strictObject({
      assetIds,
      mode: DisposeMode.default('scrap').meta({ title: '拟处置方式' }),
      ground: Ground.meta({ title: '处置依据' }),
      reason: prose(500).min(2, '请写明原因').meta({ title: '原因' }),
      estimateFen: Fen.default(0).meta({ title: '残值预计' }),
      strokes,
    }),
    output: Numbered,
    access: DESK,
  }),
  checkDisposal: command({
    title: '写鉴定意见并送审',
    input: z.strictObject({
      ...which,
      opinion: prose(1000).min(4, '请写明鉴定意见').meta({ title: '技术鉴定意见' }),
      strokes,
    }),
    output: Changed.extend({ state: DisposalState }),
    access: [...DESK, 'tradesman', 'admin', 'room_head', 'teacher'],
  }),
  executeDisposal: command({
    title: '执行处置',
    input: z.strictObject({
      ...which,
      on: Day.meta({ title: '处置日期' }),
      receiver: requiredLine(80).meta({ title: '交给谁' }),
      proceedsFen: Fen.default(0).meta({ title: '处置收入' }),
      receiptNo: line(40).default('').meta({ title: '收据号' }),
      approvalNo: line(60).default('').meta({ title: '批复文号' }),
      strokes,
    }),
    output: Changed,
    access: KEEPERS,
  }),
  cancelDisposal: command({
    title: '撤销处置',
    input: z.strictObject({ ...which, reason }),
    output: Changed,
    access: DESK,
  }),
}

const CheckRow = z.object({
  id: Id,
  no: z.string(),
  title: z.string(),
  state: CheckState,
  openedOn: Day,
  dueOn: Day,
  closedOn: Day.nullable(),
  keepers: z.int(),
  done: z.int(),
  total: z.int(),
  answered: z.int(),
  here: z.int(),
  missing: z.int(),
  damaged: z.int(),
  moved: z.int(),
  version: z.int(),
})

const SheetLine = Thing.extend({
  lineId: Id,
  answer: Answer.nullable(),
  placeNow: z.string(),
  remark: z.string(),
  answeredAt: z.date().nullable(),
  settled: z.string(),
})

export const checkOperations = {
  checks: query({
    title: '查看资产自查',
    input: z.strictObject({}),
    output: z.object({ rows: z.array(CheckRow) }),
    access: READERS,
  }),
  check: query({
    title: '查看一次自查',
    input: z.strictObject({ id: Id }),
    output: CheckRow.extend({
      sheets: z.array(
        z.object({
          id: Id,
          keeperName: z.string(),
          total: z.int(),
          answered: z.int(),
          differing: z.int(),
          doneAt: z.date().nullable(),
          url: z.string(),
        }),
      ),
      /** What is not as in the book. */
      differences: z.array(SheetLine),
      noKeeper: z.int(),
      actions: Actions,
    }),
    access: READERS,
  }),
  exportCheck: query({
    title: '导出自查结果',
    input: z.strictObject({ id: Id }),
    output: FileOutput,
    access: READERS,
  }),
  openCheck: command({
    title: '发起资产自查',
    input: z.strictObject({
      title: requiredLine(60).meta({ title: '名称' }),
      dueOn: Day.meta({ title: '截止日期' }),
      unitId: Id.nullable().default(null).meta({ title: '部门' }),
    }),
    output: Numbered.extend({ keepers: z.int(), things: z.int() }),
    access: KEEPERS,
  }),
  sheet: query({
    title: '查看自查清单',
    input: z.strictObject({ token: Token }),
    output: z.object({
      school: z.string(),
      title: z.string(),
      keeperName: z.string(),
      dueOn: Day,
      closed: z.boolean(),
      lines: z.array(
        z.object({
          lineId: Id,
          no: z.string(),
          name: z.string(),
          model: z.string(),
          placeText: z.string(),
          answer: Answer.nullable(),
          placeNow: z.string(),
          remark: z.string(),
          /** The office has dealt with it: the answer stands. */
          settled: z.boolean(),
        }),
      ),
    }),
    access: 'anyone',
  }),
  answerSheet: command({
    title: '回答自查',
    input: z.strictObject({
      token: Token,
      answers: z
        .array(
          z.strictObject({
            lineId: Id,
            answer: Answer,
            placeNow: line(60).default(''),
            remark: line(200).default(''),
          }),
        )
        .min(1, '还没有回答')
        .max(500),
    }),
    output: z.object({ answered: z.int(), left: z.int() }),
    access: 'anyone',
    rateLimit: 120,
  }),
  settleLine: command({
    title: '处理自查差异',
    input: z.strictObject({
      lineId: Id,
      how: z.enum(['moved', 'noted']),
      placeId: Id.optional().meta({ title: '实际地点' }),
      note: requiredLine(200).meta({ title: '处理说明' }),
    }),
    output: z.object({}),
    access: KEEPERS,
  }),
  remindCheck: command({
    title: '催办自查',
    input: z.strictObject({ id: Id }),
    output: z.object({ told: z.int() }),
    access: KEEPERS,
  }),
  closeCheck: command({
    title: '结束自查',
    input: z.strictObject(which),
    output: Changed,
    access: KEEPERS,
  }),
}
