import type { FieldSpec } from '../fields.ts'
import type { Reader, RegisterKind } from '../kind.ts'
import type { Mapping } from '../parse/mapping.ts'
import { proposedMapping } from './simple-mapping.ts'
import { prepareSimple } from './simple-rows.ts'

/** A register's own reader, or the one for one record a row and one field a column. */
export function readerOf(kind: RegisterKind): Reader {
  return kind.reader ?? simpleReader(kind)
}

function simpleReader(kind: RegisterKind): Reader {
  return {
    claim(sheet) {
      const mapping = proposedMapping(kind.fields, sheet)
      return {
        score: scoreOf(mapping, kind.fields),
        headerRow: mapping.headerRow,
        columns: mapping.columns,
        values: {},
      }
    },
    missing: settings => missingFields(kind.fields, settings.columns),
    prepare: async (_ctx, sheets, request) => prepareSimple(kind, sheets, request),
  }
}

const missingFields = (fields: readonly FieldSpec[], columns: Record<string, number>): string[] =>
  fields.filter(field => field.required && columns[field.key] === undefined).map(field => field.title)

/** 0..1: whether what is required is there counts most, then how much of the sheet is understood. */
function scoreOf(mapping: Mapping, fields: readonly FieldSpec[]): number {
  const matched = Object.keys(mapping.columns).length
  // One word that happens to be a heading makes no register.
  if (mapping.headerRow === null || matched < Math.min(2, fields.length)) return 0
  const required = fields.filter(field => field.required).length
  const met = required === 0 ? 1 : (required - mapping.missing.length) / required
  return 0.7 * met + 0.3 * (matched / (matched + mapping.unused.length))
}
