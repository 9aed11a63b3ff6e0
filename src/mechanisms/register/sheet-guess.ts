import { guessSheet, type SheetGuess } from './parse/index.ts'
import type { Sheet } from './read/index.ts'

type As = 'repair' | 'damage' | 'either'

const known = new WeakMap<Sheet, Partial<Record<As, SheetGuess>>>()

/** How a sheet is read before anybody settled anything; several registers ask it of the same sheet. */
export function guessOnce(sheet: Sheet, as: As = 'either'): SheetGuess {
  const guesses = known.get(sheet) ?? {}
  known.set(sheet, guesses)
  guesses[as] ??= guessSheet(sheet, as === 'either' ? {} : { kind: as })
  return guesses[as]
}
