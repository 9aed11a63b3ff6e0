import { type ExpressionBuilder, sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../kernel/pure/errors.ts'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../kernel/server/cursor.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { signaturesOf } from '../../mechanisms/signature/index.ts'
import { damage } from '../damage/index.ts'
import { actionsFor } from './actions.ts'
import type { contract, property } from './contract.ts'
import { differs, missingDuties } from './rules.ts'
import type { SheetRow } from './shapes.ts'
import { countedOf, kindsSeen, type Line, linesOf, maySee, REVIEW, SHEET, statementOf } from './store.ts'

type H = Handlers<typeof contract>
export type Filter = Omit<ParsedOf<typeof property.list>, 'cursor' | 'limit'>

const KEY = [z.string(), z.string(), z.uuid()] as const

export const list: H['list'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, KEY)
  let select = rowsOf(ctx)
    .where(eb => matches(eb, ctx, input))
    .orderBy('s.term_code', 'desc')
    .orderBy('s.title')
    .orderBy('s.id')
    .limit(input.limit + 1)
  if (after) {
    const [term, title, id] = after
    select = select.where(
      sql<boolean>`(s.term_code < ${term} or (s.term_code = ${term} and (s.title, s.id) > (${title}, ${id}::uuid)))`,
    )
  }
  const { rows, next } = pageFrom(await select.execute(), input.limit, r => [r.term_code, r.title, r.id])
  const { total } = await ctx.db
    .selectFrom('property_sheet as s')
    .select(eb => eb.fn.countAll<number>().as('total'))
    .where(eb => matches(eb, ctx, input))
    .executeTakeFirstOrThrow()
  return { rows: await toRows(ctx, rows), next, total }
}

/** All rows of a filter in batches, for the export. */
export async function* allRows(ctx: Ctx, filter: Filter): AsyncGenerator<SheetRow> {
  let cursor: string | undefined
  do {
    const page = await list(ctx, { ...filter, limit: 200, cursor })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

export const rowsOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('property_sheet as s')
    .select([
      's.id',
      's.no',
      's.kind',
      's.state',
      's.term_code',
      's.term_name',
      's.title',
      's.group_text',
      's.place_text',
      's.keeper_name',
      's.registered_on',
      's.reviewed_on',
    ])
    .select(eb => [
      eb
        .selectFrom('property_line as l')
        .select(e => e.fn.countAll<number>().as('n'))
        .whereRef('l.school_id', '=', 's.school_id')
        .whereRef('l.sheet_id', '=', 's.id')
        .as('lines'),
      eb
        .selectFrom('property_line as l')
        .select(e => e.fn.countAll<number>().as('n'))
        .whereRef('l.school_id', '=', 's.school_id')
        .whereRef('l.sheet_id', '=', 's.id')
        .where(DIFFERS)
        .as('differences'),
    ])
    .where('s.school_id', '=', ctx.schoolId)

/** The same comparison as `differs` in the rules. */
export const DIFFERS = sql<boolean>`l.found is not null and (l.found <> l.quantity or l.found_broken > l.broken)`

type Listed = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

export async function toRows(ctx: Ctx, rows: readonly Listed[]): Promise<SheetRow[]> {
  const waiting = rows.filter(row => row.state === 'signing')
  const marks = await signaturesOf(
    ctx,
    waiting.map(row => ({ kind: SHEET, id: row.id })),
  )
  return rows.map(row => ({
    id: row.id,
    no: row.no,
    kind: row.kind,
    state: row.state,
    termCode: row.term_code,
    termName: row.term_name,
    title: row.title,
    groupText: row.group_text,
    placeText: row.place_text,
    keeperName: row.keeper_name,
    lines: row.lines ?? 0,
    differences: row.differences ?? 0,
    missing:
      row.state === 'signing'
        ? missingDuties(
            row.kind,
            marks.filter(mark => mark.subject.id === row.id).map(mark => mark.duty),
          )
        : [],
    registeredOn: row.registered_on,
    reviewedOn: row.reviewed_on,
  }))
}

export function matches(
  eb: ExpressionBuilder<Tables & { s: Tables['property_sheet'] }, 's'>,
  ctx: Ctx,
  filter: Filter,
) {
  const all = [eb('s.school_id', '=', ctx.schoolId)]
  const kinds = kindsSeen(ctx)
  if (kinds) {
    const me = userOf(ctx)?.personId ?? ctx.schoolId
    const nobodys =
      kinds.length > 0 ? [eb.and([eb('s.kind', 'in', [...kinds]), eb('s.keeper_id', 'is', null)])] : []
    all.push(eb.or([eb('s.keeper_id', '=', me), ...nobodys]))
  }
  if (filter.termCode) all.push(eb('s.term_code', '=', filter.termCode))
  if (filter.kind) all.push(eb('s.kind', '=', filter.kind))
  if (filter.states?.length) all.push(eb('s.state', 'in', filter.states))
  if (filter.differs)
    all.push(
      eb('s.reviewed_on', 'is not', null),
      eb.exists(
        eb
          .selectFrom('property_line as l')
          .select('l.id')
          .whereRef('l.school_id', '=', 's.school_id')
          .whereRef('l.sheet_id', '=', 's.id')
          .where(DIFFERS),
      ),
    )
  if (filter.search) {
    const like = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
    all.push(
      eb.or((['s.no', 's.title', 's.keeper_name', 's.place_text'] as const).map(c => eb(c, 'ilike', like))),
    )
  }
  return eb.and(all)
}

export const get: H['get'] = async (ctx, input) => {
  const sheet = await ctx.db
    .selectFrom('property_sheet')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (!sheet || !maySee(ctx, sheet)) throw notFound()
  const lines = await linesOf(ctx, sheet.id)
  const marks = await signaturesOf(ctx, [
    { kind: SHEET, id: sheet.id },
    { kind: REVIEW, id: sheet.id },
  ])
  const registration = marks.filter(mark => mark.subject.kind === SHEET)
  const missing = missingDuties(
    sheet.kind,
    registration.map(mark => mark.duty),
  )
  const previous = sheet.previous_id
    ? await ctx.db
        .selectFrom('property_sheet')
        .select(['id', 'no', 'term_name as termName'])
        .where('school_id', '=', ctx.schoolId)
        .where('id', '=', sheet.previous_id)
        .executeTakeFirst()
    : undefined
  const events = await ctx.db
    .selectFrom('property_event')
    .select(['id', 'at', 'action', 'actor_name as actorName', 'note'])
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', sheet.id)
    .orderBy('id')
    .execute()
  const different = lines.filter(line => differs(countedOf(line)))
  return {
    id: sheet.id,
    no: sheet.no,
    kind: sheet.kind,
    state: sheet.state,
    termCode: sheet.term_code,
    termName: sheet.term_name,
    title: sheet.title,
    groupText: sheet.group_text,
    placeText: sheet.place_text,
    keeperName: sheet.keeper_name,
    lines: lines.length,
    differences: different.length,
    missing: sheet.state === 'signing' ? missing : [],
    registeredOn: sheet.registered_on,
    reviewedOn: sheet.reviewed_on,
    unitId: sheet.unit_id,
    placeId: sheet.place_id,
    keeperId: sheet.keeper_id,
    version: sheet.version,
    previous: previous ?? null,
    items: await withCases(ctx, lines),
    marks: registration,
    reviewMarks: marks.filter(mark => mark.subject.kind === REVIEW),
    statement: statementOf(sheet, lines.length),
    events,
    url: `${ctx.publicUrl}/property/${sheet.id}`,
    actions: actionsFor(ctx, sheet, {
      lines: lines.length,
      uncounted: lines.filter(line => line.found === null).length,
      unsettled: different.filter(line => line.cause === null).length,
      missing,
    }),
  }
}

/** What a charged line comes to is told by its damage case. */
async function withCases(ctx: Ctx, lines: readonly Line[]) {
  const cases = new Map<string, { fen: number; liable: string }>()
  for (const { case_id } of lines) {
    if (!case_id) continue
    const found = await ctx.asSystem('财产登记', system => system.run(damage.get, { id: case_id }))
    cases.set(case_id, { fen: found.amountFen, liable: found.liableName || found.unitText })
  }
  return lines.map(line => ({
    id: line.id,
    name: line.name,
    measure: line.measure,
    ...countedOf(line),
    note: line.note,
    assetId: line.asset_id,
    assetNo: line.asset_no,
    reviewNote: line.review_note,
    cause: line.cause,
    explanation: line.explanation,
    chargedQuantity: line.charged_quantity === null ? null : Number(line.charged_quantity),
    caseId: line.case_id,
    caseNo: line.case_no,
    caseFen: line.case_id ? (cases.get(line.case_id)?.fen ?? null) : null,
    caseLiable: line.case_id ? (cases.get(line.case_id)?.liable ?? '') : '',
    settledBy: line.settled_by,
  }))
}
