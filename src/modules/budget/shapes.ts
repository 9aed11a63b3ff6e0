import { z } from 'zod'
import { Actions, Day, Id, line, prose, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { Fen } from '../../kernel/pure/money.ts'
import { FileView } from '../../mechanisms/attachment/contract.ts'
import { SignatureView } from '../../mechanisms/signature/contract.ts'
import {
  ADJUSTMENT_KINDS,
  adjustmentMachine,
  CATEGORY_CODES,
  INCOME_KINDS,
  planMachine,
  remittanceMachine,
  reportMachine,
  SAVING_KINDS,
  SOURCE_KINDS,
  savingMachine,
} from './rules.ts'

const keys = <K extends string>(map: Record<K, unknown>) => z.enum(Object.keys(map) as [K, ...K[]])

export const Category = z.enum(CATEGORY_CODES)
export const SourceKind = keys(SOURCE_KINDS)
export const PlanState = keys(planMachine.states)
export const AdjustmentKind = keys(ADJUSTMENT_KINDS)
export const AdjustmentState = keys(adjustmentMachine.states)
export const IncomeKind = keys(INCOME_KINDS)
export const RemittanceState = keys(remittanceMachine.states)
export const SavingKind = keys(SAVING_KINDS)
export const SavingState = keys(savingMachine.states)
export const ReportState = keys(reportMachine.states)
export const Year = z.int().min(2000).max(2100)
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份要写成 2026-03 这样')
/** Money in a field that may also go down. */
export const SignedFen = z.int().min(-90_000_000_000).max(90_000_000_000)
export const Amount = Fen.min(1, '金额要大于零')

const SourceFacts = {
  code: requiredLine(20).meta({ title: '来源编码' }),
  title: requiredLine(40).meta({ title: '经费来源' }),
  kind: SourceKind.meta({ title: '类别' }),
  earmarked: z.boolean().default(false).meta({ title: '专款专用' }),
  purpose: line(100).default('').meta({ title: '专款用途' }),
  basis: line(100).default('').meta({ title: '来源文号' }),
}
export const SourceInput = z.strictObject({
  id: Id.optional(),
  version: Version.optional(),
  ...SourceFacts,
})
export const SourceRow = z.object({
  id: Id,
  code: z.string(),
  title: z.string(),
  kind: SourceKind,
  earmarked: z.boolean(),
  purpose: z.string(),
  basis: z.string(),
  version: Version,
})

export const LineMoney = z.object({
  allottedFen: z.int(),
  committedFen: z.int(),
  spentFen: z.int(),
  leftFen: z.int(),
})
export const LineRow = LineMoney.extend({
  id: Id,
  year: z.int(),
  code: z.string(),
  title: z.string(),
  category: Category,
  sourceId: Id,
  source: z.string(),
  earmarked: z.boolean(),
  purpose: z.string(),
  note: z.string(),
  plannedFen: z.int(),
  /** May be chosen for new documents. */
  open: z.boolean(),
  version: Version,
})
export const LineInput = {
  sourceId: Id.meta({ title: '经费来源' }),
  code: requiredLine(30).meta({ title: '项目编码' }),
  title: requiredLine(60).meta({ title: '预算项目' }),
  category: Category.meta({ title: '支出类别' }),
  plannedFen: Fen.meta({ title: '预算数' }),
  note: line(200).default('').meta({ title: '说明' }),
}

export const PlanRow = LineMoney.extend({
  id: Id,
  year: z.int(),
  state: PlanState,
  basis: z.string(),
  plannedFen: z.int(),
  lines: z.int(),
  version: Version,
})
export const PlanDetail = PlanRow.extend({
  draftedName: z.string(),
  approvedName: z.string(),
  approvedOn: Day.nullable(),
  startedOn: Day.nullable(),
  closedOn: Day.nullable(),
  note: z.string(),
  sources: z.array(LineMoney.extend({ id: Id, title: z.string(), lines: z.int() })),
  categories: z.array(LineMoney.extend({ category: Category, lines: z.int() })),
  actions: Actions,
})

export const AdjustmentFacts = {
  kind: AdjustmentKind.meta({ title: '类别' }),
  reason: requiredLine(500).meta({ title: '理由' }),
  basis: line(100).default('').meta({ title: '文号' }),
  lines: z
    .array(
      z.strictObject({
        lineId: Id.meta({ title: '项目' }),
        amountFen: SignedFen.meta({ title: '增减额' }),
      }),
    )
    .max(60)
    .meta({ title: '项目' }),
}

export const AdjustmentRow = z.object({
  id: Id,
  no: z.string(),
  kind: AdjustmentKind,
  state: AdjustmentState,
  year: z.int(),
  reason: z.string(),
  basis: z.string(),
  askedName: z.string(),
  askedOn: Day,
  decidedName: z.string(),
  decidedOn: Day.nullable(),
  decision: z.string(),
  lines: z.array(z.object({ lineId: Id, code: z.string(), title: z.string(), amountFen: z.int() })),
  version: Version,
  actions: Actions,
})

export const AdjustmentDetail = AdjustmentRow.extend({
  school: z.string(),
  /** What each line has now, and has or had when it was carried out. */
  money: z.array(
    z.object({
      lineId: Id,
      code: z.string(),
      title: z.string(),
      source: z.string(),
      allottedFen: z.int(),
      leftFen: z.int(),
      amountFen: z.int(),
    }),
  ),
})

export const Document = z.object({ kind: z.string(), id: Id, no: z.string(), href: z.string().nullable() })
export const LineCard = LineRow.extend({
  planState: PlanState,
  commitments: z.array(
    z.object({
      id: Id,
      document: Document,
      note: z.string(),
      day: Day,
      committedFen: z.int(),
      heldFen: z.int(),
    }),
  ),
  spendings: z.array(
    z.object({
      id: Id,
      document: Document,
      note: z.string(),
      day: Day,
      amountFen: z.int(),
      reversed: z.boolean(),
    }),
  ),
  adjustments: z.array(
    z.object({ id: Id, no: z.string(), on: Day.nullable(), reason: z.string(), amountFen: z.int() }),
  ),
  months: z.array(z.object({ month: z.string(), spentFen: z.int() })),
})

export const IncomeRow = z.object({
  id: Id,
  no: z.string(),
  kind: IncomeKind,
  amountFen: z.int(),
  day: Day,
  document: Document,
  note: z.string(),
  payer: z.string(),
  receivedName: z.string(),
  remittanceNo: z.string().nullable(),
  slipNo: z.string().nullable(),
  reverses: z.boolean(),
  reversed: z.boolean(),
  actions: Actions,
})

export const RemittanceRow = z.object({
  id: Id,
  no: z.string(),
  slipNo: z.string(),
  state: RemittanceState,
  day: Day,
  amountFen: z.int(),
  payee: z.string(),
  note: z.string(),
  remittedName: z.string(),
  checkedName: z.string(),
  checkedOn: Day.nullable(),
  reason: z.string(),
  version: Version,
  actions: Actions,
})

export const SavingRow = z.object({
  id: Id,
  no: z.string(),
  kind: SavingKind,
  state: SavingState,
  measure: z.string(),
  basis: z.string(),
  baselineFen: z.int(),
  actualFen: z.int(),
  amountFen: z.int(),
  recurring: z.boolean(),
  countedOn: Day,
  evidence: z.string(),
  claimedName: z.string(),
  verifiedName: z.string(),
  verifiedOn: Day.nullable(),
  decision: z.string(),
  version: Version,
  files: z.array(FileView),
  actions: Actions,
})
export const SavingInput = {
  kind: SavingKind.default('saving').meta({ title: '类别' }),
  measure: requiredLine(100).meta({ title: '措施' }),
  basis: prose(500).min(1, '请写明基准怎么来').meta({ title: '基准依据' }),
  baselineFen: Amount.meta({ title: '基准数' }),
  actualFen: Fen.meta({ title: '实际数' }),
  recurring: z.boolean().default(false).meta({ title: '每年都有' }),
  countedOn: Day.meta({ title: '日期' }),
  evidence: line(200).default('').meta({ title: '依据单据' }),
  fileIds: z.array(Id).max(9).default([]).meta({ title: '附件' }),
}

const Columns = { officeFen: z.int(), agencyFen: z.int(), serviceFen: z.int(), otherFen: z.int() }
export const ReportRow = z.object({
  id: Id,
  month: z.string(),
  state: ReportState,
  ...Columns,
  totalFen: z.int(),
  incomeFen: z.int(),
  madeName: z.string(),
  madeOn: Day,
  sentTo: z.string(),
  sentOn: Day.nullable(),
  version: Version,
})
export const ReportDetail = ReportRow.extend({
  school: z.string(),
  trend: z.array(z.object({ month: z.string(), ...Columns, totalFen: z.int() })),
  lines: z.array(
    z.object({
      id: Id,
      code: z.string(),
      title: z.string(),
      category: Category,
      source: z.string(),
      spentFen: z.int(),
      yearFen: z.int(),
    }),
  ),
  income: z.array(z.object({ kind: IncomeKind, fen: z.int() })),
  signatures: z.array(SignatureView),
  actions: Actions,
})
