import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { contract } from './contract.ts'
import { averages } from './facts.ts'

type H = Handlers<typeof contract>

interface Asked {
  q: string
  storeId?: string | undefined
  lendable?: boolean
  limit?: number
}

/** Open items by name, code, alias or how they sound, with what there is; what is there comes first. */
export async function findItems(ctx: Ctx, { q, storeId, lendable = false, limit = 20 }: Asked) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  let select = ctx.db
    .selectFrom('stock_item as i')
    .leftJoin('stock_onhand as o', join => {
      const same = join.onRef('o.school_id', '=', 'i.school_id').onRef('o.item_id', '=', 'i.id')
      return storeId ? same.on('o.store_id', '=', storeId) : same
    })
    .select([
      'i.id',
      'i.code',
      'i.name',
      'i.spec',
      'i.measure',
      'i.class',
      'i.pack_measure',
      'i.pack_factor',
      'i.trade_in',
    ])
    .select(eb => eb.fn.coalesce(eb.fn.sum<string>('o.quantity'), eb.lit(0)).as('onhand'))
    .where('i.school_id', '=', ctx.schoolId)
    .where('i.closed', '=', false)
    .groupBy(['i.school_id', 'i.id'])
  for (const word of words) select = select.where('i.search', 'like', `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  if (lendable) select = select.where('i.lendable', '=', true)
  const rows = await select
    .orderBy(eb => eb(eb.fn.coalesce(eb.fn.sum<string>('o.quantity'), eb.lit(0)), '>', '0'), 'desc')
    .orderBy('i.name')
    .orderBy('i.id')
    .limit(limit)
    .execute()
  const prices = await averages(
    ctx,
    rows.map(r => r.id),
  )
  return rows.map(r => ({
    itemId: r.id,
    code: r.code,
    name: r.name,
    spec: r.spec,
    measure: r.measure,
    class: r.class,
    onhand: Number(r.onhand),
    averageFen: prices.get(r.id) ?? 0,
    packMeasure: r.pack_measure,
    packFactor: r.pack_factor === null ? null : Number(r.pack_factor),
    tradeIn: r.trade_in,
  }))
}

export const findItemsQuery: H['findItems'] = async (ctx, input) => ({ rows: await findItems(ctx, input) })
