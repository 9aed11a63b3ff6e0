import { type Carrier, deliver, type Outcome, type Receipt, type Waiting } from './deliver.ts'
import type { Keep } from './keep.ts'

/** What was sent from this device, newest first: the way back to its follow page. */
export interface Sent {
  id: string
  at: number
  where: string
  what: string
  receipt: Receipt
  joined: boolean
}

export interface QueueState {
  waiting: readonly Waiting[]
  sent: readonly Sent[]
  busy: boolean
  loaded: boolean
}

export interface Queue {
  get(): QueueState
  subscribe(listener: () => void): () => void
  load(): Promise<void>
  /** Keeps it first, then tries to send. The same id twice is one. */
  add(item: Waiting): Promise<void>
  /** Sends what waits for the network; `id` also tries one that was refused. */
  flush(id?: string): Promise<void>
  drop(id: string): Promise<void>
}

const WAITING = 'waiting:'
const SENT = 'sent'
const KEPT_SENT = 10
/** The server knows a repeated command for 30 days; what is older might arrive twice and waits for a yes. */
const STALE_MS = 25 * 86_400_000
const STALE = {
  code: 'stale',
  why: '这一条放了二十多天没有发出去。请看看是不是已经修好或报过；还要报，点“再发一次”。',
  fields: {},
}

export function createQueue(keep: Keep, carrier: Omit<Carrier, 'save'>): Queue {
  let state: QueueState = { waiting: [], sent: [], busy: false, loaded: false }
  let running: Promise<void> | undefined
  const listeners = new Set<() => void>()
  const set = (next: Partial<QueueState>) => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }
  const put = (item: Waiting) =>
    set({ waiting: [...state.waiting.filter(w => w.id !== item.id), item].sort((a, b) => a.at - b.at) })
  const save = async (item: Waiting) => {
    // Deleted while it was under way: it must not come back.
    if (!state.waiting.some(w => w.id === item.id)) return
    put(item)
    await keep.set(WAITING + item.id, item)
  }

  async function settle(item: Waiting, outcome: Outcome): Promise<void> {
    if (outcome.kind !== 'sent') return
    const { id, at, where, what } = item
    const entry = { id, at, where, what, receipt: outcome.receipt, joined: item.op === 'repair.endorse' }
    const sent = [entry, ...state.sent.filter(s => s.id !== id)].slice(0, KEPT_SENT)
    set({ waiting: state.waiting.filter(w => w.id !== id), sent })
    await keep.set(SENT, sent)
    await keep.drop(WAITING + id)
  }

  async function sendAll(id?: string): Promise<void> {
    set({ busy: true })
    try {
      for (const item of state.waiting) {
        if (item.refused && item.id !== id) continue
        if (item.id !== id && carrier.now() - item.at > STALE_MS) {
          await save({ ...item, refused: STALE })
          continue
        }
        const { refused, ...rest } = item
        const fresh = rest as Waiting
        if (refused) await save(fresh)
        const outcome = await deliver(fresh, { ...carrier, save })
        await settle(item, outcome)
        // The network is away for the others as well.
        if (outcome.kind === 'later') return
      }
    } finally {
      set({ busy: false })
    }
  }

  const queue: Queue = {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async load() {
      const waiting = await keep.all<Waiting>(WAITING)
      const sent = (await keep.get<Sent[]>(SENT)) ?? []
      const known = new Set(state.waiting.map(w => w.id))
      set({
        waiting: [...state.waiting, ...waiting.filter(w => !known.has(w.id))].sort((a, b) => a.at - b.at),
        sent: state.sent.length > 0 ? state.sent : sent,
        loaded: true,
      })
    },
    async add(item) {
      if (state.waiting.some(w => w.id === item.id) || state.sent.some(s => s.id === item.id)) return
      put(item)
      await keep.set(WAITING + item.id, item)
      await queue.flush()
    },
    async flush(id) {
      // One at a time; whatever was added meanwhile is sent by a second run.
      while (running) await running
      if (!state.waiting.some(w => !w.refused || w.id === id)) return
      running = sendAll(id).finally(() => {
        running = undefined
      })
      await running
    },
    async drop(id) {
      set({ waiting: state.waiting.filter(w => w.id !== id) })
      await keep.drop(WAITING + id)
    },
  }
  return queue
}
