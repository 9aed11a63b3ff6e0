import type { SelectQueryBuilder, SqlBool, StringReference } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import { decodeCursor, pageFrom } from '../../kernel/server/cursor.ts'
import type { EvidenceRow } from './contract.ts'

export interface EvidencePage {
  rows: EvidenceRow[]
  next: string | null
}

export interface EvidenceRequest {
  cursor?: string | undefined
  limit: number
}

/** The columns that an evidence row's `on` and `id` are taken from; the page is ordered by them. */
export interface EvidenceKey<DB, TB extends keyof DB> {
  on: StringReference<DB, TB>
  id: StringReference<DB, TB>
}

/**
 * One page of the records behind a number, newest day first. `select` says which records and which columns,
 * without order or limit; `toRow` makes each a row whose `on` and `id` are the values of the two key columns.
 */
export async function evidencePage<DB, TB extends keyof DB, Found>(
  page: EvidenceRequest,
  select: SelectQueryBuilder<DB, TB, Found>,
  key: EvidenceKey<DB, TB>,
  toRow: (found: Found) => EvidenceRow,
): Promise<EvidencePage> {
  const after = decodeCursor(page.cursor, [z.iso.date(), z.uuid()])
  const on = sql.ref(key.on)
  const id = sql.ref(key.id)
  let ordered = select
    .orderBy(on, 'desc')
    .orderBy(id, 'desc')
    .limit(page.limit + 1)
  if (after) ordered = ordered.where(sql<SqlBool>`(${on}, ${id}) < (${after[0]}::date, ${after[1]}::uuid)`)
  const found = await ordered.execute()
  return pageFrom(found.map(toRow), page.limit, row => [row.on, row.id])
}
