import { type SqlBool, sql } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { contract } from './contract.ts'
import { type CountKind, DIFFERENCES } from './rules.ts'
import { type Campaign, readCampaign } from './store.ts'
import { totalsOf } from './totals.ts'

type H = Handlers<typeof contract>

const CHOICES = 12
/** So many earlier counts are looked through for one that has something in common. */
const LOOKED = 4
const SHOWN = 100

/** A count beside an earlier one of the same kind: the figures of both, and what differed in both. */
export const compare: H['compare'] = async (ctx, input) => {
  const campaign = await readCampaign(ctx, input.id)
  const earlier = await before(ctx, campaign)
  const now = await totalsOf(ctx, campaign.id)
  const wanted = input.withId ? earlier.filter(c => c.id === input.withId) : earlier.slice(0, LOOKED)
  if (input.withId && wanted.length === 0) throw notFound()
  for (const other of wanted) {
    const both = await inBoth(ctx, campaign.kind, campaign.id, other.id)
    if (both === 0 && !input.withId) continue
    const then = await totalsOf(ctx, other.id)
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
  return { now, earlier: [], with: null, both: 0, onlyNow: now.lines, onlyBefore: 0, again: [] }
}

/** Counts of the same kind that were over before this one began: those of the same scope first, then the newest. */
const before = (ctx: Ctx, campaign: Campaign) =>
  ctx.db
    .selectFrom('stocktake_campaign')
    .select(['id', 'no', 'title', 'finished_on as finishedOn'])
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', campaign.kind)
    .where('id', '<>', campaign.id)
    .where('state', 'in', ['adjusted', 'closed'])
    .where('started_at', '<', campaign.started_at ?? campaign.created_at)
    .orderBy(sql`scope_text = ${campaign.scope_text}`, 'desc')
    .orderBy('started_at', 'desc')
    .limit(CHOICES)
    .execute()

/** The same card, or the same batch of an item in the same store. */
const KEY = {
  asset: sql`asset_id`,
  stock: sql`store_id, item_id, batch_id`,
} as const
/** Things outside the book have nothing to be known by. */
const KNOWN = {
  asset: sql<SqlBool>`asset_id is not null`,
  stock: sql<SqlBool>`item_id is not null`,
} as const

/**
 * Grouped, not joined: while a count has just been frozen the planner takes it for empty, and a join of twenty
 * thousand lines with twenty thousand would go through all pairs.
 */
async function inBoth(ctx: Ctx, kind: CountKind, now: string, then: string): Promise<number> {
  const { rows } = await sql<{ both: number }>`
    select count(*)::int as both from (
      select 1 from stocktake_line
      where school_id = ${ctx.schoolId} and campaign_id in (${now}, ${then}) and result <> 'out' and ${KNOWN[kind]}
      group by ${KEY[kind]} having count(distinct campaign_id) = 2
    ) k`.execute(ctx.db)
  return rows[0]?.both ?? 0
}

async function differsAgain(ctx: Ctx, kind: CountKind, now: string, then: string) {
  const { rows: keys } = await sql<{ now_id: string; then_id: string }>`
    select (array_agg(id) filter (where campaign_id = ${now}))[1] as now_id,
      (array_agg(id) filter (where campaign_id = ${then}))[1] as then_id
    from stocktake_line
    where school_id = ${ctx.schoolId} and campaign_id in (${now}, ${then})
      and result = any(${[...DIFFERENCES]}::text[]) and ${KNOWN[kind]}
    group by ${KEY[kind]} having count(distinct campaign_id) = 2`.execute(ctx.db)
  const thenOf = new Map(keys.map(key => [key.now_id, key.then_id]))
  const rows = await linesById(ctx, [...thenOf.keys()])
  const earlier = new Map(
    (
      await linesById(
        ctx,
        rows.map(row => thenOf.get(row.id) ?? ''),
      )
    ).map(row => [row.id, row]),
  )
  return rows.flatMap(row => {
    const old = earlier.get(thenOf.get(row.id) ?? '')
    return old
      ? [
          {
            id: row.id,
            code: row.code,
            name: row.name,
            areaText: row.area_text,
            keeperText: row.keeper_text,
            before: old.result,
            opinion: old.opinion,
            now: row.result,
          },
        ]
      : []
  })
}

async function linesById(ctx: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return []
  return ctx.db
    .selectFrom('stocktake_line')
    .select(['id', 'code', 'name', 'area_text', 'keeper_text', 'result', 'opinion'])
    .where('school_id', '=', ctx.schoolId)
    .where(sql<SqlBool>`id = any(${[...ids]}::uuid[])`)
    .orderBy('area_text')
    .orderBy('code')
    .orderBy('id')
    .limit(SHOWN)
    .execute()
}
