import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { forgetBefore, isContentHash, placeOf, receiveInto } from './incoming.ts'

export interface UploadedFile {
  /** Temporary file, removed after the call unless stored. */
  path: string
  name: string
  bytes: number
  sha256: string
}

/** Uploaded evidence by content hash: in a folder, or in an object store that several machines share. */
export interface FileStore {
  /** Folder of the temporary files, on this machine. */
  incoming: string
  /** Receives a stream into a temporary file; refuses beyond `maxBytes`. */
  receive(stream: Readable, name: string, maxBytes: number): Promise<UploadedFile>
  /** Keeps a temporary file under its content hash. Idempotent; whole or not at all. */
  keep(file: UploadedFile): Promise<void>
  /** Removes temporary files left behind by processes that were killed: those last written before. */
  forgetIncoming(before: Date): Promise<void>
  /** The content, or nothing where there is none under this hash. */
  open(sha256: string): Promise<Readable | undefined>
  /** Bytes of a content that is kept. */
  size(sha256: string): Promise<number | undefined>
  remove(sha256: string): Promise<void>
  /** The hashes of all that is kept. */
  list(): AsyncIterable<string>
}

/** Files on disk by content hash, in two levels of folders. */
export function openFileStore(folder: string): FileStore {
  const incoming = join(folder, 'incoming')
  const path = (sha256: string): string => join(folder, ...placeOf(sha256))
  const size = (sha256: string): Promise<number | undefined> =>
    stat(path(sha256)).then(
      found => found.size,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      },
    )
  return {
    incoming,
    receive: (stream, name, maxBytes) => receiveInto(incoming, stream, name, maxBytes),
    async keep(file) {
      const target = path(file.sha256)
      await mkdir(dirname(target), { recursive: true })
      if ((await size(file.sha256)) === file.bytes) await rm(file.path, { force: true })
      else await rename(file.path, target)
    },
    forgetIncoming: before => forgetBefore(incoming, before),
    open: async sha256 => ((await size(sha256)) === undefined ? undefined : createReadStream(path(sha256))),
    size,
    remove: sha256 => rm(path(sha256), { force: true }),
    async *list() {
      const names = await readdir(folder, { recursive: true }).catch(() => [])
      yield* names
        .map(name => basename(name))
        .filter(isContentHash)
        .sort()
    },
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
