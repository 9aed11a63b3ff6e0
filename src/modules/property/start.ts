import type { Insertable } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { termByCode } from '../calendar/index.ts'
import { contract } from './contract.ts'
import { type Holder, holderById, holdersOf } from './holders.ts'
import { proposeLines } from './propose.ts'
import { SHEET_KINDS, type SheetKind } from './rules.ts'
import { note, SHEET } from './store.ts'

type H = Handlers<typeof contract>

const CHUNK = 1000
type Term = NonNullable<Awaited<ReturnType<typeof termByCode>>>

export const startTerm: H['startTerm'] = async (ctx, input) => {
  const term = await mustHaveTerm(ctx, input.termCode)
  const holders = await holdersOf(ctx, input.kind, term.from, input.under)
  if (holders.length === 0) throw contract.fail('nothing_to_start', { kind: SHEET_KINDS[input.kind] })
  const { made, lines } = await makeSheets(ctx, term, input.kind, holders)
  ctx.about(
    { kind: 'calendar.term', id: ctx.schoolId },
    `${term.name}${SHEET_KINDS[input.kind]} ${made.length} 张`,
  )
  return { made: made.length, already: holders.length - made.length, lines }
}

export const start: H['start'] = async (ctx, input) => {
  const term = await mustHaveTerm(ctx, input.termCode)
  const holder = await holderById(ctx, input.kind, term.from, input)
  const { made } = await makeSheets(ctx, term, input.kind, [holder])
  const [sheet] = made
  if (!sheet) {
    const { no } = await existing(ctx, term.code, input.kind, holder).executeTakeFirstOrThrow()
    throw contract.fail('exists', { title: holder.title, no })
  }
  ctx.about({ kind: SHEET, id: sheet.id })
  return sheet
}

async function mustHaveTerm(ctx: Ctx, code: string): Promise<Term> {
  const term = await termByCode(ctx, code)
  if (!term) throw contract.fail('no_term', { term: code })
  return term
}

/**
 * A sheet for each holder that has none in the term. Two people who start at once make them once: the
 * second waits on the unique key and then makes nothing.
 */
async function makeSheets(ctx: Ctx, term: Term, kind: SheetKind, holders: readonly Holder[]) {
  const taken = new Set(
    (
      await ctx.db
        .selectFrom('property_sheet')
        .select(['unit_id', 'place_id'])
        .where('school_id', '=', ctx.schoolId)
        .where('term_code', '=', term.code)
        .where('kind', '=', kind)
        .where('state', '<>', 'cancelled')
        .execute()
    ).map(row => (byUnit(kind) ? row.unit_id : row.place_id)),
  )
  const fresh = holders.filter(h => !taken.has(byUnit(kind) ? h.unitId : h.placeId))
  const made: { id: string; no: string }[] = []
  const lines: Insertable<Tables['property_line']>[] = []
  const proposals = await proposeLines(ctx, kind, fresh, term.from)
  for (const holder of fresh) {
    const id = ctx.id()
    const proposal = proposals.get(holder.key)
    const inserted = await ctx.db
      .insertInto('property_sheet')
      .values({
        school_id: ctx.schoolId,
        id,
        no: await ctx.number('CD', Number(term.from.slice(0, 4))),
        kind,
        state: 'draft',
        term_code: term.code,
        term_name: term.name,
        unit_id: holder.unitId,
        place_id: holder.placeId,
        title: holder.title,
        group_text: holder.groupText,
        place_text: holder.placeText,
        keeper_id: holder.keeperId,
        keeper_name: holder.keeperName,
        previous_id: proposal?.previousId ?? null,
        registered_on: null,
        reviewed_on: null,
        closed_on: null,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .onConflict(conflict => conflict.doNothing())
      .returning(['id', 'no'])
      .executeTakeFirst()
    if (!inserted) continue
    made.push(inserted)
    for (const [sort, line] of (proposal?.lines ?? []).entries())
      lines.push({
        school_id: ctx.schoolId,
        id: ctx.id(),
        sheet_id: id,
        sort,
        ...line,
        found: null,
        found_broken: null,
        cause: null,
        charged_quantity: null,
        case_id: null,
      })
    await note(ctx, id, '建立登记表', proposal?.source ?? '')
  }
  // A thousand dormitory rooms have ten thousand things.
  for (let from = 0; from < lines.length; from += CHUNK)
    await ctx.db
      .insertInto('property_line')
      .values(lines.slice(from, from + CHUNK))
      .execute()
  return { made, lines: lines.length }
}

const byUnit = (kind: SheetKind): boolean => kind === 'class' || kind === 'office'

const existing = (ctx: Ctx, termCode: string, kind: SheetKind, holder: Holder) =>
  ctx.db
    .selectFrom('property_sheet')
    .select('no')
    .where('school_id', '=', ctx.schoolId)
    .where('term_code', '=', termCode)
    .where('kind', '=', kind)
    .where('state', '<>', 'cancelled')
    .where(byUnit(kind) ? 'unit_id' : 'place_id', '=', byUnit(kind) ? holder.unitId : holder.placeId)
