import { diffDays } from '../../kernel/pure/calendar/day.ts'
import { dayOf } from '../../kernel/pure/calendar/zone.ts'
import type { Actions } from '../../kernel/pure/fields.ts'
import { ROLES, type RoleCode } from '../../kernel/pure/roles.ts'
import { type Ctx, hasRole } from '../../kernel/server/ctx.ts'
import { momentText } from './clock.ts'
import { caseMachine, MODES, ORIGINS, seatMachine, stepMachine } from './machine.ts'
import { sittersOf } from './resolve.ts'
import type { Chain, SeatView, StepView } from './shapes.ts'
import { askedOf, type Case, meOf, namesOf, type Seat, type Step, stepsOf } from './store.ts'

/** The whole chain: who has decided, who sits there now, who will be asked. */
export async function chainView(ctx: Ctx, row: Case): Promise<Chain> {
  const steps = await stepsOf(ctx, row.id)
  const seats = await ctx.db
    .selectFrom('approval_seat')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', '=', row.id)
    .orderBy('seq')
    .orderBy('id')
    .execute()
  const copies = await ctx.db
    .selectFrom('approval_copy')
    .select('person_name')
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', '=', row.id)
    .orderBy('at')
    .execute()
  const open = seats.filter(s => s.state === 'open')
  const agreed = new Set(seats.filter(s => s.state === 'approved').map(s => s.person_id))
  for (const seat of open) agreed.add(seat.person_id)
  const views: StepView[] = []
  for (const step of steps)
    views.push(await stepView(ctx, row, step, seats, row.ask_again || step.added ? new Set() : agreed))
  const { label, tone } = caseMachine.states[row.state]
  return {
    id: row.id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    subjectTitle: row.subject_title,
    no: row.no,
    title: row.title,
    href: row.href,
    amountFen: row.amount_fen,
    categoryTitle: row.category_title || (row.category ?? ''),
    unitText: row.unit_text,
    funding: row.funding ?? '',
    state: row.state,
    label,
    tone,
    asker: { id: row.asker_id, name: row.asker_name },
    startedAt: row.started_at,
    endedAt: row.ended_at,
    endNote: row.end_note,
    sentence: sentenceOf(ctx, row, steps, open),
    routeTitle: row.route_title,
    routeVersion: row.route_version,
    waitingFor: open.map(s => ({ id: s.person_id, name: s.person_name })),
    steps: views,
    copies: copies.map(c => c.person_name),
    actions: actionsOf(ctx, row, open),
  }
}

/** 等分管副校长审批（韩建平），第 2 天 */
export function sentenceOf(ctx: Ctx, row: Case, steps: readonly Step[], open: readonly Seat[]): string {
  if (row.state !== 'pending')
    return `${caseMachine.states[row.state].label}，${momentText(ctx.zone, row.ended_at ?? ctx.now)}`
  const step = steps.find(s => s.state === 'open')
  const since = step?.opened_at ?? row.started_at
  const days = diffDays(dayOf(since, ctx.zone), ctx.today) + 1
  return `等${namesOf(open)}批（${step?.title ?? ''}）${days > 1 ? `，第 ${days} 天` : ''}`
}

async function stepView(
  ctx: Ctx,
  row: Case,
  step: Step,
  seats: readonly Seat[],
  agreed: ReadonlySet<string>,
): Promise<StepView> {
  const { label, tone } = stepMachine.states[step.state]
  const ahead =
    step.state === 'ahead'
      ? await sittersOf(ctx, askedOf(row), { by: step.sits, mode: step.mode })
      : { sitters: [], why: '' }
  return {
    seq: step.seq,
    title: step.title,
    mode: step.mode,
    modeLabel: MODES[step.mode],
    state: step.state,
    label,
    tone,
    round: step.round,
    openedAt: step.opened_at,
    dueAt: step.due_at,
    closedAt: step.closed_at,
    seats: seats.filter(s => s.step_id === step.id && s.round === step.round).map(seatView),
    planned: ahead.sitters.map(s => ({
      id: s.id,
      name: s.name,
      origin: s.originText,
      same: agreed.has(s.id),
    })),
    problem: ahead.sitters.length > 0 ? '' : ahead.why,
    cc: step.cc_roles.map(roleTitle),
  }
}

export const roleTitle = (role: string): string => ROLES[role as RoleCode] ?? role

function seatView(seat: Seat): SeatView {
  const { label, tone } = seatMachine.states[seat.state]
  return {
    id: seat.id,
    personId: seat.person_id,
    name: seat.person_name,
    state: seat.state,
    label,
    tone,
    origin: seat.origin_text || ORIGINS[seat.origin],
    extra: seat.extra,
    note: seat.note,
    calledAt: seat.called_at,
    decidedAt: seat.decided_at,
  }
}

/** What whoever looks may do; refused only where he would look for it. */
export function actionsOf(ctx: Ctx, row: Case, open: readonly Seat[]): Actions {
  const me = meOf(ctx)
  const asker = row.asker_id === me
  const sits = open.some(s => s.person_id === me)
  const actions: Actions = {}
  if (row.state === 'pending' && sits && !asker)
    for (const verb of ['approve', 'refuse', 'sendBack', 'addSigner', 'handOver'])
      actions[verb] = { allowed: true }
  if (row.state === 'pending' && asker) actions.withdraw = { allowed: true }
  if (row.state === 'pending' && !sits && (asker || hasRole(ctx, 'clerk', 'director')))
    actions.urge = { allowed: true }
  if (asker || sits) actions.copyTo = { allowed: true }
  return actions
}
