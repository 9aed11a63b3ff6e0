import type { EscalationPlan } from '../../kernel/pure/calendar/escalation.ts'
import { escalation } from '../../kernel/pure/calendar/escalation.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Schedule } from '../../kernel/server/module.ts'
import { readParameter } from '../parameter/index.ts'
import { freezeMonths } from './frozen.ts'
import { calendarOf } from './kinds.ts'
import { OPEN_STATES } from './machine.ts'
import { holdersOf, officeOf, tell } from './notices.ts'
import {
  AUTO_CLOSE_DAYS,
  AUTO_CONFIRM_DAYS,
  LADDER,
  LAST_STEP,
  ladderSteps,
  type Tell,
} from './parameters.ts'
import { type Order, say, writeOrder } from './store.ts'

const DAY_MS = 86_400_000
/** A run takes so many at most; the next run goes on. */
const BATCH = 500

export const schedules: readonly Schedule[] = [
  { name: 'settle', title: '自动验收和归档', cron: '20 6 * * *', run: settle },
  { name: 'freeze', title: '结存各月工单数', cron: '40 2 * * *', run: freezeMonths },
  { name: 'escalate', title: '工单催办', cron: '*/10 * * * *', run: escalate },
]

/** Silence counts as acceptance after some days; accepted orders are filed after some more. */
export async function settle(ctx: Ctx): Promise<void> {
  const confirmDays = await readParameter(ctx, AUTO_CONFIRM_DAYS)
  if (confirmDays > 0)
    for (const order of await finishedBefore(ctx, 'done', confirmDays)) {
      const change = { state: 'confirmed', confirmed_at: ctx.now, auto_confirmed: true } as const
      const text = `${confirmDays} 天没有答复`
      await writeOrder(ctx, order, change, { verb: 'autoConfirm', text, public: true, who: '系统' })
    }
  const closeDays = await readParameter(ctx, AUTO_CLOSE_DAYS)
  if (closeDays > 0)
    for (const order of await finishedBefore(ctx, 'confirmed', closeDays)) {
      await writeOrder(ctx, order, { state: 'closed', closed_at: ctx.now }, { verb: 'close', who: '系统' })
      await ctx.emit('workorder.closed', { orderId: order.id, kind: order.kind })
    }
}

async function finishedBefore(ctx: Ctx, state: 'done' | 'confirmed', days: number): Promise<Order[]> {
  const before = new Date(ctx.now.getTime() - days * DAY_MS)
  return ctx.db
    .selectFrom('workorder_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', state)
    .where(state === 'done' ? 'done_at' : 'confirmed_at', '<=', before)
    .orderBy('id')
    .limit(BATCH)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Tells, step by step, whoever can do something about a date that comes near or has passed. */
export async function escalate(ctx: Ctx): Promise<void> {
  const steps = ladderSteps(await readParameter(ctx, LADDER))
  const orders = await ctx.db
    .selectFrom('workorder_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('state', 'in', [...OPEN_STATES])
    .where('state', '<>', 'waiting')
    .where('respond_due_at', 'is not', null)
    // Those whose last step was taken have nobody left to tell, and must not crowd out the others.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('workorder_escalation as e')
            .select('e.id')
            .whereRef('e.school_id', '=', 'workorder_order.school_id')
            .whereRef('e.order_id', '=', 'workorder_order.id')
            .whereRef('e.clock_from', '=', 'workorder_order.clock_from')
            .where('e.step', '=', LAST_STEP),
        ),
      ),
    )
    .orderBy('due_at')
    .limit(BATCH)
    .execute()
  if (orders.length === 0) return
  const calendar = await calendarOf(ctx)
  const taken = await takenSteps(ctx, orders)
  for (const order of orders) {
    const round = `${order.id}|${order.clock_from.getTime()}`
    const plan = escalation(steps, anchorsOf(order), calendar, ctx.now, taken.get(round) ?? [])
    for (const due of plan.due) await takeStep(ctx, order, due)
  }
}

function anchorsOf(order: Order) {
  return {
    dispatch: { dueAt: order.clock_from, stopped: order.assignee_id !== null },
    respond: { dueAt: order.respond_due_at, stopped: order.responded_at !== null },
    finish: { dueAt: order.finish_due_at, stopped: false },
  }
}

async function takeStep(ctx: Ctx, order: Order, { step, at }: EscalationPlan['due'][number]): Promise<void> {
  const told = (step.tell as readonly Tell[]).map(who => who)
  const added = await ctx.db
    .insertInto('workorder_escalation')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      order_id: order.id,
      step: step.code,
      clock_from: order.clock_from,
      due_at: at,
      at: ctx.now,
      told: told.join(','),
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) return
  const ids: (string | null)[] = []
  for (const who of told) ids.push(...(await personsOf(ctx, order, who)))
  if (ids.every(id => id === null)) return
  await say(ctx, order.id, { verb: 'escalate', text: step.title, who: '系统' })
  await tell(
    ctx,
    order,
    `late_${step.code}`,
    step.title,
    ids,
    order.assignee_name ? `维修人：${order.assignee_name}` : '',
  )
}

async function personsOf(ctx: Ctx, order: Order, who: Tell): Promise<readonly (string | null)[]> {
  if (who === 'assignee') return order.assignee_id ? [order.assignee_id] : officeOf(ctx)
  return who === 'clerk' ? officeOf(ctx) : holdersOf(ctx, who)
}

/** By order and round. */
async function takenSteps(ctx: Ctx, orders: readonly Order[]): Promise<Map<string, string[]>> {
  const rows = await ctx.db
    .selectFrom('workorder_escalation')
    .select(['order_id', 'clock_from', 'step'])
    .where(
      'order_id',
      'in',
      orders.map(o => o.id),
    )
    .execute()
  const taken = new Map<string, string[]>()
  for (const { order_id, clock_from, step } of rows) {
    const key = `${order_id}|${clock_from.getTime()}`
    taken.set(key, [...(taken.get(key) ?? []), step])
  }
  return taken
}
