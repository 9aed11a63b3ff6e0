import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../kernel/pure/errors.ts'
import { decodeCursor, pageFrom } from '../../kernel/server/cursor.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { areasOf } from './areas.ts'
import type { contract } from './contract.ts'
import { labelsOf } from './sources.ts'
import { placeIn, readCampaign, readsAll, seesBook } from './store.ts'

type H = Handlers<typeof contract>

/**
 * What a phone takes along into the basement: the lines of its own rooms (all where none were given). A blind
 * count takes names and numbers only, so that a label is recognised, but not where it should hang nor how many.
 */
export const task: H['task'] = async (ctx, input) => {
  const campaign = await readCampaign(ctx, input.id)
  const place = await placeIn(ctx, campaign.id)
  if (!place && !readsAll(ctx)) throw notFound()
  const open = seesBook(campaign, place?.duty)
  const mine = place?.areas ?? []
  const own = sql<boolean>`(${mine.length === 0} or area_path && ${mine}::uuid[] or origin = 'extra')`
  const after = decodeCursor(input.cursor, [z.uuid()] as const)
  let select = ctx.db
    .selectFrom('stocktake_line')
    .select([
      'id',
      'asset_id',
      'code',
      'name',
      'spec',
      'measure',
      'round',
      'area_id',
      'book_quantity',
      'found_quantity',
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaign.id)
    .where('result', '<>', 'out')
    // In the dark nobody is told either what others have found outside the book.
    .where(open ? own : sql<boolean>`${own} and origin <> 'extra'`)
    .orderBy('id')
    .limit(input.limit + 1)
  if (after) select = select.where('id', '>', after[0])
  const { rows, next } = pageFrom(await select.execute(), input.limit, row => [row.id])
  const cards = rows.map(row => row.asset_id).filter(id => id !== null)
  const labels = cards.length > 0 ? await labelsOf(ctx, cards) : undefined
  const areas = input.cursor ? [] : await areasOf(ctx, campaign.id)
  const mineIds = new Set(
    (
      await ctx.db
        .selectFrom('stocktake_line')
        .select('area_id')
        .distinct()
        .where('school_id', '=', ctx.schoolId)
        .where('campaign_id', '=', campaign.id)
        .where('area_id', 'is not', null)
        .where('result', '<>', 'out')
        .where(own)
        .execute()
    ).map(row => row.area_id),
  )
  return {
    id: campaign.id,
    no: campaign.no,
    kind: campaign.kind,
    title: campaign.title,
    state: campaign.state,
    blind: !open,
    mayCount: place?.duty === 'counter' && campaign.state === 'counting',
    areas: areas.flatMap(area =>
      area.areaId
        ? [
            {
              areaId: area.areaId,
              title: area.title,
              mine: mineIds.has(area.areaId),
              done: area.done,
              doneBy: area.doneBy,
              who: area.who,
              total: open ? area.total : null,
              counted: area.counted,
            },
          ]
        : [],
    ),
    lines: rows.map(row => ({
      id: row.id,
      code: row.code,
      labels: [...((row.asset_id && labels?.get(row.asset_id)) || [])],
      name: row.name,
      spec: row.spec,
      measure: row.measure,
      round: row.round,
      // The store is no secret: it is where one stands.
      areaId: open || campaign.kind === 'stock' ? row.area_id : null,
      bookQuantity: open ? Number(row.book_quantity) : null,
      // That it has been counted says nothing of the book, and on a new phone all that is left to do.
      counted: row.found_quantity !== null,
    })),
    next,
  }
}
