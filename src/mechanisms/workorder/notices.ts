import type { Ctx } from '../../kernel/server/ctx.ts'
import { notify } from '../notification/index.ts'
import { once, schoolOf } from './kinds.ts'
import { ORDER_REF, type Order } from './store.ts'

/** Clerks; where a school has none, the director. */
export async function officeOf(ctx: Ctx): Promise<readonly string[]> {
  const clerks = await holdersOf(ctx, 'clerk')
  return clerks.length > 0 ? clerks : holdersOf(ctx, 'director')
}

export const holdersOf = (ctx: Ctx, role: string): Promise<readonly string[]> =>
  once(ctx, `holders:${role}`, () => schoolOf(ctx).holders(ctx, role))

const present = (ids: readonly (string | null | undefined)[]): string[] => ids.filter(id => id != null)

/** One message about an order; its place and fault make the title, so that nobody need open it to know. */
export async function tell(
  ctx: Ctx,
  order: Order,
  topic: string,
  lead: string,
  to: readonly (string | null | undefined)[],
  body = '',
): Promise<void> {
  await notify(ctx, {
    personIds: present(to),
    topic: `workorder.${topic}`,
    title: `${lead}：${[order.place_text, order.title].filter(Boolean).join(' ')}`,
    body,
    link: `/orders/${order.id}`,
    subject: { kind: ORDER_REF, id: order.id },
  })
}

/** The reporter and those who joined him. */
export async function followersOf(ctx: Ctx, order: Order): Promise<string[]> {
  const joined =
    order.endorse_count === 0
      ? []
      : await ctx.db
          .selectFrom('workorder_endorsement')
          .select('person_id')
          .where('order_id', '=', order.id)
          .where('person_id', 'is not', null)
          .execute()
  return present([order.reporter_person_id, ...joined.map(j => j.person_id)])
}
