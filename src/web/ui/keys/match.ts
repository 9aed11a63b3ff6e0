export type Match = { kind: 'hit'; index: number } | { kind: 'wait'; pending: string } | { kind: 'none' }

/**
 * Decides what a pressed key means. `bindings` are 'j', '?', 'g r' (one after the other) or 'mod+Enter'
 * (Ctrl, on a Mac Command). The last registered of equals wins: a page over the shell, a dialog over a page.
 */
export function matchKey(bindings: readonly string[], pending: string, pressed: string): Match {
  const typed = pending ? `${pending} ${pressed}` : pressed
  const index = bindings.lastIndexOf(typed)
  if (index >= 0) return { kind: 'hit', index }
  if (bindings.some(b => b.startsWith(`${typed} `))) return { kind: 'wait', pending: typed }
  return pending ? matchKey(bindings, '', pressed) : { kind: 'none' }
}

/** The name of a key event in the words of `matchKey`. */
export function keyName(e: {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}): string | undefined {
  if (e.altKey || ['Control', 'Meta', 'Shift', 'Alt', 'Process'].includes(e.key)) return undefined
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key
  return e.ctrlKey || e.metaKey ? `mod+${key}` : key
}
