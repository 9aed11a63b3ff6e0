import { sql } from 'kysely'
import { addDays, addMonths, firstOfMonth, monthOf } from '../../../kernel/pure/calendar/day.ts'
import { actorName, type Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { contract } from '../contract.ts'
import { postSums, type ValueSum } from '../values.ts'

type H = Handlers<typeof contract>

export const depreciate: H['depreciate'] = async (ctx, input) => {
  const { month } = input
  const last = addMonths(monthOf(ctx.today), -1)
  // The month itself may be charged from its last day on.
  const latest = monthOf(addDays(ctx.today, 1)) > monthOf(ctx.today) ? monthOf(ctx.today) : last
  if (month > latest) throw contract.fail('month_future', { month, last: latest })
  await sql`select pg_advisory_xact_lock(hashtextextended(${`asset.run:${ctx.schoolId}`}, 0))`.execute(ctx.db)
  const newest = await newestRun(ctx)
  if (newest && newest.month === month) {
    ctx.about({ kind: 'asset.run', id: newest.id }, `${month} 已经计提过`)
    return { runId: newest.id, month, cards: newest.cards, amountFen: newest.amount_fen, already: true }
  }
  if (newest && newest.month > month) throw contract.fail('month_past', { last: newest.month, month })
  const runId = ctx.id()
  const no = `ZJ-${month}`
  const day = addDays(firstOfMonth(addMonths(month, 1)), -1)
  const sums = await chargeAll(ctx, month, day, { id: runId, no })
  const cards = sums.reduce((sum, s) => sum + s.cards, 0)
  const amountFen = sums.reduce((sum, s) => sum + s.depreciatedFen, 0)
  await ctx.db
    .insertInto('asset_run')
    .values({
      school_id: ctx.schoolId,
      id: runId,
      month,
      no,
      cards,
      amount_fen: amountFen,
      run_by: actorName(ctx.actor),
      run_at: ctx.now,
    })
    .execute()
  await postSums(ctx, day, { ref: { kind: 'asset.run', id: runId }, no }, `计提 ${month} 折旧`, sums)
  ctx.about({ kind: 'asset.run', id: runId }, `${month}：${cards} 件`)
  return { runId, month, cards, amountFen, already: false }
}

export async function newestRun(ctx: Ctx) {
  return ctx.db
    .selectFrom('asset_run')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .orderBy('month', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The charge of every card for the month, the same sum as `chargeFor`, for all at once. */
export const dueCharges = (ctx: Ctx, month: string) => sql`
  select id, category,
    least(life_months, months) - months_done as months,
    case when least(life_months, months) >= life_months then value_fen - depreciated_fen
      else floor((value_fen - depreciated_fen)::numeric * (least(life_months, months) - months_done)
        / (life_months - months_done))::bigint end as fen
  from (
    select id, category, value_fen, depreciated_fen, life_months, months_done,
      (${month.slice(0, 4)}::int - extract(year from acquired_on)::int) * 12
        + ${Number(month.slice(5, 7))}::int - extract(month from acquired_on)::int + 1 as months
    from asset_card
    where school_id = ${ctx.schoolId} and state <> 'disposed' and life_months is not null
      and months_done < life_months) as card
  where least(life_months, months) > months_done`

async function chargeAll(
  ctx: Ctx,
  month: string,
  day: string,
  run: { id: string; no: string },
): Promise<(ValueSum & { cards: number })[]> {
  const { rows } = await sql<{ category: ValueSum['category']; cards: number; fen: number }>`
    with due as (${dueCharges(ctx, month)}),
    changed as (
      update asset_card c set depreciated_fen = c.depreciated_fen + due.fen, months_done = c.months_done + due.months,
        updated_at = ${ctx.now}
      from due where c.school_id = ${ctx.schoolId} and c.id = due.id
      returning c.id),
    written as (
      insert into asset_value (school_id, id, asset_id, kind, on_day, category, value_fen, depreciated_fen,
        document_kind, document_id, document_no, posted)
      select ${ctx.schoolId}::uuid, gen_random_uuid(), id, 'depreciation', ${day}::date, category, 0, fen, 'asset.run',
        ${run.id}::uuid, ${run.no}, true
      from due where fen > 0)
    select category, count(*)::int as cards, sum(fen)::bigint as fen from due group by category order by category`.execute(
    ctx.db,
  )
  return rows.map(row => ({
    kind: 'depreciation',
    category: row.category,
    valueFen: 0,
    depreciatedFen: Number(row.fen),
    cards: row.cards,
  }))
}

export const depreciation: H['depreciation'] = async ctx => {
  const runs = await ctx.db
    .selectFrom('asset_run')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .orderBy('month', 'desc')
    .limit(36)
    .execute()
  const month = runs[0] ? addMonths(runs[0].month, 1) : addMonths(monthOf(ctx.today), -1)
  const { rows } = await sql<{ cards: number; fen: number | null }>`
    select count(*)::int as cards, sum(fen)::bigint as fen from (${dueCharges(ctx, month)}) as due`.execute(
    ctx.db,
  )
  return {
    runs: runs.map(run => ({
      id: run.id,
      month: run.month,
      no: run.no,
      cards: run.cards,
      amountFen: run.amount_fen,
      runBy: run.run_by,
      runAt: run.run_at,
    })),
    next: {
      month,
      cards: rows[0]?.cards ?? 0,
      amountFen: Number(rows[0]?.fen ?? 0),
      due: month < monthOf(ctx.today),
    },
  }
}

/** On the first days of a month the one before is charged, once. */
export async function depreciateLastMonth(ctx: Ctx): Promise<void> {
  const any = await ctx.db
    .selectFrom('asset_card')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .limit(1)
    .executeTakeFirst()
  if (!any) return
  const month = addMonths(monthOf(ctx.today), -1)
  const newest = await newestRun(ctx)
  if (!newest || newest.month < month) await ctx.run(contract.operations.depreciate, { month })
}
