import { Secret, TOTP } from 'otpauth'
import { FACTOR_PERIOD_S } from '../rules.ts'

/** 160 random bits, as RFC 4226 advises, in the alphabet that people can type into a telephone. */
export const newSecret = (): string => new Secret({ size: 20 }).base32

const clock = (secret: string, names: { issuer?: string; label?: string } = {}): TOTP =>
  new TOTP({
    ...names,
    algorithm: 'SHA1',
    digits: 6,
    period: FACTOR_PERIOD_S,
    secret: Secret.fromBase32(secret),
  })

/** What the QR code says to the app on the telephone. */
export const enrolAddress = (secret: string, names: { issuer: string; label: string }): string =>
  clock(secret, names).toString()

/** The half minute that a code belongs to: this one, or its neighbours, for telephones whose clock is off. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime()
  const delta = clock(secret).validate({ token: code, timestamp, window: 1 })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / FACTOR_PERIOD_S) + delta
}

/** What the telephone shows, for tests. */
export const codeAt = (secret: string, now: Date): string =>
  clock(secret).generate({ timestamp: now.getTime() })
