import { type Entry as FoldEntry, foldEntries, type Result, resultOf } from '../../rules.ts'
import type { Tap } from './queue.ts'
import type { TaskLine } from './use-task.ts'

export interface Standing {
  /** By this phone's own taps, else what the school knew when the task was taken. */
  result: Result
  quantity: number | undefined
  /** Tapped here and not yet with the school. */
  waiting: boolean
}

/** What the lines come to by the taps of this phone, before and without any answer. */
export function standings(
  lines: readonly TaskLine[],
  taps: readonly Tap[],
  blind: boolean,
): ReadonlyMap<string, Standing> {
  const byLine = new Map<string, Tap[]>()
  for (const tap of taps) {
    const id = lineIdOf(tap, lines)
    if (id && tap.state !== 'refused') byLine.set(id, [...(byLine.get(id) ?? []), tap])
  }
  return new Map(lines.map(line => [line.id, standingOf(line, byLine.get(line.id) ?? [], blind)]))
}

function standingOf(line: TaskLine, taps: readonly Tap[], blind: boolean): Standing {
  const folded = foldEntries(
    taps.flatMap(tap => foldable(tap, line)),
    line.round,
  )
  const waiting = taps.some(tap => tap.state === 'waiting')
  if (!folded) return { result: line.counted ? 'match' : 'open', quantity: undefined, waiting }
  const held = { bookQuantity: line.bookQuantity ?? folded.quantity, areaId: line.areaId ?? folded.areaId }
  // In the dark nothing is said but that it has been counted.
  return { result: blind ? 'match' : resultOf(held, folded), quantity: folded.quantity, waiting }
}

function foldable(tap: Tap, line: TaskLine): FoldEntry[] {
  const { entry } = tap
  if (entry.kind === 'room') return []
  const seen = entry.kind === 'seen' ? entry : undefined
  return [
    {
      id: entry.id,
      lineId: line.id,
      round: entry.round ?? 1,
      spot: seen?.spot ?? '',
      quantity: entry.kind === 'absent' ? 0 : (entry.quantity ?? line.bookQuantity ?? 1),
      areaId: entry.areaId ?? null,
      damaged: seen?.damaged ?? false,
      moveHere: seen?.moveHere ?? false,
      at: new Date(entry.at).getTime(),
    },
  ]
}

/** The line a tap is about: named by it, or by the number that was scanned. */
export function lineIdOf(tap: Tap, lines: readonly TaskLine[]): string | null {
  const { entry } = tap
  if (entry.kind === 'room') return null
  if (entry.kind === 'extra') return entry.id
  if (entry.lineId) return entry.lineId
  if (tap.lineId) return tap.lineId
  return entry.kind === 'seen' && entry.code
    ? (lines.find(line => line.code === entry.code)?.id ?? null)
    : null
}

/** A label's QR code is an address that ends in its number; a scanner gun or a finger gives the number itself. */
export function codeFrom(text: string): string {
  const clean = text.trim()
  if (!/^https?:\/\//i.test(clean)) return clean.toUpperCase()
  const path = clean.replace(/[?#].*$/, '').replace(/\/+$/, '')
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)).toUpperCase()
}
