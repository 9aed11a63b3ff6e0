import { dayIn } from '../../../kernel/server/clock.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { contract } from '../contract.ts'

type H = Handlers<typeof contract>

/** Repairs of the things with what they cost, newest first. */
export async function repairsOf(ctx: Ctx, assetIds: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('asset_order as a')
    .innerJoin('workorder_order as o', join =>
      join.onRef('o.school_id', '=', 'a.school_id').onRef('o.id', '=', 'a.order_id'),
    )
    .select(['a.asset_id', 'o.id', 'o.no', 'o.title', 'o.reported_at', 'o.state', 'o.cost_fen'])
    .where('a.school_id', '=', ctx.schoolId)
    .where('a.asset_id', 'in', [...assetIds])
    .orderBy('o.reported_at', 'desc')
    .execute()
  return rows.map(row => ({
    assetId: row.asset_id,
    orderId: row.id,
    no: row.no,
    title: row.title,
    on: dayIn(ctx.zone, row.reported_at),
    state: row.state,
    costFen: row.cost_fen,
  }))
}

/** The things a repair is about, and what else stands where it was reported. */
export const assetsOfOrder: H['assetsOfOrder'] = async (ctx, input) => {
  const order = await ctx.db
    .selectFrom('workorder_order')
    .select(['place_id', 'no'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.orderId)
    .executeTakeFirst()
  if (!order) return { rows: [], here: [], orderNo: '' }
  const linked = await ctx.db
    .selectFrom('asset_order as a')
    .innerJoin('asset_card as c', join =>
      join.onRef('c.school_id', '=', 'a.school_id').onRef('c.id', '=', 'a.asset_id'),
    )
    .select(['c.id', 'c.no', 'c.name', 'c.brand', 'c.model', 'c.warranty_until', 'c.repairs', 'c.value_fen'])
    .where('a.school_id', '=', ctx.schoolId)
    .where('a.order_id', '=', input.orderId)
    .execute()
  const ids = linked.map(card => card.id)
  const costs = new Map<string, number>()
  if (ids.length > 0)
    for (const repair of await repairsOf(ctx, ids))
      costs.set(repair.assetId, (costs.get(repair.assetId) ?? 0) + repair.costFen)
  const here = order.place_id
    ? await ctx.db
        .selectFrom('asset_card')
        .select(['id', 'no', 'name'])
        .where('school_id', '=', ctx.schoolId)
        .where('place_id', '=', order.place_id)
        .where('state', '<>', 'disposed')
        .orderBy('no')
        .limit(30)
        .execute()
    : []
  return {
    rows: linked.map(card => ({
      id: card.id,
      no: card.no,
      name: card.name,
      model: [card.brand, card.model].filter(Boolean).join(' '),
      warrantyUntil: card.warranty_until,
      underWarranty: card.warranty_until !== null && card.warranty_until >= ctx.today,
      repairs: card.repairs,
      repairFen: costs.get(card.id) ?? 0,
      valueFen: card.value_fen,
    })),
    orderNo: order.no,
    here: here.filter(card => !ids.includes(card.id)),
  }
}
