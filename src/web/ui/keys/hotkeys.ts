import { useEffect, useRef } from 'react'
import { createStore, useStore } from '../base/store.ts'
import { keyName, matchKey } from './match.ts'

export interface Hotkey {
  /** 'j', 'g r', 'mod+Enter'. */
  keys: string
  /** For the help overlay: 下一行. */
  label: string
  group?: string
  run: () => void
}

const registry = createStore<readonly Hotkey[]>([])
let pending = ''
let pendingTimer: ReturnType<typeof setTimeout> | undefined

/** Binds keys for as long as the component stands. Silent while something is being typed. */
export function useHotkeys(hotkeys: readonly Hotkey[], enabled = true): void {
  const latest = useRef(hotkeys)
  latest.current = hotkeys
  const signature = hotkeys.map(h => `${h.keys}|${h.label}|${h.group ?? ''}`).join('\n')
  useEffect(() => {
    if (!enabled || signature === '') return
    const mine = signature.split('\n').map((line, i): Hotkey => {
      const [keys = '', label = '', group = ''] = line.split('|')
      return { keys, label, group, run: () => latest.current[i]?.run() }
    })
    registry.set(all => [...all, ...mine])
    listen()
    return () => registry.set(all => all.filter(h => !mine.includes(h)))
  }, [signature, enabled])
}

/** All keys that work now, for the help overlay. */
export const useHotkeyList = (): readonly Hotkey[] => useStore(registry)

let listening = false

function listen(): void {
  if (listening) return
  listening = true
  window.addEventListener('keydown', e => {
    const pressed = keyName(e)
    if (!pressed || e.isComposing || e.defaultPrevented) return
    if (isTyping(e.target) || document.querySelector('dialog[open]')) return
    // Enter on a focused link or button is that control's own.
    if (pressed === 'Enter' && isControl(e.target)) return
    const hotkeys = registry.get()
    const match = matchKey(
      hotkeys.map(h => h.keys),
      pending,
      pressed,
    )
    clearTimeout(pendingTimer)
    pending = match.kind === 'wait' ? match.pending : ''
    if (match.kind === 'wait') pendingTimer = setTimeout(() => (pending = ''), 1500)
    if (match.kind !== 'hit') return
    e.preventDefault()
    hotkeys[match.index]?.run()
  })
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio]), textarea, select'))

const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('a[href], button, summary, [role=button], [role=menuitem], [role=option]')
