import type { Insertable, Selectable, Updateable } from 'kysely'
import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import { mayTransit } from '../../kernel/pure/state.ts'
import { actorName, type Ctx } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { contract } from './contract.ts'
import { type CardAction, cardMachine } from './rules.ts'
import './schema.ts'
import type { Thing } from './shapes.ts'

export const CARD = 'asset.card'
export type Card = Selectable<Tables['asset_card']>
export type CardChange = Updateable<Tables['asset_card']>

export interface DocumentOf {
  ref: Ref
  no: string
}

export async function loadCard(ctx: Ctx, id: string): Promise<Card> {
  const card = await ctx.db
    .selectFrom('asset_card')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!card) throw notFound()
  return card
}

/** The cards, locked in one order so that two documents over the same things wait for each other. */
export async function lockCards(ctx: Ctx, ids: readonly string[]): Promise<Card[]> {
  const wanted = [...new Set(ids)]
  const cards = await ctx.db
    .selectFrom('asset_card')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', wanted)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (cards.length !== wanted.length) throw notFound()
  return cards
}

export async function lockCard(ctx: Ctx, id: string, version: number): Promise<Card> {
  const [card] = await lockCards(ctx, [id])
  if (!card) throw notFound()
  if (card.version !== version) throw kernelError('kernel.changed', { who: '别人' })
  return card
}

/** What stands in the way of moving, lending or disposing of a thing now. */
export function refuseBusy(card: Card, action: string, allow: { document?: string } = {}): void {
  const { no, name } = card
  if (card.state === 'disposed')
    throw contract.fail('gone', { no, name, document: card.dispose_no || '已处置', action })
  if (card.count_no !== null) throw contract.fail('counting', { no, name, document: card.count_no, action })
  const held = holderOf(card)
  if (held && held.id !== allow.document)
    throw contract.fail('held', { no, name, document: held.title, action })
}

export function refuseState(card: Card, action: CardAction): void {
  if (mayTransit(cardMachine, action, card.state)) return
  throw contract.fail('wrong_state', {
    no: card.no,
    name: card.name,
    state: cardMachine.states[card.state].label,
    action: cardMachine.transitions[action].title,
  })
}

export function holderOf(card: Pick<Card, 'transfer_id' | 'loan_id' | 'disposal_id' | 'custody_id'>) {
  if (card.transfer_id) return { id: card.transfer_id, title: '调拨' }
  if (card.disposal_id) return { id: card.disposal_id, title: '处置' }
  if (card.loan_id) return { id: card.loan_id, title: '借用' }
  return card.custody_id ? { id: card.custody_id, title: '移交签收' } : undefined
}

export const heldText = (
  card: Pick<Card, 'transfer_id' | 'loan_id' | 'disposal_id' | 'custody_id' | 'count_no'>,
): string => {
  if (card.count_no !== null) return '盘点中'
  if (card.transfer_id) return '调拨中'
  if (card.disposal_id) return '处置中'
  if (card.loan_id) return '借出'
  return card.custody_id ? '待签收' : ''
}

/** Changes one or several cards alike; each gets a new version. */
export async function changeCards(ctx: Ctx, ids: readonly string[], change: CardChange): Promise<void> {
  if (ids.length === 0) return
  await ctx.db
    .updateTable('asset_card')
    .set(eb => ({ ...change, version: eb('version', '+', 1), updated_at: ctx.now }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...ids])
    .execute()
}

/** A line in the life of each thing. */
export async function tell(
  ctx: Ctx,
  ids: readonly string[],
  action: string,
  note = '',
  document?: DocumentOf,
): Promise<void> {
  if (ids.length === 0) return
  await ctx.db
    .insertInto('asset_event')
    .values(ids.map(id => eventOf(ctx, id, action, note, document)))
    .execute()
}

export const eventOf = (
  ctx: Ctx,
  assetId: string,
  action: string,
  note: string,
  document?: DocumentOf,
): Insertable<Tables['asset_event']> => ({
  school_id: ctx.schoolId,
  id: ctx.id(),
  asset_id: assetId,
  at: ctx.now,
  action,
  note,
  actor_name: actorName(ctx.actor),
  document_kind: document?.ref.kind ?? null,
  document_id: document?.ref.id ?? null,
  document_no: document?.no ?? '',
})

export const toThing = (card: Card): Thing => ({
  assetId: card.id,
  no: card.no,
  name: card.name,
  model: [card.brand, card.model, card.spec].filter(Boolean).join(' '),
  measure: card.measure,
  quantity: card.quantity,
  placeText: card.place_text,
  unitText: card.unit_text,
  keeperName: card.keeper_name,
  acquiredOn: card.acquired_on,
  valueFen: card.value_fen,
  depreciatedFen: card.depreciated_fen,
})

export const sumOf = (cards: readonly Card[]) => ({
  cards: cards.length,
  quantity: cards.reduce((sum, c) => sum + c.quantity, 0),
  valueFen: cards.reduce((sum, c) => sum + c.value_fen, 0),
  depreciatedFen: cards.reduce((sum, c) => sum + c.depreciated_fen, 0),
})

/** So many numbers in a row, taken at once. A preview takes none and numbers its trial one by one. */
export async function takeNumbers(ctx: Ctx, prefix: string, count: number, year: number): Promise<string[]> {
  const first = await ctx.number(prefix, year)
  if (count === 1) return [first]
  const nos = [first]
  if (ctx.preview) {
    while (nos.length < count) nos.push(await ctx.number(prefix, year))
    return nos
  }
  await ctx.db
    .updateTable('kernel_number')
    .set(eb => ({ last: eb('last', '+', count - 1) }))
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', prefix)
    .where('year', '=', year)
    .execute()
  const [, digits = '0'] = /-(\d+)$/.exec(first) ?? []
  const head = first.slice(0, first.length - digits.length)
  for (let i = 1; i < count; i++) nos.push(head + String(Number(digits) + i).padStart(digits.length, '0'))
  return nos
}
