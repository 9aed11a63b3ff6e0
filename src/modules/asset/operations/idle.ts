import { actorName, type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { contract } from '../contract.ts'
import { endIdle } from '../idle.ts'
import { actsForUnit, isDesk } from '../outside.ts'
import { CONDITIONS } from '../rules.ts'
import { CARD, type Card, changeCards, lockCards, refuseBusy, refuseState, tell } from '../store.ts'

type H = Handlers<typeof contract>

/** Whoever uses a thing, or his unit, may say that it is no longer needed: buying comes after looking here. */
export const offerIdle: H['offerIdle'] = async (ctx, input) => {
  const cards = await lockCards(ctx, input.assetIds)
  for (const card of cards) {
    refuseBusy(card, '转入闲置')
    refuseState(card, 'offerIdle')
    await refuseStranger(ctx, card)
  }
  await ctx.db
    .insertInto('asset_idle')
    .values(
      cards.map(card => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        asset_id: card.id,
        since: ctx.today,
        reason: input.reason,
        condition: input.condition,
        offered_name: actorName(ctx.actor),
        ended_on: null,
        ended_by: null,
        transfer_id: null,
      })),
    )
    .execute()
  const ids = cards.map(card => card.id)
  await changeCards(ctx, ids, { state: 'idle' })
  await tell(ctx, ids, '转入闲置', `${input.reason}，${CONDITIONS[input.condition]}`)
  if (ids[0]) ctx.about({ kind: CARD, id: ids[0] }, `${ids.length} 件转入闲置`)
  return { offered: ids.length }
}

export const withdrawIdle: H['withdrawIdle'] = async (ctx, input) => {
  const cards = await lockCards(ctx, input.assetIds)
  for (const card of cards) {
    refuseBusy(card, '重新启用')
    refuseState(card, 'withdrawIdle')
    await refuseStranger(ctx, card)
  }
  const ids = cards.map(card => card.id)
  await changeCards(ctx, ids, { state: 'in_use' })
  await endIdle(ctx, ids, 'withdrawn')
  await tell(ctx, ids, '重新启用', input.reason)
  if (ids[0]) ctx.about({ kind: CARD, id: ids[0] }, `${ids.length} 件重新启用`)
  return { withdrawn: ids.length }
}

async function refuseStranger(ctx: Ctx, card: Card): Promise<void> {
  if (isDesk(ctx) || card.keeper_id === userOf(ctx)?.personId) return
  if (card.unit_id !== null && (await actsForUnit(ctx, card.unit_id))) return
  throw contract.fail('not_ours', { no: card.no, name: card.name, unit: card.unit_text || '别的部门' })
}
