import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { ApprovalSubject, DecisionFact, RouteDraft } from '../../mechanisms/approval/index.ts'
import { lockBalances, post } from '../../mechanisms/ledger/index.ts'
import { part } from './commitments.ts'
import { contract } from './contract.ts'
import { lineFacts, lineRows } from './facts.ts'
import { changePlan, sourcePart } from './operations/plan.ts'
import {
  ADJUSTMENT_KINDS,
  type AdjustmentKind,
  type AdjustmentState,
  adjustmentFlaw,
  adjustmentMachine,
  planMachine,
} from './rules.ts'

export const ADJUSTMENT_REF = 'budget.adjustment'
export const adjustmentRef = (id: string) => ({ kind: ADJUSTMENT_REF, id })

const PRINCIPAL_FROM_FEN = 10_000_00
const DEPUTY = { title: '分管副校长审批', by: { role: 'vice_principal' }, mode: 'any' } as const
const HEAD = { title: '校长审批', by: { role: 'principal' }, mode: 'any' } as const

/** Small moves within the budget end with the deputy; all that changes its sum goes to the head of the school. */
const routes: RouteDraft[] = [
  {
    title: '调剂，1 万元以下',
    when: { categories: ['move'], maxFen: PRINCIPAL_FROM_FEN - 1 },
    steps: [DEPUTY],
  },
  { title: '追加、核减，1 万元及以上的调剂', when: {}, steps: [DEPUTY, HEAD] },
]

/** An adjustment takes effect in the moment of the last consent; where the money is gone by then, it does not. */
export const adjustmentApproval: ApprovalSubject = {
  kind: ADJUSTMENT_REF,
  title: '预算调整单',
  routes,
  categories: Object.entries(ADJUSTMENT_KINDS).map(([code, title]) => ({ code, title })),
  facts: decisionFacts,
  async decided(ctx, id, { outcome, note, byName }) {
    const row = await lockAdjustment(ctx, id)
    if (row.state !== 'asked') return
    if (outcome === 'approved') await carryOut(ctx, row, byName)
    await moveAdjustment(ctx, row, outcome, {
      decided_name: byName,
      decided_on: ctx.today,
      decision: note,
    })
  },
}

export type Adjustment = Awaited<ReturnType<typeof lockAdjustment>>

export async function lockAdjustment(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom('budget_adjustment')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

export async function moveAdjustment(
  ctx: Ctx,
  row: Adjustment,
  state: AdjustmentState,
  set: Partial<{
    kind: AdjustmentKind
    reason: string
    basis: string
    decided_name: string
    decided_on: string | null
    decision: string
  }> = {},
) {
  const done = await ctx.db
    .updateTable('budget_adjustment')
    .set({ ...set, state, version: row.version + 1 })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
  ctx.about(adjustmentRef(row.id), `${row.no} ${adjustmentMachine.states[state].label}`)
  return { id: row.id, version: row.version + 1 }
}

export const partsOf = (ctx: Ctx, adjustmentId: string) =>
  ctx.db
    .selectFrom('budget_adjustment_line')
    .select(['line_id as lineId', 'amount_fen as amountFen'])
    .where('school_id', '=', ctx.schoolId)
    .where('adjustment_id', '=', adjustmentId)
    .orderBy('id')
    .execute()

/** What is moved or added; what is cut, where nothing is added. */
export const weightOf = (lines: readonly { amountFen: number }[]): number => {
  const added = lines.reduce((sum, l) => sum + Math.max(0, l.amountFen), 0)
  return added || lines.reduce((sum, l) => sum + Math.max(0, -l.amountFen), 0)
}

/** The lines of an adjustment, or the refusal that says what is wrong with them. */
export async function checkLines(
  ctx: Ctx,
  plan: { id: string; year: number },
  kind: AdjustmentKind,
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

/** No line gives more than it has left now. Those that give are locked where the money is about to move. */
export async function mustHaveLeft(
  ctx: Ctx,
  lines: readonly { id: string; code: string; title: string; amountFen: number }[],
): Promise<void> {
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
}

/** All lines in one entry, none below what is left in it. */
async function carryOut(ctx: Ctx, row: Adjustment, byName: string): Promise<void> {
  const plan = await ctx.db
    .selectFrom('budget_plan')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.plan_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (!mayTransit(planMachine, 'adjust', plan.state)) throw stateRefusal(planMachine, 'adjust', plan.state)
  const lines = await checkLines(ctx, plan, row.kind, await partsOf(ctx, row.id))
  await mustHaveLeft(ctx, lines)
  await post(ctx, {
    book: 'budget',
    day: ctx.today,
    document: adjustmentRef(row.id),
    documentNo: row.no,
    note: `${ADJUSTMENT_KINDS[row.kind]}：${row.reason}`,
    who: byName,
    lines: lines.flatMap(line => [
      part('available', line, line.amountFen),
      sourcePart(line, -line.amountFen),
    ]),
  })
  await changePlan(ctx, plan, 'adjusted')
}

/** What each line has now and would have then. */
async function decisionFacts(ctx: Ctx, id: string): Promise<DecisionFact[]> {
  const row = await ctx.db
    .selectFrom('budget_adjustment')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const parts = await partsOf(ctx, id)
  const facts = await lineFacts(
    ctx,
    parts.map(p => p.lineId),
  )
  return [
    { label: '理由', value: row.reason },
    ...(row.basis ? [{ label: '文号', value: row.basis }] : []),
    ...parts.map(p => {
      const line = facts.get(p.lineId)
      const left = line?.leftFen ?? 0
      const short = row.state === 'asked' && left + p.amountFen < 0
      const sign = p.amountFen > 0 ? '调增' : '调减'
      return {
        label: `${line?.code ?? ''} ${line?.title ?? ''}`,
        value: `${sign} ${formatFen(Math.abs(p.amountFen))}；现在批复 ${formatFen(line?.allottedFen ?? 0)}，还剩 ${formatFen(left)}${short ? '，不够调减' : ''}`,
        href: `/budget/lines/${p.lineId}`,
        ...(short ? { tone: 'late' as const } : {}),
      }
    }),
  ]
}
