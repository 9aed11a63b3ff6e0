import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'

/** Progress by room or store; what turned up elsewhere counts where the book has it. */
export async function areasOf(ctx: Ctx, campaignId: string) {
  const rows = await ctx.db
    .selectFrom('stocktake_line as l')
    .select([
      'l.area_id',
      'l.area_text',
      sql<number>`count(*)::int`.as('total'),
      sql<number>`(count(*) filter (where l.found_quantity is not null))::int`.as('counted'),
      sql<number>`(count(*) filter (where l.result not in ('open', 'match')))::int`.as('differences'),
    ])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.campaign_id', '=', campaignId)
    .where('l.result', '<>', 'out')
    .groupBy(['l.area_id', 'l.area_text'])
    .orderBy('l.area_text')
    .execute()
  const done = await doneAreas(ctx, campaignId)
  const who = await whoCounts(ctx, campaignId)
  return rows.map(row => ({
    areaId: row.area_id,
    title: row.area_text || '账上没有地点',
    total: row.total,
    counted: row.counted,
    differences: row.differences,
    done: done.has(row.area_id ?? ''),
    doneBy: done.get(row.area_id ?? '') ?? '',
    who: who.get(row.area_id ?? '') ?? '',
  }))
}

/** Rooms that were called done, by the last word on each. */
export async function doneAreas(ctx: Ctx, campaignId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx.db
    .selectFrom('stocktake_entry')
    .distinctOn('area_id')
    .select(['area_id', 'room_done', 'counter_name'])
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaignId)
    .where('kind', '=', 'room')
    .orderBy('area_id')
    .orderBy('counted_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.filter(row => row.room_done).map(row => [row.area_id as string, row.counter_name]))
}

/** Who has been given which room or store; whoever was given none counts them all. */
async function whoCounts(ctx: Ctx, campaignId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ area_id: string; who: string }>`
    select a.area_id, string_agg(distinct c.name, '、') as who
    from (
      select distinct area_id, area_path from stocktake_line
      where school_id = ${ctx.schoolId} and campaign_id = ${campaignId} and area_id is not null
    ) a
    join stocktake_counter c on c.school_id = ${ctx.schoolId} and c.campaign_id = ${campaignId}
      and c.duty = 'counter' and (c.areas = '{}' or c.areas && a.area_path)
    group by a.area_id`.execute(ctx.db)
  return new Map(rows.map(row => [row.area_id, row.who]))
}
