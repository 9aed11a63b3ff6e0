import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { chainOf, startApproval, withdrawApproval } from '../../../mechanisms/approval/index.ts'
import {
  type Adjustment,
  adjustmentRef,
  checkLines,
  lockAdjustment,
  moveAdjustment,
  mustHaveLeft,
  weightOf,
} from '../adjusting.ts'
import { contract } from '../contract.ts'
import { ADJUSTMENT_KINDS, type AdjustmentKind, adjustmentMachine, planMachine } from '../rules.ts'

type H = Handlers<typeof contract>

export const adjust: H['adjust'] = async (ctx, input) => {
  const plan = await openPlanOf(ctx, { year: input.year })
  const me = userOf(ctx)?.personId
  if (!me) throw contract.fail('not_asker', { name: '在岗人员' })
  const id = ctx.id()
  const no = await ctx.number('TZ', plan.year)
  await ctx.db
    .insertInto('budget_adjustment')
    .values({
      school_id: ctx.schoolId,
      id,
      plan_id: plan.id,
      no,
      kind: input.kind,
      state: 'asked',
      reason: input.reason,
      basis: input.basis,
      asked_by: me,
      asked_name: actorName(ctx.actor),
      asked_on: ctx.today,
      decided_by: null,
      decided_on: null,
      created_at: ctx.now,
    })
    .execute()
  await ask(ctx, plan, { ...input, id, no, askerId: me })
  ctx.about(adjustmentRef(id), no)
  return { id, no, version: 1 }
}

/** Sent back: its asker changes it and asks anew. */
export const amendAdjustment: H['amendAdjustment'] = async (ctx, { id, version, ...facts }) => {
  const row = await load(ctx, { id, version }, 'resubmit')
  const plan = await openPlanOf(ctx, { id: row.plan_id })
  await ctx.db
    .deleteFrom('budget_adjustment_line')
    .where('school_id', '=', ctx.schoolId)
    .where('adjustment_id', '=', id)
    .execute()
  const { lines: _, ...columns } = facts
  const done = await moveAdjustment(ctx, row, 'asked', {
    ...columns,
    decided_name: '',
    decided_on: null,
    decision: '',
  })
  await ask(ctx, plan, { ...facts, id, no: row.no, askerId: row.asked_by as string })
  return done
}

export const withdrawAdjustment: H['withdrawAdjustment'] = async (ctx, input) => {
  const row = await load(ctx, input, 'withdraw')
  const chain = await chainOf(ctx, adjustmentRef(row.id))
  if (chain?.state !== 'pending') return moveAdjustment(ctx, row, 'withdrawn')
  await withdrawApproval(ctx, adjustmentRef(row.id), '提出人撤回')
  return { id: row.id, version: row.version + 1 }
}

/** The lines are written down and the approval begins; what cannot be carried out even now is not asked for. */
async function ask(
  ctx: Ctx,
  plan: { id: string; year: number },
  what: {
    id: string
    no: string
    kind: AdjustmentKind
    reason: string
    lines: readonly { lineId: string; amountFen: number }[]
    askerId: string
  },
): Promise<void> {
  const lines = await checkLines(ctx, plan, what.kind, what.lines)
  await mustHaveLeft(ctx, lines)
  await ctx.db
    .insertInto('budget_adjustment_line')
    .values(
      what.lines.map(line => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        adjustment_id: what.id,
        line_id: line.lineId,
        amount_fen: line.amountFen,
      })),
    )
    .execute()
  const weight = weightOf(what.lines)
  await startApproval(ctx, {
    subject: adjustmentRef(what.id),
    no: what.no,
    title: `${ADJUSTMENT_KINDS[what.kind]} ${formatFen(weight)}：${what.reason}`,
    href: `/budget/adjustments/${what.id}`,
    amountFen: weight,
    category: what.kind,
    ...(lines[0] ? { funding: lines[0].source } : {}),
    askerId: what.askerId,
  })
}

async function openPlanOf(ctx: Ctx, which: { year: number } | { id: string }) {
  const plan = await ctx.db
    .selectFrom('budget_plan')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where(eb => ('id' in which ? eb('id', '=', which.id) : eb('year', '=', which.year)))
    .forShare()
    .executeTakeFirst()
  if (!plan) throw notFound()
  if (!mayTransit(planMachine, 'adjust', plan.state)) throw stateRefusal(planMachine, 'adjust', plan.state)
  return plan
}

async function load(
  ctx: Ctx,
  which: { id: string; version: number },
  action: keyof typeof adjustmentMachine.transitions,
): Promise<Adjustment> {
  const row = await lockAdjustment(ctx, which.id)
  if (!mayTransit(adjustmentMachine, action, row.state))
    throw stateRefusal(adjustmentMachine, action, row.state)
  if (row.version !== which.version) throw kernelError('kernel.changed', { who: '别人' })
  if (row.asked_by !== userOf(ctx)?.personId) throw contract.fail('not_asker', { name: row.asked_name })
  return row
}
