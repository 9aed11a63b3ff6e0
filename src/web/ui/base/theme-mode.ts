import { useEffect } from 'react'
import { useMedia } from './media.ts'
import { createStore, useStore } from './store.ts'

/** What the user chose: follow the device, or one of the two. */
export type ThemeChoice = 'auto' | 'light' | 'dark'
export type ThemeMode = 'light' | 'dark'

const KEY = 'zongwu.theme'
const choiceStore = createStore<ThemeChoice>(read())

export function setTheme(choice: ThemeChoice): void {
  choiceStore.set(choice)
  try {
    localStorage.setItem(KEY, choice)
  } catch {
    // A browser that keeps nothing still gets its theme until the page is closed.
  }
}

/** The choice and the theme it comes to now. */
export function useTheme(): { choice: ThemeChoice; mode: ThemeMode } {
  const choice = useStore(choiceStore)
  const nightDevice = useMedia('(prefers-color-scheme: dark)')
  const mode = choice === 'auto' ? (nightDevice ? 'dark' : 'light') : choice
  return { choice, mode }
}

/** Puts the theme on the document; called once at the root. */
export function useThemeOnDocument(): ThemeMode {
  const { mode } = useTheme()
  useEffect(() => {
    document.documentElement.dataset.theme = mode
  }, [mode])
  return mode
}

function read(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === 'light' || kept === 'dark' ? kept : 'auto'
  } catch {
    return 'auto'
  }
}
