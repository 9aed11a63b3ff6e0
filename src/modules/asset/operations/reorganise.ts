import { type ExpressionBuilder, sql } from 'kysely'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { Tables } from '../../../kernel/server/tables.ts'
import { unitsBelow } from '../../org/index.ts'
import { placeById } from '../../place/index.ts'
import { contract } from '../contract.ts'
import { nameOfUnit, placesBelow, usablePlace, usableUnit } from '../outside.ts'

type H = Handlers<typeof contract>

/** A department is merged, a building given up: all that hangs on it moves at once, and each card says so. */
export const reorganise: H['reorganise'] = async (ctx, input) => {
  if (input.fromId === input.toId) throw contract.fail('reorganise_same')
  const byUnit = input.what === 'unit'
  const from = byUnit
    ? await nameOfUnit(ctx, input.fromId)
    : ((await placeById(ctx, input.fromId))?.fullName ?? '')
  if (from === '') throw notFound()
  const to = byUnit ? (await usableUnit(ctx, input.toId)).name : (await usablePlace(ctx, input.toId)).text
  const below = await idsBelow(ctx, input)
  const within = (eb: ExpressionBuilder<Tables, 'asset_card'>) =>
    eb.and([
      eb('school_id', '=', ctx.schoolId),
      eb(byUnit ? 'unit_id' : 'place_id', 'in', below),
      eb('state', '<>', 'disposed'),
    ])
  const counts = await ctx.db
    .selectFrom('asset_card')
    .select(eb => [
      eb.fn.countAll<number>().as('cards'),
      sql<number>`coalesce(sum(quantity), 0)::int`.as('quantity'),
      sql<number>`coalesce(sum(value_fen), 0)::bigint`.as('valueFen'),
      sql<number>`count(count_no)::int`.as('held'),
      sql<string | null>`min(count_no)`.as('countNo'),
      sql<number>`count(distinct transfer_id)::int`.as('transfers'),
      sql<number>`count(distinct disposal_id)::int`.as('disposals'),
      sql<number>`(count(*) filter (where state = 'idle'))::int`.as('idle'),
      sql<number>`count(distinct keeper_id)::int`.as('keepers'),
    ])
    .where(within)
    .executeTakeFirstOrThrow()
  const { countNo, ...answer } = counts
  const sample = await ctx.db
    .selectFrom('asset_card')
    .select(['no', 'name', 'place_text as placeText'])
    .where(within)
    .orderBy('no')
    .limit(8)
    .execute()
  const kind = byUnit ? 'org.unit' : 'place.node'
  ctx.about({ kind, id: input.toId }, `${from} → ${to}：${counts.cards} 件${input.preview ? '（预览）' : ''}`)
  if (!input.preview) {
    if (countNo !== null) throw contract.fail('reorganise_held', { count: counts.held, document: countNo })
    await move(ctx, input, below, { from, to })
  }
  return { from, to, ...answer, sample }
}

async function idsBelow(
  ctx: Ctx,
  input: { what: 'unit' | 'place'; fromId: string; toId: string; below: boolean },
) {
  if (!input.below) return [input.fromId]
  const all =
    input.what === 'unit' ? await unitsBelow(ctx, input.fromId) : await placesBelow(ctx, input.fromId)
  // What is merged into a part of itself leaves that part alone.
  return all.filter(id => id !== input.toId)
}

async function move(
  ctx: Ctx,
  input: { what: 'unit' | 'place'; toId: string; reason: string },
  below: readonly string[],
  names: { from: string; to: string },
): Promise<void> {
  const byUnit = input.what === 'unit'
  const column = sql.ref(byUnit ? 'unit_id' : 'place_id')
  const text = sql.ref(byUnit ? 'unit_text' : 'place_text')
  const action = byUnit ? '部门划转' : '场所划转'
  await sql`
    with moved as (
      update asset_card set ${column} = ${input.toId}::uuid, ${text} = ${names.to}, version = version + 1,
        updated_at = ${ctx.now}
      where school_id = ${ctx.schoolId} and ${column} = any(${[...below]}::uuid[]) and state <> 'disposed'
      returning id)
    insert into asset_event (school_id, id, asset_id, at, action, note, actor_name)
    select ${ctx.schoolId}::uuid, gen_random_uuid(), id, ${ctx.now}, ${action}, ${`${names.from} → ${names.to}。${input.reason}`},
      ${ctx.actor.kind === 'user' ? ctx.actor.name : '系统'} from moved`.execute(ctx.db)
  // Papers under way lead to where the things now belong.
  if (byUnit) {
    const open = sql`school_id = ${ctx.schoolId} and state in ('requested', 'released')`
    await sql`update asset_transfer set from_unit_id = ${input.toId}::uuid, from_unit_text = ${names.to}
      where ${open} and from_unit_id = any(${[...below]}::uuid[])`.execute(ctx.db)
    await sql`update asset_transfer set to_unit_id = ${input.toId}::uuid, to_unit_text = ${names.to}
      where ${open} and to_unit_id = any(${[...below]}::uuid[])`.execute(ctx.db)
  } else
    await sql`update asset_transfer set to_place_id = ${input.toId}::uuid, to_place_text = ${names.to}
      where school_id = ${ctx.schoolId} and state in ('requested', 'released')
        and to_place_id = any(${[...below]}::uuid[])`.execute(ctx.db)
}
