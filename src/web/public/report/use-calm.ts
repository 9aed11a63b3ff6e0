import { useEffect, useState } from 'react'

/** As long as a double tap takes. */
const CALM_MS = 500

/**
 * The first screen may be tapped at once; its name is empty until it stands. After that: whether the screen
 * has stood long enough to be meant, as the second half of a double tap lands on whatever came up under the
 * thumb.
 */
export function calmClock() {
  let since = Number.NEGATIVE_INFINITY
  let before = ''
  return {
    shown(screen: string, at: number): void {
      if (before !== '' && before !== screen) since = at
      before = screen
    },
    isCalm: (at: number): boolean => at - since > CALM_MS,
  }
}

export function useCalm(screen: string): () => boolean {
  const [clock] = useState(calmClock)
  useEffect(() => clock.shown(screen, performance.now()), [clock, screen])
  return () => clock.isCalm(performance.now())
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
