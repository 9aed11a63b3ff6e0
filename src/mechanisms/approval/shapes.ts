import { z } from 'zod'
import { Actions, Day, Id, line, prose, requiredLine } from '../../kernel/pure/fields.ts'
import { Fen } from '../../kernel/pure/money.ts'
import { ROLE_CODES } from '../../kernel/pure/roles.ts'
import { CASE_STATES, MODE_CODES } from './machine.ts'

export const Role = z.enum(ROLE_CODES).meta({ title: '职务' })
export const KindField = requiredLine(60).meta({ title: '审批事项' })
export const Note = prose(500).default('').meta({ title: '意见' })
export const Reason = prose(500).min(1, '请写明原因').meta({ title: '原因' })
const Code = requiredLine(60)

/** Who signs: a role, the head of the asker's unit, or persons by name. */
export const By = z.union([
  z.strictObject({ role: Role }),
  z.strictObject({ headOfAskersUnit: z.literal(true) }),
  z.strictObject({ personIds: z.array(Id).min(1, '请选人').max(20) }),
])
export type By = z.output<typeof By>

export const RouteStep = z.strictObject({
  title: requiredLine(30).meta({ title: '步骤名称' }),
  by: By,
  mode: z.enum(MODE_CODES).meta({ title: '方式' }),
  /** Hours of working days until a reminder; left out: the school's parameter. */
  timeoutHours: z.int('要填整数').min(1, '至少 1 小时').max(2000).optional().meta({ title: '几小时内批' }),
  cc: z.strictObject({ roles: z.array(Role).max(10) }).optional(),
})
export type RouteStep = z.output<typeof RouteStep>

/** Conditions are joined by "and"; amounts include both bounds. None: fits everything. */
export const RouteWhen = z.strictObject({
  minFen: Fen.optional().meta({ title: '金额从' }),
  maxFen: Fen.optional().meta({ title: '金额到' }),
  categories: z.array(Code).max(50).optional(),
  unitKinds: z.array(Code).max(10).optional(),
  unitIds: z.array(Id).max(50).optional(),
  fundings: z.array(Code).max(20).optional(),
})

export const RouteDraft = z.strictObject({
  title: requiredLine(40).meta({ title: '路线名称' }),
  when: RouteWhen,
  steps: z.array(RouteStep).min(1, '至少一步').max(12, '最多 12 步').meta({ title: '步骤' }),
  /** Ask those again who have already approved an earlier step. */
  askAgain: z.boolean().optional(),
})
export type RouteDraft = z.output<typeof RouteDraft>

export const Routes = z.array(RouteDraft).min(1, '至少一条路线').max(40, '最多 40 条路线')

/** What a route is chosen by. */
export const whatIf = {
  kind: KindField,
  amountFen: Fen.optional().meta({ title: '金额' }),
  category: Code.optional().meta({ title: '类别' }),
  unitId: Id.optional().meta({ title: '申请部门' }),
  funding: Code.optional().meta({ title: '经费来源' }),
  /** Left out: the caller. */
  askerId: Id.optional().meta({ title: '申请人' }),
}

const Tone = z.enum(['waiting', 'doing', 'done', 'late', 'off'])

/** A fact needed to decide: money left in the line, last price, stock. */
export const DecisionFact = z.object({
  label: z.string(),
  value: z.string(),
  tone: Tone.optional(),
  href: z.string().optional(),
})
export type DecisionFact = z.output<typeof DecisionFact>

export const PersonRef = z.object({ id: Id, name: z.string() })

export const SeatView = z.object({
  id: Id,
  personId: Id,
  name: z.string(),
  state: z.string(),
  label: z.string(),
  tone: Tone,
  /** 由分管副校长代批：周国良（申请人）不能批, 受周国良委托, 转办自… */
  origin: z.string(),
  /** Asked for by a signer: needed whatever the mode. */
  extra: z.boolean(),
  note: z.string(),
  calledAt: z.date().nullable(),
  decidedAt: z.date().nullable(),
})
export type SeatView = z.output<typeof SeatView>

export const StepView = z.object({
  seq: z.int(),
  title: z.string(),
  mode: z.enum(MODE_CODES),
  modeLabel: z.string(),
  state: z.string(),
  label: z.string(),
  tone: Tone,
  round: z.int(),
  openedAt: z.date().nullable(),
  dueAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  seats: z.array(SeatView),
  /** For a step still ahead: who would sit there if it opened now. */
  planned: z.array(z.object({ id: Id, name: z.string(), origin: z.string(), same: z.boolean() })),
  /** Why nobody could be found for a step ahead. */
  problem: z.string(),
  cc: z.array(z.string()),
})
export type StepView = z.output<typeof StepView>

export const Chain = z.object({
  id: Id,
  subject: z.object({ kind: z.string(), id: Id }),
  subjectTitle: z.string(),
  no: z.string(),
  title: z.string(),
  href: z.string(),
  amountFen: z.int().nullable(),
  categoryTitle: z.string(),
  unitText: z.string(),
  funding: z.string(),
  state: z.enum(CASE_STATES),
  label: z.string(),
  tone: Tone,
  asker: PersonRef,
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  endNote: z.string(),
  /** 等分管副校长韩建平批，第 2 天 */
  sentence: z.string(),
  routeTitle: z.string(),
  /** 0: the product's own routes, not edited by the school. */
  routeVersion: z.int(),
  waitingFor: z.array(PersonRef),
  steps: z.array(StepView),
  copies: z.array(z.string()),
  actions: Actions,
})
export type Chain = z.output<typeof Chain>

export const CaseRow = z.object({
  id: Id,
  subjectKind: z.string(),
  subjectTitle: z.string(),
  no: z.string(),
  title: z.string(),
  amountFen: z.int().nullable(),
  unitText: z.string(),
  askerName: z.string(),
  state: z.enum(CASE_STATES),
  /** My place where it waits for me: what is decided from the list is pinned to it. */
  seatId: Id.nullable(),
  /** Why I sit there where it is not my own post: 受韩建平委托（出差）. */
  origin: z.string(),
  /** The step it stands at, and who sits there. */
  stepTitle: z.string(),
  waitingFor: z.array(z.string()),
  startedAt: z.date(),
  /** When it came to me, was decided by me, started, or was copied to me. */
  at: z.date(),
  dueAt: z.date().nullable(),
  endedAt: z.date().nullable(),
})
export type CaseRow = z.output<typeof CaseRow>

export const PlannedStep = z.object({
  title: z.string(),
  modeLabel: z.string(),
  hours: z.int().nullable(),
  persons: z.array(z.object({ id: Id, name: z.string(), origin: z.string(), same: z.boolean() })),
  problem: z.string(),
  cc: z.array(z.string()),
})

export const Delegation = z.object({
  id: Id,
  from: PersonRef,
  to: PersonRef,
  fromOn: Day,
  toOn: Day,
  kinds: z.array(z.string()),
  kindTitles: z.array(z.string()),
  reason: z.string(),
  state: z.enum(['coming', 'running', 'over', 'revoked']),
  /** Mine: I gave it away, or I sign for another. */
  mine: z.enum(['from', 'to']).nullable(),
  mayRevoke: z.boolean(),
})

export const Words = line(60).default('')
