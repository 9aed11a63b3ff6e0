import { sql } from 'kysely'
import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { addBatch } from './adding.ts'
import { contract } from './contract.ts'
import { placesBelow, usablePlace, usableUnit } from './outside.ts'
import { ON_BOOK } from './queries/filter.ts'
import { cardMachine } from './rules.ts'
import { CARD, type Card, changeCards, lockCards, tell } from './store.ts'
import { postValues } from './values.ts'
import { writeOff } from './writing-off.ts'

/** A card as a stocktake freezes it. */
export interface AssetCountRow {
  id: string
  no: string
  name: string
  spec: string
  measure: string
  quantity: number
  valueFen: number
  placeId: string | null
  placeText: string
  unitId: string | null
  unitText: string
  keeperId: string | null
  keeperName: string
  useStatus: string
}

export type CountDiff =
  | { kind: 'moved'; assetId: string; placeId: string }
  | { kind: 'missing'; assetId: string; quantity: number; reason: string }
  | { kind: 'damaged'; assetId: string; reason: string }
  | {
      kind: 'surplus'
      name: string
      spec: string
      measure: string
      quantity: number
      /** For each piece. */
      valueFen: number
      basis: 'market' | 'nominal'
      placeId: string | null
      note: string
    }

/** What the book has at the places (with all below them), in the units, of the classes. */
export async function snapshotForCount(
  ctx: Ctx,
  scope: {
    placeIds?: readonly string[]
    unitIds?: readonly string[]
    /** Beginnings of class codes, or depreciation categories. */
    classCodes?: readonly string[]
  },
): Promise<AssetCountRow[]> {
  const places = new Set<string>()
  for (const id of scope.placeIds ?? []) for (const below of await placesBelow(ctx, id)) places.add(below)
  let q = ctx.db
    .selectFrom('asset_card')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('state', 'in', ON_BOOK)
  if (scope.placeIds) q = q.where(sql<boolean>`place_id = any(${[...places]}::uuid[])`)
  if (scope.unitIds) q = q.where(sql<boolean>`unit_id = any(${[...scope.unitIds]}::uuid[])`)
  if (scope.classCodes?.length) {
    const heads = scope.classCodes.map(code => `${code.replace(/0+$/, '')}%`)
    q = q.where(
      sql<boolean>`(class_code like any(${heads}::text[]) or category = any(${[...scope.classCodes]}::text[]))`,
    )
  }
  return (await q.orderBy('no').execute()).map(toCount)
}

/** What is printed on the labels stuck on these cards, by card. */
export async function labelsForCount(
  ctx: Ctx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await ctx.db
    .selectFrom('asset_code')
    .select(['asset_id', 'code'])
    .where('school_id', '=', ctx.schoolId)
    .where(sql<boolean>`asset_id = any(${[...ids]}::uuid[])`)
    .where('retired_at', 'is', null)
    .$narrowType<{ asset_id: string }>()
    .execute()
  const labels = new Map<string, string[]>()
  for (const { asset_id, code } of rows) labels.set(asset_id, [...(labels.get(asset_id) ?? []), code])
  return labels
}

/** Cards by their numbers, present or former, or by what a label on them says, wherever the book has them. */
export async function findForCount(ctx: Ctx, codes: readonly string[]): Promise<AssetCountRow[]> {
  if (codes.length === 0) return []
  const rows = await ctx.db
    .selectFrom('asset_card')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('state', 'in', ON_BOOK)
    .where(eb =>
      eb.or([
        eb('no', 'in', [...codes]),
        eb(
          'id',
          'in',
          eb
            .selectFrom('asset_code')
            .select('asset_id')
            .where('school_id', '=', ctx.schoolId)
            .where(
              'code',
              'in',
              codes.map(code => code.toLowerCase()),
            )
            .where('retired_at', 'is', null)
            .where('asset_id', 'is not', null)
            .$narrowType<{ asset_id: string }>(),
        ),
      ]),
    )
    .execute()
  return rows.map(toCount)
}

const toCount = (card: Card): AssetCountRow => ({
  id: card.id,
  no: card.no,
  name: card.name,
  spec: [card.brand, card.model, card.spec].filter(Boolean).join(' '),
  measure: card.measure,
  quantity: card.quantity,
  valueFen: card.value_fen,
  placeId: card.place_id,
  placeText: card.place_text,
  unitId: card.unit_id,
  unitText: card.unit_text,
  keeperId: card.keeper_id,
  keeperName: card.keeper_name,
  useStatus: cardMachine.states[card.state].label,
})

/** While they are counted, things do not move on paper. Refused: 'asset.counting' where another count has them. */
export async function lockForCount(ctx: Ctx, ids: readonly string[], documentNo: string): Promise<void> {
  const taken = await ctx.db
    .selectFrom('asset_card')
    .select(['no', 'name', 'count_no'])
    .where('school_id', '=', ctx.schoolId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where('count_no', 'is not', null)
    .where('count_no', '<>', documentNo)
    .limit(1)
    .executeTakeFirst()
  if (taken)
    throw contract.fail('counting', {
      no: taken.no,
      name: taken.name,
      document: taken.count_no as string,
      action: '再列入另一次盘点',
    })
  await ctx.db
    .updateTable('asset_card')
    .set({ count_no: documentNo })
    .where('school_id', '=', ctx.schoolId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
}

/** Lets go all that a count holds, or some of it. */
export async function unlockCount(ctx: Ctx, documentNo: string, ids?: readonly string[]): Promise<void> {
  await ctx.db
    .updateTable('asset_card')
    .set({ count_no: null })
    .where('school_id', '=', ctx.schoolId)
    .where('count_no', '=', documentNo)
    .$if(ids !== undefined, update => update.where(sql<boolean>`id = any(${[...(ids ?? [])]}::uuid[])`))
    .execute()
}

/** The book follows what was found and approved. */
export async function applyCount(
  ctx: Ctx,
  diffs: readonly CountDiff[],
  count: { document: Ref; no: string; day: string },
): Promise<void> {
  const document = { ref: count.document, no: count.no }
  const ids = diffs.flatMap(diff => (diff.kind === 'surplus' ? [] : [diff.assetId]))
  const cards = new Map((ids.length > 0 ? await lockCards(ctx, ids) : []).map(card => [card.id, card]))
  for (const diff of diffs) {
    if (diff.kind === 'surplus') continue
    const card = cards.get(diff.assetId) as Card
    if (diff.kind === 'moved') {
      const place = await usablePlace(ctx, diff.placeId)
      await changeCards(ctx, [card.id], { place_id: place.id, place_text: place.text })
      await tell(ctx, [card.id], '盘点更正地点', `${card.place_text || '未登记'} → ${place.text}`, document)
    } else if (diff.kind === 'damaged') await tell(ctx, [card.id], '盘点发现损坏', diff.reason, document)
  }
  const missing = diffs.filter(diff => diff.kind === 'missing')
  const gone = missing.filter(diff => diff.quantity >= (cards.get(diff.assetId) as Card).quantity)
  if (gone.length > 0)
    await writeOff(
      ctx,
      gone.map(diff => cards.get(diff.assetId) as Card),
      { day: count.day, mode: 'damage_loss', document, note: '盘亏' },
    )
  for (const diff of missing)
    if (!gone.includes(diff)) await reduce(ctx, cards.get(diff.assetId) as Card, diff, count.day, document)
  const surplus = diffs.filter(diff => diff.kind === 'surplus')
  if (surplus.length > 0) await addSurplus(ctx, surplus, count)
}

/** Some of what stands under one card is gone: its share of the value goes with it. */
async function reduce(
  ctx: Ctx,
  card: Card,
  diff: { quantity: number; reason: string },
  day: string,
  document: { ref: Ref; no: string },
): Promise<void> {
  const left = card.quantity - diff.quantity
  const keep = (fen: number): number => Math.round((fen * left) / card.quantity)
  const [valueFen, depreciatedFen] = [keep(card.value_fen), keep(card.depreciated_fen)]
  await changeCards(ctx, [card.id], { quantity: left, value_fen: valueFen, depreciated_fen: depreciatedFen })
  await postValues(ctx, day, document, '盘亏', [
    {
      assetId: card.id,
      kind: 'disposed',
      category: card.category,
      valueFen: valueFen - card.value_fen,
      depreciatedFen: depreciatedFen - card.depreciated_fen,
      note: diff.reason,
    },
  ])
  await tell(ctx, [card.id], '盘亏', `少 ${diff.quantity}${card.measure}。${diff.reason}`, document)
}

async function addSurplus(
  ctx: Ctx,
  diffs: readonly Extract<CountDiff, { kind: 'surplus' }>[],
  count: { document: Ref; no: string; day: string },
): Promise<void> {
  const drafts = []
  for (const diff of diffs) {
    const place = diff.placeId ? await usablePlace(ctx, diff.placeId) : null
    drafts.push({
      classCode: null,
      classEdition: null,
      // Nobody has classed it yet; the keeper of the book does so on the card.
      category: 'special' as const,
      name: diff.name,
      spec: diff.spec,
      measure: diff.measure || '件',
      quantity: Math.max(1, Math.round(diff.quantity)),
      acquireMode: 'surplus' as const,
      acquiredOn: count.day,
      funding: 'other' as const,
      direction: 'other' as const,
      valueType: diff.basis === 'nominal' ? ('nominal' as const) : ('replacement' as const),
      valueFen: Math.round(diff.valueFen * Math.max(1, Math.round(diff.quantity))),
      place,
      unit: place?.unitId ? await usableUnit(ctx, place.unitId) : null,
      note: [diff.note, '盘盈入账，请补分类和保管人'].filter(Boolean).join('。'),
    })
  }
  const made = await addBatch(
    ctx,
    {
      source: 'count',
      name: `盘盈 ${diffs.length} 件`,
      day: count.day,
      document: { ref: count.document, no: count.no },
    },
    drafts,
  )
  if (made.ids[0]) ctx.about({ kind: CARD, id: made.ids[0] }, `盘盈 ${made.ids.length} 件`)
}
