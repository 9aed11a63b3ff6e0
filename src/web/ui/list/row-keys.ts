import { type RefObject, useState } from 'react'
import { useHotkeys } from '../keys/hotkeys.ts'
import type { Selection } from './DataTable.tsx'
import { stepRow } from './step-row.ts'

interface RowKeysInput<T> {
  rows: readonly T[]
  rowKey: (row: T) => string
  frame: RefObject<HTMLElement | null>
  onOpen: ((row: T) => void) | undefined
  selection: Selection | undefined
}

/** j, k, Enter and x over a list; returns the key of the row the keyboard is at. */
export function useRowKeys<T>({
  rows,
  rowKey,
  frame,
  onOpen,
  selection,
}: RowKeysInput<T>): string | undefined {
  const [at, setAt] = useState<string>()
  const keys = rows.map(rowKey)
  const go = (by: 1 | -1) => {
    const next = stepRow(keys, at, by)
    if (next === undefined) return
    setAt(next)
    frame.current?.querySelector(`[data-row="${CSS.escape(next)}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const current = rows.find(r => rowKey(r) === at)
  const choose = () => {
    if (!selection || at === undefined || selection.mayChoose?.(at) === false) return
    const { chosen } = selection
    selection.onChange(chosen.includes(at) ? chosen.filter(k => k !== at) : [...chosen, at])
  }
  const group = '列表'
  useHotkeys(
    [
      { keys: 'j', label: '下一行', group, run: () => go(1) },
      { keys: 'k', label: '上一行', group, run: () => go(-1) },
      ...(onOpen
        ? [{ keys: 'Enter', label: '打开这一行', group, run: () => current && onOpen(current) }]
        : []),
      ...(selection ? [{ keys: 'x', label: '选中这一行', group, run: choose }] : []),
    ],
    rows.length > 0,
  )
  return current ? at : undefined
}
