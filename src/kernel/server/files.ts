import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { kernelError } from '../pure/errors.ts'

export interface UploadedFile {
  /** Temporary file, removed after the call unless stored. */
  path: string
  name: string
  bytes: number
  sha256: string
}

export interface FileStore {
  /** Receives a stream into a temporary file; refuses beyond `maxBytes`. */
  receive(stream: Readable, name: string, maxBytes: number): Promise<UploadedFile>
  /** Keeps a temporary file under its content hash. Idempotent. */
  keep(file: UploadedFile): Promise<void>
  /** Removes temporary files left behind by processes that were killed: those last written before. */
  forgetIncoming(before: Date): Promise<void>
  open(sha256: string): Readable
  path(sha256: string): string
  has(sha256: string): boolean
}

/** Files on disk by content hash, in two levels of folders. */
export function openFileStore(folder: string): FileStore {
  const incoming = join(folder, 'incoming')
  const path = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a content hash')
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }
  return {
    async receive(stream, name, maxBytes) {
      await mkdir(incoming, { recursive: true })
      const target = join(incoming, randomUUID())
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
    },
    async keep(file) {
      const target = path(file.sha256)
      await mkdir(join(target, '..'), { recursive: true })
      if (existsSync(target) && (await stat(target)).size === file.bytes) {
        await rm(file.path, { force: true })
        return
      }
      await rename(file.path, target)
    },
    async forgetIncoming(before) {
      if (!existsSync(incoming)) return
      for (const name of await readdir(incoming)) {
        const file = await stat(join(incoming, name)).catch(() => undefined)
        if (file && file.mtime < before) await rm(join(incoming, name), { force: true })
      }
    },
    open: sha256 => createReadStream(path(sha256)),
    path,
    has: sha256 => existsSync(path(sha256)),
  }
}

/** What an operation with a download output returns; streamed by the HTTP layer. */
export class Download {
  readonly fileName: string
  readonly contentType: string
  readonly body: Buffer | Readable
  /** Shown by the browser instead of saved. */
  readonly inline: boolean
  constructor(file: { fileName: string; contentType: string; body: Buffer | Readable; inline?: boolean }) {
    this.fileName = file.fileName
    this.contentType = file.contentType
    this.body = file.body
    this.inline = file.inline ?? false
  }
}

function sizeText(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MB` : `${Math.round(bytes / 1024)} KB`
}
