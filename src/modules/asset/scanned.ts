import type { Ctx } from '../../kernel/server/ctx.ts'
import { codeUrl } from '../place/index.ts'
import { contract } from './contract.ts'
import { type Card, changeCards, loadCard, tell } from './store.ts'

/** What a label is stuck on, as far as anybody who stands before it may know. */
export interface ScannedThing {
  id: string
  no: string
  name: string
  model: string
  placeId: string | null
  placeText: string
  /** Whoever asks is signed in and may see the card. */
  mayOpen: boolean
}

/** The thing with this label; undefined for a label that is unknown, blank or withdrawn. */
export async function thingByCode(ctx: Ctx, code: string): Promise<ScannedThing | undefined> {
  const found = await ctx.db
    .selectFrom('asset_code')
    .select('asset_id')
    .where('school_id', '=', ctx.schoolId)
    .where('code', '=', code)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (!found?.asset_id) return undefined
  const card = await loadCard(ctx, found.asset_id)
  return {
    id: card.id,
    no: card.no,
    name: card.name,
    model: [card.brand, card.model].filter(Boolean).join(' '),
    placeId: card.place_id,
    placeText: card.place_text,
    mayOpen: ctx.actor.kind === 'user' && ctx.may(contract.operations.get),
  }
}

interface OrderOfThing {
  id: string
  no: string
  title: string
}

/** A fault that was reported from the label of a thing belongs to its repair history. */
export async function linkReported(ctx: Ctx, assetId: string, order: OrderOfThing): Promise<void> {
  await linkTo(ctx, await loadCard(ctx, assetId), order)
}

/** False where they are linked already. */
export async function linkTo(ctx: Ctx, card: Card, order: OrderOfThing): Promise<boolean> {
  const { actor } = ctx
  const done = await ctx.db
    .insertInto('asset_order')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      asset_id: card.id,
      order_id: order.id,
      linked_name: actor.kind === 'user' ? actor.name : actor.kind === 'anonymous' ? '扫码报修' : '系统',
      linked_at: ctx.now,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  if (done.numInsertedOrUpdatedRows !== 1n) return false
  await changeCards(ctx, [card.id], { repairs: card.repairs + 1 })
  const document = { ref: { kind: 'workorder.order', id: order.id }, no: order.no }
  await tell(ctx, [card.id], '报修', order.title, document)
  return true
}

/** Addresses of this school's labels; they open the same public page as the codes on doors. */
export async function labelUrls(ctx: Ctx): Promise<(code: string) => string> {
  const { slug } = await ctx.db
    .selectFrom('school')
    .select('slug')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return code => codeUrl(ctx.publicUrl, slug, code)
}
