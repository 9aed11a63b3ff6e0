import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { batchRef } from './adding.ts'
import { openSums, postSums } from './values.ts'

/** Tells the ledger of all rows of an import in one entry, once they are in. */
export async function postImport(ctx: Ctx, { batchId }: { batchId: string }): Promise<void> {
  // Waits for imports that are still writing into the batch; none can begin before this is done.
  const batch = await ctx.db
    .selectFrom('asset_batch')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', batchId)
    .forUpdate()
    .executeTakeFirst()
  if (!batch || batch.posted_at !== null) return
  const sums = await openSums(ctx, batch.id)
  await postSums(ctx, batch.on_day, { ref: batchRef(batch.id), no: batch.no }, '导入资产台账', sums)
  await ctx.db
    .updateTable('asset_value')
    .set({ posted: true })
    .where('school_id', '=', ctx.schoolId)
    .where('document_id', '=', batch.id)
    .where('posted', '=', false)
    .execute()
  await sql`
    update asset_batch b set posted_at = ${ctx.now}, cards = s.cards, quantity = s.quantity, value_fen = s.value_fen
    from (select count(*)::int as cards, coalesce(sum(quantity), 0)::int as quantity,
        coalesce(sum(value_fen), 0)::bigint as value_fen
      from asset_card where school_id = ${ctx.schoolId} and batch_id = ${batch.id}) as s
    where b.school_id = ${ctx.schoolId} and b.id = ${batch.id}`.execute(ctx.db)
}
