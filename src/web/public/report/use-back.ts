import { useEffect, useRef } from 'react'

/** The phone's own back key goes one screen back instead of leaving the page. */
export function useBack(screen: string, back: (() => void) | undefined): void {
  const latest = useRef(back)
  latest.current = back
  // biome-ignore lint/correctness/useExhaustiveDependencies: each screen needs an entry of its own to go back from
  useEffect(() => {
    if (latest.current && !history.state?.inside) history.pushState({ inside: true }, '')
  }, [screen])
  useEffect(() => {
    const onPop = () => latest.current?.()
    window.addEventListener('popstate', onPop)
    return () => window.removeEventListener('popstate', onPop)
  }, [])
}
