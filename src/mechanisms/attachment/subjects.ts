import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { type Ref, refKey } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { extensionPoint } from '../../kernel/server/module.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { contract, type FileView } from './contract.ts'
import { type FileRole, STRANGER_MINUTES } from './rules.ts'

/** A module says who may see a record of its kind; its files follow. */
export interface SubjectVisibility {
  kind: string
  /** `key`: what a stranger holds, e.g. the secret of a follow link. */
  maySee(ctx: Ctx, id: string, key?: string): Promise<boolean>
}

export const subjectVisibility = extensionPoint<SubjectVisibility>('attachment.subject')

/** Hangs loose files of the actor on a record. Refuses files that are gone, used already, or another's. */
export async function attach(ctx: Ctx, ref: Ref, fileIds: readonly string[], role: FileRole): Promise<void> {
  const ids = [...new Set(fileIds)]
  if (ids.length === 0) return
  const done = await ctx.db
    .updateTable('attachment_file')
    .set({ subject_kind: ref.kind, subject_id: ref.id, role })
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', ids)
    .where('subject_id', 'is', null)
    .where(byActor(ctx))
    .executeTakeFirst()
  const missing = ids.length - Number(done.numUpdatedRows)
  if (missing > 0) throw contract.fail('gone', { count: missing })
}

/** The files of records, oldest first, by `refKey(ref)`; a record without files has an empty list. */
export async function listFor(ctx: Ctx, refs: readonly Ref[]): Promise<Map<string, FileView[]>> {
  const files = new Map<string, FileView[]>(refs.map(ref => [refKey(ref), []]))
  if (refs.length === 0) return files
  const rows = await ctx.db
    .selectFrom('attachment_file')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('subject_kind', 'in', [...new Set(refs.map(r => r.kind))])
    .where('subject_id', 'in', [...new Set(refs.map(r => r.id))])
    .orderBy('id')
    .execute()
  for (const row of rows)
    files.get(refKey({ kind: row.subject_kind as string, id: row.subject_id as string }))?.push(toView(row))
  return files
}

export function toView(row: {
  id: string
  name: string
  mime: string
  bytes: number
  thumb_sha256: string | null
  width: number | null
  height: number | null
  role: FileRole
  created_at: Date
}): FileView {
  return {
    id: row.id,
    name: row.name,
    mime: row.mime,
    bytes: row.bytes,
    picture: row.thumb_sha256 !== null,
    width: row.width,
    height: row.height,
    role: row.role,
    at: row.created_at,
  }
}

/** Condition: uploaded by the actor himself; a stranger is known by his address for an hour. */
export const byActor =
  (ctx: Ctx) =>
  (eb: ExpressionBuilder<Tables, 'attachment_file'>): Expression<SqlBool> => {
    const { actor } = ctx
    if (actor.kind === 'system') return eb.lit(true)
    if (actor.kind === 'user') return eb('uploaded_by', '=', actor.personId)
    const since = new Date(ctx.now.getTime() - STRANGER_MINUTES * 60_000)
    return eb.and([eb('stranger', '=', actor.address), eb('created_at', '>', since)])
  }
