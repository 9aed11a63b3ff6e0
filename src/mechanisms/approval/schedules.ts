import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Schedule } from '../../kernel/server/module.ts'
import { readParameter } from '../parameter/index.ts'
import { dueOf, setStep } from './advance.ts'
import { afterHours } from './clock.ts'
import { giveBack, moveSeats, passUp, placesOf, replaceGone } from './moving.ts'
import { tell } from './notices.ts'
import { ESCALATE_HOURS } from './parameters.ts'
import { directoryOf } from './points.ts'
import { type Case, openSeats, type Step, say } from './store.ts'

/** A run takes so many at most; the next run goes on. */
const BATCH = 200

export const schedules: readonly Schedule[] = [
  { name: 'followLeave', title: '审批委托开始和结束', cron: '3 * * * *', run: followLeave },
  { name: 'followTime', title: '审批提醒和超时上报', cron: '*/10 * * * *', run: followTime },
]

/** Delegations begin and end by the day; those who have left, or hold the post no longer, sit nowhere. */
export async function followLeave(ctx: Ctx): Promise<void> {
  const delegations = await ctx.db
    .selectFrom('approval_delegation')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('revoked_at', 'is', null)
    .where('from_on', '<=', ctx.today)
    .orderBy('made_at', 'desc')
    .limit(BATCH)
    .execute()
  for (const delegation of delegations)
    if (delegation.to_on < ctx.today) await giveBack(ctx, delegation)
    else await moveSeats(ctx, delegation)
  await replaceLeft(ctx)
  await replaceRetired(ctx)
}

async function replaceLeft(ctx: Ctx): Promise<void> {
  const sitting = await ctx.db
    .selectFrom('approval_seat')
    .select('person_id')
    .distinct()
    .where('school_id', '=', ctx.schoolId)
    .where('state', 'in', ['open', 'queued'])
    .execute()
  const ids = sitting.map(s => s.person_id)
  const active = new Set((await directoryOf(ctx).active(ctx, ids)).map(p => p.id))
  for (const personId of ids.filter(id => !active.has(id)))
    for (const place of await placesOf(ctx, { personId })) await replaceGone(ctx, place, '已离岗')
}

/** Those who sit somewhere by their post and hold it no longer. */
async function replaceRetired(ctx: Ctx): Promise<void> {
  const sitting = await ctx.db
    .selectFrom('approval_seat as s')
    .innerJoin('approval_step as p', join =>
      join.onRef('p.school_id', '=', 's.school_id').onRef('p.id', '=', 's.step_id'),
    )
    .select(['s.id', 's.person_id', 'p.sits'])
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.state', 'in', ['open', 'queued'])
    .where('s.origin', '=', 'route')
    .execute()
  const holders = new Map<string, ReadonlySet<string>>()
  for (const { id, person_id, sits } of sitting) {
    if (!('role' in sits)) continue
    const known =
      holders.get(sits.role) ??
      new Set((await directoryOf(ctx).withRole(ctx, sits.role)).map(person => person.id))
    holders.set(sits.role, known)
    if (known.has(person_id)) continue
    for (const place of await placesOf(ctx, { personId: person_id }))
      if (place.seat.id === id) await replaceGone(ctx, place, '已卸任')
  }
}

/** A step over its time is recalled once; after that it goes up, and the clock starts anew. */
export async function followTime(ctx: Ctx): Promise<void> {
  const steps = await ctx.db
    .selectFrom('approval_step')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'open')
    .where('due_at', '<=', ctx.now)
    .orderBy('due_at')
    .limit(BATCH)
    .execute()
  const grace = await readParameter(ctx, ESCALATE_HOURS)
  for (const { id, case_id } of steps) {
    const row = await ctx.db
      .selectFrom('approval_case')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', case_id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const step = await ctx.db
      .selectFrom('approval_step')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', id)
      .where('state', '=', 'open')
      .where('due_at', '<=', ctx.now)
      .executeTakeFirst()
    if (!step?.due_at || row.state !== 'pending') continue
    if (!step.reminded_at) await remind(ctx, row, step)
    else if (grace > 0 && afterHours(ctx.zone, step.due_at, grace) <= ctx.now) await escalate(ctx, step)
  }
}

async function remind(ctx: Ctx, row: Case, step: Step): Promise<void> {
  const seats = await openSeats(ctx, row.id)
  await setStep(ctx, step, { reminded_at: ctx.now })
  await say(ctx, row, 'remind', seats.map(s => s.person_name).join('、'), '系统')
  await tell(
    ctx,
    row,
    'late',
    '审批超时',
    seats.map(s => s.person_id),
  )
}

async function escalate(ctx: Ctx, step: Step): Promise<void> {
  for (const place of await placesOf(ctx, { stepId: step.id }))
    if (place.seat.state === 'open') await passUp(ctx, place, '超时未批')
  // With nobody above, those who sit there are reminded again after the same time.
  await setStep(ctx, step, { due_at: await dueOf(ctx, step), reminded_at: null })
}
