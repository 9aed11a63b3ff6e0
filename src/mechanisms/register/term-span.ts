import { defaultTerm, parseTermCode, type Term } from '../../kernel/pure/calendar/terms.ts'
import { contract } from './contract.ts'
import type { DaySpan } from './kind.ts'
import { termOfBook } from './parse/index.ts'
import type { Sheet } from './read/index.ts'
import { guessOnce } from './sheet-guess.ts'

/**
 * The term that was chosen, else the one a workbook of repairs or damages speaks of; dated as the school dated it
 * where `lookUp` knows it, else as most schools do.
 */
export async function termSpan(
  chosen: string | undefined,
  sheets: readonly Sheet[],
  fileName: string,
  lookUp: (code: string) => Promise<Term | undefined>,
): Promise<DaySpan | null> {
  const code = chosen || bookTerm(sheets, fileName)
  if (!code) return null
  if (!parseTermCode(code))
    throw contract.fail('choice_unknown', {
      text: code,
      names: '2025-autumn（秋季学期）、2026-spring（春季学期）',
    })
  const { name, from, to } = (await lookUp(code)) ?? defaultTerm(code)
  return { from, to, title: name }
}

const bookTerm = (sheets: readonly Sheet[], fileName: string): string | undefined =>
  termOfBook(
    { fileName, sheets: [...sheets] },
    sheets.map(sheet => guessOnce(sheet)),
  )?.code
