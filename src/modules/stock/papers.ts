import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'

export interface ReceiptFrom {
  /** The paper it came by. */
  documentId: string
  id: string
  no: string
  day: string
  storeName: string
  amountFen: number
  byText: string
}

/** Receipts into stores made from papers of other modules (an acceptance); those taken back are left out. */
export async function receiptsFrom(ctx: Ctx, documents: readonly Ref[]): Promise<ReceiptFrom[]> {
  if (documents.length === 0) return []
  return ctx.db
    .selectFrom('stock_document as d')
    .innerJoin('stock_store as s', join =>
      join.onRef('s.school_id', '=', 'd.school_id').onRef('s.id', '=', 'd.store_id'),
    )
    .select([
      'd.source_id as documentId',
      'd.id',
      'd.no',
      'd.day',
      's.name as storeName',
      'd.amount_fen as amountFen',
      'd.by_text as byText',
    ])
    .where('d.school_id', '=', ctx.schoolId)
    .where('d.state', '=', 'posted')
    .where('d.reverses_id', 'is', null)
    .where(eb =>
      eb.or(
        documents.map(ref => eb.and([eb('d.source_kind', '=', ref.kind), eb('d.source_id', '=', ref.id)])),
      ),
    )
    .orderBy('d.no')
    .$narrowType<{ documentId: string }>()
    .execute()
}
