import { z } from 'zod'
import {
  Actions,
  Day,
  Id,
  Instant,
  line,
  pageInput,
  prose,
  Quantity,
  requiredLine,
  Version,
} from '../../kernel/pure/fields.ts'
import { Fen } from '../../kernel/pure/money.ts'
import { CAUSE_CODES, LEVEL_CODES, ORDER_STATES, SOURCE_CODES, WAIT_REASON_CODES } from './machine.ts'

export const OrderStateField = z.enum(ORDER_STATES)
export const LevelField = z.enum(LEVEL_CODES).meta({ title: '级别' })
export const CauseField = z.enum(CAUSE_CODES).meta({ title: '损坏原因' })
export const SourceField = z.enum(SOURCE_CODES).meta({ title: '来源' })
export const WaitReasonField = z.enum(WAIT_REASON_CODES).meta({ title: '等待原因' })
export const KindField = requiredLine(30).meta({ title: '工单种类' })
export const TradeField = requiredLine(12).meta({ title: '工种' })
export const ItemCodeField = requiredLine(40).meta({ title: '维修项目' })
export const Reason = prose(300).min(1, '请写明原因').meta({ title: '原因' })
export const Note = prose(1000).meta({ title: '说明' })
export const FollowToken = z
  .string()
  .regex(/^[\w-]{22}$/, '查询链接不完整，请重新打开')
  .meta({ title: '查询凭证' })
export const FileIds = z.array(Id).max(9, '最多 9 张照片').meta({ title: '照片' })
export const Rating = z.int().min(1).max(5).meta({ title: '评分' })

/** One countable line as entered: a catalogue item, or free words where the catalogue has none. */
export const LineInput = z
  .strictObject({
    itemCode: ItemCodeField.optional(),
    text: line(100).optional().meta({ title: '项目说明' }),
    qty: Quantity.meta({ title: '数量' }),
    /** Left out: the item's own, or 次. */
    measure: line(10).optional().meta({ title: '单位' }),
    /** Counts as 报修次数. Left out: as the item says, true for free words. */
    counts: z.boolean().optional().meta({ title: '计入次数' }),
  })
  .refine(l => l.itemCode !== undefined || Boolean(l.text), '请选维修项目，或写明修了什么')
export const LinesInput = z.array(LineInput).max(40, '一张单最多 40 行').meta({ title: '维修内容' })

export const MaterialInput = z.strictObject({
  name: requiredLine(80).meta({ title: '材料' }),
  qty: Quantity.meta({ title: '数量' }),
  measure: line(10).default('个').meta({ title: '单位' }),
  unitPriceFen: Fen.default(0).meta({ title: '单价' }),
})

export const LabourInput = z.strictObject({
  /** Left out: whoever finishes. */
  personId: Id.optional().meta({ title: '人员' }),
  minutes: z.int().min(1).max(60_000).meta({ title: '工时（分钟）' }),
})

const Person = z.object({ id: Id.nullable(), name: z.string() })
const Coded = z.object({ code: z.string(), name: z.string() })

/** What the due mark shows. `dueAt` is null when nothing runs. */
export const Clock = z.object({
  /** respond: until someone comes; finish: until it is repaired; paused: waiting; stopped: over. */
  phase: z.enum(['respond', 'finish', 'paused', 'stopped']),
  dueAt: Instant.nullable(),
  late: z.boolean(),
})

/** A row says enough not to be opened. */
export const OrderRow = z.object({
  id: Id,
  no: z.string(),
  kind: z.string(),
  state: OrderStateField,
  trade: Coded,
  level: LevelField,
  item: Coded.nullable(),
  title: z.string(),
  placeId: Id.nullable(),
  buildingId: Id.nullable(),
  place: z.string(),
  reporter: z.string(),
  reportedAt: Instant,
  reportedOn: Day,
  /** false: `reportedAt` knows only the day (old registers). */
  timed: z.boolean(),
  assignee: Person.nullable(),
  clock: Clock,
  waiting: z.object({ reason: WaitReasonField, note: z.string(), since: Instant }).nullable(),
  doneAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  cause: CauseField.nullable(),
  rating: Rating.nullable(),
  rework: z.int(),
  endorsements: z.int(),
  photos: z.int(),
  costFen: z.int(),
  source: SourceField,
  externalNo: z.string().nullable(),
  version: Version,
})
export type OrderRow = z.output<typeof OrderRow>

export const EventRow = z.object({
  id: Id,
  at: Instant,
  who: z.string(),
  /** The action's name, e.g. dispatch; `comment` and `note` besides those of the machine. */
  verb: z.string(),
  text: z.string(),
  public: z.boolean(),
})

export const LineRow = z.object({
  id: Id,
  item: Coded.nullable(),
  text: z.string(),
  qty: z.string(),
  measure: z.string(),
  counts: z.boolean(),
})

/** The slip. */
export const OrderSlip = OrderRow.extend({
  description: z.string(),
  /** "高职B楼 312 灯管不亮，第2天，等材料" */
  sentence: z.string(),
  stateLabel: z.string(),
  reporterPersonId: Id.nullable(),
  /** For the office and the assignee only; null for others. */
  reporterPhone: z.string().nullable(),
  /** Path of the public page, for the office and the reporter: /f/{token} */
  followPath: z.string().nullable(),
  acceptedAt: Instant.nullable(),
  dispatchedAt: Instant.nullable(),
  startedAt: Instant.nullable(),
  confirmedAt: Instant.nullable(),
  autoConfirmed: z.boolean(),
  ratingNote: z.string(),
  causeNote: z.string(),
  respondDueAt: Instant.nullable(),
  finishDueAt: Instant.nullable(),
  warranty: z.object({ inside: z.boolean(), text: z.string() }).nullable(),
  lines: z.array(LineRow),
  materials: z.array(
    z.object({
      id: Id,
      name: z.string(),
      qty: z.string(),
      measure: z.string(),
      unitPriceFen: z.int(),
      amountFen: z.int(),
    }),
  ),
  labour: z.array(z.object({ id: Id, person: Person, minutes: z.int(), on: Day })),
  files: z.array(z.object({ id: Id, role: z.string(), name: z.string(), mime: z.string() })),
  pauses: z.array(
    z.object({
      reason: WaitReasonField,
      note: z.string(),
      from: Instant,
      to: Instant.nullable(),
      minutes: z.int(),
    }),
  ),
  vendorCalls: z.array(
    z.object({
      id: Id,
      vendor: z.string(),
      phone: z.string(),
      underWarranty: z.boolean(),
      calledAt: Instant,
      visitOn: Day.nullable(),
      result: z.string(),
      costFen: z.int(),
      finishedAt: Instant.nullable(),
    }),
  ),
  extensions: z.array(
    z.object({
      id: Id,
      until: Instant,
      reason: z.string(),
      askedBy: z.string(),
      askedAt: Instant,
      approved: z.boolean().nullable(),
      decidedBy: z.string(),
      note: z.string(),
    }),
  ),
  endorsers: z.array(z.object({ name: z.string(), at: Instant, note: z.string() })),
  timeline: z.array(EventRow),
  actions: Actions,
})
export type OrderSlip = z.output<typeof OrderSlip>

/** One filter for table, board, calendar, counts and bulk actions. All given conditions hold together. */
export const filterFields = {
  kind: KindField.optional(),
  states: z.array(OrderStateField).max(11).optional().meta({ title: '状态' }),
  /** true: unfinished ones; false: finished, rejected, cancelled. */
  open: z.boolean().optional().meta({ title: '未完成' }),
  trades: z.array(TradeField).max(30).optional().meta({ title: '工种' }),
  levels: z.array(LevelField).max(5).optional(),
  items: z.array(ItemCodeField).max(50).optional().meta({ title: '维修项目' }),
  /** Term code, e.g. 2025-autumn; narrows by day of report. */
  term: line(20).optional().meta({ title: '学期' }),
  from: Day.optional().meta({ title: '报修日期从' }),
  to: Day.optional().meta({ title: '报修日期到' }),
  buildingId: Id.optional().meta({ title: '楼' }),
  /** The place and all below it. */
  placeId: Id.optional().meta({ title: '地点' }),
  assigneeId: Id.optional().meta({ title: '维修人' }),
  unassigned: z.boolean().optional().meta({ title: '未派工' }),
  /** assigned: my work; reported: what I reported or joined. */
  mine: z.enum(['assigned', 'reported']).optional().meta({ title: '我的' }),
  overdue: z.boolean().optional().meta({ title: '超时' }),
  rework: z.boolean().optional().meta({ title: '返修过' }),
  sources: z.array(SourceField).max(7).optional(),
  causes: z.array(CauseField).max(4).optional(),
  /** Rated this or worse. */
  ratedAtMost: Rating.optional(),
  vendor: z.boolean().optional().meta({ title: '厂家未了' }),
  importId: Id.optional(),
  /** Day on which it is due (calendar by due). */
  dueOn: Day.optional(),
  /** Number, words, place, people, old number, last digits of a phone. */
  text: line(60).optional().meta({ title: '查找' }),
}
export const OrderFilter = z.strictObject(filterFields)
export type OrderFilter = z.output<typeof OrderFilter>

export const SORTS = { newest: '最新报修', oldest: '最早报修', due: '最先到期', no: '单号' } as const
export type OrderSort = keyof typeof SORTS

export const listInput = z.strictObject({
  ...filterFields,
  ...pageInput,
  sort: z.enum(['newest', 'oldest', 'due', 'no']).default('newest'),
  /** The total is wanted (first page only, as a rule). */
  withTotal: z.boolean().default(false),
})

/** What may stand in an exported list, in its order; the keys of the list's columns. */
export const EXPORT_COLUMNS = [
  'no',
  'what',
  'state',
  'due',
  'trade',
  'assignee',
  'reported',
  'reporter',
  'item',
  'level',
  'cause',
  'done',
  'rating',
  'cost',
  'source',
  'external',
] as const
export type ExportColumnKey = (typeof EXPORT_COLUMNS)[number]

export const exportInput = z.strictObject({
  ...filterFields,
  sort: z.enum(['newest', 'oldest', 'due', 'no']).default('newest'),
  columns: z.array(z.enum(EXPORT_COLUMNS)).min(1).max(EXPORT_COLUMNS.length).optional(),
  /** The filter as the list says it, for the head of the sheet. */
  words: line(300).default(''),
})

export const ListOutput = z.object({
  rows: z.array(OrderRow),
  next: z.string().nullable(),
  total: z.int().optional(),
  /** There are more than `total`; show it as "10000+". */
  capped: z.boolean().optional(),
})

/** Chosen rows, or all that match a filter together with the count the user saw. */
export const Selection = z.union([
  z.strictObject({ ids: z.array(Id).min(1).max(500, '一次最多选 500 张') }),
  z.strictObject({ filter: OrderFilter, expected: z.int().min(1).max(1000, '一次最多处理 1000 张') }),
])

export const BulkOutput = z.object({
  done: z.int(),
  refused: z.int(),
  results: z.array(
    z.object({
      id: Id,
      no: z.string(),
      ok: z.boolean(),
      code: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
  /** The bulk action that takes it back, for exactly the rows done; null where it cannot be taken back. */
  undo: z.object({ action: z.string(), ids: z.array(Id) }).nullable(),
})

/** What each command on one order answers. */
export const Moved = z.object({ id: Id, no: z.string(), state: OrderStateField, version: Version })
