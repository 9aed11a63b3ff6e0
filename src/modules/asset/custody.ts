import type { Ctx } from '../../kernel/server/ctx.ts'
import { actorName, userOf } from '../../kernel/server/ctx.ts'
import { notify } from '../../mechanisms/notification/index.ts'
import { type Card, changeCards, tell } from './store.ts'

export const CUSTODY = 'asset.custody'

/** Hands things to a person, who has yet to sign for them; until then whoever had them answers for them. */
export async function offerTo(
  ctx: Ctx,
  cards: readonly Card[],
  keeper: { id: string; name: string },
  note: string,
): Promise<string> {
  const id = ctx.id()
  await ctx.db
    .insertInto('asset_custody')
    .values({
      school_id: ctx.schoolId,
      id,
      state: 'offered',
      keeper_id: keeper.id,
      keeper_name: keeper.name,
      cards: cards.length,
      note,
      offered_by: userOf(ctx)?.personId ?? null,
      offered_name: actorName(ctx.actor),
      offered_at: ctx.now,
      answered_at: null,
    })
    .execute()
  await ctx.db
    .insertInto('asset_custody_line')
    .values(
      cards.map(card => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        custody_id: id,
        asset_id: card.id,
        former_keeper: card.keeper_name,
      })),
    )
    .execute()
  const ids = cards.map(card => card.id)
  await changeCards(ctx, ids, { custody_id: id })
  await tell(ctx, ids, '移交保管', `交给${keeper.name}，待签收`)
  await notify(ctx, {
    personIds: [keeper.id],
    topic: 'asset.custody',
    title: `有 ${cards.length} 件资产移交给您，请核对签收`,
    body: cards
      .slice(0, 3)
      .map(card => card.name)
      .join('、'),
    link: '/my-assets',
    subject: { kind: CUSTODY, id },
  })
  return id
}
