import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { post } from '../../../mechanisms/ledger/index.ts'
import { part } from '../commitments.ts'
import { contract } from '../contract.ts'
import { lineRows, moneyOf } from '../facts.ts'
import { type PlanAction, type PlanState, planMachine } from '../rules.ts'

type H = Handlers<typeof contract>

export const saveSource: H['saveSource'] = async (ctx, input) => {
  if (input.earmarked && !input.purpose) throw contract.fail('needs_purpose')
  const { id, version, ...facts } = input
  const same = await ctx.db
    .selectFrom('budget_source')
    .select(['id', 'title'])
    .where('school_id', '=', ctx.schoolId)
    .where('code', '=', facts.code)
    .executeTakeFirst()
  if (same && same.id !== id) throw contract.fail('source_code_used', { code: facts.code, title: same.title })
  if (id) {
    await mustHaveSource(ctx, id)
    const done = await ctx.db
      .updateTable('budget_source')
      .set({ ...facts, version: (version ?? 0) + 1, updated_at: ctx.now })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', id)
      .where('version', '=', version ?? 0)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
    ctx.about({ kind: 'budget.source', id }, facts.title)
    return { id, version: (version ?? 0) + 1 }
  }
  const made = ctx.id()
  await ctx.db
    .insertInto('budget_source')
    .values({ school_id: ctx.schoolId, id: made, ...facts, created_at: ctx.now, updated_at: ctx.now })
    .execute()
  ctx.about({ kind: 'budget.source', id: made }, facts.title)
  return { id: made, version: 1 }
}

export const openPlan: H['openPlan'] = async (ctx, input) => {
  const same = await ctx.db
    .selectFrom('budget_plan')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('year', '=', input.year)
    .executeTakeFirst()
  if (same) throw contract.fail('year_used', { year: input.year })
  const id = ctx.id()
  await ctx.db
    .insertInto('budget_plan')
    .values({
      school_id: ctx.schoolId,
      id,
      year: input.year,
      state: 'drafted',
      drafted_by: userOf(ctx)?.personId ?? null,
      drafted_name: actorName(ctx.actor),
      approved_by: null,
      approved_on: null,
      started_on: null,
      closed_on: null,
      note: input.note,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  ctx.about({ kind: 'budget.plan', id }, `${input.year}年`)
  return { id, state: 'drafted' as const, version: 1 }
}

export const saveLine: H['saveLine'] = async (ctx, input) => {
  const plan = await ctx.db
    .selectFrom('budget_plan')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('year', '=', input.year)
    .forShare()
    .executeTakeFirst()
  if (!plan) throw notFound()
  if (plan.state !== 'drafted' && !mayTransit(planMachine, 'adjust', plan.state))
    throw stateRefusal(planMachine, 'edit', plan.state)
  await mustHaveSource(ctx, input.sourceId)
  const old = input.id
    ? await ctx.db
        .selectFrom('budget_line')
        .selectAll()
        .where('school_id', '=', ctx.schoolId)
        .where('id', '=', input.id)
        .where('plan_id', '=', plan.id)
        .executeTakeFirst()
    : undefined
  if (input.id && !old) throw notFound()
  if (plan.state !== 'drafted' && input.plannedFen !== (old?.planned_fen ?? 0))
    throw contract.fail('by_adjustment', { year: input.year })
  const same = await ctx.db
    .selectFrom('budget_line')
    .select(['id', 'title'])
    .where('school_id', '=', ctx.schoolId)
    .where('code', '=', input.code)
    .executeTakeFirst()
  if (same && same.id !== input.id) throw contract.fail('code_used', { code: input.code, title: same.title })
  const facts = {
    source_id: input.sourceId,
    code: input.code,
    title: input.title,
    category: input.category,
    planned_fen: input.plannedFen,
    note: input.note,
    updated_at: ctx.now,
  }
  if (old) {
    // Once handed down, money hangs on the source and the category; only words may still change.
    const fixed =
      plan.state === 'drafted' ? facts : { ...facts, source_id: old.source_id, category: old.category }
    const done = await ctx.db
      .updateTable('budget_line')
      .set({ ...fixed, version: old.version + 1 })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', old.id)
      .where('version', '=', input.version ?? 0)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
    ctx.about({ kind: 'budget.line', id: old.id }, `${input.code} ${formatFen(input.plannedFen)}`)
    return { id: old.id, version: old.version + 1 }
  }
  const id = ctx.id()
  await ctx.db
    .insertInto('budget_line')
    .values({ school_id: ctx.schoolId, id, plan_id: plan.id, year: plan.year, ...facts, created_at: ctx.now })
    .execute()
  ctx.about({ kind: 'budget.line', id }, `${input.code} ${formatFen(input.plannedFen)}`)
  return { id, version: 1 }
}

export const removeLine: H['removeLine'] = async (ctx, input) => {
  const line = await ctx.db
    .selectFrom('budget_line as l')
    .innerJoin('budget_plan as p', join =>
      join.onRef('p.school_id', '=', 'l.school_id').onRef('p.id', '=', 'l.plan_id'),
    )
    .select(['l.id', 'l.title', 'l.version', 'p.state'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.id', '=', input.id)
    .forUpdate('l')
    .executeTakeFirst()
  if (!line) throw notFound()
  if (line.state !== 'drafted') throw contract.fail('line_in_use', { line: line.title })
  if (line.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  await ctx.db
    .deleteFrom('budget_line')
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', line.id)
    .execute()
  ctx.about({ kind: 'budget.line', id: line.id }, line.title)
  return {}
}

export const approvePlan: H['approvePlan'] = async (ctx, input) => {
  const plan = await loadPlan(ctx, input, 'approve')
  if (plan.drafted_by && plan.drafted_by === userOf(ctx)?.personId) throw contract.fail('own_plan')
  const lines = await linesOf(ctx, plan.id)
  if (lines.length === 0) throw contract.fail('no_lines', { year: plan.year })
  return changePlan(ctx, plan, 'approved', {
    basis: input.basis,
    approved_by: userOf(ctx)?.personId ?? null,
    approved_name: actorName(ctx.actor),
    approved_on: ctx.today,
  })
}

export const sendBackPlan: H['sendBackPlan'] = async (ctx, input) =>
  changePlan(ctx, await loadPlan(ctx, input, 'sendBack'), 'drafted', {
    note: input.reason,
    approved_by: null,
    approved_name: '',
    approved_on: null,
  })

/** The money of the year enters the book: from its source into each line. */
export const startPlan: H['startPlan'] = async (ctx, input) => {
  const plan = await loadPlan(ctx, input, 'start')
  const day = input.day ?? dayWithin(ctx, plan.year)
  const lines = (await linesOf(ctx, plan.id)).filter(line => line.planned_fen > 0)
  if (lines.length > 0)
    await post(ctx, {
      book: 'budget',
      day,
      document: { kind: 'budget.plan', id: plan.id },
      documentNo: plan.basis,
      note: `${plan.year} 年预算下达`,
      lines: lines.flatMap(line => [
        part('available', line, line.planned_fen),
        sourcePart(line, -line.planned_fen),
      ]),
    })
  return changePlan(ctx, plan, 'executing', { started_on: day })
}

/** Year's end: what is left goes back to its source. Nothing may still be held. */
export const closePlan: H['closePlan'] = async (ctx, input) => {
  const plan = await loadPlan(ctx, input, 'close')
  const open = await ctx.db
    .selectFrom('budget_commitment as c')
    .innerJoin('budget_line as l', join =>
      join.onRef('l.school_id', '=', 'c.school_id').onRef('l.id', '=', 'c.line_id'),
    )
    .select('c.no')
    .where('c.school_id', '=', ctx.schoolId)
    .where('l.plan_id', '=', plan.id)
    .where('c.held_fen', '>', 0)
    .orderBy('c.no')
    .execute()
  if (open.length > 0)
    throw contract.fail('open_commitments', {
      count: open.length,
      list:
        open
          .slice(0, 5)
          .map(c => c.no)
          .join('、') + (open.length > 5 ? '等' : ''),
    })
  const day = input.day ?? dayWithin(ctx, plan.year)
  const lines = await linesOf(ctx, plan.id)
  const money = await moneyOf(
    ctx,
    lines.map(l => l.id),
  )
  const left = lines.filter(l => (money.get(l.id)?.leftFen ?? 0) > 0)
  if (left.length > 0)
    await post(ctx, {
      book: 'budget',
      day,
      document: { kind: 'budget.plan', id: plan.id },
      documentNo: plan.basis,
      note: `${plan.year} 年预算结余收回`,
      lines: left.flatMap(line => {
        const fen = money.get(line.id)?.leftFen ?? 0
        return [part('available', line, -fen), sourcePart(line, fen)]
      }),
    })
  return changePlan(ctx, plan, 'closed', { closed_on: day })
}

export const sourcePart = (line: { source_id: string; source: string }, amountFen: number) => ({
  account: { kind: 'source', key: line.source_id, title: line.source },
  amountFen,
})

/** Today, or the nearest day of the plan's year. */
function dayWithin(ctx: Ctx, year: number): string {
  const today = Number(ctx.today.slice(0, 4))
  if (today === year) return ctx.today
  return today < year ? `${year}-01-01` : `${year}-12-31`
}

async function mustHaveSource(ctx: Ctx, id: string): Promise<void> {
  const source = await ctx.db
    .selectFrom('budget_source')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!source) throw notFound()
}

const linesOf = (ctx: Ctx, planId: string) =>
  lineRows(ctx).where('l.plan_id', '=', planId).orderBy('l.code').execute()

export type Plan = Awaited<ReturnType<typeof loadPlan>>

async function loadPlan(ctx: Ctx, which: { id: string; version: number }, action: PlanAction) {
  const plan = await ctx.db
    .selectFrom('budget_plan')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', which.id)
    .forUpdate()
    .executeTakeFirst()
  if (!plan) throw notFound()
  if (!mayTransit(planMachine, action, plan.state)) throw stateRefusal(planMachine, action, plan.state)
  if (plan.version !== which.version) throw kernelError('kernel.changed', { who: '别人' })
  return plan
}

export async function changePlan(
  ctx: Ctx,
  plan: Plan,
  state: PlanState,
  set: Partial<{
    basis: string
    note: string
    approved_by: string | null
    approved_name: string
    approved_on: string | null
    started_on: string
    closed_on: string
  }> = {},
) {
  const done = await ctx.db
    .updateTable('budget_plan')
    .set({ ...set, state, version: plan.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', plan.id)
    .where('state', '=', plan.state)
    .where('version', '=', plan.version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
  ctx.about({ kind: 'budget.plan', id: plan.id }, `${plan.year}年 ${planMachine.states[state].label}`)
  return { id: plan.id, state, version: plan.version + 1 }
}
