export const PASSWORD_MIN = 8
/** Wrong passwords in a row before the account pauses, and for how long. */
export const MAX_FAILURES = 6
export const LOCK_MINUTES = 15
export const SESSION_DAYS = 30

const COMMON = new Set([
  '12345678',
  '123456789',
  '1234567890',
  '11111111',
  '88888888',
  'password',
  'qwertyui',
  'abcd1234',
  'a1234567',
])

/** Why a password is too easy; undefined when it may be used. */
export function weakness(password: string, login: string): string | undefined {
  const plain = password.toLowerCase()
  if (plain.length < PASSWORD_MIN) return `少于 ${PASSWORD_MIN} 位`
  if (COMMON.has(plain)) return '是最常见的密码'
  if (new Set(plain).size <= 2) return '字符太单一'
  if (login && plain.includes(login.toLowerCase()) && login.length >= 4) return '包含登录名'
  return undefined
}

/** When the account may try again after this failure; undefined while there are tries left. */
export function lockAfter(failures: number, now: Date): Date | undefined {
  return failures >= MAX_FAILURES ? new Date(now.getTime() + LOCK_MINUTES * 60_000) : undefined
}

// No 0 O 1 l I: initial passwords are read aloud and copied from paper.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz'
const DIGITS = '23456789'

/** An initial password that can be read aloud: four letters and four digits. `bytes` are random. */
export function readablePassword(bytes: Uint8Array): string {
  const pick = (set: string, i: number): string => set[(bytes[i] ?? 0) % set.length] as string
  return [0, 1, 2, 3].map(i => pick(LETTERS, i)).join('') + [4, 5, 6, 7].map(i => pick(DIGITS, i)).join('')
}
