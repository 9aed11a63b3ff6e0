import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'

export interface CardFrom {
  /** The paper it came by. */
  documentId: string
  id: string
  no: string
  name: string
  valueFen: number
  bookedOn: string
  placeText: string
  keeperName: string
}

/** Cards that were made from papers of other modules (an acceptance), for whoever reads the whole chain. */
export async function cardsFrom(ctx: Ctx, documents: readonly Ref[]): Promise<CardFrom[]> {
  if (documents.length === 0) return []
  return ctx.db
    .selectFrom('asset_card as c')
    .innerJoin('asset_batch as b', join =>
      join.onRef('b.school_id', '=', 'c.school_id').onRef('b.id', '=', 'c.batch_id'),
    )
    .select([
      'b.document_id as documentId',
      'c.id',
      'c.no',
      'c.name',
      'c.value_fen as valueFen',
      'c.booked_on as bookedOn',
      'c.place_text as placeText',
      'c.keeper_name as keeperName',
    ])
    .where('b.school_id', '=', ctx.schoolId)
    .where(eb =>
      eb.or(
        documents.map(ref =>
          eb.and([eb('b.document_kind', '=', ref.kind), eb('b.document_id', '=', ref.id)]),
        ),
      ),
    )
    .orderBy('c.no')
    .limit(500)
    .$narrowType<{ documentId: string }>()
    .execute()
}
