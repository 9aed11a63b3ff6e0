export interface DraftStore {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

interface Draft<T> {
  savedAt: string
  values: T
}

const PREFIX = 'zongwu.draft.'
const KEEP_MS = 30 * 86_400_000

/** Keeps what was typed; a full or forbidden store is no reason to disturb the person typing. */
export function keepDraft<T>(store: DraftStore, key: string, values: T, now: Date): boolean {
  try {
    store.setItem(PREFIX + key, JSON.stringify({ savedAt: now.toISOString(), values } satisfies Draft<T>))
    return true
  } catch {
    return false
  }
}

/** The draft of at most thirty days ago, laid over today's form: fields it does not know keep their start. */
export function readDraft<T extends object>(
  store: DraftStore,
  key: string,
  start: T,
  now: Date,
): Draft<T> | undefined {
  try {
    const draft = JSON.parse(store.getItem(PREFIX + key) ?? '') as Draft<Partial<T>>
    if (now.getTime() - Date.parse(draft.savedAt) > KEEP_MS) return undefined
    const known = Object.entries(draft.values).filter(([name]) => name in start)
    return { savedAt: draft.savedAt, values: { ...start, ...(Object.fromEntries(known) as Partial<T>) } }
  } catch {
    return undefined
  }
}

export function dropDraft(store: DraftStore, key: string): void {
  try {
    store.removeItem(PREFIX + key)
  } catch {
    // Nothing was kept there.
  }
}
