import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { openFileStore } from './files.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'zongwu-files-'))
  folders.push(made)
  return made
}

it('leaves nothing of an upload whose connection broke', async () => {
  const root = folder()
  const broken = new Readable({ read() {} })
  broken.push('half')
  const receiving = openFileStore(root).receive(broken, 'a.png', 1000)
  setTimeout(() => broken.destroy(new Error('gone')), 20)
  await expect(receiving).rejects.toThrow('gone')
  expect(readdirSync(join(root, 'incoming'))).toEqual([])
})

it('forgets what a killed process was receiving, and nothing that is being received', async () => {
  const root = folder()
  const store = openFileStore(root)
  await store.forgetIncoming(new Date('2026-01-02T00:00:00Z'))
  mkdirSync(join(root, 'incoming'))
  for (const [name, at] of [
    ['old', '2026-01-01T23:59:59Z'],
    ['new', '2026-01-02T00:00:01Z'],
  ] as const) {
    writeFileSync(join(root, 'incoming', name), 'half')
    utimesSync(join(root, 'incoming', name), new Date(at), new Date(at))
  }
  const kept = await store.receive(Readable.from(['whole']), 'a.txt', 1000)
  await store.keep(kept)
  await store.forgetIncoming(new Date('2026-01-02T00:00:00Z'))
  expect(readdirSync(join(root, 'incoming'))).toEqual(['new'])
  expect(await store.size(kept.sha256)).toBe(5)
  expect(await store.size('0'.repeat(64))).toBeUndefined()
})
