import type { Ctx } from '../../kernel/server/ctx.ts'
import type { ItemClass } from './rules.ts'

export interface CountScope {
  storeIds?: readonly string[] | undefined
  classes?: readonly ItemClass[] | undefined
}

export interface CountRow {
  /** store:item:batch, the same in every snapshot. */
  key: string
  storeId: string
  storeName: string
  itemId: string
  itemCode: string
  name: string
  spec: string
  measure: string
  location: string
  batchId: string | null
  batchNo: string
  quantity: number
  amountFen: number
}

/** What the books say lies where, for a stocktake to freeze. */
export async function snapshotForCount(ctx: Ctx, scope: CountScope): Promise<CountRow[]> {
  const rows = await ctx.db
    .selectFrom('stock_onhand as o')
    .innerJoin('stock_item as i', join =>
      join.onRef('i.school_id', '=', 'o.school_id').onRef('i.id', '=', 'o.item_id'),
    )
    .innerJoin('stock_store as s', join =>
      join.onRef('s.school_id', '=', 'o.school_id').onRef('s.id', '=', 'o.store_id'),
    )
    .leftJoin('stock_batch as b', join =>
      join.onRef('b.school_id', '=', 'o.school_id').onRef('b.id', '=', 'o.batch_id'),
    )
    .select(['o.store_id', 's.name as store_name', 'o.item_id', 'i.code', 'i.name', 'i.spec', 'i.measure'])
    .select(['i.location', 'o.batch_id', 'b.batch_no', 'o.quantity', 'o.amount_fen'])
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.quantity', '>', '0')
    .$if(scope.storeIds !== undefined, q => q.where('o.store_id', 'in', [...(scope.storeIds ?? [])]))
    .$if(scope.classes !== undefined, q => q.where('i.class', 'in', [...(scope.classes ?? [])]))
    .orderBy('s.name')
    .orderBy('i.location')
    .orderBy('i.name')
    .orderBy('o.id')
    .execute()
  return rows.map(r => ({
    key: `${r.store_id}:${r.item_id}:${r.batch_id ?? '-'}`,
    storeId: r.store_id,
    storeName: r.store_name,
    itemId: r.item_id,
    itemCode: r.code,
    name: r.name,
    spec: r.spec,
    measure: r.measure,
    location: r.location,
    batchId: r.batch_id,
    batchNo: r.batch_no ?? '',
    quantity: Number(r.quantity),
    amountFen: r.amount_fen,
  }))
}
