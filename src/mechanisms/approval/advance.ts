import { kernelError } from '../../kernel/pure/errors.ts'
import { actorName, type Ctx } from '../../kernel/server/ctx.ts'
import { readParameter } from '../parameter/index.ts'
import { afterHours } from './clock.ts'
import { contract } from './contract.ts'
import { caseMachine, type Outcome } from './machine.ts'
import { copyByRoute, tell } from './notices.ts'
import { STEP_HOURS } from './parameters.ts'
import { subjectOf } from './points.ts'
import { type Sitter, sittersOf } from './resolve.ts'
import { seatsToCall, seatsToLapse, stepPassed } from './rules.ts'
import { addSeat, askedOf, type Case, type Seat, type Step, say, seatsOf, stepsOf } from './store.ts'

/**
 * Opens the first step that is still ahead; steps that are agreed already, because the same persons have
 * approved before, pass at once. With nobody to sit there the whole command is refused.
 */
export async function openNext(ctx: Ctx, row: Case): Promise<Case> {
  for (const step of (await stepsOf(ctx, row.id)).filter(s => s.state === 'ahead')) {
    const { sitters, why } = await sittersOf(ctx, askedOf(row), { by: step.sits, mode: step.mode })
    if (sitters.length === 0) throw contract.fail('nobody', { step: step.title, why })
    const before = row.ask_again || step.added ? new Set<string>() : await agreedBefore(ctx, row.id)
    const opened = await setStep(ctx, step, {
      state: 'open',
      opened_at: ctx.now,
      due_at: await dueOf(ctx, step),
      reminded_at: null,
    })
    // Put off for somebody who was asked to sign before: those who sat there still do, and what they said stands.
    const seated = (await seatsOf(ctx, opened)).some(s => s.state !== 'handed' && s.state !== 'lapsed')
    if (!seated) await seatAll(ctx, opened, sitters, before)
    if (stepPassed(step.mode, await seatsOf(ctx, step))) {
      await setStep(ctx, opened, { state: 'passed', closed_at: ctx.now, due_at: null })
      await say(ctx, row, 'same', `${step.title}：${sitters.map(s => s.name).join('、')}前面已经同意`, '系统')
      await copyByRoute(ctx, row, step)
      continue
    }
    await callSeats(ctx, row, opened)
    return row
  }
  return finish(ctx, row, 'approved')
}

/** The open step waits behind one that is put in before it; whoever sits there keeps his place. */
export async function putOff(ctx: Ctx, step: Step): Promise<void> {
  await ctx.db
    .updateTable('approval_seat')
    .set({ state: 'queued', called_at: null })
    .where('school_id', '=', ctx.schoolId)
    .where('step_id', '=', step.id)
    .where('round', '=', step.round)
    .where('state', '=', 'open')
    .execute()
  await setStep(ctx, step, { state: 'ahead', opened_at: null, due_at: null, reminded_at: null })
}

/** After somebody agreed: calls the next, closes the step, opens the next one, or ends the chain. */
export async function goOn(ctx: Ctx, row: Case, step: Step): Promise<Case> {
  const seats = await seatsOf(ctx, step)
  for (const i of seatsToLapse(step.mode, seats)) await setSeat(ctx, seats[i] as Seat, 'lapsed')
  if (!stepPassed(step.mode, seats)) {
    await callSeats(ctx, row, step)
    return row
  }
  await setStep(ctx, step, { state: 'passed', closed_at: ctx.now, due_at: null })
  await copyByRoute(ctx, row, step)
  return openNext(ctx, row)
}

/** The end: nobody need answer any more, the document learns of it, the asker is told. */
export async function finish(ctx: Ctx, row: Case, outcome: Outcome, note = ''): Promise<Case> {
  const byName = actorName(ctx.actor)
  const ended = await ctx.db
    .updateTable('approval_case')
    .set({
      state: outcome,
      ended_at: ctx.now,
      ended_by: byName,
      end_note: note,
      version: row.version + 1,
    })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .where('state', '=', 'pending')
    .returningAll()
    .executeTakeFirst()
  if (!ended) throw kernelError('kernel.changed', { who: '别人' })
  const waiting = await ctx.db
    .updateTable('approval_seat')
    .set({ state: 'lapsed', decided_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', '=', row.id)
    .where('state', 'in', ['open', 'queued'])
    .returning('person_id')
    .execute()
  await ctx.db
    .updateTable('approval_step')
    .set({ state: 'dropped', closed_at: ctx.now, due_at: null })
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', '=', row.id)
    .where('state', 'in', ['open', 'ahead'])
    .execute()
  await ctx.asSystem('审批', system =>
    subjectOf(ctx, row.subject_kind).decided(system, row.subject_id, {
      outcome,
      note,
      byName,
      approvalId: row.id,
    }),
  )
  const label = caseMachine.states[outcome].label
  if (outcome === 'withdrawn')
    await tell(
      ctx,
      ended,
      'ended',
      '已撤回，不用批了',
      waiting.map(w => w.person_id),
      note,
    )
  else await tell(ctx, ended, 'ended', label, [row.asker_id], note && `${byName}：${note}`)
  await ctx.emit('approval.ended', {
    approvalId: row.id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    outcome,
  })
  return ended
}

/** Back to a step that was passed: it and all after it are asked anew, in a new round. */
export async function rewind(ctx: Ctx, row: Case, toStep: number): Promise<Case> {
  await ctx.db
    .updateTable('approval_seat')
    .set({ state: 'lapsed', decided_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', '=', row.id)
    .where('state', 'in', ['open', 'queued'])
    .execute()
  await ctx.db
    .updateTable('approval_step')
    .set(eb => ({
      state: 'ahead',
      round: eb('round', '+', 1),
      opened_at: null,
      closed_at: null,
      due_at: null,
      reminded_at: null,
    }))
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', '=', row.id)
    .where('seq', '>=', toStep)
    // What has not begun has nothing to take back.
    .where('state', 'in', ['open', 'passed'])
    .execute()
  return openNext(ctx, row)
}

export async function dueOf(ctx: Ctx, step: Step): Promise<Date | null> {
  const hours = step.hours ?? (await readParameter(ctx, STEP_HOURS))
  return hours > 0 ? afterHours(ctx.zone, ctx.now, hours) : null
}

export async function setStep(ctx: Ctx, step: Step, change: Partial<Step>): Promise<Step> {
  const written = await ctx.db
    .updateTable('approval_step')
    .set(change as never)
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', step.id)
    .where('state', '=', step.state)
    .returningAll()
    .executeTakeFirst()
  if (!written) throw kernelError('kernel.changed', { who: '别人' })
  return written
}

/** Persons whose consent stands: that of rounds before a return does not. */
async function agreedBefore(ctx: Ctx, caseId: string): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .selectFrom('approval_seat as s')
    .innerJoin('approval_step as p', join =>
      join
        .onRef('p.school_id', '=', 's.school_id')
        .onRef('p.id', '=', 's.step_id')
        .onRef('p.round', '=', 's.round'),
    )
    .select('s.person_id')
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.case_id', '=', caseId)
    .where('s.state', '=', 'approved')
    .execute()
  return new Set(rows.map(r => r.person_id))
}

async function seatAll(
  ctx: Ctx,
  step: Step,
  sitters: readonly Sitter[],
  before: ReadonlySet<string>,
): Promise<void> {
  const same = sitters.filter(s => before.has(s.id))
  // One of several is enough, and he has spoken.
  const seated = step.mode === 'any' && same.length > 0 ? same : sitters
  for (const [seq, sitter] of seated.entries())
    await addSeat(ctx, step, {
      person_id: sitter.id,
      person_name: sitter.name,
      origin: step.added ? 'added' : sitter.origin,
      origin_text: sitter.originText,
      for_id: sitter.forId,
      delegation_id: sitter.delegationId,
      seq,
      extra: false,
      state: before.has(sitter.id) ? 'same' : 'queued',
    })
}

async function callSeats(ctx: Ctx, row: Case, step: Step): Promise<void> {
  const seats = await seatsOf(ctx, step)
  const called = seatsToCall(step.mode, seats).map(i => seats[i] as Seat)
  for (const seat of called) await setSeat(ctx, seat, 'open')
  await tell(
    ctx,
    row,
    'waiting',
    `请审批${row.subject_title}`,
    called.map(s => s.person_id),
  )
}

async function setSeat(ctx: Ctx, seat: Seat, state: 'open' | 'lapsed'): Promise<void> {
  await ctx.db
    .updateTable('approval_seat')
    .set(state === 'open' ? { state, called_at: ctx.now } : { state, decided_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', seat.id)
    .where('state', '=', seat.state)
    .execute()
}
