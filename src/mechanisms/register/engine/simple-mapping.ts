import type { FieldSpec, FieldType } from '../fields.ts'
import {
  type FieldSpec as ColumnSpec,
  type FieldKind,
  type Mapping,
  proposeMapping,
} from '../parse/mapping.ts'
import type { Sheet } from '../read/index.ts'
import type { SheetSettings } from '../shapes.ts'

/** Headings and columns as they look to a register. */
export const proposedMapping = (fields: readonly FieldSpec[], sheet: Sheet): Mapping =>
  proposeMapping(sheet, fields.map(columnSpec))

/** Headings and columns as they were settled. */
export const settledMapping = (
  fields: readonly FieldSpec[],
  sheet: Sheet,
  { headerRow, columns }: SheetSettings,
): Mapping => proposeMapping(sheet, fields.map(columnSpec), {}, { headerRow, columns })

const KINDS: Record<FieldType, FieldKind> = {
  text: 'text',
  day: 'day',
  instant: 'day',
  number: 'number',
  quantity: 'quantity',
  money: 'money',
  choice: 'text',
  yesno: 'text',
}

const columnSpec = (field: FieldSpec): ColumnSpec => ({
  key: field.key,
  title: field.title,
  aliases: field.aliases ?? [],
  kind: KINDS[field.type],
  ...(field.required ? { required: true } : {}),
})
