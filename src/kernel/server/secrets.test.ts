import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { scenario } from '../../testing/scenario.ts'
import { readConfig } from './config.ts'
import { findKeys, isForeignKey, openSecrets } from './secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'zongwu-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const [A, B] = ['a'.repeat(64), 'b'.repeat(64)] as const

describe('what is sealed', () => {
  it('opens with its key, for its record, unaltered, and otherwise not', () => {
    const box = openSecrets([A])
    const sealed = box.seal('动态码', 'row 1')
    expect(box.open(sealed, 'row 1')).toBe('动态码')
    expect(box.seal('动态码', 'row 1')).not.toBe(sealed)
    expect(box.open(sealed, 'row 2')).toBeUndefined()
    expect(openSecrets([B]).open(sealed, 'row 1')).toBeUndefined()
    const last = sealed.at(-1) === 'A' ? 'B' : 'A'
    expect(box.open(sealed.slice(0, -4) + last.repeat(4), 'row 1')).toBeUndefined()
    for (const rubbish of ['', 's1', 's1.x.y', sealed.slice(0, 20)])
      expect(box.open(rubbish, 'row 1')).toBeUndefined()
  })

  it('opens under a newer key beside the old one, and is known to be old', () => {
    const sealed = openSecrets([A]).seal('x', 'y')
    const both = openSecrets([B, A])
    expect([both.open(sealed, 'y'), both.isOld(sealed), both.isOld(both.seal('x', 'y'))]).toEqual([
      'x',
      true,
      false,
    ])
  })
})

describe('the key', () => {
  it('is made once in the data directory, for its owner alone', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => findKeys(undefined, folder)))
    for (const keys of made) expect(keys).toEqual(made[0])
    expect(readdirSync(folder)).toEqual(['secret.key'])
    expect(made[0]?.[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'secret.key'), 'utf8').trim()).toBe(made[0]?.[0])
  })

  it('of the settings goes before that of the data directory, and is refused when it is none', async () => {
    const given = `${A},\n${B}`
    expect(await findKeys(readConfig({ ZONGWU_KEY: given }, folder).keys, folder)).toEqual([A, B])
    expect(() => readConfig({ ZONGWU_KEY: 'short' }, folder)).toThrow('ZONGWU_KEY')
    expect(() => openSecrets(['short'])).toThrow('密钥格式不对')
  })

  it('is noted by its name in the database, so that another one is noticed', async () => {
    const { app } = await scenario()
    expect(await isForeignKey(app.pool, [A])).toBe(false)
    expect(await isForeignKey(app.pool, [B])).toBe(true)
    // Changed by the book: the new one with the old one behind it.
    expect(await isForeignKey(app.pool, [B, A])).toBe(false)
    expect(await isForeignKey(app.pool, [B])).toBe(false)
    const { rows } = await app.pool.query(`select value from kernel_note where key = 'secret_key'`)
    expect(rows).toEqual([{ value: openSecrets([B]).keyId }])
  })
})
