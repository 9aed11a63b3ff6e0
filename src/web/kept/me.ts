import { account } from '../../modules/account/contract.ts'
import { type Answer, CallError, call } from '../api.ts'
import type { Keep } from '../public/keep/keep.ts'
import { dropDrafts } from '../ui/form/draft.ts'
import { device, seenBy } from './device.ts'

export type Me = Answer<typeof account.me>

export interface Door {
  me(): Promise<Me>
  signOut(): Promise<unknown>
}

const school: Door = {
  me: () => call(account.me, {}),
  signOut: () => call(account.signOut, {}),
}

const ME = 'me'
const LEFT = 'left'
/** A network that neither answers nor fails is taken for none. */
const PATIENCE_MS = 5000

/** No answer at all, or only from what stands before the school's server. */
export const isAway = (error: unknown): boolean =>
  error instanceof CallError && [0, 502, 503, 504].includes(error.status)

/** Who is signed in: asked of the school, and where there is no network, as it was said last on this device. */
export async function askMe(keep: Keep = device, door: Door = school): Promise<Me> {
  await leaveLate(keep, door)
  const kept = await keep.get<Me>(ME)
  try {
    const me = await (kept ? inTime(door.me()) : door.me())
    if (kept && kept.userId !== me.userId) {
      await seenBy(kept.userId, keep).wipe('')
      forgetDrafts()
    }
    await keep.set(ME, me)
    return me
  } catch (error) {
    if (kept && isAway(error)) return kept
    // Signed out elsewhere, or the account was closed: nothing opens here any more.
    if (error instanceof CallError && error.status === 401) await keep.drop(ME)
    throw error
  }
}

/** Signs out and takes along what this device kept of the account, except what has not been sent yet. */
export async function leave(userId: string, keep: Keep = device, door: Door = school): Promise<void> {
  await keep.drop(ME)
  forgetDrafts()
  await seenBy(userId, keep).wipe('')
  try {
    await door.signOut()
  } catch (error) {
    // The school hears of it as soon as there is a network; until then nobody is signed in here.
    if (isAway(error)) await keep.set(LEFT, true)
  }
}

function forgetDrafts(): void {
  try {
    dropDrafts(globalThis.localStorage)
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

async function leaveLate(keep: Keep, door: Door): Promise<void> {
  if (!(await keep.get(LEFT))) return
  await door.signOut().catch(error => {
    if (isAway(error)) throw error
  })
  await keep.drop(LEFT)
}

function inTime<T>(asked: Promise<T>): Promise<T> {
  return new Promise((done, fail) => {
    const timer = setTimeout(
      () => fail(new CallError(0, { code: 'offline', message: '网络太慢，没有等到应答。' })),
      PATIENCE_MS,
    )
    asked.then(done, fail).finally(() => clearTimeout(timer))
  })
}
