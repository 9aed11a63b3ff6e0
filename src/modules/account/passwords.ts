import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

// argon2id (the library's default), 19 MiB and two passes: OWASP's minimum; about 10 ms off the event loop.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST)

/** Spends the same time for an unknown login as for a known one. */
const NOBODY = hash('nobody has this password', COST)

export async function checkPassword(stored: string | undefined, password: string): Promise<boolean> {
  const known = stored?.startsWith('$argon2') ? stored : undefined
  const matches = await verify(known ?? (await NOBODY), password.normalize('NFKC'))
  return known !== undefined && matches
}

/** Hashed at a lower cost than now: to be hashed anew when the password is next at hand. */
export const isOutdated = (stored: string): boolean =>
  !stored.includes(`$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`)

export const newToken = (): string => randomBytes(32).toString('base64url')
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()
