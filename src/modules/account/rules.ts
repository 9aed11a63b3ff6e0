export const PASSWORD_MIN = 8
/** Wrong passwords in a row before the account pauses, and for how long. */
export const MAX_FAILURES = 6
export const LOCK_MINUTES = 15
/** A session ends so long after it was opened, whatever happens. */
export const SESSION_DAYS = 30
/** And so long after it was used last: a device that lay about over a week signs in again. */
export const IDLE_DAYS = 7

/** An initial password that nobody used ends after so long. */
export const INITIAL_DAYS = 14

/** The second factor: a code for each half minute (RFC 6238), and codes on paper for a lost telephone. */
export const FACTOR_PERIOD_S = 30
export const RECOVERY_CODES = 10
/** How long a new secret waits for its first code. */
export const PENDING_MINUTES = 15

/** When the account may try again after this failure; undefined while there are tries left. */
export function lockAfter(failures: number, now: Date): Date | undefined {
  return failures >= MAX_FAILURES ? new Date(now.getTime() + LOCK_MINUTES * 60_000) : undefined
}

export const initialExpired = (handedOut: Date | null, now: Date): boolean =>
  handedOut !== null && now.getTime() - handedOut.getTime() > INITIAL_DAYS * 86_400_000

// No 0 O 1 l I: initial passwords are read aloud and copied from paper.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz'
const DIGITS = '23456789'

/** An initial password that can be read aloud: four letters and four digits. `bytes` are random. */
export function readablePassword(bytes: Uint8Array): string {
  const pick = (set: string, i: number): string => set[(bytes[i] ?? 0) % set.length] as string
  return [0, 1, 2, 3].map(i => pick(LETTERS, i)).join('') + [4, 5, 6, 7].map(i => pick(DIGITS, i)).join('')
}

const CODE_LETTERS = LETTERS + DIGITS

/** A code of ten signs, 49 bits, in two groups to be read from paper. `pick(n)` is random below n. */
export function recoveryCode(pick: (below: number) => number): string {
  const group = (): string =>
    Array.from({ length: 5 }, () => CODE_LETTERS[pick(CODE_LETTERS.length)]).join('')
  return `${group()}-${group()}`
}

/** As it is compared: without the gaps that apps and paper show, and without full-width figures. */
export const tidyCode = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase()
