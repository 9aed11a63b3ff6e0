import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import {
  type AssetCountRow,
  applyCount as applyToAssets,
  findForCount,
  labelsForCount,
  lockForCount,
  snapshotForCount as snapshotOfAssets,
  unlockCount,
} from '../asset/index.ts'
import { unitsBelow } from '../org/index.ts'
import { placesById } from '../place/index.ts'
import { applyCount as applyToStock, snapshotForCount as snapshotOfStock } from '../stock/index.ts'
import { type CountKind, NOMINAL_FEN } from './rules.ts'
import type { Scope } from './shapes.ts'
import { CAMPAIGN, type Campaign } from './store.ts'

/** A line of the book as it is frozen. */
export interface BookRow {
  asset_id: string | null
  store_id: string | null
  item_id: string | null
  batch_id: string | null
  code: string
  name: string
  spec: string
  measure: string
  book_quantity: number
  book_fen: number
  area_id: string | null
  area_text: string
  area_path: readonly string[]
  unit_text: string
  keeper_text: string
  use_text: string
}

export async function snapshot(ctx: Ctx, kind: CountKind, scope: Scope): Promise<BookRow[]> {
  return kind === 'asset' ? await assetsInScope(ctx, scope) : await stockInScope(ctx, scope)
}

/** Cards by their numbers, wherever the book has them. */
export async function findCards(ctx: Ctx, codes: readonly string[]): Promise<BookRow[]> {
  return codes.length === 0 ? [] : await withPaths(ctx, await findForCount(ctx, codes))
}

/** What the labels on them say, by card: that, and not the number, is what a phone reads. */
export const labelsOf = labelsForCount

/** While they are counted, things do not move on paper. */
export async function lock(
  ctx: Ctx,
  campaign: Campaign,
  rows: readonly Pick<BookRow, 'asset_id'>[],
): Promise<void> {
  const ids = rows.map(row => row.asset_id).filter(id => id !== null)
  if (ids.length > 0) await lockForCount(ctx, ids, campaign.no)
}

/** All of them, or those few that are no longer counted. */
export async function unlock(ctx: Ctx, campaign: Campaign, assetIds?: readonly string[]): Promise<void> {
  if (campaign.kind === 'asset') await unlockCount(ctx, campaign.no, assetIds)
}

interface Difference {
  asset_id: string | null
  store_id: string | null
  item_id: string | null
  batch_id: string | null
  name: string
  spec: string
  measure: string
  bookQuantity: number
  foundQuantity: number
  found_area_id: string | null
  damaged: boolean
  moves: boolean
  value_fen: number | null
  value_basis: 'market' | 'nominal' | null
  opinion: string
}

/** The book follows what was found and approved, by documents and entries of the module that keeps it. */
export async function apply(ctx: Ctx, campaign: Campaign, lines: readonly Difference[]): Promise<void> {
  if (lines.length === 0) return
  const document = { kind: CAMPAIGN, id: campaign.id }
  if (campaign.kind === 'stock') {
    await applyToStock(ctx, {
      document,
      no: campaign.no,
      day: ctx.today,
      diffs: lines.map(line => ({
        storeId: line.store_id as string,
        itemId: line.item_id as string,
        batchId: line.batch_id,
        quantity: Math.round((line.foundQuantity - line.bookQuantity) * 1000) / 1000,
        ...(line.value_fen === null ? {} : { priceFen: line.value_fen }),
        note: line.opinion,
      })),
    })
    return
  }
  await applyToAssets(ctx, lines.flatMap(assetDiffs), { document, no: campaign.no, day: ctx.today })
}

type AssetDiff = Parameters<typeof applyToAssets>[1][number]

/** A thing may be fewer, elsewhere and broken at once. */
function assetDiffs(line: Difference): AssetDiff[] {
  const { asset_id: assetId, opinion: reason } = line
  if (!assetId)
    return [
      {
        kind: 'surplus',
        name: line.name,
        spec: line.spec,
        measure: line.measure,
        quantity: line.foundQuantity,
        valueFen: line.value_fen ?? NOMINAL_FEN,
        basis: line.value_basis ?? 'nominal',
        placeId: line.found_area_id,
        note: reason,
      },
    ]
  const diffs: AssetDiff[] = []
  const missing = line.bookQuantity - line.foundQuantity
  if (missing > 0) diffs.push({ kind: 'missing', assetId, quantity: missing, reason })
  if (missing < 0)
    diffs.push({
      kind: 'surplus',
      name: line.name,
      spec: line.spec,
      measure: line.measure,
      quantity: -missing,
      valueFen: line.value_fen ?? NOMINAL_FEN,
      basis: line.value_basis ?? 'nominal',
      placeId: line.found_area_id,
      note: reason,
    })
  if (line.foundQuantity > 0 && line.moves && line.found_area_id)
    diffs.push({ kind: 'moved', assetId, placeId: line.found_area_id })
  if (line.foundQuantity > 0 && line.damaged) diffs.push({ kind: 'damaged', assetId, reason })
  return diffs
}

async function assetsInScope(ctx: Ctx, scope: Scope): Promise<BookRow[]> {
  const unitIds = new Set<string>()
  for (const id of scope.unitIds) for (const below of await unitsBelow(ctx, id)) unitIds.add(below)
  const rows = await snapshotOfAssets(ctx, {
    ...(scope.placeIds.length > 0 ? { placeIds: scope.placeIds } : {}),
    ...(unitIds.size > 0 ? { unitIds: [...unitIds] } : {}),
    ...(scope.classCodes.length > 0 ? { classCodes: scope.classCodes } : {}),
  })
  return withPaths(ctx, rows)
}

async function withPaths(ctx: Ctx, rows: readonly AssetCountRow[]): Promise<BookRow[]> {
  const places = await placesById(
    ctx,
    // Hundreds of rooms, not as many as there are things in them.
    [...new Set(rows.map(row => row.placeId).filter(id => id !== null))],
  )
  return rows.map(row => ({
    asset_id: row.id,
    store_id: null,
    item_id: null,
    batch_id: null,
    code: row.no,
    name: row.name,
    spec: row.spec,
    measure: row.measure,
    book_quantity: row.quantity,
    book_fen: row.valueFen,
    area_id: row.placeId,
    area_text: row.placeText,
    area_path: row.placeId ? (places.get(row.placeId)?.path ?? [row.placeId]) : [],
    unit_text: row.unitText,
    keeper_text: row.keeperName,
    use_text: row.useStatus,
  }))
}

async function stockInScope(ctx: Ctx, scope: Scope): Promise<BookRow[]> {
  const rows = await snapshotOfStock(ctx, scope.storeIds.length > 0 ? { storeIds: scope.storeIds } : {})
  return rows.map(row => ({
    asset_id: null,
    store_id: row.storeId,
    item_id: row.itemId,
    batch_id: row.batchId,
    code: [row.itemCode, row.batchNo].filter(Boolean).join('/'),
    name: row.name,
    spec: row.spec,
    measure: row.measure,
    book_quantity: row.quantity,
    book_fen: row.amountFen,
    area_id: row.storeId,
    area_text: row.storeName,
    area_path: [row.storeId],
    unit_text: '',
    keeper_text: '',
    use_text: row.location,
  }))
}

const CHUNK = 5000

/** Freezes the book: one statement for thousands of lines. */
export async function freeze(
  ctx: Ctx,
  campaignId: string,
  rows: readonly BookRow[],
  origin: 'book' | 'outside' = 'book',
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const part = rows.slice(from, from + CHUNK).map(row => ({ id: ctx.id(), ...row }))
    await sql`
      insert into stocktake_line (school_id, id, campaign_id, origin, asset_id, store_id, item_id, batch_id, code,
        name, spec, measure, book_quantity, book_fen, area_id, area_text, area_path, unit_text, keeper_text, use_text)
      select ${ctx.schoolId}, r.id, ${campaignId}, ${origin}, r.asset_id, r.store_id, r.item_id, r.batch_id, r.code,
        r.name, r.spec, r.measure, r.book_quantity, r.book_fen, r.area_id, r.area_text,
        array(select jsonb_array_elements_text(r.area_path))::uuid[], r.unit_text, r.keeper_text, r.use_text
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as r (id uuid, asset_id uuid, store_id uuid, item_id uuid,
        batch_id uuid, code text, name text, spec text, measure text, book_quantity numeric, book_fen bigint,
        area_id uuid, area_text text, area_path jsonb, unit_text text, keeper_text text, use_text text)
      on conflict do nothing`.execute(ctx.db)
  }
}
