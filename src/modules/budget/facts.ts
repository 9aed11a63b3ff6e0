import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { balances } from '../../mechanisms/ledger/index.ts'
import type { Category, LineMoney, PlanState } from './rules.ts'
import './schema.ts'

/** A budget line with what happened to its money; what other modules show beside a decision. */
export interface LineFacts extends LineMoney {
  id: string
  year: number
  code: string
  title: string
  category: Category
  source: string
  sourceId: string
  earmarked: boolean
  purpose: string
  planState: PlanState
}

/** Facts of lines by id; unknown ids are missing. */
export async function lineFacts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, LineFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await lineRows(ctx)
    .where('l.id', 'in', [...new Set(ids)])
    .execute()
  const money = await moneyOf(
    ctx,
    rows.map(row => row.id),
  )
  return new Map(
    rows.map(row => [
      row.id,
      {
        id: row.id,
        year: row.year,
        code: row.code,
        title: row.title,
        category: row.category,
        source: row.source,
        sourceId: row.source_id,
        earmarked: row.earmarked,
        purpose: row.purpose,
        planState: row.state,
        ...(money.get(row.id) ?? NOTHING),
      },
    ]),
  )
}

/** Lines joined with their source and plan. */
export const lineRows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('budget_line as l')
    .innerJoin('budget_plan as p', join =>
      join.onRef('p.school_id', '=', 'l.school_id').onRef('p.id', '=', 'l.plan_id'),
    )
    .innerJoin('budget_source as s', join =>
      join.onRef('s.school_id', '=', 'l.school_id').onRef('s.id', '=', 'l.source_id'),
    )
    .selectAll('l')
    .select([
      'p.state',
      's.title as source',
      's.earmarked',
      's.purpose',
      sql<string>`s.code`.as('source_code'),
    ])
    .where('l.school_id', '=', ctx.schoolId)

export const NOTHING: LineMoney = { allottedFen: 0, committedFen: 0, spentFen: 0, leftFen: 0 }

/** What the ledger says of lines. */
export async function moneyOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, LineMoney>> {
  const [left, held, spent] = [
    await balances(ctx, 'budget', 'available', ids),
    await balances(ctx, 'budget', 'committed', ids),
    await balances(ctx, 'budget', 'spent', ids),
  ]
  return new Map(
    ids.map(id => {
      const leftFen = left.get(id)?.amountFen ?? 0
      const committedFen = held.get(id)?.amountFen ?? 0
      const spentFen = spent.get(id)?.amountFen ?? 0
      return [id, { leftFen, committedFen, spentFen, allottedFen: leftFen + committedFen + spentFen }]
    }),
  )
}
