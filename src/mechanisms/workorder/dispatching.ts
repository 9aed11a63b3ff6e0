import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { crewOf, kindOf, tradesOf } from './kinds.ts'
import { OPEN_STATES } from './machine.ts'
import { followersOf, tell } from './notices.ts'
import { endPause } from './pauses.ts'
import { type Order, writeOrder } from './store.ts'

/** Hands the order to a person. The caller has asked the rules. */
export async function handTo(
  ctx: Ctx,
  order: Order,
  person: { id: string; name: string },
  said: { verb: 'dispatch' | 'grab'; text?: string },
): Promise<Order> {
  const written = await writeOrder(
    ctx,
    order,
    {
      ...(await endPause(ctx, order)),
      state: 'dispatched',
      assignee_id: person.id,
      assignee_name: person.name,
      accepted_at: order.accepted_at ?? ctx.now,
      dispatched_at: ctx.now,
    },
    { verb: said.verb, text: said.text || `由${person.name}负责`, public: true },
  )
  await tell(ctx, written, 'dispatched', '派给您', [person.id], order.description)
  if (order.assignee_id && order.assignee_id !== person.id)
    await tell(ctx, written, 'taken_over', `已转给${person.name}`, [order.assignee_id])
  await tell(ctx, written, 'on_its_way', `已派${person.name}`, await followersOf(ctx, order))
  return written
}

/** Whom the rules and the load name for an order; null where nobody at work has the trade. */
export async function chosenFor(
  ctx: Ctx,
  order: { kind: string; trade: string; building_id: string | null; item_code: string | null },
): Promise<{ id: string; name: string } | null> {
  const crew = await crewOf(ctx, order.kind)
  const named = await kindOf(ctx, order.kind).choose(ctx, {
    trade: order.trade,
    buildingId: order.building_id,
    itemCode: order.item_code,
  })
  const ruled = crew.filter(member => named?.personIds.includes(member.personId))
  const able = ruled.length > 0 ? ruled : crew.filter(member => member.trades.includes(order.trade))
  if (able.length === 0) return null
  const loads = await openLoads(ctx)
  const share = (m: (typeof able)[number]): number => (loads.get(m.personId)?.open ?? 0) / m.dailyCapacity
  const [best] = [...able].sort((a, b) => share(a) - share(b) || (a.personId < b.personId ? -1 : 1))
  return best ? { id: best.personId, name: best.name } : null
}

export async function mustChoose(ctx: Ctx, order: Order): Promise<{ id: string; name: string }> {
  const chosen = await chosenFor(ctx, order)
  if (chosen) return chosen
  const trade = (await tradesOf(ctx, order.kind)).get(order.trade) ?? order.trade
  throw contract.fail('no_worker', { trade })
}

export interface Load {
  open: number
  late: number
  waiting: number
}

/** Open work by person. */
export async function openLoads(ctx: Ctx): Promise<Map<string, Load>> {
  const rows = await ctx.db
    .selectFrom('workorder_order')
    .select(['assignee_id', eb => eb.fn.countAll<number>().as('open')])
    .select(eb => eb.fn.countAll<number>().filterWhere('due_at', '<', sql<Date>`${ctx.now}`).as('late'))
    .select(eb => eb.fn.countAll<number>().filterWhere('state', '=', 'waiting').as('waiting'))
    .where('school_id', '=', ctx.schoolId)
    .where('state', 'in', [...OPEN_STATES])
    .where('assignee_id', 'is not', null)
    .groupBy('assignee_id')
    .execute()
  return new Map(rows.map(r => [r.assignee_id as string, { open: r.open, late: r.late, waiting: r.waiting }]))
}
