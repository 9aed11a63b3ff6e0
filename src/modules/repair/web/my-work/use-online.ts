import { useSyncExternalStore } from 'react'

/** Whether the device believes it has a network. */
export const useOnline = (): boolean =>
  useSyncExternalStore(
    notify => {
      window.addEventListener('online', notify)
      window.addEventListener('offline', notify)
      return () => {
        window.removeEventListener('online', notify)
        window.removeEventListener('offline', notify)
      }
    },
    () => navigator.onLine,
    () => true,
  )
