import { useEffect, useRef, useState } from 'react'

/** As long as a double tap takes. */
const CALM_MS = 500

/**
 * Whether the screen has stood long enough to be meant: the second half of a double tap lands on whatever
 * came up under the thumb.
 */
export function useCalm(screen: string): () => boolean {
  const since = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen starts the wait anew
  useEffect(() => {
    since.current = performance.now()
  }, [screen])
  return () => performance.now() - since.current > CALM_MS
}

/** The same for what is better not shown until then. */
export function useCalmed(screen: string): boolean {
  const [calmed, setCalmed] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setCalmed(screen), CALM_MS)
    return () => clearTimeout(timer)
  }, [screen])
  return calmed === screen
}
