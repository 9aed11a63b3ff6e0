import { createStore } from '../base/store.ts'

export interface Toast {
  id: number
  kind: 'ok' | 'fail' | 'note'
  text: string
  action?: { label: string; run: () => void }
}

export const toastStore = createStore<readonly Toast[]>([])

const OK_MS = 4000
const UNDO_MS = 8000
let lastId = 0

/**
 * Short words at the foot of the screen. Say what now holds, not that the system succeeded:
 * `toast.ok('已报，编号 BX-2026-000123，预计今天有人来')`.
 */
export const toast = {
  ok: (text: string): number => show({ kind: 'ok', text }, OK_MS),
  note: (text: string): number => show({ kind: 'note', text }, OK_MS),
  /** Stays until dismissed: what failed has to be read. */
  fail: (text: string): number => show({ kind: 'fail', text }),
  /** Done at once, with eight seconds to take it back. */
  undo: (text: string, undo: () => void): number =>
    show({ kind: 'ok', text, action: { label: '撤销', run: undo } }, UNDO_MS),
  close: (id: number): void => toastStore.set(list => list.filter(t => t.id !== id)),
}

function show(toastOf: Omit<Toast, 'id'>, ms?: number): number {
  const id = ++lastId
  toastStore.set(list => [...list.slice(-2), { ...toastOf, id }])
  if (ms !== undefined) setTimeout(() => toast.close(id), ms)
  return id
}
