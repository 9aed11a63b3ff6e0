import { z } from 'zod'
import {
  Actions,
  Day,
  Id,
  pageInput,
  pageOf,
  prose,
  requiredLine,
  Version,
} from '../../kernel/pure/fields.ts'
import { command, defineContract, query } from '../../kernel/pure/operation.ts'
import { LIST_STATES, listMachine } from './machine.ts'

export * from './machine.ts'

/** These look; the first two propose and carry out. */
const KEEPERS = ['director', 'admin'] as const
const VIEWERS = [...KEEPERS, 'vice_principal', 'principal', 'auditor'] as const
const CONFIRMERS = [...KEEPERS, 'vice_principal', 'principal'] as const

const Certainty = z.enum(['law', 'unsure'])

export const KindRow = z.object({
  id: z.string(),
  title: z.string(),
  keep: z.string(),
  from: z.string(),
  basis: z.string(),
  certainty: Certainty,
  effect: z.string(),
  /** Records that ended before this day are past their time. */
  before: Day,
  past: z.int(),
  oldest: Day.nullable(),
  /** The list that waits for its second person. */
  waiting: z.string().nullable(),
  actions: Actions,
})

export const ListRow = z.object({
  id: Id,
  no: z.string(),
  state: z.enum(LIST_STATES),
  kind: z.string(),
  title: z.string(),
  before: Day,
  keep: z.string(),
  basis: z.string(),
  reason: z.string(),
  proposedCount: z.int(),
  destroyedCount: z.int().nullable(),
  proposedBy: z.string(),
  proposedAt: z.date(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  aloneReason: z.string().nullable(),
  /** Who asks proposed it himself and must say why nobody else confirms. */
  alone: z.boolean(),
  version: Version,
  actions: Actions,
})
export type ListRow = z.output<typeof ListRow>

const Moved = z.object({ id: Id, no: z.string(), version: Version })
const listed = { id: Id.meta({ title: '销毁清册' }), version: Version }

export const contract = defineContract({
  id: 'retention',
  title: '档案保存',
  machines: [listMachine],
  operations: {
    report: query({
      title: '查看保存期限',
      input: z.strictObject({}),
      output: z.object({
        kinds: z.array(KindRow),
        /** Done every night without asking. */
        automatic: z.array(z.object({ title: z.string(), keep: z.string() })),
        /** All that the office keeps, in the product or on paper. */
        periods: z.array(
          z.object({
            record: z.string(),
            keep: z.string(),
            from: z.string(),
            source: z.string(),
            certainty: Certainty,
          }),
        ),
      }),
      access: VIEWERS,
    }),
    lists: query({
      title: '查看销毁清册',
      input: z.strictObject({ ...pageInput }),
      output: pageOf(ListRow),
      access: VIEWERS,
    }),
    items: query({
      title: '查看销毁明细',
      input: z.strictObject({ id: Id.meta({ title: '销毁清册' }), ...pageInput }),
      output: pageOf(z.object({ seq: z.int(), label: z.string(), on: Day })),
      access: VIEWERS,
    }),
    propose: command({
      title: '提出销毁',
      input: z.strictObject({
        kind: requiredLine(60).meta({ title: '类别' }),
        reason: prose(300).min(4, '请写明为什么现在销毁').meta({ title: '理由' }),
        checked: z.boolean().default(false).meta({ title: '已核对保存期限' }),
      }),
      output: Moved,
      access: KEEPERS,
    }),
    destroy: command({
      title: '确认销毁',
      input: z.strictObject({
        ...listed,
        alone: prose(300).optional().meta({ title: '一人办理的理由' }),
      }),
      output: Moved,
      access: CONFIRMERS,
    }),
    withdraw: command({
      title: '撤回销毁',
      input: z.strictObject({ ...listed }),
      output: Moved,
      access: CONFIRMERS,
    }),
  },
  errors: {
    nothing: { status: 409, text: '“{title}”没有超过保存期限的记录，不用销毁。' },
    waiting: { status: 409, text: '“{title}”已有一份清册 {no} 等第二人确认。请先确认或撤回它。' },
    unsure: {
      status: 422,
      text: '“{title}”的保存期限不是法律写明的。请先核对学校和当地的规定，再勾选“已核对保存期限”提出。',
    },
    same_person: {
      status: 409,
      text: '销毁要两个人办：{who}提出的，须由另一个人确认。系统管理员一人办理时要写明理由。',
      rule: '销毁清册由提出人和确认人共同负责',
    },
  },
})

export const retention = contract.operations
