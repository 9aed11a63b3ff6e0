import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { extract, type Pack, pack } from 'tar-stream'
import type { FileStore } from '../kernel/server/files.ts'

/** An archive that cannot be used, or a place where it must not go; the text says what to do. */
export class ArchiveTrouble extends Error {}

/**
 * Writes a .tar.gz: `fill` packs its entries, with a folder of its own for what it must put aside. The archive
 * appears under its name only when it is whole; what a crash leaves lies in a folder beside it.
 */
export async function writeArchive<T>(
  name: string,
  fill: (archive: Pack, work: string) => Promise<T>,
): Promise<T> {
  const target = resolve(name)
  await mkdir(dirname(target), { recursive: true })
  const work = await mkdtemp(join(dirname(target), '.zongwu-backup-'))
  const part = join(work, basename(target))
  const archive = pack()
  const written = pipeline(archive, createGzip({ level: 6 }), createWriteStream(part, { flush: true }))
  try {
    const result = await fill(archive, work)
    archive.finalize()
    await written
    await rename(part, target)
    return result
  } catch (error) {
    archive.destroy(error as Error)
    await written.catch(() => undefined)
    throw error
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

export const packFile = (archive: Pack, name: string, path: string, size: number): Promise<void> =>
  packStream(archive, name, createReadStream(path), size)

export const packStream = (archive: Pack, name: string, body: Readable, size: number): Promise<void> =>
  pipeline(body, archive.entry({ name, size, mtime: new Date(0) }))

export const packText = (archive: Pack, name: string, body: string): Promise<void> =>
  new Promise((done, fail) => {
    archive.entry({ name, mtime: new Date(0) }, body, error => (error ? fail(error) : done()))
  })

type Visit = (name: string, body: Readable) => Promise<void>

/** Shows each entry in turn; throws ArchiveTrouble where the archive is torn or none. */
export async function readArchive(archive: string, visit: Visit): Promise<void> {
  const reader = extract()
  const fed = pipeline(createReadStream(archive), createGunzip(), reader)
  fed.catch(() => undefined)
  try {
    for await (const item of reader) {
      await visit(item.header.name, item as never)
      item.resume()
    }
    await fed
  } catch (error) {
    if (error instanceof ArchiveTrouble) throw error
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'ENOENT') throw new ArchiveTrouble('找不到这份备份文件。请核对路径。')
    if (code.startsWith('Z_') || /tar|header|unexpected end/i.test((error as Error).message))
      throw new ArchiveTrouble('这份备份读不下去：文件不完整或不是总务的备份。请换一份备份。')
    throw error
  }
}

export async function hashOf(body: AsyncIterable<unknown>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of body) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

export async function textOf(body: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** Keeps a file of an archive under its content hash. */
export async function storeFile(files: FileStore, body: Readable, sha256: string): Promise<void> {
  const received = await files.receive(body, sha256, Number.POSITIVE_INFINITY)
  if (received.sha256 === sha256) return files.keep(received)
  await rm(received.path, { force: true })
  throw new ArchiveTrouble(`备份里的附件 ${sha256} 已损坏。请换一份备份。`)
}

export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
