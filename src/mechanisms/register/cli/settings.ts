import { contract } from '../contract.ts'
import { headingKey } from '../fields.ts'
import type { RegisterKind } from '../kind.ts'
import type { Outline, Settings, SheetOutline, SheetSettings } from '../shapes.ts'
import type { ImportArgs } from './args.ts'

/** What was asked for on the command line over what was proposed. */
export function applyArgs(
  candidates: readonly RegisterKind[],
  outline: Outline,
  proposed: Settings,
  args: Pick<ImportArgs, 'map' | 'sheet' | 'options'>,
): Settings {
  const names = outline.map(sheet => sheet.name)
  if (args.sheet !== undefined && !names.includes(args.sheet))
    throw contract.fail('sheet_unknown', { sheet: args.sheet, names: names.join('、') })
  const sheetKeys = new Set(candidates.flatMap(kind => (kind.sheetOptions ?? []).map(option => option.key)))
  const forSheets = Object.fromEntries(
    Object.entries(args.options).flatMap(([key, text]) =>
      sheetKeys.has(key) ? [[key, chosenValue(candidates, key, text)]] : [],
    ),
  )
  const options = Object.fromEntries(Object.entries(args.options).filter(([key]) => !sheetKeys.has(key)))
  const sheets: Settings['sheets'] = {}
  const unmatched = new Set(Object.values(args.map))
  for (const sheet of outline) {
    const how = proposed.sheets[sheet.name] as SheetSettings
    if (args.sheet !== undefined && sheet.name !== args.sheet) sheets[sheet.name] = { ...how, kind: null }
    else sheets[sheet.name] = mapped(candidates, sheet, how, args.map, forSheets, unmatched)
  }
  for (const column of unmatched) {
    const names = [...new Set(outline.flatMap(sheet => sheet.headings))].filter(Boolean)
    throw contract.fail('column_unknown', { column, names: names.join('、') })
  }
  return { options: { ...proposed.options, ...options }, sheets }
}

/** Columns named by hand, where this sheet has them; they may make a sheet readable that was not recognised. */
function mapped(
  candidates: readonly RegisterKind[],
  sheet: SheetOutline,
  how: SheetSettings,
  map: Record<string, string>,
  values: Record<string, string>,
  unmatched: Set<string>,
): SheetSettings {
  const kind = candidates.find(k => k.id === how.kind) ?? (candidates[0] as RegisterKind)
  const wanted = Object.entries(map).map(([title, heading]) => ({ field: fieldOf(kind, title), heading }))
  const headerRow = how.headerRow ?? rowWith(sheet, Object.values(map))
  const headings = headerRow === null ? [] : (sheet.sample[headerRow - 1] ?? []).map(headingKey)
  const columns = { ...how.columns }
  let found = false
  for (const { field, heading } of wanted) {
    const at = headings.indexOf(headingKey(heading))
    if (at === -1) continue
    unmatched.delete(heading)
    found = true
    for (const [other, column] of Object.entries(columns)) if (column === at) delete columns[other]
    columns[field] = at
  }
  if (how.kind === null && !found) return how
  return { kind: kind.id, headerRow, columns, values: { ...how.values, ...values } }
}

/** A choice by its value or as it is called: electrician, 电工. */
function chosenValue(candidates: readonly RegisterKind[], key: string, text: string): string {
  const choices =
    candidates.flatMap(kind => kind.sheetOptions ?? []).find(option => option.key === key)?.choices ?? []
  const found = choices.find(choice => choice.value === text || headingKey(choice.label) === headingKey(text))
  if (!found)
    throw contract.fail('choice_unknown', { text, names: choices.map(choice => choice.label).join('、') })
  return found.value
}

function fieldOf(kind: RegisterKind, title: string): string {
  const wanted = headingKey(title)
  const field = kind.fields.find(
    f =>
      f.key === title ||
      headingKey(f.title) === wanted ||
      f.aliases?.some(alias => headingKey(alias) === wanted),
  )
  if (!field)
    throw contract.fail('field_unknown', { field: title, names: kind.fields.map(f => f.title).join('、') })
  return field.key
}

/** First row in which one of the headings stands. */
function rowWith(sheet: SheetOutline, headings: readonly string[]): number | null {
  const wanted = new Set(headings.map(headingKey))
  const at = sheet.sample.findIndex(row => row.some(text => text !== '' && wanted.has(headingKey(text))))
  return at === -1 ? null : at + 1
}
