import { useCallback, useEffect, useRef, useState } from 'react'
import { ask, isPassing, type Refusal } from './call.ts'
import type { Answer, Input, QueryName } from './operations.ts'

export interface Asked<T> {
  data: T | undefined
  error: Refusal | undefined
  busy: boolean
  again: () => void
}

const RETRY_MS = 4000

/**
 * Reads and keeps reading: tries again by itself while the network is away, and what was once seen stays
 * on the screen. `input` null: not yet.
 */
export function useAsk<N extends QueryName>(
  name: N,
  input: Input<N> | null,
  refreshMs?: number,
): Asked<Answer<N>> {
  const key = input === null ? null : JSON.stringify(input)
  const [state, setState] = useState<{ key: string | null; data?: Answer<N>; error?: Refusal }>({ key })
  const [round, setRound] = useState(0)
  const [busy, setBusy] = useState(key !== null)
  const again = useCallback(() => setRound(n => n + 1), [])
  const current = state.key === key ? state : { key }
  const failed = current.error !== undefined && isPassing(current.error)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same again
  useEffect(() => {
    if (key === null) return
    const stop = new AbortController()
    setBusy(true)
    ask(name, JSON.parse(key) as Input<N>, stop.signal)
      .then(
        data => stop.signal.aborted || setState({ key, data }),
        (error: Refusal) =>
          stop.signal.aborted ||
          setState(was => ({ ...(was.key === key && isPassing(error) ? was : { key }), error })),
      )
      .finally(() => stop.signal.aborted || setBusy(false))
    return () => stop.abort()
  }, [name, key, round])

  useEvery(failed ? RETRY_MS : refreshMs, again)
  return { data: current.data, error: current.error, busy, again }
}

/** Runs while the page is looked at, and at once when it is looked at again or the network is back. */
export function useEvery(ms: number | undefined, run: () => void): void {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (ms === undefined) return
    const ifSeen = () => document.visibilityState === 'visible' && latest.current()
    const timer = setInterval(ifSeen, ms)
    window.addEventListener('online', ifSeen)
    document.addEventListener('visibilitychange', ifSeen)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', ifSeen)
      document.removeEventListener('visibilitychange', ifSeen)
    }
  }, [ms])
}
