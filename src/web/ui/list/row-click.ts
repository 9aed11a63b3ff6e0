import type { MouseEvent } from 'react'

interface RowEvents {
  onClick?: (e: MouseEvent<HTMLElement>) => void
}

/**
 * Opens a row on a click, except where the click was meant for a control in it, or ended the marking of a
 * text that somebody wants to copy.
 */
export function rowClicks<T>(onOpen: ((row: T) => void) | undefined): (row: T) => RowEvents {
  if (!onOpen) return () => ({})
  return row => ({
    onClick: e => {
      if (e.target instanceof Element && e.target.closest('a, button, input, label, [role=button]')) return
      if (window.getSelection()?.type === 'Range') return
      onOpen(row)
    },
  })
}
