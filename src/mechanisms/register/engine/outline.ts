import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { RegisterKind } from '../kind.ts'
import { withCompanions } from '../kinds.ts'
import type { Book, Sheet } from '../read/index.ts'
import { rememberedMappings, signatureOf } from '../remember.ts'
import type { Outline, Settings, SheetOutline, SheetSettings } from '../shapes.ts'
import { rowCount, rowTexts } from '../sheet.ts'
import { readerOf } from './simple-reader.ts'

/** Rows of a sheet that are shown for choosing its heading row. */
const SAMPLE_ROWS = 20
const SAMPLE_COLUMNS = 40
const SAMPLE_TEXT = 60

const LEFT_OUT: SheetSettings = { kind: null, headerRow: null, columns: {}, values: {} }

/** How each sheet would be read: as last time where its headings are known, else as its likeliest register reads it. */
export async function proposeSettings(
  ctx: Ctx,
  kind: RegisterKind,
  book: Book,
  fileName: string,
): Promise<Settings> {
  const candidates = withCompanions(ctx, kind)
  const claims = book.sheets.map(sheet => bestClaim(candidates, sheet, fileName))
  const remembered = await rememberedMappings(ctx, [
    ...new Set(book.sheets.flatMap((sheet, i) => signaturesOf(sheet, claims[i]?.headerRow ?? null))),
  ])
  const sheets: Settings['sheets'] = {}
  book.sheets.forEach((sheet, i) => {
    const proposed = claims[i] ?? LEFT_OUT
    const known = signaturesOf(sheet, proposed.headerRow)
      .map(s => remembered.get(s))
      .find(Boolean)
    const usable = known && candidates.some(k => k.id === known.kind)
    // What holds for one sheet only, such as its trade, is read off the sheet again.
    sheets[sheet.name] = usable ? { ...known, values: { ...known.values, ...proposed.values } } : proposed
  })
  const options = Object.fromEntries(
    ((await kind.options?.(ctx)) ?? []).map(option => [option.key, option.default]),
  )
  return { options, sheets }
}

/** Below this a sheet is left out unless somebody says otherwise. */
const MINE = 0.5

function bestClaim(
  candidates: readonly RegisterKind[],
  sheet: Sheet,
  fileName: string,
): SheetSettings | undefined {
  let best: { score: number; settings: SheetSettings } | undefined
  for (const kind of candidates) {
    const { score, ...claim } = readerOf(kind).claim(sheet, fileName)
    if (score > (best?.score ?? 0))
      best = { score, settings: { kind: score >= MINE ? kind.id : null, ...claim } }
  }
  return best?.settings
}

/** The heading row that was found; without one, any of the first rows may be one that was chosen by hand before. */
function signaturesOf(sheet: Sheet, headerRow: number | null): string[] {
  const rows =
    headerRow === null
      ? Array.from({ length: Math.min(SAMPLE_ROWS, rowCount(sheet)) }, (_, i) => i + 1)
      : [headerRow]
  return rows.map(row => signatureOf(trimmed(shownTexts(sheet, row))))
}

/** The sheets as they are shown, with what their columns still lack. */
export function describe(candidates: readonly RegisterKind[], book: Book, settings: Settings): Outline {
  return book.sheets.map(sheet => {
    const rows = rowCount(sheet)
    const sample = Array.from({ length: Math.min(SAMPLE_ROWS, rows) }, (_, i) => shownTexts(sheet, i + 1))
    return underSettings(candidates, { name: sheet.name, rows, sample, headings: [], missing: [] }, settings)
  })
}

/** The same sheets under other settings. */
export const outlineOf = (
  candidates: readonly RegisterKind[],
  outline: Outline,
  settings: Settings,
): Outline => outline.map(sheet => underSettings(candidates, sheet, settings))

function underSettings(
  candidates: readonly RegisterKind[],
  sheet: SheetOutline,
  settings: Settings,
): SheetOutline {
  const how = settings.sheets[sheet.name] ?? LEFT_OUT
  const kind = candidates.find(k => k.id === how.kind) ?? candidates[0]
  return {
    ...sheet,
    headings: trimmed(how.headerRow === null ? [] : (sheet.sample[how.headerRow - 1] ?? [])),
    missing: kind ? readerOf(kind).missing(how) : [],
  }
}

const trimmed = (texts: readonly string[]): string[] => {
  const last = texts.findLastIndex(text => text !== '')
  return texts.slice(0, last + 1)
}

/** A row as it is shown for choosing: not too wide, no long texts. */
const shownTexts = (sheet: Sheet, row: number): string[] =>
  rowTexts(sheet, row)
    .slice(0, SAMPLE_COLUMNS)
    .map(text => (text.length > SAMPLE_TEXT ? `${text.slice(0, SAMPLE_TEXT)}…` : text))
