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
export function keepDraft<T extends object>(store: DraftStore, key: string, values: T, now: Date): boolean {
  try {
    const draft: Draft<Partial<T>> = { savedAt: now.toISOString(), values: withoutFiles(values) }
    store.setItem(PREFIX + key, JSON.stringify(draft))
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

/** Whoever signs out leaves nothing half written on the device. */
export function dropDrafts(
  store: DraftStore & { readonly length: number; key(index: number): string | null },
): void {
  const keys = Array.from({ length: store.length }, (_, i) => store.key(i))
  for (const key of keys) if (key?.startsWith(PREFIX)) store.removeItem(key)
}

/** Pictures cannot be written down; the rest of the draft is kept without them. */
function withoutFiles<T extends object>(values: T): Partial<T> {
  const isFile = (value: unknown): boolean => value instanceof Blob
  const plain = Object.entries(values).filter(
    ([, value]) => !isFile(value) && !(Array.isArray(value) && value.some(isFile)),
  )
  return Object.fromEntries(plain) as Partial<T>
}
