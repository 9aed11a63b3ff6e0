import { sql } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { contract } from './contract.ts'
import type { Result } from './rules.ts'
import { type Campaign, readCampaign } from './store.ts'
import { totalsOf } from './totals.ts'

type H = Handlers<typeof contract>

const CHOICES = 12
const SHOWN = 100

/** A count beside an earlier one of the same kind: the figures of both, and what differed in both. */
export const compare: H['compare'] = async (ctx, input) => {
  const campaign = await readCampaign(ctx, input.id)
  const earlier = await before(ctx, campaign)
  const other = input.withId ? earlier.find(c => c.id === input.withId) : earlier[0]
  if (input.withId && !other) throw notFound()
  const now = await totalsOf(ctx, campaign.id)
  if (!other) return { now, earlier: [], with: null, both: 0, onlyNow: now.lines, onlyBefore: 0, again: [] }
  const then = await totalsOf(ctx, other.id)
  const { both } = await pairs(ctx, campaign.id, other.id)
    .select(sql<number>`count(*)::int`.as('both'))
    .executeTakeFirstOrThrow()
  return {
    now,
    earlier,
    with: { ...other, totals: then },
    both,
    onlyNow: now.lines - both,
    onlyBefore: then.lines - both,
    again: await differsAgain(ctx, campaign.id, other.id),
  }
}

/** Counts of the same kind that were over before this one began, the newest first. */
async function before(ctx: Ctx, campaign: Campaign) {
  return ctx.db
    .selectFrom('stocktake_campaign')
    .select(['id', 'no', 'title', 'finished_on as finishedOn'])
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', campaign.kind)
    .where('id', '<>', campaign.id)
    .where('state', 'in', ['adjusted', 'closed'])
    .where('started_at', '<', campaign.started_at ?? campaign.created_at)
    .orderBy('started_at', 'desc')
    .limit(CHOICES)
    .execute()
}

/** The same card, or the same batch of an item in the same store, in both counts. */
const pairs = (ctx: Ctx, now: string, then: string) =>
  ctx.db
    .selectFrom('stocktake_line as n')
    .innerJoin('stocktake_line as t', join =>
      join
        .onRef('t.school_id', '=', 'n.school_id')
        .on('t.campaign_id', '=', then)
        .on(
          sql<boolean>`(t.asset_id = n.asset_id or (n.asset_id is null and t.store_id = n.store_id
            and t.item_id = n.item_id and t.batch_id is not distinct from n.batch_id))`,
        ),
    )
    .where('n.school_id', '=', ctx.schoolId)
    .where('n.campaign_id', '=', now)
    .where('n.result', '<>', 'out')
    .where('t.result', '<>', 'out')

async function differsAgain(ctx: Ctx, now: string, then: string) {
  const differs: Result[] = ['missing', 'surplus', 'damaged', 'moved']
  const rows = await pairs(ctx, now, then)
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
