import { useSyncExternalStore } from 'react'
import { PHONE_MAX } from './tokens.ts'

/** Follows a media query; false where there is no window. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    notify => {
      const list = window.matchMedia(query)
      list.addEventListener('change', notify)
      return () => list.removeEventListener('change', notify)
    },
    () => window.matchMedia(query).matches,
    () => false,
  )
}

export const useIsPhone = (): boolean => useMedia(`(max-width: ${PHONE_MAX}px)`)
