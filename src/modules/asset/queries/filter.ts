import { type SelectQueryBuilder, sql } from 'kysely'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Tables } from '../../../kernel/server/tables.ts'
import { unitsBelow } from '../../org/index.ts'
import { placesBelow } from '../outside.ts'
import type { CardFilter } from '../shapes.ts'

export type CardQuery = SelectQueryBuilder<Tables, 'asset_card', object>

/** Beyond so many hits the words say too little, and rows are tested one by one in the caller's order. */
const MOST_HITS = 1500

/** Everything that has to be looked up before the filter can be put into one statement. */
export interface Resolved {
  filter: CardFilter
  units: readonly string[] | null
  places: readonly string[] | null
  hits: readonly string[] | null
  words: readonly string[]
  /** Hits are not known: counting stops early. */
  broad: boolean
}

export async function resolve(ctx: Ctx, filter: CardFilter): Promise<Resolved> {
  const words = [...new Set((filter.search ?? '').toLowerCase().split(/\s+/).filter(Boolean))].slice(0, 6)
  // A single character has no pair to look up.
  const paired = words.filter(word => [...word].length >= 2)
  const hits = paired.length > 0 ? await hitsOf(ctx, paired) : null
  const broad = words.length > 0 && (hits === null || hits.length > MOST_HITS)
  return {
    filter,
    units: filter.unitId ? await unitsBelow(ctx, filter.unitId) : null,
    places: filter.placeId ? await placesBelow(ctx, filter.placeId) : null,
    hits: broad ? null : hits,
    words: broad ? words : words.filter(word => !paired.includes(word)),
    broad,
  }
}

async function hitsOf(ctx: Ctx, words: readonly string[]): Promise<string[]> {
  const found = await sql<{
    id: string
  }>`select asset_search(${[...words]}::text[], ${MOST_HITS + 1}) as id`.execute(ctx.db)
  return found.rows.map(row => row.id)
}

/** The cards that meet all conditions, neither sorted nor cut. */
export function apply(ctx: Ctx, { filter, units, places, hits, words }: Resolved): CardQuery {
  let q = ctx.db.selectFrom('asset_card').where('school_id', '=', ctx.schoolId) as unknown as CardQuery
  // Conditions that exclude each other find nothing, not everything.
  const anyOf = (column: 'unit_id' | 'place_id' | 'id', ids: readonly string[]) =>
    (q = q.where(sql<boolean>`${sql.ref(column)} = any(${[...ids]}::uuid[])`))
  if (filter.states?.length) q = q.where('state', 'in', filter.states)
  else if (!filter.writtenOff) q = q.where('state', 'in', ON_BOOK)
  if (filter.categories?.length) q = q.where('category', 'in', filter.categories)
  if (filter.classCode) q = q.where('class_code', '=', filter.classCode)
  if (filter.classEdition) q = q.where('class_edition', '=', filter.classEdition)
  if (units) anyOf('unit_id', units)
  if (places) anyOf('place_id', places)
  if (filter.keeperId) q = q.where('keeper_id', '=', filter.keeperId)
  if (filter.noKeeper) q = q.where('keeper_id', 'is', null)
  if (filter.noPlace) q = q.where('place_id', 'is', null)
  if (filter.minFen !== undefined) q = q.where('value_fen', '>=', filter.minFen)
  if (filter.maxFen !== undefined) q = q.where('value_fen', '<=', filter.maxFen)
  if (filter.acquiredFrom) q = q.where('acquired_on', '>=', filter.acquiredFrom)
  if (filter.acquiredTo) q = q.where('acquired_on', '<=', filter.acquiredTo)
  if (filter.funding) q = q.where('funding', '=', filter.funding)
  if (filter.batchId) q = q.where('batch_id', '=', filter.batchId)
  if (filter.warrantyBy)
    q = q.where('warranty_until', '>=', ctx.today).where('warranty_until', '<=', filter.warrantyBy)
  if (filter.insuredBy)
    q = q
      .where('category', '=', 'vehicle')
      .where(sql<boolean>`particulars->>'insuredUntil' <= ${filter.insuredBy}`)
  if (hits) anyOf('id', hits)
  for (const word of words) q = q.where(sql<boolean>`strpos(search, ${word}) > 0`)
  return q
}

export const ON_BOOK = ['in_use', 'idle', 'lent', 'repairing', 'disposing'] as const
