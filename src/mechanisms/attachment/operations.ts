import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { Download, type UploadedFile } from '../../kernel/server/files.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract, type FileView } from './contract.ts'
import { type Checked, check } from './intake.ts'
import { STRANGER_LOOSE_MAX } from './rules.ts'
import { dropContent, LOCK_CONTENT } from './store.ts'
import { byActor, subjectVisibility, toView } from './subjects.ts'

export const handlers: Handlers<typeof contract> = {
  async upload(ctx) {
    if (ctx.uploads.length === 0) throw contract.fail('none')
    if (ctx.actor.kind === 'anonymous') await assertStrangerMayUpload(ctx)
    const checked: Checked[] = []
    try {
      // One after the other: nine photos decoded at once would need the memory of nine.
      for (const upload of ctx.uploads) checked.push(await check(ctx, upload))
      const files: FileView[] = []
      for (const file of checked) files.push(await record(ctx, file))
      return { files }
    } finally {
      for (const file of checked) for (const { path } of contentsOf(file)) await rm(path, { force: true })
    }
  },

  async view(ctx, input) {
    const row = await ctx.db
      .selectFrom('attachment_file')
      .selectAll()
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (!row) throw notFound()
    const seen = row.subject_id
      ? await maySee(ctx, row.subject_kind as string, row.subject_id, input.key)
      : await isMine(ctx, row.id)
    if (!seen) throw notFound()
    const sizes = { original: row.sha256, large: row.large_sha256, thumb: row.thumb_sha256 }
    const content = sizes[input.size] ?? row.sha256
    // The row is written before the content is kept, so a crash between the two leaves one without the other.
    const body = await ctx.files.open(content)
    if (!body) throw notFound()
    return new Download({
      fileName: row.name,
      contentType: content === row.sha256 ? row.mime : 'image/jpeg',
      body,
      inline: row.thumb_sha256 !== null || row.mime === 'application/pdf',
    })
  },

  async discard(ctx, input) {
    const row = await ctx.db
      .deleteFrom('attachment_file')
      .where('id', '=', input.id)
      .where('subject_id', 'is', null)
      .where(byActor(ctx))
      .returning(['id', 'sha256', 'large_sha256', 'thumb_sha256'])
      .executeTakeFirst()
    if (!row) throw notFound()
    dropContent(ctx, [row])
    ctx.about({ kind: 'attachment.file', id: row.id })
    return {}
  },
}

const contentsOf = (file: Checked): UploadedFile[] =>
  [file.original, file.large, file.thumb].filter(c => c !== undefined)

/** Writes the row first and keeps the content last, so that no refusal leaves content without a row. */
async function record(ctx: Ctx, file: Checked): Promise<FileView> {
  const contents = contentsOf(file)
  // Held until commit, so that a clean-up of the same content waits and then sees our row.
  for (const content of contents)
    await sql`select pg_advisory_xact_lock_shared(${LOCK_CONTENT(content.sha256)})`.execute(ctx.db)
  const row = await ctx.db
    .insertInto('attachment_file')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      subject_kind: null,
      subject_id: null,
      sha256: file.original.sha256,
      large_sha256: file.large?.sha256 ?? null,
      thumb_sha256: file.thumb?.sha256 ?? null,
      name: file.name,
      mime: file.mime,
      bytes: file.original.bytes,
      width: file.width,
      height: file.height,
      uploaded_by: userOf(ctx)?.personId ?? null,
      stranger: ctx.actor.kind === 'anonymous' ? ctx.actor.address : null,
      created_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  if (!ctx.preview) for (const content of contents) await ctx.files.keep(content)
  ctx.about({ kind: 'attachment.file', id: row.id }, file.name)
  return toView(row)
}

async function assertStrangerMayUpload(ctx: Ctx): Promise<void> {
  const { count } = await ctx.db
    .selectFrom('attachment_file')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('school_id', '=', ctx.schoolId)
    .where('subject_id', 'is', null)
    .where(byActor(ctx))
    .executeTakeFirstOrThrow()
  if (count + ctx.uploads.length > STRANGER_LOOSE_MAX) throw contract.fail('stranger_limit')
}

async function maySee(ctx: Ctx, kind: string, id: string, key: string | undefined): Promise<boolean> {
  const rule = ctx.all(subjectVisibility).find(r => r.kind === kind)
  return rule ? rule.maySee(ctx, id, key) : false
}

async function isMine(ctx: Ctx, id: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('attachment_file')
    .select('id')
    .where('id', '=', id)
    .where(byActor(ctx))
    .executeTakeFirst()
  return row !== undefined
}
