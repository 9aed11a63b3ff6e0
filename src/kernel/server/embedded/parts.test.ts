import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { findShipped, program, usableBinaries } from './binaries.ts'
import { socketFolder } from './home.ts'
import { serverIdentity } from './identity.ts'
import { withLock } from './lock.ts'
import { fingerprint } from './process.ts'
import { explain } from './trouble.ts'

const ROOT = process.getuid?.() === 0
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function folder(mode = 0o755): string {
  const made = mkdtempSync(join(tmpdir(), 'zongwu-parts-'))
  chmodSync(made, mode)
  folders.push(made)
  return made
}

/** The package as npm lays it down: without the links between the libraries. */
function bareNative(under: string): string {
  const native = join(under, 'native')
  cpSync(findShipped().native, native, {
    recursive: true,
    filter: source => !/\.so(\.\d+)?$/.test(source) || !source.includes('libicu'),
  })
  return native
}

describe('the programs', () => {
  test('an unsupported system is told about DATABASE_URL', () => {
    expect(() => findShipped('sunos', 'sparc')).toThrow(/sunos-sparc.*DATABASE_URL/)
  })

  test('missing library links are made in place, and making them twice is harmless', async () => {
    const native = bareNative(folder())
    const home = folder()
    const shipped = { ...findShipped(), native }
    const identity = serverIdentity([])
    expect(await usableBinaries(shipped, home, identity)).toBe(native)
    expect(await usableBinaries(shipped, home, identity)).toBe(native)
    expect(existsSync(join(home, 'native'))).toBe(false)
  })

  test.runIf(ROOT)('programs that the server’s user cannot reach are copied', async () => {
    const native = bareNative(folder(0o700))
    const home = folder()
    const shipped = { ...findShipped(), native }
    mkdirSync(join(home, 'native/17.0.0'), { recursive: true })
    const used = await usableBinaries(shipped, home, serverIdentity([]))
    expect(used).toBe(join(home, 'native', shipped.version))
    expect(statSync(program(used, 'postgres')).mode & 0o005).toBe(0o005)
    expect(existsSync(join(home, 'native/17.0.0'))).toBe(false)
    expect(await usableBinaries(shipped, home, serverIdentity([]))).toBe(used)
  })
})

describe('the socket’s folder', () => {
  const deepHome = () => {
    const path = join(folder(), 'x'.repeat(90))
    return { folder: path, cluster: join(path, 'cluster'), identity: serverIdentity([]), abandoned: [] }
  }

  test('is the same each time, and private', () => {
    const home = deepHome()
    const found = socketFolder(home)
    folders.push(found)
    expect(socketFolder(home)).toBe(found)
    expect(statSync(found).mode & 0o777).toBe(0o700)
  })

  test('is not one that somebody else put there', () => {
    const home = deepHome()
    const found = socketFolder(home)
    rmSync(found, { recursive: true })
    symlinkSync(folder(), found)
    folders.push(found)
    const other = socketFolder(home)
    folders.push(other)
    expect(other).not.toBe(found)
  })

  test.runIf(ROOT)('is not one that belongs to another user', () => {
    const home = deepHome()
    const found = socketFolder(home)
    folders.push(found)
    chownSync(found, 1, 1)
    const other = socketFolder(home)
    folders.push(other)
    expect(other).not.toBe(found)
  })
})

describe('the lock', () => {
  test('lets one in at a time', async () => {
    const lock = join(folder(), 'lock')
    let inside = 0
    let most = 0
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside)
      await new Promise(resolve => setTimeout(resolve, 5))
      inside--
    }
    await Promise.all(Array.from({ length: 8 }, () => withLock(lock, work)))
    expect(most).toBe(1)
    expect(existsSync(lock)).toBe(false)
  })

  test('is taken over by one alone when its holder is gone, even if the number lives again', async () => {
    const lock = join(folder(), 'lock')
    writeFileSync(lock, `${process.pid} an-earlier-process-of-this-number x`)
    const order: string[] = []
    const work = (name: string) => async (): Promise<void> => {
      order.push(`${name} in`)
      await new Promise(resolve => setTimeout(resolve, 5))
      order.push(`${name} out`)
    }
    await Promise.all([withLock(lock, work('a')), withLock(lock, work('b'))])
    expect(order).toHaveLength(4)
    expect(order[0]?.[0]).toBe(order[1]?.[0])
  })

  test('is given up when the work fails', async () => {
    const lock = join(folder(), 'lock')
    await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(existsSync(lock)).toBe(false)
  })

  test('names its holder', async () => {
    const lock = join(folder(), 'lock')
    await withLock(lock, async () => {
      expect(readFileSync(lock, 'utf8').split(' ').slice(0, 2)).toEqual([
        `${process.pid}`,
        fingerprint(process.pid),
      ])
    })
  })
})

describe('what a person reads', () => {
  const at = { doing: '建立数据库', folder: '/data' }
  test.each([
    [
      { ...at, output: 'initdb: error: could not write: No space left on device' },
      undefined,
      '磁盘已满（/data）',
    ],
    [
      at,
      Object.assign(new Error('EACCES: permission denied, mkdir'), { code: 'EACCES' }),
      '没有权限读写 /data',
    ],
    [{ ...at, output: 'FATAL: data directory "/x" has wrong ownership' }, undefined, 'chown -R'],
    [at, new Error('EROFS: read-only file system, open'), '文件夹只读'],
    [{ ...at, output: 'FATAL: something new' }, undefined, 'something new\n可以改用已有的 PostgreSQL'],
  ])('%j', (situation, error, text) => {
    const { message } = explain(error, situation)
    expect(message).toContain('建立数据库没有成功')
    expect(message).toContain(text)
  })
})
