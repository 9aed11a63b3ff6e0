import { type RawBuilder, sql } from 'kysely'
import type { App } from '../../kernel/server/app.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { transaction } from '../../kernel/server/db.ts'
import { LOOSE_HOURS } from './rules.ts'

interface Contents {
  sha256: string
  large_sha256: string | null
  thumb_sha256: string | null
}

/** Key of the lock on one content, shared by uploads and exclusive for its removal. */
export const LOCK_CONTENT = (sha256: string): RawBuilder<number> => sql`hashtextextended(${sha256}, 0)`

/** No upload takes so long. */
const INCOMING_MS = 24 * 3_600_000

/** Files that were uploaded and never used for anything, and what broken uploads left behind. */
export async function purgeLoose(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now.getTime() - LOOSE_HOURS * 3_600_000)
  const rows = await ctx.db
    .deleteFrom('attachment_file')
    .where('school_id', '=', ctx.schoolId)
    .where('subject_id', 'is', null)
    .where('created_at', '<', before)
    .returning(['sha256', 'large_sha256', 'thumb_sha256'])
    .execute()
  dropContent(ctx, rows)
  const stale = new Date(ctx.now.getTime() - INCOMING_MS)
  ctx.background(app => app.files.forgetIncoming(stale))
}

/**
 * Removes the content of deleted rows from disk, after commit, unless another row of any school has it too.
 * Only pictures: they were encoded anew and no other part of the product keeps the same bytes, whereas the
 * same workbook may well be attached here and kept by an import there.
 */
export function dropContent(ctx: Ctx, rows: readonly Contents[]): void {
  const contents = new Set<string>()
  for (const row of rows)
    if (row.large_sha256 && row.thumb_sha256)
      for (const sha256 of [row.sha256, row.large_sha256, row.thumb_sha256]) contents.add(sha256)
  if (contents.size > 0) ctx.background(app => removeUnused(app, [...contents]))
}

async function removeUnused(app: App, contents: readonly string[]): Promise<void> {
  for (const sha256 of contents)
    await transaction(app.pool, {}, async db => {
      await sql`select pg_advisory_xact_lock(${LOCK_CONTENT(sha256)})`.execute(db)
      const used = await db
        .selectFrom('attachment_file')
        .select('id')
        .where(sql<boolean>`array[sha256, large_sha256, thumb_sha256] @> array[${sha256}]`)
        .limit(1)
        .executeTakeFirst()
      if (!used) await app.files.remove(sha256)
    })
}
