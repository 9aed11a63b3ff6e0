import type { ExpressionBuilder, SqlBool } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { budget, type contract } from '../contract.ts'
import { lineRows, moneyOf, NOTHING } from '../facts.ts'
import { type LineMoney, type PlanAction, planMachine } from '../rules.ts'

type H = Handlers<typeof contract>

export const sources: H['sources'] = async ctx => {
  const rows = await ctx.db
    .selectFrom('budget_source')
    .select(['id', 'code', 'title', 'kind', 'earmarked', 'purpose', 'basis', 'version'])
    .where('school_id', '=', ctx.schoolId)
    .orderBy('code')
    .execute()
  return { rows }
}

export const plans: H['plans'] = async ctx => {
  const rows = await ctx.db
    .selectFrom('budget_plan')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .orderBy('year', 'desc')
    .execute()
  const lines = await ctx.db
    .selectFrom('budget_line')
    .select(['id', 'plan_id', 'planned_fen'])
    .where('school_id', '=', ctx.schoolId)
    .execute()
  const money = await moneyOf(
    ctx,
    lines.map(l => l.id),
  )
  return {
    rows: rows.map(plan => {
      const mine = lines.filter(l => l.plan_id === plan.id)
      return {
        id: plan.id,
        year: plan.year,
        state: plan.state,
        basis: plan.basis,
        version: plan.version,
        plannedFen: mine.reduce((sum, l) => sum + l.planned_fen, 0),
        lines: mine.length,
        ...total(mine.map(l => money.get(l.id))),
      }
    }),
  }
}

export const plan: H['plan'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('budget_plan')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('year', '=', input.year)
    .executeTakeFirst()
  if (!row) throw notFound()
  const all = await lineRows(ctx)
    .where('l.plan_id', '=', row.id)
    .orderBy('source_code')
    .orderBy('l.code')
    .execute()
  const money = await moneyOf(
    ctx,
    all.map(l => l.id),
  )
  const group = <K extends string>(keyOf: (line: (typeof all)[number]) => K) => {
    const groups = new Map<K, typeof all>()
    for (const line of all) groups.set(keyOf(line), [...(groups.get(keyOf(line)) ?? []), line])
    return [...groups]
  }
  return {
    id: row.id,
    year: row.year,
    state: row.state,
    basis: row.basis,
    version: row.version,
    plannedFen: all.reduce((sum, l) => sum + l.planned_fen, 0),
    lines: all.length,
    ...total(all.map(l => money.get(l.id))),
    draftedName: row.drafted_name,
    approvedName: row.approved_name,
    approvedOn: row.approved_on,
    startedOn: row.started_on,
    closedOn: row.closed_on,
    note: row.note,
    sources: group(l => l.source_id).map(([id, lines]) => ({
      id,
      title: lines[0]?.source ?? '',
      lines: lines.length,
      ...total(lines.map(l => money.get(l.id))),
    })),
    categories: group(l => l.category).map(([category, lines]) => ({
      category,
      lines: lines.length,
      ...total(lines.map(l => money.get(l.id))),
    })),
    actions: planActions(ctx, row, all.length),
  }
}

export const lines: H['lines'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.string(), z.uuid()])
  const matches = (eb: ExpressionBuilder<LineTables, 'l' | 'p' | 's'>) => {
    const all = [eb('l.school_id', '=', ctx.schoolId)]
    if (input.year) all.push(eb('l.year', '=', input.year))
    if (input.sourceIds?.length) all.push(eb('l.source_id', 'in', input.sourceIds))
    if (input.categories?.length) all.push(eb('l.category', 'in', input.categories))
    if (input.openOnly) all.push(eb('p.state', 'in', ['executing', 'adjusted']))
    if (input.search) {
      const like = `%${input.search.replace(/[\\%_]/g, '\\$&')}%`
      all.push(
        eb.or([eb('l.code', 'ilike', like), eb('l.title', 'ilike', like), eb('s.title', 'ilike', like)]),
      )
    }
    return eb.and(all)
  }
  const found = await lineRows(ctx)
    .where(eb => matches(eb as never))
    .$if(after !== undefined, q =>
      q.where(sql<SqlBool>`(l.code, l.id) > (${after?.[0]}, ${after?.[1]}::uuid)`),
    )
    .orderBy('l.code')
    .orderBy('l.id')
    .limit(input.limit + 1)
    .execute()
  const { total } = await ctx.db
    .selectFrom(
      lineRows(ctx)
        .where(eb => matches(eb as never))
        .as('counted'),
    )
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const page = pageFrom(found, input.limit, row => [row.code, row.id])
  return { rows: await toLines(ctx, page.rows), next: page.next, total }
}

type LineTables = {
  l: { school_id: string; year: number; source_id: string; category: string; code: string; title: string }
  p: { state: string }
  s: { title: string }
}
export type FoundLine = Awaited<ReturnType<ReturnType<typeof lineRows>['execute']>>[number]

export async function toLines(ctx: Ctx, found: readonly FoundLine[]) {
  const money = await moneyOf(
    ctx,
    found.map(l => l.id),
  )
  return found.map(l => ({
    id: l.id,
    year: l.year,
    code: l.code,
    title: l.title,
    category: l.category,
    sourceId: l.source_id,
    source: l.source,
    earmarked: l.earmarked,
    purpose: l.purpose,
    note: l.note,
    plannedFen: l.planned_fen,
    open: l.state === 'executing' || l.state === 'adjusted',
    version: l.version,
    ...(money.get(l.id) ?? NOTHING),
  }))
}

function total(parts: readonly (LineMoney | undefined)[]): LineMoney {
  const sum = { ...NOTHING }
  for (const money of parts) {
    if (!money) continue
    sum.allottedFen += money.allottedFen
    sum.committedFen += money.committedFen
    sum.spentFen += money.spentFen
    sum.leftFen += money.leftFen
  }
  return sum
}

const BUTTONS: readonly { key: string; action: PlanAction; operation: { id: string } }[] = [
  { key: 'saveLine', action: 'edit', operation: budget.saveLine },
  { key: 'approve', action: 'approve', operation: budget.approvePlan },
  { key: 'sendBack', action: 'sendBack', operation: budget.sendBackPlan },
  { key: 'start', action: 'start', operation: budget.startPlan },
  { key: 'adjust', action: 'adjust', operation: budget.adjust },
  { key: 'close', action: 'close', operation: budget.closePlan },
]

function planActions(
  ctx: Ctx,
  row: { state: keyof typeof planMachine.states; drafted_by: string | null },
  lineCount: number,
): Actions {
  const actions: Actions = {}
  for (const { key, action, operation } of BUTTONS) {
    if (!ctx.may(operation) || !mayTransit(planMachine, action, row.state)) continue
    const why =
      key === 'approve' && lineCount === 0
        ? '还没有预算项目'
        : key === 'approve' && row.drafted_by === userOf(ctx)?.personId
          ? '自己编制的要由另一位校领导批准'
          : undefined
    actions[key] = why ? { allowed: false, why } : { allowed: true }
  }
  return actions
}
