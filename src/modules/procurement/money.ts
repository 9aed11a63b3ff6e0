import type { Ctx } from '../../kernel/server/ctx.ts'
import { commit, release } from '../budget/index.ts'
import { REQUEST_REF } from './door.ts'
import type { RowOf } from './store.ts'
import type { Category } from './words.ts'

type Request = Pick<RowOf<'procurement_request'>, 'id' | 'no' | 'line_id' | 'title' | 'kind' | 'category'>

/**
 * Brings what the budget line holds for a request to what the request stands for now: more is committed,
 * less is given back. Refused: 'budget.short'. Answers what is held afterwards.
 */
export async function holdFor(
  ctx: Ctx,
  request: Request & { committed_fen: number },
  wantedFen: number,
  why: string,
): Promise<number> {
  if (!request.line_id) return 0
  const more = wantedFen - request.committed_fen
  const document = { kind: REQUEST_REF, id: request.id }
  if (more > 0)
    await commit(ctx, {
      lineId: request.line_id,
      amountFen: more,
      document,
      no: request.no,
      day: ctx.today,
      note: `${request.title}，${why}`,
      category: EXPENSE[request.category as Category],
    })
  else if (more < 0) await release(ctx, { document, amountFen: -more, day: ctx.today, note: why })
  return wantedFen
}

/** What the line pays for, where the category says it beyond doubt; earmarked money goes nowhere else. */
const EXPENSE: Partial<Record<Category, 'office' | 'repair' | 'book' | 'equipment'>> = {
  office: 'office',
  repair: 'repair',
  books: 'book',
  teaching: 'equipment',
  it: 'equipment',
}

/** Lines of requests changed what they stand for; their requests and the budget follow. */
export async function settleRequests(ctx: Ctx, requestIds: readonly string[], why: string): Promise<void> {
  for (const id of [...new Set(requestIds)].sort()) {
    const request = await ctx.db
      .selectFrom('procurement_request')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const { sum } = await ctx.db
      .selectFrom('procurement_request_line')
      .select(eb => eb.fn.coalesce(eb.fn.sum<string>('standing_fen'), eb.lit(0)).as('sum'))
      .where('school_id', '=', ctx.schoolId)
      .where('request_id', '=', id)
      .executeTakeFirstOrThrow()
    const standing = Number(sum)
    const held = await holdFor(ctx, request, standing, why)
    await ctx.db
      .updateTable('procurement_request')
      .set({ standing_fen: standing, committed_fen: held, updated_at: ctx.now })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', id)
      .execute()
  }
}
