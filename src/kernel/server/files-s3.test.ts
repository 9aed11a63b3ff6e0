import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileStore, UploadedFile } from './files.ts'
import { type BucketOptions, openBucketStore } from './files-s3.ts'
import { type BucketServer, startBucketServer } from './testing/bucket-server.ts'

let server: BucketServer
let folder: string
let failures: { status?: number; reason: string }[]
let store: FileStore

const open = (options: Partial<BucketOptions> = {}, secret = server.bucket.secretKey): FileStore =>
  openBucketStore(
    { ...server.bucket, secretKey: secret },
    { incoming: folder, timeoutMs: 300, retryMs: 1, onFailure: f => failures.push(f), ...options },
  )

beforeEach(async () => {
  server = await startBucketServer()
  folder = mkdtempSync(join(tmpdir(), 'zongwu-bucket-test-'))
  failures = []
  store = open()
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const receive = (content: string): Promise<UploadedFile> =>
  store.receive(Readable.from([content]), 'a.jpg', 1_000_000)

describe('files in an object store', () => {
  it('are kept once under their hash, read, listed over several pages and removed', async () => {
    const hashes: string[] = []
    for (let i = 0; i < 8; i++) {
      const file = await receive(`照片 ${i}`)
      await store.keep(file)
      hashes.push(file.sha256)
      expect(existsSync(file.path)).toBe(false)
    }
    const [first] = hashes as [string]
    expect([...server.objects.keys()][0]).toBe(`school/${first.slice(0, 2)}/${first.slice(2, 4)}/${first}`)
    server.objects.set('others/thing.txt', Buffer.from('x'))
    const listed: string[] = []
    for await (const sha256 of store.list()) listed.push(sha256)
    expect(listed.sort()).toEqual([...hashes].sort())
    expect(await text((await store.open(first)) as Readable)).toBe('照片 0')
    expect(await store.size(first)).toBe(Buffer.byteLength('照片 0'))
    server.requests.length = 0
    await store.keep(await receive('照片 0'))
    expect(server.requests.map(r => r.split(' ')[0])).toEqual(['HEAD'])
    await store.remove(first)
    await store.remove(first)
    expect(await store.open(first)).toBeUndefined()
    expect(await store.size(first)).toBeUndefined()
    expect(failures).toEqual([])
  })

  it('are shared: what one process keeps another reads', async () => {
    const file = await receive('共用')
    await store.keep(file)
    expect(await text((await open().open(file.sha256)) as Readable)).toBe('共用')
  })

  it('are not readable with a wrong secret, which is said and not tried again', async () => {
    const file = await receive('x')
    await store.keep(file)
    server.requests.length = 0
    const stranger = open({}, 'guessed')
    await expect(stranger.open(file.sha256)).rejects.toMatchObject({ code: 'kernel.files_refused' })
    expect(server.requests).toHaveLength(1)
    expect(failures).toEqual([{ method: 'GET', status: 403, reason: 'SignatureDoesNotMatch' }])
  })

  it('survive a fault or two, and say after the third that the store is away', async () => {
    server.fail.push(500, 'hang-up')
    const file = await receive('终于')
    await store.keep(file)
    expect(server.objects.size).toBe(1)
    server.fail.push('silence', 503, 'silence')
    await expect(store.open(file.sha256)).rejects.toMatchObject({ code: 'kernel.files_away', status: 503 })
    expect(failures).toHaveLength(1)
    await server.close()
    await expect(store.size(file.sha256)).rejects.toMatchObject({ code: 'kernel.files_away' })
  })

  it('that failed to arrive are not there, and stay on this machine until they do', async () => {
    const file = await receive('要紧的照片')
    server.fail.push(404, 500, 500, 500)
    await expect(store.keep(file)).rejects.toMatchObject({ code: 'kernel.files_away' })
    expect(server.objects.size).toBe(0)
    expect(readdirSync(folder)).toHaveLength(1)
    // Changed on the way: the signed hash is of other content.
    writeFileSync(file.path, '要紧的照漏')
    await expect(store.keep(file)).rejects.toMatchObject({ code: 'kernel.files_refused' })
    expect(server.objects.size).toBe(0)
    writeFileSync(file.path, '要紧的照片')
    await store.keep(file)
    expect(await text((await store.open(file.sha256)) as Readable)).toBe('要紧的照片')
  })

  it('ask for nothing but content hashes', async () => {
    await expect(store.open('../../etc/passwd')).rejects.toThrow('not a content hash')
    expect(server.requests).toEqual([])
  })
})
