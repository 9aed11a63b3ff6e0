import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { loadCalendar, termByCode, termOf } from '../calendar/index.ts'
import { contract } from './contract.ts'
import { holdersOf } from './holders.ts'
import { rowsOf, toRows } from './queries.ts'
import { kindsSeen, maySee } from './store.ts'

type H = Handlers<typeof contract>

const SHOWN = 40
/** Where the work is furthest behind comes first. */
const BEHIND = sql`array_position(array['settling', 'draft', 'signing', 'reviewing', 'registered', 'closed'], s.state)`

/** How far a term's registration has come: how many of how many, by building or department, laggards first. */
export const board: H['board'] = async (ctx, input) => {
  const term = input.termCode ? await termByCode(ctx, input.termCode) : await currentTerm(ctx)
  if (!term) throw contract.fail('no_term', { term: input.termCode ?? ctx.today })
  const holders = await holdersOf(ctx, input.kind, term.from)
  const sheets = await ctx.db
    .selectFrom('property_sheet')
    .select(['id', 'group_text', 'state', 'kind', 'keeper_id', 'registered_on', 'reviewed_on'])
    .where('school_id', '=', ctx.schoolId)
    .where('term_code', '=', term.code)
    .where('kind', '=', input.kind)
    .where('state', '<>', 'cancelled')
    .execute()
  const totals = new Map<string, number>()
  for (const { groupText } of holders) totals.set(groupText, (totals.get(groupText) ?? 0) + 1)
  for (const { group_text } of sheets) if (!totals.has(group_text)) totals.set(group_text, 0)
  const groups = [...totals].map(([title, total]) => {
    const own = sheets.filter(sheet => sheet.group_text === title)
    return {
      title: title || '其他',
      // A class that has since gone still has its sheet.
      total: Math.max(total, own.length),
      made: own.length,
      signed: own.filter(sheet => sheet.registered_on).length,
      reviewed: own.filter(sheet => sheet.reviewed_on).length,
      closed: own.filter(sheet => sheet.state === 'closed').length,
    }
  })
  const sum = (key: 'total' | 'made' | 'signed' | 'reviewed'): number =>
    groups.reduce((n, g) => n + g[key], 0)
  return {
    termCode: term.code,
    termName: term.name,
    kind: input.kind,
    total: sum('total'),
    made: sum('made'),
    signed: sum('signed'),
    reviewed: sum('reviewed'),
    ...(await differencesOf(ctx, term.code, input.kind)),
    seesAll: kindsSeen(ctx) === undefined,
    reviewable: sheets.filter(sheet => sheet.state === 'registered').length,
    groups: groups.sort((a, b) => a.signed / (a.total || 1) - b.signed / (b.total || 1)),
    laggards: await laggardsOf(
      ctx,
      term.code,
      input.kind,
      sheets.filter(s => maySee(ctx, s)).map(s => s.id),
    ),
  }
}

/** In the holidays the term that comes next, else the last one. */
async function currentTerm(ctx: Ctx) {
  const now = await termOf(ctx, ctx.today)
  if (now) return now
  const { terms } = await loadCalendar(ctx)
  return terms.find(term => term.from > ctx.today) ?? terms.at(-1)
}

async function differencesOf(ctx: Ctx, termCode: string, kind: 'class' | 'dormitory' | 'special' | 'office') {
  const row = await ctx.db
    .selectFrom('property_line as l')
    .innerJoin('property_sheet as s', join =>
      join.onRef('s.school_id', '=', 'l.school_id').onRef('s.id', '=', 'l.sheet_id'),
    )
    .select([
      sql<number>`(count(distinct s.id) filter (where l.found <> l.quantity or l.found_broken > l.broken))::int`.as(
        'different',
      ),
      sql<number>`(count(*) filter (where l.found <> l.quantity or l.found_broken > l.broken))::int`.as(
        'differences',
      ),
      sql<number>`(count(*) filter (where l.case_id is not null))::int`.as('charged'),
    ])
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.term_code', '=', termCode)
    .where('s.kind', '=', kind)
    .where('s.reviewed_on', 'is not', null)
    .where('s.state', '<>', 'cancelled')
    .executeTakeFirstOrThrow()
  return row
}

async function laggardsOf(
  ctx: Ctx,
  termCode: string,
  kind: 'class' | 'dormitory' | 'special' | 'office',
  visible: readonly string[],
) {
  if (visible.length === 0) return []
  const rows = await rowsOf(ctx)
    .where('s.term_code', '=', termCode)
    .where('s.kind', '=', kind)
    .where('s.id', 'in', [...visible])
    .where('s.state', 'in', ['draft', 'signing', 'reviewing', 'settling'])
    .orderBy(BEHIND)
    .orderBy('s.title')
    .limit(SHOWN)
    .execute()
  return toRows(ctx, rows)
}
