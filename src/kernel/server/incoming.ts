import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { kernelError } from '../pure/errors.ts'
import type { UploadedFile } from './files.ts'

/** Receives a stream into a temporary file of `folder`; a broken or oversized one leaves nothing. */
export async function receiveInto(
  folder: string,
  stream: Readable,
  name: string,
  maxBytes: number,
): Promise<UploadedFile> {
  await mkdir(folder, { recursive: true })
  const target = join(folder, randomUUID())
  const hash = createHash('sha256')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > maxBytes) return done(kernelError('kernel.too_large', { limit: sizeText(maxBytes) }))
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    await pipeline(stream, meter, createWriteStream(target, { flush: true }))
  } catch (error) {
    await rm(target, { force: true })
    throw error
  }
  return { path: target, name, bytes, sha256: hash.digest('hex') }
}

/** Removes what killed processes left in `folder`: temporary files last written before. */
export async function forgetBefore(folder: string, before: Date): Promise<void> {
  if (!existsSync(folder)) return
  for (const name of await readdir(folder)) {
    const file = await stat(join(folder, name)).catch(() => undefined)
    if (file && file.mtime < before) await rm(join(folder, name), { force: true })
  }
}

/** Where a content lies below a folder or a bucket's prefix: two levels, so that no folder grows large. */
export function placeOf(sha256: string): readonly [string, string, string] {
  if (!isContentHash(sha256)) throw new Error('not a content hash')
  return [sha256.slice(0, 2), sha256.slice(2, 4), sha256]
}

export const isContentHash = (name: string): boolean => /^[0-9a-f]{64}$/.test(name)

function sizeText(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MB` : `${Math.round(bytes / 1024)} KB`
}
