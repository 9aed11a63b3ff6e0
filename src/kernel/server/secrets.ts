import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DbPool } from './db.ts'

/** Hides what the database must be able to give back (unlike a password) from whoever reads the database alone. */
export interface Secrets {
  /** `about` is bound in: what was sealed about one record does not open as another's. */
  seal(text: string, about: string): string
  /** Undefined where it was sealed under a key that is not here, or altered. */
  open(sealed: string, about: string): string | undefined
  /** Sealed under an older key: to be sealed anew when it was opened. */
  isOld(sealed: string): boolean
  /** Names the key in use without giving it away. */
  readonly keyId: string
}

const NAME = 'secret.key'
const FORM = /^[0-9a-f]{64}$/

/** AES-256-GCM. The first key seals; the others still open what was sealed before the key was changed. */
export function openSecrets(keys: readonly string[]): Secrets {
  const known = new Map(keys.map(key => [idOf(key), Buffer.from(key, 'hex')] as const))
  const [keyId] = known.keys()
  if (keyId === undefined || !keys.every(key => FORM.test(key)))
    throw new Error('密钥格式不对：每个密钥是 64 位十六进制数字，几个之间用逗号或换行分开，新的在前。')
  return {
    keyId,
    seal(text, about) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', known.get(keyId) as Buffer, iv).setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return ['s1', keyId, Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')].join('.')
    },
    open(sealed, about) {
      const [form, id = '', rest = ''] = sealed.split('.')
      const key = known.get(id)
      if (form !== 's1' || !key) return undefined
      const bytes = Buffer.from(rest, 'base64url')
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
        cipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
    isOld: sealed => sealed.split('.')[1] !== keyId,
  }
}

/** The keys of the settings; else those of the data directory, where one is made at the first start. */
export async function findKeys(given: string | undefined, dataDir: string): Promise<string[]> {
  if (given) return split(given)
  const path = join(dataDir, NAME)
  await mkdir(dataDir, { recursive: true })
  if (!existsSync(path)) {
    // A link appears with its content or not at all: another process may be starting too.
    const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
    await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
    try {
      await link(draft, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      await rm(draft, { force: true })
    }
  }
  return split(await readFile(path, 'utf8'))
}

/** True where the database was last used with another key: what is sealed in it may not open here. */
export async function isForeignKey(pool: Pick<DbPool, 'query'>, keys: readonly string[]): Promise<boolean> {
  const [current] = keys.map(idOf) as [string]
  const { rows } = await pool.query<{ value: string }>(
    `insert into kernel_note (key, value) values ('secret_key', $1)
     on conflict (key) do update set value = case when kernel_note.value = any($2) then $1 else kernel_note.value end
     returning value`,
    [current, keys.map(idOf)],
  )
  return rows[0]?.value !== current
}

const split = (text: string): string[] =>
  text
    .trim()
    .toLowerCase()
    .split(/[\s,]+/)
const idOf = (key: string): string =>
  createHash('sha256').update(`zongwu key ${key}`).digest('hex').slice(0, 8)
