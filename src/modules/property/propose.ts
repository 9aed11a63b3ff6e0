import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Holder } from './holders.ts'
import { DEFAULT_TEMPLATES, type SheetKind, type TemplateLine } from './rules.ts'

interface Proposed {
  name: string
  measure: string
  quantity: number
  broken: number
  note: string
  asset_id: string | null
  asset_no: string
}

export interface Proposal {
  previousId: string | null
  /** Where the lines come from, for the record's timeline. */
  source: string
  lines: Proposed[]
}

/**
 * Lines to begin with: what the last sheet of the same class or room ended with (what its review found,
 * else what was signed), else the school's list for such rooms.
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
  return new Map(
    holders.map((holder): [string, Proposal] => {
      const last = previous.get(holder.key)
      if (last)
        return [
          holder.key,
          {
            previousId: last.id,
            source: `按${last.term_name}的登记 ${last.no} 带出`,
            lines: linesBySheet.get(last.id) ?? [],
          },
        ]
      return [holder.key, { previousId: null, source: '按样表带出', lines: template.map(fromTemplate) }]
    }),
  )
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

const fromTemplate = (line: TemplateLine): Proposed => ({
  ...line,
  broken: 0,
  note: '',
  asset_id: null,
  asset_no: '',
})

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
