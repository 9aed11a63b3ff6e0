import { sql, type Updateable } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { reverse as reverseEntry } from '../../mechanisms/ledger/index.ts'
import { lockRow } from './lookup.ts'
import { DOCUMENT_REF, insertDocument, insertMoves, type PaperLine, shift, shiftsOf } from './paper.ts'

export type DocumentRow = Awaited<ReturnType<typeof lockDocument>>
export type StoredLine = Awaited<ReturnType<typeof documentLines>>[number]

export const lockDocument = (ctx: Ctx, input: { id: string; version?: number }) =>
  lockRow(ctx, 'stock_document', input)

export async function documentLines(ctx: Ctx, documentId: string) {
  const rows = await ctx.db
    .selectFrom('stock_line as l')
    .innerJoin('stock_item as i', join =>
      join.onRef('i.school_id', '=', 'l.school_id').onRef('i.id', '=', 'l.item_id'),
    )
    .leftJoin('stock_batch as b', join =>
      join.onRef('b.school_id', '=', 'l.school_id').onRef('b.id', '=', 'l.batch_id'),
    )
    .selectAll('l')
    .select(['i.code', 'i.name', 'i.spec', 'i.measure', 'b.batch_no', 'b.expires_on'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.document_id', '=', documentId)
    .orderBy('l.seq')
    .execute()
  return rows.map(r => ({ ...r, quantity: Number(r.quantity), returned: Number(r.returned) }))
}

/** What of these lines came back, arrived or was settled; negative where that is taken back. */
export async function markReturned(
  ctx: Ctx,
  back: readonly { lineId: string; quantity: number; amountFen: number }[],
): Promise<void> {
  const rows = JSON.stringify(back.map(b => ({ id: b.lineId, q: b.quantity, a: b.amountFen })))
  await sql`update stock_line l set returned = l.returned + x.q, returned_fen = l.returned_fen + x.a
    from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, q numeric, a bigint)
    where l.school_id = ${ctx.schoolId} and l.id = x.id`.execute(ctx.db)
}

export async function setDocument(
  ctx: Ctx,
  id: string,
  change: Updateable<Tables['stock_document']>,
): Promise<void> {
  await ctx.db
    .updateTable('stock_document')
    .set(change)
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .execute()
}

/** The mirror image of a posted paper, on a paper of its own: shelves and book stand as before it. */
export async function mirror(
  ctx: Ctx,
  row: DocumentRow,
  lines: readonly StoredLine[],
  { no, reason }: { no: string; reason: string },
): Promise<{ id: string; no: string }> {
  const back: PaperLine[] = lines.map(l => ({
    itemId: l.item_id,
    itemName: l.name,
    batchId: l.batch_id,
    quantity: -l.quantity,
    amountFen: -l.amount_fen,
  }))
  const paper = {
    id: ctx.id(),
    no,
    kind: row.kind,
    day: ctx.today,
    storeId: row.store_id,
    toStoreId: row.to_store_id,
    transitId: row.transit_id,
    unitId: row.unit_id,
    note: reason,
  }
  const shifts = shiftsOf(paper, back)
  await shift(ctx, shifts)
  const { entryId } = await reverseEntry(ctx, {
    entryId: row.entry_id as string,
    day: ctx.today,
    document: { kind: DOCUMENT_REF, id: paper.id },
    documentNo: paper.no,
    reason,
  })
  await insertDocument(ctx, paper, 'posted', back, {
    entry_id: entryId,
    reverses_id: row.id,
    reason,
    need_id: row.need_id,
    person_id: row.person_id,
    person_text: row.person_text,
    unit_text: row.unit_text,
    origin_id: row.origin_id,
    source_no: row.no,
  })
  await insertMoves(ctx, paper, shifts)
  return { id: paper.id, no }
}
