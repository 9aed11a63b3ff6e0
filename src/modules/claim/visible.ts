import type { Ctx } from '../../kernel/server/ctx.ts'
import { acceptedFor } from '../procurement/index.ts'
import { type FoundClaim, seesAll } from './queries/list.ts'
import { me } from './store.ts'

/** Keepers of the money, and who has a hand in it: also those who accepted the goods. */
export async function maySee(ctx: Ctx, row: FoundClaim): Promise<boolean> {
  if (seesAll(ctx)) return true
  const mine = me(ctx)
  if (!mine) return false
  if ([row.handler_id, row.acceptor_id, row.witness_id, row.auditor_id].includes(mine)) return true
  return row.order_id !== null && (await acceptedFor(ctx, row.order_id)).acceptorIds.includes(mine)
}
