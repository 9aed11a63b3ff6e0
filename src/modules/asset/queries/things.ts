import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Thing } from '../shapes.ts'
import { type Card, toThing } from '../store.ts'

/** Cards by id, as documents list them. */
export async function cardsById(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, Card>> {
  if (ids.length === 0) return new Map()
  const cards = await ctx.db
    .selectFrom('asset_card')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(cards.map(card => [card.id, card]))
}

/** In the order of their numbers. */
export async function thingsById(ctx: Ctx, ids: readonly string[]): Promise<Thing[]> {
  const cards = [...(await cardsById(ctx, ids)).values()]
  return cards.map(toThing).sort((a, b) => (a.no < b.no ? -1 : 1))
}
