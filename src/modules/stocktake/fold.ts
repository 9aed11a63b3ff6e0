import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'

/**
 * Works out what lines come to from all their entries: in the line's round the last entry of each spot, added
 * up. The same as `foldEntries` of the rules, for all lines of a campaign (or some) in one statement.
 */
export async function foldLines(ctx: Ctx, campaignId: string, lineIds?: readonly string[]): Promise<void> {
  const some = lineIds ? sql`and l.id = any(${[...lineIds]}::uuid[])` : sql``
  await sql`
    with last as (
      select distinct on (e.line_id, e.spot) e.*
      from stocktake_entry e
      join stocktake_line l on l.school_id = e.school_id and l.id = e.line_id and l.round = e.round
      where e.school_id = ${ctx.schoolId} and l.campaign_id = ${campaignId} and e.kind <> 'room' ${some}
      order by e.line_id, e.spot, e.counted_at desc, e.id desc
    ), folded as (
      select line_id,
        sum(quantity) as quantity,
        bool_or(damaged) as damaged,
        (array_agg(area_id order by counted_at desc, id desc))[1] as area_id,
        (array_agg(move_here order by counted_at desc, id desc))[1] as move_here,
        (array_agg(counted_at order by counted_at desc, id desc))[1] as counted_at,
        (array_agg(counter_name order by counted_at desc, id desc))[1] as counted_by,
        string_agg(nullif(note, ''), '；' order by counted_at, id) as note
      from last group by line_id
    )
    update stocktake_line l set
      found_quantity = f.quantity,
      found_area_id = f.area_id,
      found_area_text = case
        when f.area_id is null then ''
        when f.area_id = l.area_id then l.area_text
        else coalesce((select p.full_name from place_node p where p.school_id = l.school_id and p.id = f.area_id), '')
      end,
      damaged = f.damaged,
      move_here = f.move_here,
      counted_at = f.counted_at,
      counted_by = f.counted_by,
      count_note = left(coalesce(f.note, ''), 500)
    from folded f
    where l.school_id = ${ctx.schoolId} and l.campaign_id = ${campaignId} and l.id = f.line_id ${some}`.execute(
    ctx.db,
  )
}

/** What nobody counted is not there; answers how many there were. */
export async function restIsMissing(ctx: Ctx, campaignId: string): Promise<number> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('stocktake_line')
    .set({ found_quantity: 0, count_note: '没有点到' })
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaignId)
    .where('found_quantity', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
