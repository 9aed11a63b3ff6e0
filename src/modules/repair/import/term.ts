import { defaultTerm, parseTermCode } from '../../../kernel/pure/calendar/terms.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { contract as register } from '../../../mechanisms/register/contract.ts'
import type { DaySpan } from '../../../mechanisms/register/index.ts'
import { guessSheet, termOfBook } from '../../../mechanisms/register/parse/index.ts'
import type { Sheet } from '../../../mechanisms/register/read/index.ts'
import { termByCode } from '../../calendar/index.ts'

/** The term that was chosen, else the one the workbook speaks of, as the school dated it where it has. */
export async function termSpan(
  ctx: Ctx,
  options: Record<string, string>,
  sheets: readonly Sheet[],
  fileName: string,
): Promise<DaySpan | null> {
  const code = options.term || bookTerm(sheets, fileName)
  if (!code) return null
  if (!parseTermCode(code))
    throw register.fail('choice_unknown', {
      text: code,
      names: '2025-autumn（秋季学期）、2026-spring（春季学期）',
    })
  const { name, from, to } = (await termByCode(ctx, code)) ?? defaultTerm(code)
  return { from, to, title: name }
}

const bookTerm = (sheets: readonly Sheet[], fileName: string): string | undefined =>
  termOfBook(
    { fileName, sheets: [...sheets] },
    sheets.map(sheet => guessSheet(sheet)),
  )?.code
