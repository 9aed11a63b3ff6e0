import type { Insertable } from 'kysely'
import { yearOf } from '../../kernel/pure/calendar/day.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import { actorName, type Ctx } from '../../kernel/server/ctx.ts'
import { pinyinOf } from '../../kernel/server/pinyin.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { contract } from './contract.ts'
import type { Classified } from './facts.ts'
import type { AcquireMode, Direction, Funding, Particulars, ValueType } from './rules.ts'
import { fitting, lifeMonths } from './rules.ts'
import { type DocumentOf, eventOf, takeNumbers } from './store.ts'
import { postValues, type ValueLine } from './values.ts'

/** A card before it has a number. */
export interface Draft extends Classified {
  no?: string
  name: string
  spec?: string
  brand?: string
  model?: string
  serialNo?: string
  measure: string
  quantity: number
  acquireMode: AcquireMode
  acquiredOn: string
  supplierId?: string | null
  supplierText?: string
  invoiceNo?: string
  warrantyUntil?: string | null
  funding: Funding
  direction: Direction
  valueType: ValueType
  valueFen: number
  lifeMonths?: number | null
  monthsDone?: number
  depreciatedFen?: number
  bulk?: boolean
  place?: { id: string; text: string } | null
  unit?: { id: string; name: string } | null
  keeper?: { id: string; name: string } | null
  userName?: string
  note?: string
  particulars?: Particulars
}

export interface NewBatch {
  source: Tables['asset_batch']['source']
  name: string
  day: string
  document?: DocumentOf | undefined
}

/** Writes a batch of cards with their values, posts it to the ledger, and answers ids and numbers in order. */
export async function addBatch(
  ctx: Ctx,
  batch: NewBatch,
  drafts: readonly Draft[],
): Promise<{ batchId: string; batchNo: string; ids: string[]; nos: string[] }> {
  const year = yearOf(batch.day)
  const batchNo = await ctx.number('ZCP', year)
  const batchId = ctx.id()
  const unnumbered = drafts.filter(draft => !draft.no).length
  const fresh = unnumbered > 0 ? await takeNumbers(ctx, 'ZC', unnumbered, year) : []
  const cards = drafts.map(draft =>
    cardOf(ctx, batchId, batch.day, draft, draft.no ?? (fresh.shift() as string)),
  )
  await refuseUsed(
    ctx,
    cards.map(card => card.no),
  )
  await ctx.db
    .insertInto('asset_batch')
    .values({
      school_id: ctx.schoolId,
      id: batchId,
      no: batchNo,
      source: batch.source,
      name: batch.name,
      on_day: batch.day,
      cards: cards.length,
      quantity: drafts.reduce((sum, d) => sum + d.quantity, 0),
      value_fen: drafts.reduce((sum, d) => sum + d.valueFen, 0),
      document_kind: batch.document?.ref.kind ?? null,
      document_id: batch.document?.ref.id ?? null,
      document_no: batch.document?.no ?? '',
      posted_at: ctx.now,
      created_by: actorName(ctx.actor),
      created_at: ctx.now,
    })
    .execute()
  const own = { ref: batchRef(batchId), no: batchNo }
  await insertCards(ctx, cards, own, drafts)
  await postValues(ctx, batch.day, own, `登记${batch.name}`, cards.map(acquiredLine))
  return { batchId, batchNo, ids: cards.map(card => card.id), nos: cards.map(card => card.no) }
}

export type NewCard = Insertable<Tables['asset_card']> & { quantity: number; depreciated_fen: number }

export async function insertCards(
  ctx: Ctx,
  cards: readonly NewCard[],
  document: DocumentOf,
  drafts: readonly Draft[],
): Promise<void> {
  for (let from = 0; from < cards.length; from += 500) {
    const some = cards.slice(from, from + 500)
    await ctx.db.insertInto('asset_card').values(some).execute()
    await ctx.db
      .insertInto('asset_event')
      .values(some.map((card, i) => eventOf(ctx, card.id, '登记入账', addedNote(drafts[from + i]), document)))
      .execute()
  }
}

const addedNote = (draft: Draft | undefined): string =>
  draft ? [formatFen(draft.valueFen), draft.place?.text, draft.unit?.name].filter(Boolean).join('，') : ''

export function cardOf(
  ctx: Ctx,
  batchId: string,
  bookedOn: string,
  draft: Draft,
  no: string,
  sound = pinyinOf(draft.name),
): NewCard {
  const months = draft.lifeMonths === undefined ? lifeMonths(draft.category) : draft.lifeMonths
  // What is entered at a nominal yuan is kept on the book and not depreciated.
  const life = draft.valueType === 'nominal' || draft.valueFen === 0 ? null : months
  return {
    school_id: ctx.schoolId,
    id: ctx.id(),
    no,
    batch_id: batchId,
    state: 'in_use',
    name: draft.name,
    pinyin: sound.pinyin,
    initials: sound.initials,
    class_edition: draft.classEdition,
    class_code: draft.classCode,
    category: draft.category,
    spec: draft.spec ?? '',
    brand: draft.brand ?? '',
    model: draft.model ?? '',
    serial_no: draft.serialNo ?? '',
    measure: draft.measure,
    quantity: draft.quantity,
    acquire_mode: draft.acquireMode,
    acquired_on: draft.acquiredOn,
    booked_on: bookedOn,
    supplier_id: draft.supplierId ?? null,
    supplier_text: draft.supplierText ?? '',
    invoice_no: draft.invoiceNo ?? '',
    warranty_until: draft.warrantyUntil ?? null,
    funding: draft.funding,
    direction: draft.direction,
    value_type: draft.valueType,
    value_fen: draft.valueFen,
    life_months: life,
    months_done: life === null ? 0 : Math.min(life, draft.monthsDone ?? 0),
    depreciated_fen: draft.depreciatedFen ?? 0,
    bulk: draft.bulk ?? false,
    place_id: draft.place?.id ?? null,
    place_text: draft.place?.text ?? '',
    unit_id: draft.unit?.id ?? null,
    unit_text: draft.unit?.name ?? '',
    keeper_id: draft.keeper?.id ?? null,
    keeper_name: draft.keeper?.name ?? '',
    user_name: draft.userName ?? '',
    note: draft.note ?? '',
    particulars: JSON.stringify(fitting(draft.category, draft.particulars ?? {})),
    custody_id: null,
    transfer_id: null,
    loan_id: null,
    disposal_id: null,
    count_no: null,
    disposed_on: null,
    dispose_mode: null,
    created_at: ctx.now,
    updated_at: ctx.now,
  }
}

export const acquiredLine = (card: NewCard): ValueLine => ({
  assetId: card.id,
  kind: 'acquired',
  category: card.category,
  valueFen: card.value_fen,
  depreciatedFen: card.depreciated_fen,
})

export const batchRef = (id: string): Ref => ({ kind: 'asset.batch', id })

async function refuseUsed(ctx: Ctx, nos: readonly string[]): Promise<void> {
  const used = await ctx.db
    .selectFrom('asset_card')
    .select(['no', 'name'])
    .where('school_id', '=', ctx.schoolId)
    .where('no', 'in', [...nos])
    .limit(1)
    .executeTakeFirst()
  if (used) throw contract.fail('no_used', used)
}
