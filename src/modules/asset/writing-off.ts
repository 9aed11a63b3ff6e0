import type { Ctx } from '../../kernel/server/ctx.ts'
import { endIdle } from './idle.ts'
import type { DisposeMode } from './rules.ts'
import { type Card, changeCards, type DocumentOf, tell } from './store.ts'
import { postValues } from './values.ts'

/** What leaves the school leaves its keeper and the value book; the card stays, written off. */
export async function writeOff(
  ctx: Ctx,
  cards: readonly Card[],
  off: { day: string; mode: DisposeMode; document: DocumentOf; note: string },
): Promise<void> {
  const ids = cards.map(card => card.id)
  await changeCards(ctx, ids, {
    state: 'disposed',
    disposed_on: off.day,
    dispose_mode: off.mode,
    dispose_no: off.document.no,
    disposal_id: null,
    count_no: null,
    custody_id: null,
    keeper_id: null,
    keeper_name: '',
  })
  await endIdle(ctx, ids, 'disposed')
  await postValues(
    ctx,
    off.day,
    off.document,
    off.note,
    cards.map(card => ({
      assetId: card.id,
      kind: 'disposed',
      category: card.category,
      valueFen: -card.value_fen,
      depreciatedFen: -card.depreciated_fen,
    })),
  )
  await tell(ctx, ids, '核销', off.note, off.document)
}
