import { codesOf } from './seen.ts'
import type { TaskLine } from './use-task.ts'

/** With a glove on nobody types fifteen letters: so many figures at the end are enough. */
const TAIL = /^[0-9A-Z]{2,8}$/

/**
 * What a scanned or typed number means: the thing with exactly this number or label, else those whose number ends so. What
 * the book has in this room comes first; of the same number in several rooms only the one here is meant.
 */
export function matchesOf(
  code: string,
  lines: readonly TaskLine[],
  areaId: string,
): { exact: boolean; found: TaskLine[] } {
  const same = lines.filter(line => codesOf(line).includes(code))
  if (same.length > 0) {
    const here = same.filter(line => line.areaId === areaId)
    return { exact: true, found: here.length > 0 ? here : same.slice(0, 1) }
  }
  if (!TAIL.test(code)) return { exact: true, found: [] }
  const ends = lines.filter(line =>
    line.code
      .toUpperCase()
      .split('/')
      .some(part => part.endsWith(code)),
  )
  const here = ends.filter(line => line.areaId === areaId)
  return { exact: false, found: here.length > 0 ? here : ends }
}

/** A whole number may be unknown to this phone and known to the school; the end of one may not. */
export const isWhole = (code: string): boolean => !TAIL.test(code) || /[A-Z]/.test(code)
