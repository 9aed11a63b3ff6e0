import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { commit, heldOn, release } from '../budget/index.ts'
import type { Share } from './basis.ts'
import { type Claim, refOf } from './store.ts'

/**
 * From the handler's signature on, the claim itself holds its money: what the request or the contract held is
 * taken over, the rest comes from the line. Refused: 'budget.short'.
 */
export async function holdFor(ctx: Ctx, row: Claim, shares: readonly Share[]): Promise<void> {
  await letGo(ctx, row)
  for (const share of shares) {
    const taken = share.from ? await takeOver(ctx, share, row.no) : 0
    await commit(ctx, {
      lineId: share.lineId,
      amountFen: share.amountFen,
      document: refOf(row),
      no: row.no,
      day: ctx.today,
      note: row.title,
    })
    await ctx.db
      .insertInto('claim_share')
      .values({
        school_id: ctx.schoolId,
        id: ctx.id(),
        claim_id: row.id,
        line_id: share.lineId,
        from_kind: share.from?.kind ?? null,
        from_id: share.from?.id ?? null,
        from_no: share.fromNo,
        amount_fen: share.amountFen,
        taken_fen: taken,
      })
      .execute()
  }
}

/** The claim holds nothing any more; what was taken over goes back to where it was held. */
export async function letGo(ctx: Ctx, row: Pick<Claim, 'id' | 'no'>): Promise<void> {
  const shares = await ctx.db
    .selectFrom('claim_share')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', row.id)
    .orderBy('id')
    .execute()
  if (shares.length === 0) return
  await release(ctx, { document: refOf(row), day: ctx.today, note: `${row.no} 退回` })
  for (const share of shares)
    if (share.from_kind && share.from_id && share.taken_fen > 0)
      await commit(ctx, {
        lineId: share.line_id,
        amountFen: share.taken_fen,
        document: { kind: share.from_kind, id: share.from_id },
        no: share.from_no,
        day: ctx.today,
        note: `${row.no} 退回，恢复占用`,
      })
  await ctx.db
    .deleteFrom('claim_share')
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', row.id)
    .execute()
}

async function takeOver(ctx: Ctx, share: Share, no: string): Promise<number> {
  const document = share.from as Ref
  const amountFen = Math.min(await heldOn(ctx, document, share.lineId), share.amountFen)
  if (amountFen > 0)
    await release(ctx, {
      document,
      lineId: share.lineId,
      amountFen,
      day: ctx.today,
      note: `转入报销单 ${no}`,
    })
  return amountFen
}
