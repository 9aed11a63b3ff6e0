import { sql } from 'kysely'
import { yearOf } from '../../kernel/pure/calendar/day.ts'
import { actorName, type Ctx } from '../../kernel/server/ctx.ts'
import { batchRef } from './adding.ts'
import { BOOK, openSums, postSums } from './values.ts'

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

export const IMPORT_POSTED = 'asset.imported'

/** The batch of the import under way; the ledger is told of all its rows together, after they are in. */
export async function openImportBatch(ctx: Ctx): Promise<void> {
  const id = ctx.id()
  const made = await ctx.db
    .insertInto('asset_batch')
    .values({
      school_id: ctx.schoolId,
      id,
      no: await ctx.number('ZCP', yearOf(ctx.today)),
      source: 'import',
      name: '导入资产台账',
      on_day: ctx.today,
      document_kind: null,
      document_id: null,
      posted_at: null,
      created_by: actorName(ctx.actor),
      created_at: ctx.now,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows === 1n) await ctx.emit(IMPORT_POSTED, { batchId: id, book: BOOK })
}
