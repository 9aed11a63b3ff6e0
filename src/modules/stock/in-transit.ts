import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'

export interface OnTheWay {
  itemId: string
  documentId: string
  no: string
  fromStore: string
  toStore: string
  quantity: number
  amountFen: number
}

/** Of these items, or of all: what has left one store and has not reached another, paper by paper. */
export async function onTheWay(ctx: Ctx, itemIds?: readonly string[]): Promise<OnTheWay[]> {
  const { rows } = await sql<{
    item_id: string
    id: string
    no: string
    from_store: string
    to_store: string | null
    quantity: string
    fen: string
  }>`select l.item_id, d.id, d.no, s.name as from_store, t.name as to_store,
      sum(l.quantity - l.returned) as quantity, sum(l.amount_fen - l.returned_fen) as fen
    from stock_document d
    join stock_line l on l.school_id = d.school_id and l.document_id = d.id
    join stock_store s on s.school_id = d.school_id and s.id = d.store_id
    left join stock_store t on t.school_id = d.school_id and t.id = d.to_store_id
    where d.school_id = ${ctx.schoolId} and d.state in ('transit', 'open')
      ${itemIds ? sql`and l.item_id = any(${[...itemIds]}::uuid[])` : sql``}
    group by l.item_id, d.id, d.no, s.name, t.name having sum(l.quantity - l.returned) > 0
    order by d.id`.execute(ctx.db)
  return rows.map(r => ({
    itemId: r.item_id,
    documentId: r.id,
    no: r.no,
    fromStore: r.from_store,
    toStore: r.to_store ?? '',
    quantity: Number(r.quantity),
    amountFen: Number(r.fen),
  }))
}

/** The number of a paper by which something is still on its way from or to a store. */
export async function transitOf(ctx: Ctx, storeId: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('stock_document')
    .select('no')
    .where('school_id', '=', ctx.schoolId)
    .where('state', 'in', ['transit', 'open'])
    .where(eb => eb.or([eb('store_id', '=', storeId), eb('to_store_id', '=', storeId)]))
    .orderBy('id')
    .executeTakeFirst()
  return row?.no
}
