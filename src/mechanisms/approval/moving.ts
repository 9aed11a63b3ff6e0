import type { Selectable } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import type { Origin } from './machine.ts'
import { tell } from './notices.ts'
import { directoryOf } from './points.ts'
import { barredOf, leaderTiers, leadingRole, sittersOf } from './resolve.ts'
import { type Person, pick } from './rules.ts'
import { addSeat, askedOf, type Case, decideSeat, type Seat, type Step, say, seatsOf } from './store.ts'

type Delegation = Selectable<Tables['approval_delegation']>

/** What waits for somebody who is away goes to his delegate; what that one may not sign stays. */
export async function moveSeats(ctx: Ctx, delegation: Delegation): Promise<number> {
  const text = `受${delegation.from_name}委托${delegation.reason ? `（${delegation.reason}）` : ''}`
  let moved = 0
  for (const place of await placesOf(ctx, { personId: delegation.from_id })) {
    if (delegation.kinds.length > 0 && !delegation.kinds.includes(place.row.subject_kind)) continue
    const to = { id: delegation.to_id, name: delegation.to_name }
    if (!(await maySit(ctx, place, to))) continue
    await reseat(ctx, place, to, { origin: 'delegated', text, delegationId: delegation.id })
    moved++
  }
  return moved
}

/** The delegation is over: what has not been decided goes back. */
export async function giveBack(ctx: Ctx, delegation: Delegation): Promise<number> {
  let moved = 0
  for (const place of await placesOf(ctx, { delegationId: delegation.id })) {
    const back = { id: delegation.from_id, name: delegation.from_name }
    if (!(await maySit(ctx, place, back))) continue
    await reseat(ctx, place, back, { origin: 'route', text: '委托已结束', delegationId: null })
    moved++
  }
  return moved
}

/** To the next leader above; false when there is none who may sign. */
export async function passUp(ctx: Ctx, place: Place, why: string): Promise<boolean> {
  const { row, step, seat } = place
  const seats = await seatsOf(ctx, step)
  const agreed = seats.filter(s => s.state === 'approved' || s.state === 'same')
  const barred = new Map([
    ...barredOf(askedOf(row)),
    ...agreed.map(s => [s.person_id, '已经同意的人'] as const),
    [seat.person_id, '原批准人'] as const,
  ])
  const tiers = await leaderTiers(ctx, await leadingRole(ctx, seat.person_id))
  const leader = pick(tiers, barred)?.persons[0]
  if (!leader) return false
  await reseat(ctx, place, leader, {
    origin: 'escalated',
    text: `${seat.person_name}${why}，转上一级`,
    delegationId: null,
  })
  return true
}

/**
 * Somebody left, or holds the post no longer: whoever would be asked today takes his place, else the next
 * leader. Nothing is decided by his going.
 */
export async function replaceGone(ctx: Ctx, place: Place, why: string): Promise<void> {
  const { row, step, seat } = place
  const { sitters } = await sittersOf(ctx, askedOf(row), { by: step.sits, mode: step.mode })
  for (const sitter of seat.extra ? [] : sitters)
    if (await maySit(ctx, place, sitter)) {
      const text = [`${seat.person_name}${why}`, sitter.originText].filter(Boolean).join('；')
      return reseat(ctx, place, sitter, { origin: sitter.origin, text, delegationId: sitter.delegationId })
    }
  await passUp(ctx, place, why)
}

export interface Place {
  row: Case
  step: Step
  seat: Seat
}

/** Open and queued seats, each with its chain locked. */
export async function placesOf(
  ctx: Ctx,
  which: { personId?: string; delegationId?: string; stepId?: string },
): Promise<Place[]> {
  const found = await ctx.db
    .selectFrom('approval_seat')
    .select(['id', 'case_id'])
    .where('school_id', '=', ctx.schoolId)
    .where('state', 'in', ['open', 'queued'])
    .$if(which.personId !== undefined, q => q.where('person_id', '=', which.personId as string))
    .$if(which.delegationId !== undefined, q => q.where('delegation_id', '=', which.delegationId as string))
    .$if(which.stepId !== undefined, q => q.where('step_id', '=', which.stepId as string))
    .orderBy('case_id')
    .orderBy('seq')
    .limit(500)
    .execute()
  const places: Place[] = []
  for (const { id, case_id } of found) {
    const row = await ctx.db
      .selectFrom('approval_case')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', case_id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    // Read again: it may have been decided while we waited for the chain.
    const seat = await ctx.db
      .selectFrom('approval_seat')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', id)
      .where('state', 'in', ['open', 'queued'])
      .executeTakeFirst()
    if (!seat || row.state !== 'pending') continue
    const step = await ctx.db
      .selectFrom('approval_step')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', seat.step_id)
      .executeTakeFirstOrThrow()
    places.push({ row, step, seat })
  }
  return places
}

async function maySit(ctx: Ctx, { row, step }: Place, person: Person): Promise<boolean> {
  if (barredOf(askedOf(row)).has(person.id)) return false
  const seats = await seatsOf(ctx, step)
  if (seats.some(s => s.person_id === person.id && s.state !== 'handed')) return false
  return (await directoryOf(ctx).active(ctx, [person.id])).length > 0
}

async function reseat(
  ctx: Ctx,
  { row, step, seat }: Place,
  to: Person,
  how: { origin: Origin; text: string; delegationId: string | null },
): Promise<void> {
  await decideSeat(ctx, seat, 'handed', how.text)
  const seats = await seatsOf(ctx, step)
  // Whoever sits there already answers for both places.
  const sits = seats.some(s => s.person_id === to.id && (s.state === 'open' || s.state === 'queued'))
  if (!sits)
    await addSeat(ctx, step, {
      person_id: to.id,
      person_name: to.name,
      origin: how.origin,
      origin_text: how.text,
      for_id: how.origin === 'route' ? null : (seat.for_id ?? seat.person_id),
      delegation_id: how.delegationId,
      seq: seat.seq,
      extra: seat.extra,
      state: seat.state,
    })
  await say(
    ctx,
    row,
    how.origin === 'delegated' ? 'delegate' : how.origin === 'escalated' ? 'escalate' : 'replace',
    `${to.name}：${how.text}`,
    '系统',
  )
  if (seat.state === 'open') await tell(ctx, row, 'waiting', `请审批${row.subject_title}`, [to.id], how.text)
}
