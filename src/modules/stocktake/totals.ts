import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { matchRate, NOMINAL_FEN } from './rules.ts'
import type { Totals } from './shapes.ts'

/** What a lost part of a line was worth; the same as `differenceFen` of the rules. */
export const MISSING_FEN = sql<string>`case when result = 'missing'
  then round(book_fen * (book_quantity - found_quantity) / nullif(book_quantity, 0)) else 0 end`
export const SURPLUS_FEN = sql<string>`case when result = 'surplus' then round(coalesce(value_fen, ${sql.lit(NOMINAL_FEN)}) * (found_quantity - book_quantity)) else 0 end`

export async function totalsOf(ctx: Ctx, campaignId: string): Promise<Totals> {
  const count = (result: string) => sql<number>`(count(*) filter (where result = ${sql.lit(result)}))::int`
  const row = await ctx.db
    .selectFrom('stocktake_line')
    .select([
      sql<number>`(count(*) filter (where result <> 'out'))::int`.as('lines'),
      count('open').as('open'),
      count('match').as('match'),
      count('missing').as('missing'),
      count('surplus').as('surplus'),
      count('damaged').as('damaged'),
      count('moved').as('moved'),
      sql<number>`(count(*) filter (where released))::int`.as('released'),
      sql<number>`(count(*) filter (where result not in ('open', 'match', 'out') and cause is null))::int`.as(
        'unexplained',
      ),
      sql<string>`coalesce(sum(${MISSING_FEN}), 0)`.as('missingFen'),
      sql<string>`coalesce(sum(${SURPLUS_FEN}), 0)`.as('surplusFen'),
      sql<string>`coalesce(sum(book_fen) filter (where result <> 'out'), 0)`.as('bookFen'),
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaignId)
    .executeTakeFirstOrThrow()
  return {
    ...row,
    missingFen: Number(row.missingFen),
    surplusFen: Number(row.surplusFen),
    bookFen: Number(row.bookFen),
    rate: matchRate(row.match, row.lines),
  }
}
