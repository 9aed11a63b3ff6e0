import type { Selectable } from 'kysely'
import { type AppError, notFound } from '../../kernel/pure/errors.ts'
import { LEADERS, ROLES } from '../../kernel/pure/roles.ts'
import { actorName, type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { momentText } from './clock.ts'
import { contract } from './contract.ts'
import { caseMachine } from './machine.ts'
import { directoryOf } from './points.ts'
import type { Asked } from './resolve.ts'
import { reasonText } from './rules.ts'

export type Case = Selectable<Tables['approval_case']>
export type Step = Selectable<Tables['approval_step']>
export type Seat = Selectable<Tables['approval_seat']>

export const CASE_REF = 'approval.case'

/** Who watches over what is decided. */
const READERS = [...LEADERS, 'clerk', 'auditor', 'accountant']

const NOBODY = '00000000-0000-0000-0000-000000000000'
/** The system sits nowhere. */
export const meOf = (ctx: Ctx): string => userOf(ctx)?.personId ?? NOBODY

/** The approval, locked until the end of the transaction: two hands on one chain go one after the other. */
export async function lockCase(ctx: Ctx, id: string): Promise<Case> {
  const row = await ctx.db
    .selectFrom('approval_case')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !(await isVisible(ctx, row))) throw notFound()
  return row
}

/** The asker, those who sit or sat there, those it was copied to, and those who watch over it. */
export async function isVisible(
  ctx: Ctx,
  row: Case,
  watchers: readonly string[] = READERS,
): Promise<boolean> {
  const me = meOf(ctx)
  if (row.asker_id === me || hasRole(ctx, ...watchers)) return true
  const seat = await ctx.db
    .selectFrom('approval_seat')
    .select('id')
    .where('case_id', '=', row.id)
    .where('person_id', '=', me)
    .where('state', '<>', 'queued')
    .executeTakeFirst()
  if (seat) return true
  const copy = await ctx.db
    .selectFrom('approval_copy')
    .select('id')
    .where('case_id', '=', row.id)
    .where('person_id', '=', me)
    .executeTakeFirst()
  return copy !== undefined
}

export const stepsOf = (ctx: Ctx, caseId: string): Promise<Step[]> =>
  ctx.db
    .selectFrom('approval_step')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute()

/** The seats of the present round, in their order. */
export const seatsOf = (ctx: Ctx, step: Pick<Step, 'id' | 'round'>): Promise<Seat[]> =>
  ctx.db
    .selectFrom('approval_seat')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('step_id', '=', step.id)
    .where('round', '=', step.round)
    .orderBy('seq')
    .orderBy('id')
    .execute()

/** Those who are to decide now. */
export const openSeats = (ctx: Ctx, caseId: string): Promise<Seat[]> =>
  ctx.db
    .selectFrom('approval_seat')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', '=', caseId)
    .where('state', '=', 'open')
    .orderBy('seq')
    .execute()

export const askedOf = (row: Case): Asked => ({
  kind: row.subject_kind,
  askerId: row.asker_id,
  unitId: row.unit_id,
  barred: row.barred,
})

export async function say(
  ctx: Ctx,
  row: Pick<Case, 'id' | 'no'>,
  verb: string,
  text = '',
  who = actorName(ctx.actor),
): Promise<void> {
  await ctx.db
    .insertInto('approval_event')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      case_id: row.id,
      at: ctx.now,
      person_id: userOf(ctx)?.personId ?? null,
      who,
      verb,
      text,
    })
    .execute()
}

export const namesOf = (seats: readonly { person_name: string }[]): string =>
  seats.map(s => s.person_name).join('、') || '别人'

/** What somebody hears who comes too late. */
export function endedRefusal(ctx: Ctx, row: Case): AppError {
  const when = momentText(ctx.zone, row.ended_at ?? ctx.now)
  if (row.state === 'withdrawn') return contract.fail('withdrawn', { who: row.asker_name, when })
  return contract.fail('ended', { state: caseMachine.states[row.state].label, who: row.ended_by, when })
}

/** The place of whoever acts, on a chain that still runs. */
export async function mySeat(
  ctx: Ctx,
  input: { id: string; seatId?: string | undefined },
): Promise<{ row: Case; step: Step; seat: Seat }> {
  const row = await lockCase(ctx, input.id)
  if (row.state !== 'pending') throw endedRefusal(ctx, row)
  const me = meOf(ctx)
  if (row.asker_id === me) throw contract.fail('own')
  const open = await openSeats(ctx, row.id)
  const seat = open.find(s => s.person_id === me)
  if (!seat) throw contract.fail('not_yours', { who: namesOf(open) })
  if (input.seatId && seat.id !== input.seatId) throw contract.fail('moved_on')
  const bar = row.barred.find(b => b.personId === me)
  if (bar) throw contract.fail('barred', { who: seat.person_name, reason: reasonText(bar.reason) })
  const step = (await stepsOf(ctx, row.id)).find(s => s.id === seat.step_id) as Step
  await assertStillHolds(ctx, step, seat)
  return { row, step, seat }
}

/** Whoever sits there by his post decides only as long as he holds it. */
async function assertStillHolds(ctx: Ctx, step: Step, seat: Seat): Promise<void> {
  if (seat.origin !== 'route' || !('role' in step.sits)) return
  const { role } = step.sits
  const holders = await directoryOf(ctx).withRole(ctx, role)
  if (!holders.some(h => h.id === seat.person_id)) throw contract.fail('not_holder', { role: ROLES[role] })
}

/** Takes a seat out of the state it was seen in; somebody else's hand on it is a refusal. */
export async function decideSeat(ctx: Ctx, seat: Seat, state: Seat['state'], note: string): Promise<void> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('approval_seat')
    .set({ state, note, decided_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', seat.id)
    .where('state', '=', seat.state)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw contract.fail('moved_on')
}

/** A new seat in the present round of a step. */
export async function addSeat(
  ctx: Ctx,
  step: Step,
  given: Pick<Seat, 'person_id' | 'person_name' | 'origin' | 'origin_text' | 'seq' | 'extra'> &
    Partial<Pick<Seat, 'for_id' | 'delegation_id' | 'state'>>,
): Promise<void> {
  const state = given.state ?? 'open'
  await ctx.db
    .insertInto('approval_seat')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      case_id: step.case_id,
      step_id: step.id,
      round: step.round,
      for_id: null,
      delegation_id: null,
      ...given,
      state,
      called_at: state === 'queued' ? null : ctx.now,
      decided_at: state === 'same' ? ctx.now : null,
    })
    .execute()
}
