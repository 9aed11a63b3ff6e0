import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { AppError } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { UploadedFile } from '../../kernel/server/files.ts'
import { contract } from './contract.ts'
import { isTooManyPixels, readPicture } from './pictures.ts'
import { type FileKind, isPicture, MIME, officeKind, safeName, sniff } from './rules.ts'

/** An upload found good, with temporary files that are ready to be kept. */
export interface Checked {
  name: string
  mime: string
  original: UploadedFile
  large?: UploadedFile
  thumb?: UploadedFile
  width: number | null
  height: number | null
}

/** Decides by content what an upload is. Throws the refusal that the user reads. */
export async function check(ctx: Ctx, file: UploadedFile): Promise<Checked> {
  const kind = sniff(await headOf(file.path))
  if (isPicture(kind)) return checkPicture(ctx, file, kind as FileKind)
  if (ctx.actor.kind === 'anonymous') throw contract.fail('stranger_kind', { name: file.name })
  if (kind === 'pdf') return document(ctx, file, 'pdf')
  const office = kind === 'zip' ? officeKind(await readFile(file.path)) : undefined
  if (office === 'macro') throw contract.fail('macro', { name: file.name })
  if (office) return document(ctx, file, office)
  throw contract.fail('kind', { name: file.name })
}

async function checkPicture(ctx: Ctx, file: UploadedFile, kind: FileKind): Promise<Checked> {
  const picture = await readPicture(file.path).catch(error => {
    throw unreadable(error, file.name, kind)
  })
  const { original, large, thumb } = picture
  return {
    name: safeName(file.name, original.mime === MIME.jpeg ? 'jpg' : original.mime.slice('image/'.length)),
    mime: original.mime,
    original: await buffer(ctx, original.body),
    large: await buffer(ctx, large.body),
    thumb: await buffer(ctx, thumb.body),
    width: original.width,
    height: original.height,
  }
}

function unreadable(error: unknown, name: string, kind: FileKind): AppError {
  if (isTooManyPixels(error)) return contract.fail('too_many_pixels', { name })
  return contract.fail(kind === 'heif' ? 'heic' : 'not_picture', { name })
}

/** Kept byte for byte. A copy, because the kernel removes the upload itself and may run the call again. */
async function document(ctx: Ctx, file: UploadedFile, ending: 'pdf' | 'docx' | 'xlsx'): Promise<Checked> {
  const original = await ctx.files.receive(createReadStream(file.path), file.name, file.bytes)
  return { name: safeName(file.name, ending), mime: MIME[ending], original, width: null, height: null }
}

const buffer = (ctx: Ctx, body: Buffer): Promise<UploadedFile> =>
  ctx.files.receive(Readable.from([body]), '', body.length)

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
