import { z } from 'zod'
import { Day, Id, Instant, line, prose, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { Fen } from '../../kernel/pure/money.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { LEADERS, OFFICE } from '../../kernel/pure/roles.ts'
import { ORDER_ERRORS } from './errors.ts'
import { orderMachine } from './machine.ts'
import {
  BulkOutput,
  CauseField,
  EventRow,
  exportInput,
  FileIds,
  FollowToken,
  filterFields,
  ItemCodeField,
  KindField,
  LabourInput,
  LevelField,
  LinesInput,
  ListOutput,
  listInput,
  MaterialInput,
  Moved,
  Note,
  OrderRow,
  OrderSlip,
  OrderStateField,
  Rating,
  Reason,
  Selection,
  TradeField,
  WaitReasonField,
} from './shapes.ts'

export * from './machine.ts'
export * from './shapes.ts'

/** With `version`, refused when the order changed since it was looked at. */
const order = { id: Id, version: Version.optional() }
/** The reporter without an account shows the token of his follow link instead of signing in. */
const orderOrToken = { id: Id.optional(), token: FollowToken.optional() }
const ownOrder = { ...orderOrToken, version: Version.optional() }
const TRADES = ['tradesman', ...OFFICE] as const
const READERS = ['tradesman', ...LEADERS, 'clerk'] as const

export const contract = defineContract({
  id: 'workorder',
  title: '工单',
  machines: [orderMachine],
  errors: ORDER_ERRORS,
  operations: {
    // Reading
    list: query({ title: '查看工单列表', access: 'signed-in', input: listInput, output: ListOutput }),
    exportList: query({
      title: '导出工单列表',
      access: 'signed-in',
      input: exportInput,
      output: FileOutput,
    }),
    board: query({
      title: '查看工单看板',
      access: 'signed-in',
      input: z.strictObject({ ...filterFields, perColumn: z.int().min(1).max(50).default(20) }),
      output: z.object({
        columns: z.array(
          z.object({ state: OrderStateField, label: z.string(), count: z.int(), rows: z.array(OrderRow) }),
        ),
      }),
    }),
    calendar: query({
      title: '查看工单日历',
      access: 'signed-in',
      input: z.strictObject({
        ...filterFields,
        by: z.enum(['reported', 'due', 'done']).default('reported'),
        /** First and last day shown, at most 62 days. */
        since: Day,
        until: Day,
        perDay: z.int().min(0).max(20).default(6),
      }),
      output: z.object({
        days: z.array(z.object({ day: Day, count: z.int(), late: z.int(), rows: z.array(OrderRow) })),
      }),
    }),
    get: query({
      title: '查看工单',
      access: 'signed-in',
      input: z.strictObject({ id: Id }),
      output: OrderSlip,
    }),
    workerDay: query({
      title: '查看我今天的活',
      access: READERS,
      /** Left out: my own. Others only for the office and leaders. */
      input: z.strictObject({ personId: Id.optional() }),
      output: z.object({
        person: z.object({ id: Id, name: z.string(), trades: z.array(z.string()) }),
        /** In the order in which to go: danger, late, due, then building by building. */
        open: z.array(OrderRow),
        pool: z.array(OrderRow),
        doneToday: z.array(OrderRow),
      }),
    }),
    wall: query({
      title: '查看办公室大屏',
      access: [...LEADERS, 'clerk'],
      input: z.strictObject({ kind: KindField.optional() }),
      output: z.object({
        at: Instant,
        reportedToday: z.int(),
        finishedToday: z.int(),
        open: z.int(),
        unassigned: z.int(),
        waiting: z.int(),
        overdue: z.int(),
        urgent: z.array(OrderRow),
        late: z.array(OrderRow),
        latest: z.array(OrderRow),
        workers: z.array(
          z.object({ personId: Id, name: z.string(), open: z.int(), late: z.int(), doneToday: z.int() }),
        ),
      }),
    }),
    load: query({
      title: '查看各人工作量',
      access: READERS,
      input: z.strictObject({ kind: KindField.optional() }),
      output: z.object({
        workers: z.array(
          z.object({
            personId: Id,
            name: z.string(),
            trades: z.array(z.object({ code: z.string(), name: z.string() })),
            dailyCapacity: z.int(),
            open: z.int(),
            late: z.int(),
            waiting: z.int(),
            doneToday: z.int(),
            doneWeek: z.int(),
          }),
        ),
      }),
    }),
    candidates: query({
      title: '查看可派的人',
      access: OFFICE,
      input: z.strictObject({ ids: z.array(Id).min(1).max(500) }),
      output: z.object({
        /** Who the rules would choose, when all the orders agree. */
        suggested: Id.nullable(),
        workers: z.array(
          z.object({
            personId: Id,
            name: z.string(),
            /** Has the trade of every order asked about. */
            skilled: z.boolean(),
            trades: z.array(z.string()),
            open: z.int(),
            late: z.int(),
            dailyCapacity: z.int(),
          }),
        ),
      }),
    }),
    counts: query({
      title: '统计工单数',
      access: [...LEADERS, 'clerk'],
      input: z.strictObject(filterFields),
      output: z.object({
        /** orders: slips reported; items: Σ qty of the lines that count (报修次数). */
        rows: z.array(
          z.object({
            month: z.string(),
            trade: z.string(),
            tradeName: z.string(),
            orders: z.int(),
            finished: z.int(),
            late: z.int(),
            items: z.string(),
          }),
        ),
      }),
    }),

    // The office
    accept: command({
      title: '受理工单',
      access: OFFICE,
      input: z.strictObject({ ...order, level: LevelField.optional(), note: Note.optional() }),
      output: Moved,
    }),
    unaccept: command({ title: '撤销受理', access: OFFICE, input: z.strictObject(order), output: Moved }),
    reject: command({
      title: '退回工单',
      access: OFFICE,
      input: z.strictObject({ ...order, reason: Reason }),
      output: Moved,
    }),
    restore: command({ title: '撤销退回', access: OFFICE, input: z.strictObject(order), output: Moved }),
    dispatch: command({
      title: '派工',
      access: OFFICE,
      input: z.strictObject({ ...order, personId: Id, note: Note.optional() }),
      output: Moved,
    }),
    dispatchByRule: command({
      title: '按规则派工',
      access: OFFICE,
      input: z.strictObject(order),
      output: Moved.extend({ assignee: z.object({ id: Id, name: z.string() }) }),
    }),
    undispatch: command({ title: '撤销派工', access: OFFICE, input: z.strictObject(order), output: Moved }),
    setLevel: command({
      title: '调整级别',
      access: OFFICE,
      input: z.strictObject({ id: Id, version: Version, level: LevelField, reason: Reason }),
      output: Moved,
    }),
    edit: command({
      title: '更正工单',
      access: OFFICE,
      input: z.strictObject({
        id: Id,
        version: Version,
        title: requiredLine(100).optional().meta({ title: '故障' }),
        trade: TradeField.optional(),
        itemCode: ItemCodeField.nullable().optional(),
        placeId: Id.nullable().optional().meta({ title: '地点' }),
        placeText: line(100).optional().meta({ title: '地点' }),
        cause: CauseField.nullable().optional(),
      }),
      output: Moved,
    }),
    editLines: command({
      title: '更正维修内容',
      access: TRADES,
      /** After filing only the office, with a reason. */
      input: z.strictObject({
        ...order,
        version: Version,
        lines: LinesInput.min(1),
        reason: Reason.optional(),
      }),
      output: Moved,
    }),
    close: command({
      title: '归档工单',
      access: OFFICE,
      input: z.strictObject({ ...order, note: Note.optional() }),
      output: Moved,
    }),
    unclose: command({ title: '撤销归档', access: OFFICE, input: z.strictObject(order), output: Moved }),
    decideExtension: command({
      title: '审批延期',
      access: OFFICE,
      input: z.strictObject({ ...order, extensionId: Id, approve: z.boolean(), note: Note.optional() }),
      output: Moved,
    }),
    bulk: command({
      title: '批量处理工单',
      access: OFFICE,
      input: z.strictObject({
        action: z.enum([
          'accept',
          'unaccept',
          'dispatch',
          'dispatchByRule',
          'undispatch',
          'close',
          'unclose',
        ]),
        selection: Selection,
        /** For dispatch. */
        personId: Id.optional().meta({ title: '维修人' }),
      }),
      output: BulkOutput,
    }),

    // The worker
    grab: command({ title: '抢单', access: ['tradesman'], input: z.strictObject(order), output: Moved }),
    decline: command({
      title: '退单',
      access: ['tradesman'],
      input: z.strictObject({ ...order, reason: Reason }),
      output: Moved,
    }),
    start: command({ title: '开工', access: TRADES, input: z.strictObject(order), output: Moved }),
    pause: command({
      title: '挂起等待',
      access: TRADES,
      input: z.strictObject({
        ...order,
        reason: WaitReasonField,
        note: prose(300).default('').meta({ title: '说明' }),
      }),
      output: Moved,
    }),
    resume: command({ title: '继续维修', access: TRADES, input: z.strictObject(order), output: Moved }),
    finish: command({
      title: '完工',
      access: TRADES,
      input: z.strictObject({
        ...order,
        /** Left out: one of the reported item. */
        lines: LinesInput.optional(),
        materials: z.array(MaterialInput).max(40).default([]).meta({ title: '材料' }),
        labour: z.array(LabourInput).max(20).default([]).meta({ title: '工时' }),
        cause: CauseField.default('natural'),
        causeNote: line(200).default('').meta({ title: '原因说明' }),
        photos: FileIds.default([]),
        note: Note.default(''),
      }),
      output: Moved,
    }),
    requestExtension: command({
      title: '申请延期',
      access: TRADES,
      input: z.strictObject({ ...order, until: Day.meta({ title: '延期到' }), reason: Reason }),
      output: Moved.extend({ extensionId: Id }),
    }),
    vendorCall: command({
      title: '联系厂家',
      access: TRADES,
      input: z.strictObject({
        ...order,
        vendor: requiredLine(80).meta({ title: '厂家' }),
        phone: line(30).default('').meta({ title: '电话' }),
        underWarranty: z.boolean().default(false).meta({ title: '保修期内' }),
        visitOn: Day.optional().meta({ title: '约定上门' }),
        note: Note.default(''),
      }),
      output: Moved.extend({ callId: Id }),
    }),
    vendorResult: command({
      title: '登记厂家结果',
      access: TRADES,
      input: z.strictObject({
        ...order,
        callId: Id,
        result: prose(500).min(1, '请写明结果').meta({ title: '结果' }),
        costFen: Fen.default(0).meta({ title: '费用' }),
        /** The vendor has repaired it: the order goes on; otherwise it keeps waiting. */
        repaired: z.boolean().meta({ title: '已修好' }),
      }),
      output: Moved,
    }),

    // The reporter, and everyone
    confirm: command({
      title: '验收评价',
      access: 'anyone',
      input: z.strictObject({ ...ownOrder, rating: Rating.optional(), note: Note.default('') }),
      output: Moved,
    }),
    reopen: command({
      title: '要求返修',
      access: 'anyone',
      input: z.strictObject({ ...ownOrder, reason: Reason, photos: FileIds.default([]) }),
      output: Moved,
    }),
    cancel: command({
      title: '撤销报修',
      access: 'anyone',
      input: z.strictObject({ ...ownOrder, reason: Reason }),
      output: Moved,
    }),
    comment: command({
      title: '留言',
      access: 'anyone',
      input: z.strictObject({
        ...orderOrToken,
        text: prose(500).min(1, '请写点什么').meta({ title: '留言' }),
        photos: FileIds.default([]),
        /** Shown on the public page as well. Those outside always write publicly. */
        public: z.boolean().default(false),
      }),
      output: z.object({ event: EventRow }),
    }),
    endorse: command({
      title: '我也遇到了',
      access: 'signed-in',
      input: z.strictObject({
        ...order,
        note: line(200).default('').meta({ title: '说明' }),
        photos: FileIds.default([]),
      }),
      output: Moved.extend({ endorsements: z.int() }),
    }),
  },
})

export const workorder = contract.operations
