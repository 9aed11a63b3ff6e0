import { useEffect, useSyncExternalStore } from 'react'
import { attachment } from '../../../../mechanisms/attachment/contract.ts'
import { CallError, call } from '../../../../web/api.ts'
import { seenBy, unsentOf } from '../../../../web/kept/device.ts'
import { isAway } from '../../../../web/kept/me.ts'
import { fileOf } from '../../../../web/public/keep/photo.ts'
import { stocktake } from '../../contract.ts'
import { type Carrier, type CountQueue, createCountQueue, type QueueState } from './queue.ts'

const ANSWER_MS = 30_000
const UPLOAD_MS = 120_000

const carrier: Carrier = {
  now: () => Date.now(),
  // Signed out is passing as well: after signing in again it goes on.
  isPassing: error => isAway(error) || (error instanceof CallError && [401, 429, 500].includes(error.status)),
  async upload(photo) {
    const { files } = await call(
      attachment.upload,
      {},
      { files: [fileOf(photo)], commandId: photo.key, ...within(UPLOAD_MS) },
    )
    const [first] = files
    if (!first) throw new CallError(500, { code: 'unreadable', message: '照片没有传上去，会再试。' })
    return first.id
  },
  async record(id, entries) {
    const { outcomes } = await call(stocktake.record, { id, entries }, within(ANSWER_MS))
    return outcomes
  },
}

/** A network that hangs must not hold up the queue: the same is sent again, and counts once. */
const within = (ms: number): { signal?: AbortSignal } =>
  'timeout' in AbortSignal ? { signal: AbortSignal.timeout(ms) } : {}

const queues = new Map<string, CountQueue>()

/** The taps of an account on this device: never shown to, or sent by, who signs in after it. */
export function queueOf(userId: string): CountQueue {
  const known = queues.get(userId)
  if (known) return known
  const made = createCountQueue({ unsent: unsentOf(userId), sent: seenBy(userId) }, carrier)
  queues.set(userId, made)
  return made
}

const TRY_MS = 10_000

/** The taps as they stand; whoever shows them also keeps them moving. */
export function useTaps(queue: CountQueue, campaignId: string): QueueState {
  const state = useSyncExternalStore(queue.subscribe, queue.get, queue.get)
  useEffect(() => {
    void queue.load(campaignId).then(() => queue.flush())
    const again = (): void => void queue.flush()
    const timer = setInterval(again, TRY_MS)
    window.addEventListener('online', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [queue, campaignId])
  return state
}
