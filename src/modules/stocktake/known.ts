import { AppError } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { placesById } from '../place/index.ts'
import type { EntryInput } from './shapes.ts'
import { findCards, freeze, lock } from './sources.ts'
import type { Campaign } from './store.ts'

export type Line = Awaited<ReturnType<typeof selectLines>>[number]
const COLUMNS = ['id', 'round', 'book_quantity', 'code', 'asset_id', 'origin', 'result', 'released'] as const

export async function knownIds(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.db
    .selectFrom('stocktake_entry')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map(row => row.id))
}

/** Lines by id and by number. A card of elsewhere that turns up here joins the count. */
export async function linesFor(ctx: Ctx, campaign: Campaign, entries: readonly EntryInput[]) {
  const ids = entries.flatMap(entry => ('lineId' in entry && entry.lineId ? [entry.lineId] : []))
  const codes = entries.flatMap(entry =>
    entry.kind === 'seen' && !entry.lineId && entry.code ? [entry.code] : [],
  )
  const found = await selectLines(ctx, campaign.id, ids, codes)
  const byCode = new Map(found.map(line => [line.code, line]))
  // Another count that holds a card refuses the taps on it, not those sent with them.
  const barred = new Map<string, string>()
  const trying = async (key: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      barred.set(key, error.message)
    }
  }
  // Let go when its first tap was taken back.
  for (const line of found)
    if (line.result === 'out' && line.asset_id && !line.released)
      await trying(line.id, () => lock(ctx, campaign, [line]))
  if (campaign.kind === 'asset')
    for (const code of new Set(codes))
      if (!byCode.has(code))
        await trying(code, async () => {
          const line = await joinByCode(ctx, campaign, code)
          if (line) byCode.set(code, line)
        })
  return { byId: new Map(found.map(line => [line.id, line])), byCode, barred }
}

/** A number it had before, a sticker that was claimed for it, or a card that the scope left out. */
async function joinByCode(ctx: Ctx, campaign: Campaign, code: string): Promise<Line | undefined> {
  const [card] = await findCards(ctx, [code])
  if (!card) return undefined
  await lock(ctx, campaign, [card])
  await freeze(ctx, campaign.id, [card], 'outside')
  return ctx.db
    .selectFrom('stocktake_line')
    .select(COLUMNS)
    .select('campaign_id')
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaign.id)
    .where('asset_id', '=', card.asset_id)
    .executeTakeFirst()
}

/**
 * By their ids, and by number within the campaign; each by its own index. Asked for together with the campaign, a
 * fresh one, which the planner takes for empty, would be gone through from end to end.
 */
export async function selectLines(
  ctx: Ctx,
  campaignId: string,
  ids: readonly string[],
  codes: readonly string[],
) {
  const from = () =>
    ctx.db
      .selectFrom('stocktake_line')
      .select(COLUMNS)
      .select('campaign_id')
      .where('school_id', '=', ctx.schoolId)
  const byId =
    ids.length === 0
      ? []
      : await from()
          .where('id', 'in', [...new Set(ids)])
          .execute()
  const byCode =
    codes.length === 0
      ? []
      : await from()
          .where('campaign_id', '=', campaignId)
          .where('code', 'in', [...new Set(codes)])
          .execute()
  const found = new Map([...byId, ...byCode].map(line => [line.id, line]))
  return [...found.values()].filter(line => line.campaign_id === campaignId)
}

export async function knownAreas(
  ctx: Ctx,
  campaign: Campaign,
  entries: readonly EntryInput[],
): Promise<Map<string, string>> {
  const ids = [...new Set(entries.map(entry => entry.areaId).filter(id => id !== null))]
  if (ids.length === 0) return new Map()
  if (campaign.kind === 'asset')
    return new Map([...(await placesById(ctx, ids))].map(([id, view]) => [id, view.fullName]))
  const rows = await ctx.db
    .selectFrom('stocktake_line')
    .select(['area_id', 'area_text'])
    .distinct()
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaign.id)
    .where('area_id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.area_id as string, row.area_text]))
}
