import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

const NowContext = createContext<Date | undefined>(undefined)

/** Fixes the clock for everything below it: galleries, tests, a wall board replaying yesterday. */
export function FixedNow({ now, children }: { now: Date; children: ReactNode }) {
  return <NowContext value={now}>{children}</NowContext>
}

/** The present, to the minute; re-renders as it passes. */
export function useNow(): Date {
  const fixed = useContext(NowContext)
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    if (fixed) return
    const timer = setInterval(() => setNow(new Date()), 30_000)
    return () => clearInterval(timer)
  }, [fixed])
  return fixed ?? now
}
