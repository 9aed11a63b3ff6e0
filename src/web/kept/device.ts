import { deviceKeep, type Keep } from '../public/keep/keep.ts'

/** What this device keeps for those who sign in on it; the keys of an account begin with its id. */
export const device = deviceKeep('zongwu-account')

/** What the school has too: dropped when the account signs out or another one signs in. */
export const seenBy = (userId: string, keep: Keep = device): Keep => below(keep, `${userId}/seen/`)

/** What only this device has: stays until it has arrived, and is never shown to or sent by anybody else. */
export const unsentOf = (userId: string, keep: Keep = device): Keep => below(keep, `${userId}/unsent/`)

const below = (keep: Keep, prefix: string): Keep => ({
  get: key => keep.get(prefix + key),
  set: (key, value) => keep.set(prefix + key, value),
  drop: key => keep.drop(prefix + key),
  all: start => keep.all(prefix + start),
  wipe: start => keep.wipe(prefix + start),
  lasting: keep.lasting,
})
