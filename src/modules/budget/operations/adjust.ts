import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { lockBalances, post } from '../../../mechanisms/ledger/index.ts'
import { part } from '../commitments.ts'
import { contract } from '../contract.ts'
import { lineRows } from '../facts.ts'
import { ADJUSTMENT_KINDS, adjustmentFlaw, adjustmentMachine, planMachine } from '../rules.ts'
import { changePlan, sourcePart } from './plan.ts'

type H = Handlers<typeof contract>

export const adjust: H['adjust'] = async (ctx, input) => {
  const plan = await ctx.db
    .selectFrom('budget_plan')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('year', '=', input.year)
    .forShare()
    .executeTakeFirst()
  if (!plan) throw notFound()
  if (!mayTransit(planMachine, 'adjust', plan.state)) throw stateRefusal(planMachine, 'adjust', plan.state)
  await checkLines(ctx, plan, input.kind, input.lines)
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
      asked_by: userOf(ctx)?.personId ?? null,
      asked_name: actorName(ctx.actor),
      asked_on: ctx.today,
      decided_by: null,
      decided_on: null,
      created_at: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('budget_adjustment_line')
    .values(
      input.lines.map(line => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        adjustment_id: id,
        line_id: line.lineId,
        amount_fen: line.amountFen,
      })),
    )
    .execute()
  ctx.about({ kind: 'budget.adjustment', id }, no)
  return { id, no, version: 1 }
}

export const decideAdjustment: H['decideAdjustment'] = async (ctx, input) => {
  const row = await load(ctx, input, input.approve ? 'approve' : 'refuse')
  if (row.asked_by && row.asked_by === userOf(ctx)?.personId) throw contract.fail('own_adjustment')
  if (input.approve) await carryOut(ctx, row)
  return change(ctx, row, input.approve ? 'approved' : 'refused', {
    decided_by: userOf(ctx)?.personId ?? null,
    decided_name: actorName(ctx.actor),
    decided_on: ctx.today,
    decision: input.note,
  })
}

export const withdrawAdjustment: H['withdrawAdjustment'] = async (ctx, input) => {
  const row = await load(ctx, input, 'withdraw')
  if (row.asked_by !== userOf(ctx)?.personId) throw contract.fail('not_asker', { name: row.asked_name })
  return change(ctx, row, 'withdrawn', {})
}

type Row = Awaited<ReturnType<typeof load>>

async function load(
  ctx: Ctx,
  which: { id: string; version: number },
  action: keyof typeof adjustmentMachine.transitions,
) {
  const row = await ctx.db
    .selectFrom('budget_adjustment')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', which.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  if (!mayTransit(adjustmentMachine, action, row.state))
    throw stateRefusal(adjustmentMachine, action, row.state)
  if (row.version !== which.version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

async function change(
  ctx: Ctx,
  row: Row,
  state: 'approved' | 'refused' | 'withdrawn',
  set: Partial<{ decided_by: string | null; decided_name: string; decided_on: string; decision: string }>,
) {
  await ctx.db
    .updateTable('budget_adjustment')
    .set({ ...set, state, version: row.version + 1 })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  ctx.about({ kind: 'budget.adjustment', id: row.id }, `${row.no} ${adjustmentMachine.states[state].label}`)
  return { id: row.id, version: row.version + 1 }
}

/** The approved adjustment moves the money: all lines in one entry, none below what is left in it. */
async function carryOut(ctx: Ctx, row: Row): Promise<void> {
  const plan = await ctx.db
    .selectFrom('budget_plan')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.plan_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (!mayTransit(planMachine, 'adjust', plan.state)) throw stateRefusal(planMachine, 'adjust', plan.state)
  const asked = await ctx.db
    .selectFrom('budget_adjustment_line')
    .select(['line_id', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('adjustment_id', '=', row.id)
    .execute()
  const lines = await checkLines(
    ctx,
    plan,
    row.kind,
    asked.map(l => ({ lineId: l.line_id, amountFen: l.amount_fen })),
  )
  const locked = await lockBalances(
    ctx,
    'budget',
    lines.map(line => ({ kind: 'available', key: line.id, title: `${line.code} ${line.title}` })),
  )
  for (const line of lines) {
    const left = locked.find(l => l.key === line.id)?.amountFen ?? 0
    if (left + line.amountFen < 0)
      throw contract.fail('short', {
        line: line.title,
        left: formatFen(left),
        need: formatFen(-line.amountFen),
        missing: formatFen(-line.amountFen - left),
      })
  }
  await post(ctx, {
    book: 'budget',
    day: ctx.today,
    document: { kind: 'budget.adjustment', id: row.id },
    documentNo: row.no,
    note: `${ADJUSTMENT_KINDS[row.kind]}：${row.reason}`,
    lines: lines.flatMap(line => [
      part('available', line, line.amountFen),
      sourcePart(line.source_id, -line.amountFen),
    ]),
  })
  await changePlan(ctx, plan, 'adjusted')
}

async function checkLines(
  ctx: Ctx,
  plan: { id: string; year: number },
  kind: Row['kind'],
  asked: readonly { lineId: string; amountFen: number }[],
) {
  const ids = [...new Set(asked.map(l => l.lineId))]
  if (ids.length === 0 || ids.length < asked.length) throw contract.fail('adjust_empty')
  const found = await lineRows(ctx).where('l.id', 'in', ids).execute()
  const lines = asked.map(({ lineId, amountFen }) => {
    const line = found.find(l => l.id === lineId)
    if (!line) throw contract.fail('unknown_line')
    if (line.plan_id !== plan.id) throw contract.fail('adjust_strange', { line: line.title, year: plan.year })
    return { ...line, amountFen, sourceId: line.source_id, purpose: line.category }
  })
  const flaw = adjustmentFlaw(kind, lines)
  if (!flaw) return lines
  if (flaw.code === 'adjust_sign') throw contract.fail('adjust_sign', { kind: ADJUSTMENT_KINDS[flaw.kind] })
  if (flaw.code === 'adjust_unbalanced')
    throw contract.fail('adjust_unbalanced', { difference: formatFen(flaw.fen) })
  if (flaw.code === 'adjust_earmarked') throw contract.fail('adjust_earmarked', { line: flaw.line })
  throw contract.fail('adjust_empty')
}
