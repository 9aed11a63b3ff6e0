import { type ExpressionBuilder, sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../kernel/pure/errors.ts'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../kernel/server/cursor.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { signaturesOf } from '../../mechanisms/signature/index.ts'
import { actionsFor } from './actions.ts'
import { areasOf } from './areas.ts'
import type { contract, stocktake } from './contract.ts'
import { missingDuties, statementOf } from './signing.ts'
import { CAMPAIGN, countersOf, readCampaign, readsAll, seesBook } from './store.ts'
import { totalsOf } from './totals.ts'

type H = Handlers<typeof contract>
export type Filter = Pick<ParsedOf<typeof stocktake.list>, 'kind' | 'states' | 'search'>

const KEY = [z.string(), z.uuid()] as const

export const list: H['list'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, KEY)
  let select = campaignRows(ctx)
    .where(eb => matches(eb, ctx, input))
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(input.limit + 1)
  if (after)
    select = select.where(sql<boolean>`(c.created_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  const { rows, next } = pageFrom(await select.execute(), input.limit, r => [
    r.created_at.toISOString(),
    r.id,
  ])
  const { total } = await ctx.db
    .selectFrom('stocktake_campaign as c')
    .select(eb => eb.fn.countAll<number>().as('total'))
    .where(eb => matches(eb, ctx, input))
    .executeTakeFirstOrThrow()
  return { rows: rows.map(toRow), next, total }
}

export const campaignRows = (ctx: Ctx) => {
  const me = userOf(ctx)?.personId ?? null
  return (
    ctx.db
      .selectFrom('stocktake_campaign as c')
      // One walk over the lines, and by an index alone: a school has them by the ten thousand.
      .innerJoinLateral(
        eb =>
          eb
            .selectFrom('stocktake_line as l')
            .select([
              sql<number>`(count(*) filter (where l.result <> 'out'))::int`.as('lines'),
              sql<number>`(count(*) filter (where l.result not in ('open', 'out')))::int`.as('counted'),
              sql<number>`(count(*) filter (where l.result not in ('open', 'match', 'out')))::int`.as(
                'differences',
              ),
            ])
            .whereRef('l.school_id', '=', 'c.school_id')
            .whereRef('l.campaign_id', '=', 'c.id')
            .as('n'),
        join => join.onTrue(),
      )
      .selectAll('c')
      .select(['n.lines', 'n.counted', 'n.differences'])
      .select(eb => [
        eb
          .selectFrom('stocktake_counter as m')
          .select('m.duty')
          .whereRef('m.school_id', '=', 'c.school_id')
          .whereRef('m.campaign_id', '=', 'c.id')
          .where('m.person_id', '=', me)
          .as('duty'),
      ])
      .where('c.school_id', '=', ctx.schoolId)
  )
}

function toRow(row: Awaited<ReturnType<ReturnType<typeof campaignRows>['execute']>>[number]) {
  const open = seesBook(row, row.duty ?? undefined)
  return {
    id: row.id,
    no: row.no,
    kind: row.kind,
    title: row.title,
    state: row.state,
    blind: row.blind,
    scopeText: row.scope_text,
    dueOn: row.due_on,
    startedAt: row.started_at,
    closedOn: row.closed_on,
    lines: open ? row.lines : null,
    counted: row.counted,
    differences: open ? row.differences : null,
  }
}

/** Whoever counts or watches sees the campaigns he takes part in; the office, leaders and accountants see all. */
export function matches(
  eb: ExpressionBuilder<Tables & { c: Tables['stocktake_campaign'] }, 'c'>,
  ctx: Ctx,
  filter: Filter,
) {
  const all = [eb('c.school_id', '=', ctx.schoolId)]
  if (!readsAll(ctx))
    all.push(
      eb.exists(
        eb
          .selectFrom('stocktake_counter as m')
          .select('m.id')
          .whereRef('m.school_id', '=', 'c.school_id')
          .whereRef('m.campaign_id', '=', 'c.id')
          .where('m.person_id', '=', userOf(ctx)?.personId ?? null),
      ),
    )
  if (filter.kind) all.push(eb('c.kind', '=', filter.kind))
  if (filter.states?.length) all.push(eb('c.state', 'in', filter.states))
  if (filter.search) {
    const like = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
    all.push(eb.or((['c.no', 'c.title', 'c.scope_text'] as const).map(c => eb(c, 'ilike', like))))
  }
  return eb.and(all)
}

export const get: H['get'] = async (ctx, input) => {
  const campaign = await readCampaign(ctx, input.id)
  const counters = await countersOf(ctx, campaign.id)
  const me = userOf(ctx)?.personId
  const duty = counters.find(c => c.person_id === me)?.duty
  if (!readsAll(ctx) && !duty) throw notFound()
  const open = seesBook(campaign, duty)
  const totals = await totalsOf(ctx, campaign.id)
  const marks = await signaturesOf(ctx, [{ kind: CAMPAIGN, id: campaign.id }])
  const missing = missingDuties(
    campaign.kind,
    marks.map(mark => mark.duty),
  )
  const events = await ctx.db
    .selectFrom('stocktake_event')
    .select(['id', 'at', 'action', 'actor_name as actorName', 'note'])
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaign.id)
    .orderBy('id')
    .execute()
  const areas = await areasOf(ctx, campaign.id)
  return {
    ...toRow({
      ...campaign,
      duty: duty ?? null,
      lines: totals.lines,
      counted: totals.lines - totals.open,
      differences: totals.missing + totals.surplus + totals.damaged + totals.moved,
    }),
    version: campaign.version,
    scope: campaign.scope,
    note: campaign.note,
    finishedOn: campaign.finished_on,
    adjustedOn: campaign.adjusted_on,
    approvedBy: campaign.approved_by,
    answer: campaign.answer,
    totals: open ? totals : null,
    counters: counters.map(c => ({
      personId: c.person_id,
      name: c.name,
      duty: c.duty,
      areas: c.areas,
      areasText: c.areas_text,
    })),
    areas: open ? areas : areas.map(area => ({ ...area, total: area.counted, differences: 0 })),
    marks,
    missingDuties: campaign.state === 'adjusted' ? missing : [],
    statement: open ? statementOf(campaign, totals) : '',
    // What the freezing said of the book stays hidden as well.
    events: open ? events : events.map(event => ({ ...event, note: '' })),
    url: `${ctx.publicUrl}/stocktakes/${campaign.id}`,
    actions: await actionsFor(ctx, campaign, {
      duty,
      watchers: counters.filter(c => c.duty === 'watcher').length,
      counters: counters.filter(c => c.duty === 'counter').length,
      totals,
      missing,
    }),
  }
}
