import { sql } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { contract } from './contract.ts'
import type { CountKind, Result } from './rules.ts'
import { type Campaign, readCampaign } from './store.ts'
import { totalsOf } from './totals.ts'

type H = Handlers<typeof contract>

const CHOICES = 12
const SHOWN = 100
/** The same card, or the same batch of an item in the same store: each by an index of its own. */
const SAME = {
  asset: sql<boolean>`t.asset_id = n.asset_id`,
  stock: sql<boolean>`t.store_id = n.store_id and t.item_id = n.item_id and t.batch_id is not distinct from n.batch_id`,
}

/** A count beside an earlier one of the same kind: the figures of both, and what differed in both. */
export const compare: H['compare'] = async (ctx, input) => {
  const campaign = await readCampaign(ctx, input.id)
  const earlier = await before(ctx, campaign)
  const other = input.withId ? earlier.find(c => c.id === input.withId) : earlier[0]
  if (input.withId && !other) throw notFound()
  const now = await totalsOf(ctx, campaign.id)
  if (!other) return { now, earlier: [], with: null, both: 0, onlyNow: now.lines, onlyBefore: 0, again: [] }
  const then = await totalsOf(ctx, other.id)
  const { both } = await pairs(ctx, campaign.kind, campaign.id, other.id)
    .select(sql<number>`count(*)::int`.as('both'))
    .executeTakeFirstOrThrow()
  return {
    now,
    earlier,
    with: { ...other, totals: then },
    both,
    onlyNow: now.lines - both,
    onlyBefore: then.lines - both,
    again: await differsAgain(ctx, campaign.kind, campaign.id, other.id),
  }
}

/**
 * Counts that were over before this one began and share something with it: those of the same scope first, then the
 * newest.
 */
async function before(ctx: Ctx, campaign: Campaign) {
  return ctx.db
    .selectFrom('stocktake_campaign as c')
    .select(['c.id', 'c.no', 'c.title', 'c.finished_on as finishedOn'])
    .where('c.school_id', '=', ctx.schoolId)
    .where('c.kind', '=', campaign.kind)
    .where('c.id', '<>', campaign.id)
    .where('c.state', 'in', ['adjusted', 'closed'])
    .where('c.started_at', '<', campaign.started_at ?? campaign.created_at)
    .where(
      sql<boolean>`exists (select 1 from stocktake_line n join stocktake_line t on t.school_id = n.school_id
        and t.campaign_id = c.id and ${SAME[campaign.kind]}
        where n.school_id = c.school_id and n.campaign_id = ${campaign.id} and n.result <> 'out' and t.result <> 'out')`,
    )
    .orderBy(sql`c.scope_text = ${campaign.scope_text}`, 'desc')
    .orderBy('c.started_at', 'desc')
    .limit(CHOICES)
    .execute()
}

/** What both counts have. */
const pairs = (ctx: Ctx, kind: CountKind, now: string, then: string) =>
  ctx.db
    .selectFrom('stocktake_line as n')
    .innerJoin('stocktake_line as t', join =>
      join.onRef('t.school_id', '=', 'n.school_id').on('t.campaign_id', '=', then).on(SAME[kind]),
    )
    .where('n.school_id', '=', ctx.schoolId)
    .where('n.campaign_id', '=', now)
    .where('n.result', '<>', 'out')
    .where('t.result', '<>', 'out')

async function differsAgain(ctx: Ctx, kind: CountKind, now: string, then: string) {
  const differs: Result[] = ['missing', 'surplus', 'damaged', 'moved']
  const rows = await pairs(ctx, kind, now, then)
    .select(['n.id', 'n.code', 'n.name', 'n.area_text', 'n.keeper_text', 'n.result'])
    .select(['t.result as before', 't.opinion as opinion'])
    .where('n.result', 'in', differs)
    .where('t.result', 'in', differs)
    .orderBy('n.area_text')
    .orderBy('n.code')
    .orderBy('n.id')
    .limit(SHOWN)
    .execute()
  return rows.map(row => ({
    id: row.id,
    code: row.code,
    name: row.name,
    areaText: row.area_text,
    keeperText: row.keeper_text,
    before: row.before,
    opinion: row.opinion,
    now: row.result,
  }))
}
