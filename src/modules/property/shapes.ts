import { z } from 'zod'
import { Actions, Day, Id, line, Quantity, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { SignatureView } from '../../mechanisms/signature/contract.ts'
import {
  CAUSES,
  type Cause,
  type MonthState,
  monthMachine,
  SHEET_KIND_CODES,
  type SheetState,
  sheetMachine,
} from './rules.ts'

export const Kind = z.enum(SHEET_KIND_CODES).meta({ title: '类别' })
export const State = z.enum(Object.keys(sheetMachine.states) as [SheetState, ...SheetState[]])
export const MonthStateShape = z.enum(Object.keys(monthMachine.states) as [MonthState, ...MonthState[]])
export const CauseShape = z.enum(Object.keys(CAUSES) as [Cause, ...Cause[]]).meta({ title: '原因' })
export const TermCode = z
  .string()
  .regex(/^20\d{2}-(autumn|spring)$/, '要写成 2025-autumn 或 2026-spring')
  .meta({ title: '学期' })
export const Month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份要写成 2026-03 这样')
  .meta({ title: '月份' })

/** How many there are: none is an answer as well. */
export const Amount = z.union([Quantity, z.literal(0)])

export const SheetRow = z.object({
  id: Id,
  no: z.string(),
  kind: Kind,
  state: State,
  termCode: z.string(),
  termName: z.string(),
  title: z.string(),
  groupText: z.string(),
  placeText: z.string(),
  keeperName: z.string(),
  /** Kinds of things on it. */
  lines: z.int(),
  /** Lines that the review found different from what was signed. */
  differences: z.int(),
  /** Who has yet to sign. */
  missing: z.array(z.string()),
  registeredOn: Day.nullable(),
  reviewedOn: Day.nullable(),
})
export type SheetRow = z.output<typeof SheetRow>

export const SheetLine = z.object({
  id: Id,
  name: z.string(),
  measure: z.string(),
  quantity: z.number(),
  broken: z.number(),
  note: z.string(),
  assetId: Id.nullable(),
  assetNo: z.string(),
  found: z.number().nullable(),
  foundBroken: z.number().nullable(),
  reviewNote: z.string(),
  cause: CauseShape.nullable(),
  explanation: z.string(),
  chargedQuantity: z.number().nullable(),
  caseId: Id.nullable(),
  caseNo: z.string(),
  /** What the case comes to, once it is assessed. */
  caseFen: z.int().nullable(),
  caseLiable: z.string(),
  settledBy: z.string(),
})
export type SheetLine = z.output<typeof SheetLine>

export const SheetDetail = SheetRow.extend({
  unitId: Id.nullable(),
  placeId: Id.nullable(),
  keeperId: Id.nullable(),
  version: Version,
  previous: z.object({ id: Id, no: z.string(), termName: z.string() }).nullable(),
  items: z.array(SheetLine),
  marks: z.array(SignatureView),
  reviewMarks: z.array(SignatureView),
  /** What a signature says, word for word. */
  statement: z.string(),
  events: z.array(
    z.object({ id: Id, at: z.date(), action: z.string(), actorName: z.string(), note: z.string() }),
  ),
  url: z.string(),
  actions: Actions,
})

export const LineInput = z.strictObject({
  name: requiredLine(60).meta({ title: '物品' }),
  measure: requiredLine(10).meta({ title: '单位' }),
  quantity: Amount.meta({ title: '数量' }),
  broken: Amount.default(0).meta({ title: '其中已坏' }),
  note: line(200).default('').meta({ title: '备注' }),
  assetId: Id.nullable().default(null),
  assetNo: line(60).default(''),
})

export const TemplateInput = z.strictObject({
  name: requiredLine(60).meta({ title: '物品' }),
  measure: requiredLine(10).meta({ title: '单位' }),
  quantity: Amount.meta({ title: '数量' }),
})

export const ReviewInput = z.strictObject({
  id: Id,
  found: Amount.nullable().meta({ title: '现有' }),
  foundBroken: Amount.default(0).meta({ title: '其中已坏' }),
  note: line(200).default('').meta({ title: '备注' }),
})

export const BoardGroup = z.object({
  title: z.string(),
  /** How many there should be. */
  total: z.int(),
  made: z.int(),
  signed: z.int(),
  reviewed: z.int(),
  closed: z.int(),
})
