/** What the device keeps for these pages: drafts, reports not yet sent, links of those that were. */
export interface Keep {
  get<T>(key: string): Promise<T | undefined>
  set(key: string, value: unknown): Promise<void>
  drop(key: string): Promise<void>
  /** All values whose key begins so, in the order of their keys. */
  all<T>(prefix: string): Promise<T[]>
  /** Drops all whose key begins so. */
  wipe(prefix: string): Promise<void>
  /** False when nothing outlives the page: private windows, full devices. */
  lasting(): boolean
}

export function memoryKeep(): Keep {
  const map = new Map<string, unknown>()
  return {
    get: async <T>(key: string) => map.get(key) as T | undefined,
    set: async (key, value) => void map.set(key, value),
    drop: async key => void map.delete(key),
    all: async <T>(prefix: string) =>
      [...map.keys()]
        .filter(key => key.startsWith(prefix))
        .sort()
        .map(key => map.get(key) as T),
    wipe: async prefix => {
      for (const key of [...map.keys()]) if (key.startsWith(prefix)) map.delete(key)
    },
    lasting: () => false,
  }
}

const STORE = 'kept'

/** IndexedDB, because photos are too large for localStorage; memory where the browser refuses. */
export function deviceKeep(name = 'zongwu-public'): Keep {
  const memory = memoryKeep()
  let lasting = true
  let opened: Promise<IDBDatabase> | undefined
  const open = () => (opened ??= openBase(name))

  async function run<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest,
    instead: () => Promise<T>,
  ): Promise<T> {
    if (!lasting) return instead()
    try {
      const base = await open()
      return await new Promise<T>((done, fail) => {
        const tx = base.transaction(STORE, mode)
        const request = work(tx.objectStore(STORE))
        tx.oncomplete = () => done(request.result as T)
        tx.onabort = () => fail(tx.error)
        tx.onerror = () => fail(tx.error)
      })
    } catch {
      lasting = false
      return instead()
    }
  }

  return {
    get: <T>(key: string) =>
      run<T | undefined>(
        'readonly',
        s => s.get(key),
        () => memory.get<T>(key),
      ),
    set: async (key, value) => {
      await memory.set(key, value)
      await run<unknown>(
        'readwrite',
        s => s.put(value, key),
        async () => undefined,
      )
      if (lasting) await memory.drop(key)
    },
    drop: async key => {
      await memory.drop(key)
      await run<unknown>(
        'readwrite',
        s => s.delete(key),
        async () => undefined,
      )
    },
    all: <T>(prefix: string) =>
      run<T[]>(
        'readonly',
        s => s.getAll(under(prefix)),
        () => memory.all<T>(prefix),
      ),
    wipe: async prefix => {
      await memory.wipe(prefix)
      await run<unknown>(
        'readwrite',
        s => s.delete(under(prefix)),
        async () => undefined,
      )
    },
    lasting: () => lasting,
  }
}

const under = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`)

function openBase(name: string): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error)
    request.onblocked = () => fail(new Error('blocked'))
  })
}
