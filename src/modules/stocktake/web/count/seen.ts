import { type Entry as FoldEntry, foldEntries, type Result, resultOf } from '../../rules.ts'
import type { Tap } from './queue.ts'
import type { TaskLine } from './use-task.ts'

export interface Standing {
  /** By this phone's own taps, else what the school knew when the task was taken. */
  result: Result
  quantity: number | undefined
  /** Tapped here and not yet with the school. */
  waiting: boolean
  /** The newest tap of this phone on it, which may be taken back. */
  last: Tap | undefined
}

export interface Standings {
  get(lineId: string): Standing | undefined
}

/**
 * What the lines come to by the taps of this phone, before and without any answer. Worked out line by line when it
 * is asked for: a school's twenty thousand lines are not gone through at every tap.
 */
export function standings(lines: readonly TaskLine[], taps: readonly Tap[], blind: boolean): Standings {
  const { byId } = indexOf(lines)
  const undone = undoneBy(taps)
  const byLine = new Map<string, Tap[]>()
  for (const tap of taps) {
    const id = lineIdOf(tap, lines)
    if (!id || tap.state === 'refused') continue
    const own = byLine.get(id)
    if (own) own.push(tap)
    else byLine.set(id, [tap])
  }
  return {
    get: id => {
      const line = byId.get(id)
      return line && standingOf(line, byLine.get(id) ?? [], blind, undone)
    },
  }
}

/** The taps that were taken back on this phone. */
export const undoneBy = (taps: readonly Tap[]): ReadonlySet<string> =>
  new Set(
    taps.flatMap(({ entry, state }) => (entry.kind === 'undo' && state !== 'refused' ? [entry.entryId] : [])),
  )

function standingOf(
  line: TaskLine,
  taps: readonly Tap[],
  blind: boolean,
  undone: ReadonlySet<string>,
): Standing {
  const valid = taps.filter(tap => !undone.has(tap.id))
  const folded = foldEntries(
    valid.flatMap(tap => foldable(tap, line)),
    line.round,
  )
  const waiting = taps.some(tap => tap.state === 'waiting')
  if (!folded) {
    // Whoever takes back his tap sees it open, though the task was fetched when the tap still stood.
    const counted = line.counted && !taps.some(tap => undone.has(tap.id))
    return { result: counted ? 'match' : 'open', quantity: undefined, waiting, last: undefined }
  }
  const held = { bookQuantity: line.bookQuantity ?? folded.quantity, areaId: line.areaId ?? folded.areaId }
  // In the dark nothing is said but that it has been counted.
  const result = blind ? 'match' : resultOf(held, folded)
  return { result, quantity: folded.quantity, waiting, last: valid.at(-1) }
}

function foldable(tap: Tap, line: TaskLine): FoldEntry[] {
  const { entry } = tap
  if (entry.kind === 'room' || entry.kind === 'undo') return []
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
  if (entry.kind === 'room' || entry.kind === 'undo') return null
  if (entry.kind === 'extra') return entry.id
  if (entry.lineId) return entry.lineId
  if (tap.lineId) return tap.lineId
  const code = entry.kind === 'seen' ? entry.code?.toUpperCase() : undefined
  return code ? (indexOf(lines).byCode.get(code)?.id ?? null) : null
}

interface Index {
  byId: ReadonlyMap<string, TaskLine>
  byCode: ReadonlyMap<string, TaskLine>
  byArea: ReadonlyMap<string | null, readonly TaskLine[]>
}

/** A task that was taken along by an earlier release has no labels in it. */
export const codesOf = (line: TaskLine): string[] =>
  [line.code, ...(line.labels ?? [])].filter(Boolean).map(code => code.toUpperCase())

const indexes = new WeakMap<readonly TaskLine[], Index>()

/** Made once for a task. */
export function indexOf(lines: readonly TaskLine[]): Index {
  const known = indexes.get(lines)
  if (known) return known
  const byCode = new Map<string, TaskLine>()
  const byArea = new Map<string | null, TaskLine[]>()
  for (const line of lines) {
    for (const code of codesOf(line)) if (!byCode.has(code)) byCode.set(code, line)
    const area = byArea.get(line.areaId)
    if (area) area.push(line)
    else byArea.set(line.areaId, [line])
  }
  const made = { byId: new Map(lines.map(line => [line.id, line])), byCode, byArea }
  indexes.set(lines, made)
  return made
}

/** A label's QR code is an address that ends in the label's own code; a scanner gun or a finger gives a number. */
export function codeFrom(text: string): string {
  const clean = text.trim()
  if (!/^https?:\/\//i.test(clean)) return clean.toUpperCase()
  const path = clean.replace(/[?#].*$/, '').replace(/\/+$/, '')
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)).toUpperCase()
}
