import { useEffect, useSyncExternalStore } from 'react'
import { attachment } from '../../../../mechanisms/attachment/contract.ts'
import { CallError, call } from '../../../../web/api.ts'
import { deviceKeep } from '../../../../web/public/keep/keep.ts'
import { fileOf } from '../../../../web/public/keep/photo.ts'
import { stocktake } from '../../contract.ts'
import { createCountQueue, type QueueState } from './queue.ts'

/** A store of its own: what counters keep has nothing to do with the public reports of the same device. */
export const keep = deviceKeep('zongwu-stocktake')

export const queue = createCountQueue(keep, {
  now: () => Date.now(),
  // Signed out is passing as well: after signing in again it goes on.
  isPassing: error => error instanceof CallError && [0, 401, 429, 500, 502, 503, 504].includes(error.status),
  async upload(photo) {
    const { files } = await call(attachment.upload, {}, { files: [fileOf(photo)], commandId: photo.key })
    const [first] = files
    if (!first) throw new CallError(500, { code: 'unreadable', message: '照片没有传上去，会再试。' })
    return first.id
  },
  async record(id, entries) {
    const { outcomes } = await call(stocktake.record, { id, entries })
    return outcomes
  },
})

const TRY_MS = 10_000

/** The taps as they stand; whoever shows them also keeps them moving. */
export function useTaps(campaignId: string): QueueState {
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
  }, [campaignId])
  return state
}
