import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'

/**
 * Works out what lines come to from all their entries: in the line's round the last entry of each spot that its
 * counter has not taken back, added up. The same as `foldEntries` of the rules. A line without such an entry has
 * not been counted. Line by line by the index, whatever the planner believes of a table that fills by the minute.
 */
export async function foldLines(ctx: Ctx, lineIds: readonly string[]): Promise<void> {
  await sql`
    update stocktake_line l set
      found_quantity = f.quantity,
      found_area_id = f.area_id,
      found_area_text = case
        when f.area_id is null then ''
        when f.area_id = l.area_id then l.area_text
        else coalesce((select p.full_name from place_node p where p.school_id = l.school_id and p.id = f.area_id), '')
      end,
      damaged = coalesce(f.damaged, false),
      move_here = coalesce(f.move_here, false),
      counted_at = f.counted_at,
      counted_by = coalesce(f.counted_by, ''),
      count_note = left(coalesce(f.note, ''), 500)
    from (
      select w.id as line_id, folded.*
      from unnest(${[...lineIds]}::uuid[]) w (id)
      join stocktake_line k on k.school_id = ${ctx.schoolId} and k.id = w.id
      cross join lateral (
        select sum(quantity) as quantity,
          bool_or(damaged) as damaged,
          (array_agg(area_id order by counted_at desc, id desc))[1] as area_id,
          (array_agg(move_here order by counted_at desc, id desc))[1] as move_here,
          (array_agg(counted_at order by counted_at desc, id desc))[1] as counted_at,
          (array_agg(counter_name order by counted_at desc, id desc))[1] as counted_by,
          string_agg(nullif(note, ''), '；' order by counted_at, id) as note
        from (
          select distinct on (e.spot) e.*
          from stocktake_entry e
          where e.school_id = k.school_id and e.line_id = k.id and e.round = k.round and e.kind <> 'undo'
            and not exists (
              select 1 from stocktake_entry u
              where u.school_id = e.school_id and u.undoes = e.id and u.counter_id = e.counter_id
            )
          order by e.spot, e.counted_at desc, e.id desc
        ) last
      ) folded
    ) f
    where l.school_id = ${ctx.schoolId} and l.id = f.line_id`.execute(ctx.db)
}

/** What nobody counted is not there; answers how many there were. */
export async function restIsMissing(ctx: Ctx, campaignId: string): Promise<number> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('stocktake_line')
    .set({ found_quantity: 0, count_note: '没有点到' })
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaignId)
    .where('result', '=', 'open')
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
