import { z } from 'zod'
import { Actions, Day, Id, Instant, line, Quantity, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { SignatureView } from '../../mechanisms/signature/contract.ts'
import {
  CAUSES,
  type CampaignState,
  type Cause,
  COUNT_KINDS,
  type CountKind,
  campaignMachine,
  DUTIES,
  type Duty,
  RESULT_CODES,
} from './rules.ts'

export const Kind = z
  .enum(Object.keys(COUNT_KINDS) as [CountKind, ...CountKind[]])
  .meta({ title: '盘点对象' })
export const State = z.enum(Object.keys(campaignMachine.states) as [CampaignState, ...CampaignState[]])
export const ResultShape = z.enum(RESULT_CODES)
export const CauseShape = z.enum(Object.keys(CAUSES) as [Cause, ...Cause[]]).meta({ title: '差异原因' })
export const DutyShape = z.enum(Object.keys(DUTIES) as [Duty, ...Duty[]]).meta({ title: '分工' })
const Amount = z.union([Quantity, z.literal(0)])

export const Scope = z.strictObject({
  placeIds: z.array(Id).max(200).default([]).meta({ title: '楼和房间' }),
  unitIds: z.array(Id).max(200).default([]).meta({ title: '部门和班级' }),
  classCodes: z.array(line(20)).max(50).default([]).meta({ title: '资产分类' }),
  storeIds: z.array(Id).max(50).default([]).meta({ title: '仓库' }),
})
export type Scope = z.output<typeof Scope>

export const Totals = z.object({
  lines: z.int(),
  open: z.int(),
  match: z.int(),
  missing: z.int(),
  surplus: z.int(),
  damaged: z.int(),
  moved: z.int(),
  /** Taken out of the count by the office; not among the lines. */
  released: z.int(),
  /** Differences without a cause. */
  unexplained: z.int(),
  missingFen: z.int(),
  surplusFen: z.int(),
  bookFen: z.int(),
  /** 账物相符率, percent. */
  rate: z.number(),
})
export type Totals = z.output<typeof Totals>

export const CampaignRow = z.object({
  id: Id,
  no: z.string(),
  kind: Kind,
  title: z.string(),
  state: State,
  blind: z.boolean(),
  scopeText: z.string(),
  dueOn: Day.nullable(),
  startedAt: z.date().nullable(),
  closedOn: Day.nullable(),
  /** Left out for counters while they count blind. */
  lines: z.int().nullable(),
  counted: z.int(),
  differences: z.int().nullable(),
})

/** A count beside an earlier one: `again` are those that differed in both. */
export const Comparison = z.object({
  now: Totals,
  earlier: z.array(z.object({ id: Id, no: z.string(), title: z.string(), finishedOn: Day.nullable() })),
  with: z
    .object({ id: Id, no: z.string(), title: z.string(), finishedOn: Day.nullable(), totals: Totals })
    .nullable(),
  both: z.int(),
  onlyNow: z.int(),
  onlyBefore: z.int(),
  again: z.array(
    z.object({
      id: Id,
      code: z.string(),
      name: z.string(),
      areaText: z.string(),
      keeperText: z.string(),
      before: ResultShape,
      opinion: z.string(),
      now: ResultShape,
    }),
  ),
})

export const Counter = z.object({
  personId: Id,
  name: z.string(),
  duty: DutyShape,
  areas: z.array(Id),
  areasText: z.string(),
})

export const AreaProgress = z.object({
  areaId: Id.nullable(),
  title: z.string(),
  total: z.int(),
  counted: z.int(),
  differences: z.int(),
  done: z.boolean(),
  doneBy: z.string(),
  /** Who has been given it to count. */
  who: z.string(),
})

/** A room or store as a phone shows it; a blind counter is not told how many things it has. */
export const TaskArea = z.object({
  areaId: Id,
  title: z.string(),
  mine: z.boolean(),
  done: z.boolean(),
  doneBy: z.string(),
  who: z.string(),
  total: z.int().nullable(),
  counted: z.int(),
})

export const CampaignDetail = CampaignRow.extend({
  version: Version,
  scope: Scope,
  note: z.string(),
  finishedOn: Day.nullable(),
  adjustedOn: Day.nullable(),
  approvedBy: z.string(),
  answer: z.string(),
  totals: Totals.nullable(),
  counters: z.array(Counter),
  areas: z.array(AreaProgress),
  marks: z.array(SignatureView),
  missingDuties: z.array(z.string()),
  statement: z.string(),
  events: z.array(
    z.object({ id: Id, at: z.date(), action: z.string(), actorName: z.string(), note: z.string() }),
  ),
  url: z.string(),
  actions: Actions,
})

export const LineView = z.object({
  id: Id,
  origin: z.enum(['book', 'outside', 'extra']),
  assetId: Id.nullable(),
  itemId: Id.nullable(),
  code: z.string(),
  name: z.string(),
  spec: z.string(),
  measure: z.string(),
  bookQuantity: z.number(),
  bookFen: z.int(),
  areaText: z.string(),
  unitText: z.string(),
  keeperText: z.string(),
  useText: z.string(),
  foundQuantity: z.number().nullable(),
  foundAreaText: z.string(),
  damaged: z.boolean(),
  moveHere: z.boolean(),
  note: z.string(),
  countedAt: z.date().nullable(),
  countedBy: z.string(),
  result: ResultShape,
  differenceFen: z.int(),
  cause: CauseShape.nullable(),
  opinion: z.string(),
  valueFen: z.int().nullable(),
  valueBasis: z.enum(['market', 'nominal']).nullable(),
  settledBy: z.string(),
  photos: z.array(Id),
})
export type LineView = z.output<typeof LineView>

/** What a phone keeps to count without a network. Blind counting leaves out what the book says. */
export const TaskLine = z.object({
  id: Id,
  code: z.string(),
  /** What is read off the labels stuck on it. */
  labels: z.array(z.string()),
  name: z.string(),
  spec: z.string(),
  measure: z.string(),
  round: z.int(),
  areaId: Id.nullable(),
  bookQuantity: z.number().nullable(),
  /** Counted already, by whomever. */
  counted: z.boolean(),
})
export type TaskLine = z.output<typeof TaskLine>

const entry = {
  id: Id,
  round: z.int().min(1).max(99).default(1),
  areaId: Id.nullable().default(null).meta({ title: '地点' }),
  note: line(200).default('').meta({ title: '备注' }),
  /** By the device's clock. */
  at: Instant,
  photos: z.array(Id).max(4, '一条最多 4 张照片').default([]),
}

export const EntryInput = z.discriminatedUnion('kind', [
  z.strictObject({
    ...entry,
    kind: z.literal('seen'),
    /** The line, or the number that was scanned or typed. */
    lineId: Id.optional(),
    code: line(60).default(''),
    spot: line(40).default('').meta({ title: '货架' }),
    quantity: Amount.optional().meta({ title: '数量' }),
    damaged: z.boolean().default(false),
    moveHere: z.boolean().default(false),
  }),
  z.strictObject({ ...entry, kind: z.literal('absent'), lineId: Id }),
  z.strictObject({
    ...entry,
    kind: z.literal('extra'),
    name: requiredLine(60).meta({ title: '名称' }),
    spec: line(100).default('').meta({ title: '规格' }),
    measure: requiredLine(10).meta({ title: '单位' }),
    quantity: Quantity.meta({ title: '数量' }),
  }),
  z.strictObject({ ...entry, kind: z.literal('room'), areaId: Id, done: z.boolean() }),
  /** Takes back an entry of the same counter; neither is deleted. */
  z.strictObject({ ...entry, kind: z.literal('undo'), entryId: Id.meta({ title: '撤销的一条' }) }),
])
export type EntryInput = z.output<typeof EntryInput>

export const EntryOutcome = z.object({
  id: Id,
  /** kept: counts; known: sent before; stale: of a round that has since been counted anew; refused: see why. */
  outcome: z.enum(['kept', 'known', 'stale', 'refused']),
  why: z.string(),
  lineId: Id.nullable(),
  /** Said to those who see the book. */
  result: ResultShape.nullable(),
})
export type EntryOutcome = z.output<typeof EntryOutcome>
