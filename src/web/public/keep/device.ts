import { useEffect, useSyncExternalStore } from 'react'
import { send, uploadPhoto } from '../net/call.ts'
import { useEvery } from '../net/use-ask.ts'
import type { Receipt } from './deliver.ts'
import { deviceKeep } from './keep.ts'
import { fileOf } from './photo.ts'
import { createQueue, type QueueState } from './queue.ts'

export const keep = deviceKeep()

export const queue = createQueue(keep, {
  upload: (photo, school) => uploadPhoto(fileOf(photo), photo.key, school),
  send: (item, photos): Promise<Receipt> =>
    item.op === 'repair.report'
      ? send(item.op, { ...item.input, photos }, item.id, item.school)
      : send(item.op, { ...item.input, photos }, item.id, item.school),
  now: () => Date.now(),
})

const TRY_MS = 15_000

/** The queue as it stands; whoever shows it also keeps it moving. */
export function useQueue(): QueueState {
  const state = useSyncExternalStore(queue.subscribe, queue.get, queue.get)
  const pending = state.waiting.some(w => !w.refused)
  useEffect(() => {
    void queue.load().then(() => queue.flush())
  }, [])
  useEvery(pending ? TRY_MS : undefined, () => void queue.flush())
  return state
}
