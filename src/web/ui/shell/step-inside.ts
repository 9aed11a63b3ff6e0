import type { MouseEvent } from 'react'

/** A click on a link inside the application; opening in a new tab stays the browser's business. */
export function stepInside(e: MouseEvent, href: string, onNavigate: (href: string) => void): void {
  if (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || e.button !== 0) return
  e.preventDefault()
  onNavigate(href)
}
