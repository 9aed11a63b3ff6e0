export const PASSWORD_MIN = 8
/** Wrong passwords in a row before the account pauses, and for how long. */
export const MAX_FAILURES = 6
export const LOCK_MINUTES = 15
/** A session ends so long after it was opened, whatever happens. */
export const SESSION_DAYS = 30
/** And so long after it was used last: a device that lay about over a week signs in again. */
export const IDLE_DAYS = 7

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
