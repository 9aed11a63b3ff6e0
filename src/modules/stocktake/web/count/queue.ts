import type { InputOf } from '../../../../kernel/pure/operation.ts'
import type { Keep } from '../../../../web/public/keep/keep.ts'
import type { KeptPhoto } from '../../../../web/public/keep/photo.ts'
import type { stocktake } from '../../contract.ts'
import type { Result } from '../../rules.ts'
import type { EntryOutcome } from '../../shapes.ts'

export type Entry = InputOf<typeof stocktake.record>['entries'][number]

/** One tap of the counter, kept on the device until the school has it, and afterwards to show what was done. */
export interface Tap {
  /** Also the entry's id: sent again it is the same entry. */
  id: string
  campaignId: string
  at: number
  entry: Entry
  /** For the list of what waits: 台式计算机 ZC-2026-000012 */
  what: string
  photos: (KeptPhoto & { fileId?: string })[]
  state: 'waiting' | 'sent' | 'refused'
  /** Of a round that has since been counted anew: it is kept, but sending it again would not make it count. */
  stale?: boolean
  /** Why it does not count, in the server's words. */
  why: string
  result: Result | null
  /** Known once the server has said which line a scanned number is. */
  lineId: string | null
}

export interface QueueState {
  taps: readonly Tap[]
  busy: boolean
  loaded: boolean
  /** When something last got through. */
  sentAt: number | undefined
}

export interface Carrier {
  upload(photo: KeptPhoto): Promise<string>
  record(campaignId: string, entries: Entry[]): Promise<readonly EntryOutcome[]>
  /** No answer, or not now: the same again may succeed. */
  isPassing(error: unknown): boolean
  now(): number
}

/** What the school has not got yet is kept apart from what is kept only to be shown. */
export interface TapKeeps {
  unsent: Keep
  sent: Keep
}

export interface CountQueue {
  get(): QueueState
  subscribe(listener: () => void): () => void
  load(campaignId: string): Promise<void>
  /** Keeps it first, then tries to send. */
  add(tap: Tap): Promise<void>
  flush(): Promise<void>
  /** A refused tap is tried once more; without its photos where those are what is refused. */
  retry(id: string, how?: { withoutPhotos: boolean }): Promise<void>
  drop(id: string): Promise<void>
}

const BATCH = 50
const keyOf = (tap: Pick<Tap, 'campaignId' | 'id'>): string => `tap:${tap.campaignId}:${tap.id}`

/** First kept in its new place, then gone from the old: cut off in between, it is there twice, not lost. */
async function store({ unsent, sent }: TapKeeps, tap: Tap): Promise<void> {
  if (tap.state !== 'sent') return unsent.set(keyOf(tap), tap)
  await sent.set(keyOf(tap), tap)
  await unsent.drop(keyOf(tap))
}

async function discard({ unsent, sent }: TapKeeps, tap: Tap): Promise<void> {
  await unsent.drop(keyOf(tap))
  await sent.drop(keyOf(tap))
}

export function createCountQueue(keeps: TapKeeps, carrier: Carrier): CountQueue {
  let state: QueueState = { taps: [], busy: false, loaded: false, sentAt: undefined }
  let running: Promise<void> | undefined
  const listeners = new Set<() => void>()
  const set = (next: Partial<QueueState>): void => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }
  const put = async (tap: Tap): Promise<void> => {
    // Dropped while it was under way: it must not come back.
    if (!state.taps.some(known => known.id === tap.id)) return
    // Shown as done only when it is crossed off: the page may be closed at once.
    await store(keeps, tap)
    if (!state.taps.some(known => known.id === tap.id)) return discard(keeps, tap)
    set({ taps: state.taps.map(known => (known.id === tap.id ? tap : known)) })
  }
  const waiting = (): Tap[] => state.taps.filter(tap => tap.state === 'waiting')

  async function uploadPhotos(tap: Tap): Promise<Tap> {
    let now = tap
    for (const [i, photo] of tap.photos.entries()) {
      if (photo.fileId) continue
      const fileId = await carrier.upload(photo)
      now = { ...now, photos: now.photos.map((p, at) => (at === i ? { ...p, fileId } : p)) }
      await put(now)
    }
    return now
  }

  /** A photo that the school does not take holds up its own tap only. */
  async function withItsPhotos(tap: Tap): Promise<Tap | undefined> {
    try {
      return await uploadPhotos(tap)
    } catch (error) {
      if (carrier.isPassing(error)) throw error
      await put({ ...tap, state: 'refused', why: error instanceof Error ? error.message : String(error) })
      return undefined
    }
  }

  /** False when the network is away: the rest need not be tried. */
  async function sendBatch(batch: readonly Tap[]): Promise<boolean> {
    const ready: Tap[] = []
    try {
      for (const tap of batch) {
        const complete = await withItsPhotos(tap)
        if (complete) ready.push(complete)
      }
      if (ready.length === 0) return true
      const entries = ready.map(tap => withPhotos(tap))
      const outcomes = await carrier.record((batch[0] as Tap).campaignId, entries)
      const said = new Map(outcomes.map(outcome => [outcome.id, outcome]))
      for (const tap of ready) await put(settled(tap, said.get(tap.id)))
      set({ sentAt: carrier.now() })
      return true
    } catch (error) {
      if (carrier.isPassing(error)) return false
      const why = error instanceof Error ? error.message : String(error)
      for (const tap of ready) await put({ ...tap, state: 'refused', why })
      return true
    }
  }

  async function sendAll(): Promise<void> {
    set({ busy: true })
    try {
      for (let batch = waiting().slice(0, BATCH); batch.length > 0; batch = waiting().slice(0, BATCH)) {
        const first = batch[0] as Tap
        const same = batch.filter(tap => tap.campaignId === first.campaignId)
        if (!(await sendBatch(same))) return
      }
    } finally {
      set({ busy: false })
    }
  }

  const queue: CountQueue = {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async load(campaignId) {
      const sent = await keeps.sent.all<Tap>(`tap:${campaignId}:`)
      // Of all counts: what was tapped in another one goes on its way as well.
      const unsent = await keeps.unsent.all<Tap>('tap:')
      const known = new Set(state.taps.map(tap => tap.id))
      const taps = [...state.taps]
      for (const tap of [...sent, ...unsent]) {
        if (known.has(tap.id)) {
          // Cut off between arriving and being crossed off.
          if (sent.some(arrived => arrived.id === tap.id)) await keeps.unsent.drop(keyOf(tap))
          continue
        }
        known.add(tap.id)
        taps.push(tap)
      }
      taps.sort((a, b) => a.at - b.at)
      set({ taps, loaded: true })
    },
    async add(tap) {
      if (state.taps.some(known => known.id === tap.id)) return
      set({ taps: [...state.taps, tap] })
      await store(keeps, tap)
      await queue.flush()
    },
    async flush() {
      // One at a time; what was added meanwhile is sent by the next run.
      while (running) await running
      if (waiting().length === 0) return
      running = sendAll().finally(() => {
        running = undefined
      })
      await running
    },
    async retry(id, how) {
      const tap = state.taps.find(known => known.id === id)
      const photos = how?.withoutPhotos ? [] : (tap?.photos ?? [])
      if (tap) await put({ ...tap, photos, state: 'waiting', why: '' })
      await queue.flush()
    },
    async drop(id) {
      const tap = state.taps.find(known => known.id === id)
      set({ taps: state.taps.filter(known => known.id !== id) })
      if (!tap) return
      await discard(keeps, tap)
    },
  }
  return queue
}

const withPhotos = ({ entry, photos }: Tap): Entry => ({
  ...entry,
  photos: photos.flatMap(photo => (photo.fileId ? [photo.fileId] : [])),
})

/** What has arrived keeps no photos: they are the school's now. */
function settled(tap: Tap, outcome: EntryOutcome | undefined): Tap {
  if (!outcome) return tap
  const refused = outcome.outcome === 'refused' || outcome.outcome === 'stale'
  return {
    ...tap,
    state: refused ? 'refused' : 'sent',
    stale: outcome.outcome === 'stale',
    why: outcome.why,
    result: outcome.result ?? tap.result,
    lineId: outcome.lineId ?? tap.lineId,
    photos: refused ? tap.photos : [],
  }
}
