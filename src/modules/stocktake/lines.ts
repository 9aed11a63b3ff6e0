import { type ExpressionBuilder, sql } from 'kysely'
import { z } from 'zod'
import { kernelError } from '../../kernel/pure/errors.ts'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import { refKey } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../kernel/server/cursor.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { listFor } from '../../mechanisms/attachment/index.ts'
import { type contract, stocktake } from './contract.ts'
import { COUNTED_RESULTS, DIFFERENCES } from './rules.ts'
import { fenOf } from './settle.ts'
import type { LineView } from './shapes.ts'
import { LINE, placeIn, readCampaign, seesBook } from './store.ts'

type H = Handlers<typeof contract>
type Filter = Omit<ParsedOf<typeof stocktake.lines>, 'cursor' | 'limit'>

/** Of an export: larger than a page that somebody reads. */
const BATCH = 1000
const KEY = [z.string(), z.string(), z.uuid()] as const

export const lines: H['lines'] = async (ctx, input) => {
  await mustSeeBook(ctx, input.id)
  const { total } = await ctx.db
    .selectFrom('stocktake_line')
    .select(eb => eb.fn.countAll<number>().as('total'))
    .where(eb => matches(eb, ctx, input))
    .executeTakeFirstOrThrow()
  return { ...(await page(ctx, input)), total }
}

async function page(ctx: Ctx, input: Filter & { limit: number; cursor?: string | undefined }) {
  const after = decodeCursor(input.cursor, KEY)
  let select = ctx.db
    .selectFrom('stocktake_line')
    .selectAll()
    .where(eb => matches(eb, ctx, input))
    .orderBy('area_text')
    .orderBy('code')
    .orderBy('id')
    .limit(input.limit + 1)
  if (after)
    select = select.where(sql<boolean>`(area_text, code, id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)`)
  const { rows, next } = pageFrom(await select.execute(), input.limit, r => [r.area_text, r.code, r.id])
  const files = await listFor(
    ctx,
    rows.map(row => ({ kind: LINE, id: row.id })),
  )
  return {
    rows: rows.map(row => ({
      id: row.id,
      origin: row.origin,
      assetId: row.asset_id,
      itemId: row.item_id,
      code: row.code,
      name: row.name,
      spec: row.spec,
      measure: row.measure,
      bookQuantity: Number(row.book_quantity),
      bookFen: row.book_fen,
      areaText: row.area_text,
      unitText: row.unit_text,
      keeperText: row.keeper_text,
      useText: row.use_text,
      foundQuantity: row.found_quantity === null ? null : Number(row.found_quantity),
      foundAreaText: row.found_area_text,
      damaged: row.damaged,
      moveHere: row.move_here,
      note: row.count_note,
      countedAt: row.counted_at,
      countedBy: row.counted_by,
      result: row.result,
      differenceFen: fenOf(row),
      cause: row.cause,
      opinion: row.opinion,
      valueFen: row.value_fen,
      valueBasis: row.value_basis,
      settledBy: row.settled_by,
      photos: (files.get(refKey({ kind: LINE, id: row.id })) ?? []).map(file => file.id),
    })),
    next,
  }
}

/** A blind counter does not look the answers up in the list. */
async function mustSeeBook(ctx: Ctx, id: string): Promise<void> {
  const campaign = await readCampaign(ctx, id)
  const place = await placeIn(ctx, id)
  if (!seesBook(campaign, place?.duty))
    throw kernelError('kernel.forbidden', { operation: `${stocktake.lines.title}（盲盘期间盘点人不看账面）` })
}

function matches(eb: ExpressionBuilder<Tables, 'stocktake_line'>, ctx: Ctx, filter: Filter) {
  const all = [eb('school_id', '=', ctx.schoolId), eb('campaign_id', '=', filter.id)]
  // What was taken back is shown to whoever asks for it.
  all.push(eb('result', 'in', filter.results?.length ? filter.results : [...COUNTED_RESULTS]))
  if (filter.areaId) all.push(eb('area_id', '=', filter.areaId))
  if (filter.unexplained) all.push(eb('result', 'in', [...DIFFERENCES]), eb('cause', 'is', null))
  if (filter.search) {
    const like = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
    all.push(
      eb.or(
        (['code', 'name', 'area_text', 'keeper_text', 'unit_text'] as const).map(c => eb(c, 'ilike', like)),
      ),
    )
  }
  return eb.and(all)
}

export async function* allLines(ctx: Ctx, filter: Filter): AsyncGenerator<LineView> {
  await mustSeeBook(ctx, filter.id)
  let cursor: string | undefined
  do {
    const { rows, next } = await page(ctx, { ...filter, limit: BATCH, cursor })
    yield* rows
    cursor = next ?? undefined
  } while (cursor)
}
