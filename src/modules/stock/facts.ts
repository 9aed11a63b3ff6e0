import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { averageFen } from './pool.ts'

export interface Onhand {
  onhand: number
  measure: string
  avgFen: number
  amountFen: number
}

/** Names of items by id, for records that show one. */
export async function itemNames(
  ctx: Ctx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { code: string; name: string; spec: string; measure: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('stock_item')
    .select(['id', 'code', 'name', 'spec', 'measure'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

/** What there is of the items, in all stores or in one. */
export async function stockOf(
  ctx: Ctx,
  itemIds: readonly string[],
  storeId?: string,
): Promise<ReadonlyMap<string, Onhand>> {
  if (itemIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('stock_item as i')
    .leftJoin('stock_onhand as o', join => {
      const same = join.onRef('o.school_id', '=', 'i.school_id').onRef('o.item_id', '=', 'i.id')
      return storeId ? same.on('o.store_id', '=', storeId) : same
    })
    .select(['i.id', 'i.measure'])
    .select(eb => [
      eb.fn.coalesce(eb.fn.sum<string>('o.quantity'), eb.lit(0)).as('quantity'),
      eb.fn.coalesce(eb.fn.sum<string>('o.amount_fen'), eb.lit(0)).as('fen'),
    ])
    .where('i.school_id', '=', ctx.schoolId)
    .where('i.id', 'in', [...new Set(itemIds)])
    .groupBy(['i.school_id', 'i.id'])
    .execute()
  return new Map(
    rows.map(row => {
      const held = { quantity: Number(row.quantity), amountFen: Number(row.fen) }
      return [
        row.id,
        { onhand: held.quantity, measure: row.measure, avgFen: averageFen(held), amountFen: held.amountFen },
      ]
    }),
  )
}

/** What one costs: the average of what lies there, or else what was last paid. */
export async function averages(ctx: Ctx, itemIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const held = await stockOf(ctx, itemIds)
  const gone = [...held].filter(([, h]) => h.onhand === 0).map(([id]) => id)
  const last =
    gone.length === 0
      ? []
      : (
          await sql<{ item_id: string; fen: string }>`select distinct on (m.item_id) m.item_id,
            round(m.amount_fen / m.quantity) as fen
            from stock_move m where m.school_id = ${ctx.schoolId} and m.item_id = any(${gone}::uuid[])
              and m.kind in ('receipt', 'opening') and m.quantity > 0
            order by m.item_id, m.day desc, m.id desc`.execute(ctx.db)
        ).rows
  const paid = new Map(last.map(row => [row.item_id, Number(row.fen)]))
  return new Map([...held].map(([id, h]) => [id, h.onhand > 0 ? h.avgFen : (paid.get(id) ?? 0)]))
}
