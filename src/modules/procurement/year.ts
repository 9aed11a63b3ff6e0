import { sql } from 'kysely'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { contract } from './contract.ts'
import { SPLIT_DAYS, YEAR_LIMIT } from './parameters.ts'
import { LADDER_RUNGS } from './routes.ts'
import { looksSplit, yearState } from './rules.ts'
import type { RowOf } from './store.ts'
import { CATEGORIES, type Category } from './words.ts'

type Request = RowOf<'procurement_request'>

/** Requests that count: asked for and not refused or taken back. */
const LIVE = ['pending', 'approved', 'buying', 'done', 'closed'] as const

/**
 * The running sum of the year by budget line and category, for what the school buys itself. Full: refused
 * ('procurement.year_limit'). Near: told. Two requests at once wait for each other on the key.
 */
export async function checkYear(ctx: Ctx, request: Request): Promise<string[]> {
  if (request.channel === 'portal') return []
  const year = Number(request.asked_on.slice(0, 4))
  const { limit, warnPercent } = await readParameter(ctx, YEAR_LIMIT, request.asked_on)
  await lockKey(ctx, `${request.line_id ?? ''}/${request.category}/${year}`)
  const sumFen = await yearSum(ctx, {
    year,
    category: request.category,
    lineId: request.line_id,
    but: request.id,
  })
  const { state, percent } = yearState(sumFen, request.amount_fen, limit * 100, warnPercent)
  const category = CATEGORIES[request.category as Category]
  if (state === 'full')
    throw contract.fail('year_limit', {
      category,
      sum: formatFen(sumFen),
      amount: formatFen(request.amount_fen),
      limit: formatFen(limit * 100),
    })
  return state === 'warn'
    ? [`${category}今年在这个预算项目上已到限额的 ${percent}%，再多就要走政府采购平台。`]
    : []
}

export async function yearSum(
  ctx: Ctx,
  key: { year: number; category: string; lineId: string | null; but?: string },
): Promise<number> {
  const { sum } = await ctx.db
    .selectFrom('procurement_request')
    .select(eb => eb.fn.coalesce(eb.fn.sum<string>('standing_fen'), eb.lit(0)).as('sum'))
    .where('school_id', '=', ctx.schoolId)
    .where('category', '=', key.category)
    .where('channel', '=', 'own')
    .where('state', 'in', LIVE)
    .where('asked_on', '>=', `${key.year}-01-01`)
    .where('asked_on', '<=', `${key.year}-12-31`)
    .where('line_id', 'is not distinct from', key.lineId)
    .$if(key.but !== undefined, q => q.where('id', '<>', key.but as string))
    .executeTakeFirstOrThrow()
  return Number(sum)
}

/** By which amount the ladder of approval is chosen, and what to say when it is more than was asked for. */
export async function checkSplit(
  ctx: Ctx,
  request: Request,
): Promise<{ ladderFen: number; warnings: string[] }> {
  const days = await readParameter(ctx, SPLIT_DAYS, request.asked_on)
  const near = await ctx.db
    .selectFrom('procurement_request')
    .select(['no', 'amount_fen as amountFen', 'asked_on as askedOn'])
    .where('school_id', '=', ctx.schoolId)
    .where('category', '=', request.category)
    .where('state', 'in', LIVE)
    .where('asked_on', '>', addDays(request.asked_on, -days))
    .where('id', '<>', request.id)
    .where(eb =>
      request.unit_id ? eb('unit_id', '=', request.unit_id) : eb('asker_id', '=', request.asker_id),
    )
    .execute()
  const { split, ladderFen, with: others } = looksSplit(request.amount_fen, near, LADDER_RUNGS)
  return {
    ladderFen,
    warnings: split
      ? [`${days} 天内同部门同品目还有 ${others.join('、')}，合计 ${formatFen(ladderFen)}，按合计金额审批。`]
      : [],
  }
}

/** Held until the end of the transaction. */
async function lockKey(ctx: Ctx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`procurement/${ctx.schoolId}/${key}`}, 0))`.execute(
    ctx.db,
  )
}
