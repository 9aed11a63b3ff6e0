import type { Ctx } from '../../kernel/server/ctx.ts'
import { assetsOfPlace, assetsOfUnit } from '../asset/index.ts'
import { stock } from '../stock/index.ts'
import type { Holder } from './holders.ts'
import { type Card, mergeProposal, type Proposed } from './merging.ts'
import { DEFAULT_TEMPLATES, type SheetKind, type TemplateLine } from './rules.ts'

export interface Proposal {
  previousId: string | null
  /** Where the lines come from, for the record's timeline. */
  source: string
  lines: Proposed[]
}

/**
 * Lines to begin with, so that nobody types sixty desks: what the last sheet of the same class or room ended
 * with (what its review found, else what was signed), else the school's list and the classes' standard; and the
 * cards that the register of assets has in the room.
 */
export async function proposeLines(
  ctx: Ctx,
  kind: SheetKind,
  holders: readonly Holder[],
  before: string,
): Promise<ReadonlyMap<string, Proposal>> {
  if (holders.length === 0) return new Map()
  const previous = await lastSheets(ctx, kind, holders, before)
  const linesBySheet = await linesOfSheets(
    ctx,
    [...previous.values()].map(sheet => sheet.id),
  )
  const template = await templateOf(ctx, kind)
  const kits = kind === 'class' ? await kitsOf(ctx) : []
  const proposals = new Map<string, Proposal>()
  for (const holder of holders) {
    const last = previous.get(holder.key)
    const cards = await cardsOf(ctx, holder)
    const standard = last ? [] : standardOf(kits, holder.title)
    const from = last
      ? `按${last.term_name}的登记 ${last.no}`
      : standard.length > 0
        ? '按样表和开学标准'
        : '按样表'
    proposals.set(holder.key, {
      previousId: last?.id ?? null,
      source: `${from}带出${cards.length > 0 ? `，资产账 ${cards.length} 件` : ''}`,
      lines: mergeProposal({
        previous: last && (linesBySheet.get(last.id) ?? []),
        template,
        standard,
        cards,
      }),
    })
  }
  return proposals
}

/** In its room; of a department without one of its own, whatever is booked to it. */
async function cardsOf(ctx: Ctx, { placeId, unitId }: Holder): Promise<Card[]> {
  if (placeId) return assetsOfPlace(ctx, placeId)
  return unitId ? assetsOfUnit(ctx, unitId) : []
}

async function kitsOf(ctx: Ctx) {
  const { rows } = await ctx.asSystem('财产登记', system => system.run(stock.kits, {}))
  return rows
}

/** The standard for the class's name; a more particular one (a longer match) goes before a general one. */
function standardOf(kits: Awaited<ReturnType<typeof kitsOf>>, title: string): TemplateLine[] {
  const fitting = kits.filter(kit => title.includes(kit.classMatch))
  const best = Math.max(...fitting.map(kit => kit.classMatch.length), -1)
  return fitting
    .filter(kit => kit.classMatch.length === best)
    .flatMap(kit => kit.lines.map(l => ({ name: l.name, measure: l.measure, quantity: l.quantity })))
}

/** The school's own list for the kind, else what such rooms usually hold. */
export async function templateOf(ctx: Ctx, kind: SheetKind): Promise<readonly TemplateLine[]> {
  const row = await ctx.db
    .selectFrom('property_template')
    .select('lines')
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row?.lines ?? DEFAULT_TEMPLATES[kind]
}

async function lastSheets(ctx: Ctx, kind: SheetKind, holders: readonly Holder[], before: string) {
  const column = kind === 'class' || kind === 'office' ? 'unit_id' : 'place_id'
  const rows = await ctx.db
    .selectFrom('property_sheet')
    .distinctOn(column)
    .select(['id', 'no', 'term_name', 'unit_id', 'place_id'])
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', kind)
    .where(
      column,
      'in',
      holders.map(holder => holder.key),
    )
    .where('registered_on', '<', before)
    .where('state', '<>', 'cancelled')
    .orderBy(column)
    .orderBy('registered_on', 'desc')
    .execute()
  return new Map(rows.map(row => [row[column] as string, row]))
}

async function linesOfSheets(ctx: Ctx, sheetIds: readonly string[]): Promise<Map<string, Proposed[]>> {
  const bySheet = new Map<string, Proposed[]>()
  if (sheetIds.length === 0) return bySheet
  const rows = await ctx.db
    .selectFrom('property_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', 'in', [...sheetIds])
    .orderBy('sheet_id')
    .orderBy('sort')
    .execute()
  for (const row of rows) {
    const quantity = Number(row.found ?? row.quantity)
    // A thing that is gone does not come back on paper.
    if (quantity === 0) continue
    const line: Proposed = {
      name: row.name,
      measure: row.measure,
      quantity,
      broken: Number(row.found_broken ?? row.broken),
      note: row.note,
      asset_id: row.asset_id,
      asset_no: row.asset_no,
    }
    bySheet.set(row.sheet_id, [...(bySheet.get(row.sheet_id) ?? []), line])
  }
  return bySheet
}
