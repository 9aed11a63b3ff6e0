import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { RowOutcome } from './apply.ts'

const CHUNK = 1000

/** Keeps what became of each row; replaces what an earlier preview kept. */
export async function storeRows(
  ctx: Ctx,
  importId: string,
  outcomes: readonly RowOutcome[],
  as: 'preview' | 'import',
): Promise<void> {
  await ctx.db.deleteFrom('register_import_row').where('import_id', '=', importId).execute()
  for (let from = 0; from < outcomes.length; from += CHUNK) {
    const chunk = outcomes.slice(from, from + CHUNK).map((outcome, i) => record(ctx, outcome, from + i, as))
    // One parameter a thousand rows: a list of placeholders would cost more to compile than to insert.
    await sql`
      insert into register_import_row
        (school_id, id, import_id, position, kind, sheet, row_no, status, reason, cells, understood,
         record_kind, record_id, fingerprint, effect, changes)
      select ${ctx.schoolId}::uuid, r.id, ${importId}::uuid, r.position, r.kind, r.sheet, r.row_no, r.status, r.reason,
             r.cells, r.understood, r.record_kind, r.record_id, r.fingerprint, r.effect, r.changes
      from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as r
        (id uuid, position int, kind text, sheet text, row_no int, status text, reason text, cells jsonb,
         understood jsonb, record_kind text, record_id uuid, fingerprint text, effect text, changes jsonb)`.execute(
      ctx.db,
    )
  }
}

function record(
  ctx: Ctx,
  { kind, row, status, reason, record, fingerprint, effect, changes }: RowOutcome,
  position: number,
  as: string,
) {
  const written = as === 'import' && status === 'imported'
  return {
    id: ctx.id(),
    position,
    kind: kind.id,
    sheet: row.sheet,
    row_no: row.row,
    status: status === 'imported' && !written ? 'ready' : status,
    reason,
    cells: row.cells,
    understood: row.understood,
    record_kind: written ? (record?.kind ?? null) : null,
    record_id: written ? (record?.id ?? null) : null,
    fingerprint: written ? fingerprint : null,
    effect,
    changes,
  }
}
