import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'

type Ending = Exclude<Tables['asset_idle']['ended_by'], null>

/** The things no longer lie idle, and why. */
export async function endIdle(
  ctx: Ctx,
  assetIds: readonly string[],
  endedBy: Ending,
  transferId: string | null = null,
): Promise<void> {
  if (assetIds.length === 0) return
  await ctx.db
    .updateTable('asset_idle')
    .set({ ended_on: ctx.today, ended_by: endedBy, transfer_id: transferId })
    .where('school_id', '=', ctx.schoolId)
    .where('asset_id', 'in', [...assetIds])
    .where('ended_on', 'is', null)
    .execute()
}
