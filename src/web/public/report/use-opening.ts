import { useEffect, useState } from 'react'
import { keep } from '../keep/device.ts'
import { isPassing } from '../net/call.ts'
import type { PublicInfo, Trade } from '../net/operations.ts'
import { type Asked, useAsk } from '../net/use-ask.ts'

export interface Opening extends Asked<PublicInfo> {
  trades: readonly Trade[]
}

const NO_TRADES: readonly Trade[] = []

/** School, place and catalogue; without a network those of the last visit, so that one can still report. */
export function useOpening(code: string | undefined): Opening {
  const info = useAsk('repair.publicInfo', code ? { code } : {})
  const catalogue = useAsk('repair.catalogue', {})
  const keptInfo = useKept<PublicInfo>(`info:${code ?? ''}`, info.data)
  const keptCatalogue = useKept<{ trades: Trade[] }>('catalogue', catalogue.data)
  const away = info.error !== undefined && isPassing(info.error)
  return {
    ...info,
    data: info.data ?? (away ? keptInfo : undefined),
    trades: (catalogue.data ?? keptCatalogue)?.trades ?? NO_TRADES,
  }
}

/** Writes what came down for the next visit, and gives what the last visit left. */
function useKept<T>(key: string, fresh: T | undefined): T | undefined {
  const [kept, setKept] = useState<T>()
  useEffect(() => {
    if (fresh !== undefined) void keep.set(key, fresh)
    else void keep.get<T>(key).then(setKept)
  }, [key, fresh])
  return kept
}
