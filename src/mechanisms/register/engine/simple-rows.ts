import type { FieldSpec } from '../fields.ts'
import { EXAMPLE_MARK } from '../files/template.ts'
import type { ClaimedSheet, Prepared, PreparedRow, ReadRequest, RegisterKind } from '../kind.ts'
import { resolveDitto } from '../parse/ditto.ts'
import { claimedSum, classifyRow, type RowContext } from '../parse/rows.ts'
import { type Addend, checkSubtotals, type SubtotalRow } from '../parse/subtotals.ts'
import type { Cell } from '../read/index.ts'
import type { Total, Understood } from '../shapes.ts'
import { OutsideDays, outsideQuestions } from './outside-days.ts'
import { settledMapping } from './simple-mapping.ts'
import { readField } from './simple-values.ts'

/** Rows of a register with one record a row: every row below the headings gets its fate here or in the operation. */
export function prepareSimple(
  kind: RegisterKind,
  sheets: readonly ClaimedSheet[],
  request: ReadRequest,
): Prepared {
  const outside = new OutsideDays()
  const prepared: Prepared = { rows: [], questions: [], sheets: [], duplicates: [], notes: [] }
  for (const claimed of sheets) readSheet(kind, claimed, request, outside, prepared)
  prepared.questions.push(...outsideQuestions(outside, request.span))
  return prepared
}

function readSheet(
  kind: RegisterKind,
  claimed: ClaimedSheet,
  request: ReadRequest,
  outside: OutsideDays,
  prepared: Prepared,
): void {
  const { sheet, settings } = claimed
  const { columns } = settings
  const context = rowContext(kind, claimed)
  const data: Cell[][] = []
  const skipped: PreparedRow[] = []
  const sums: SumRow[] = []
  for (const row of sheet.rows.slice(settings.headerRow ?? 0)) {
    const reason = skipReason(row, context, sums)
    if (reason === null) data.push(row)
    else if (reason !== '') skipped.push({ ...sourceOf(sheet.name, row), status: 'skipped', reason })
  }
  // Only within data: a subtotal between two rows is not what stands above.
  const blanks = new Map(Object.values(columns).map(column => [column, 'empty' as const]))
  const resolved = resolveDitto(data, blanks)
  const addends: (Addend & { totals: readonly Total[] })[] = []
  const seen = new Map<string, number>()
  const rows = data.map((row, i) => {
    const cellOf = (field: FieldSpec): Cell | undefined => {
      const column = columns[field.key]
      return column === undefined ? undefined : (resolved[i]?.get(column)?.cell ?? row[column])
    }
    const { row: one, totals } = readRow(kind, sourceOf(sheet.name, row), cellOf, request, outside, seen)
    const left =
      one.status === 'ready'
        ? {}
        : { left: one.status === 'refused' ? ('refused' as const) : ('duplicate' as const) }
    addends.push({ rowNo: one.row, month: null, counted: 0, outside: [], totals, ...left })
    if (one.status === 'skipped')
      prepared.duplicates.push({ sheet: sheet.name, row: one.row, of: twinName(seen, kind, cellOf) })
    return one
  })
  prepared.rows.push(...rows, ...skipped)
  const summed = kind.fields.filter(field => field.sum && columns[field.key] !== undefined)
  const checks = summed.flatMap(field =>
    checkSubtotals(
      summed.length === 1 ? sums : sums.map(sum => claimedIn(sum, columns[field.key] as number, field)),
      addends.map(addend => ({ ...addend, counted: sumOf(field, addend.totals) })),
    ),
  )
  prepared.sheets.push({
    name: sheet.name,
    subtotalChecks: checks
      .sort((a, b) => a.row - b.row)
      .map(check => ({
        row: check.row,
        label: check.label,
        stated: check.claimed,
        computed: check.computed,
        ok: check.agrees,
        note: check.excludedReason ?? '',
      })),
    notes: [],
  })
}

interface SumRow extends SubtotalRow {
  cells: readonly Cell[]
}

/** Where several columns are summed, each is checked by what stands in it. */
const claimedIn = ({ cells, ...sum }: SumRow, column: number, field: FieldSpec): SubtotalRow => ({
  ...sum,
  label: `${sum.label}（${field.title}）`,
  claimed: claimedSum(cells.slice(column, column + 1), '', undefined),
})

const sourceOf = (sheet: string, row: readonly Cell[]) => ({
  sheet,
  row: row[0]?.row ?? 0,
  cells: row.map(cell => (cell.merged === 'covered' ? '' : cell.text)),
  understood: [] as Understood[],
})

function rowContext(kind: RegisterKind, { sheet, settings }: ClaimedSheet): RowContext {
  const columnOf = (field: FieldSpec | undefined): number | undefined => field && settings.columns[field.key]
  const sumColumn = columnOf(kind.fields.find(field => field.sum && columnOf(field) !== undefined))
  const dayColumn = columnOf(kind.fields.find(field => field.type === 'day' && columnOf(field) !== undefined))
  return {
    mapping: settledMapping(kind.fields, sheet, settings),
    subjectColumns: Object.values(settings.columns),
    serialColumns: [],
    ...(sumColumn === undefined ? {} : { sumColumn }),
    ...(dayColumn === undefined ? {} : { dayColumn }),
  }
}

/** Why a row is not a record; '' for one without content, null for a record. */
function skipReason(row: readonly Cell[], context: RowContext, sums: SumRow[]): string | null {
  if (row.every(cell => cell.text === '' && !cell.problem)) return ''
  if (row.find(cell => cell.text !== '')?.text.startsWith(EXAMPLE_MARK)) return '模板里的示例行'
  const { kind, label } = classifyRow(row, context)
  switch (kind) {
    case 'data':
      return null
    case 'blank':
      return ''
    case 'header':
      return '重复的表头'
    case 'title':
      return `小标题“${label}”`
    case 'note':
      return '说明行'
    case 'subtotal':
      sums.push({
        rowNo: row[0]?.row ?? 0,
        label,
        claimed: claimedSum(row, label, context.sumColumn),
        cells: row,
      })
      return `${label}行，只用来核对`
  }
}

function readRow(
  kind: RegisterKind,
  source: ReturnType<typeof sourceOf>,
  cellOf: (field: FieldSpec) => Cell | undefined,
  request: ReadRequest,
  outside: OutsideDays,
  seen: Map<string, number>,
): { row: PreparedRow; totals: readonly Total[] } {
  const values: Record<string, unknown> = {}
  const problems: string[] = []
  const totals: Total[] = []
  for (const field of kind.fields) {
    const cell = cellOf(field)
    const read = cell ? readField(field, cell, request.span) : null
    if (typeof read === 'string') problems.push(`${field.title}：${read}`)
    else if (read === null) {
      if (field.required) problems.push(`缺少${field.title}`)
    } else {
      values[field.key] = read.value
      source.understood.push({ title: field.title, text: read.text })
      if (field.sum && read.amount !== undefined) totals.push(totalOf(field, read.amount))
      if (read.outside && request.span) {
        const sample = {
          sheet: source.sheet,
          row: source.row,
          text: source.cells.filter(Boolean).slice(0, 4).join(' '),
        }
        problems.push(...outside.problem(read.outside, request.span, request.answers, sample))
      }
    }
  }
  if (problems.length > 0)
    return { row: { ...source, status: 'refused', reason: problems.join('；') }, totals }
  const content = contentOf(kind, cellOf)
  if (isNumbered(kind, values)) {
    const key = JSON.stringify(content)
    const twin = seen.get(key)
    if (twin !== undefined)
      return {
        row: { ...source, status: 'skipped', reason: `与第 ${twin} 行完全相同，没有重复导入` },
        totals,
      }
    seen.set(key, source.row)
  }
  const input = kind.toInput ? kind.toInput(values, request.options) : values
  return { row: { ...source, status: 'ready', input, content, totals }, totals }
}

const totalOf = (field: FieldSpec, quantity: number): Total => ({
  group: typeof field.sum === 'string' ? field.sum : field.title,
  item: field.title,
  quantity,
  unit: field.type === 'money' ? '元' : '',
  counts: true,
})

const sumOf = (field: FieldSpec, totals: readonly Total[]): number =>
  totals.find(total => total.item === field.title)?.quantity ?? 0

const contentOf = (kind: RegisterKind, cellOf: (field: FieldSpec) => Cell | undefined): string[] =>
  kind.fields.map(field => cellOf(field)?.text ?? '')

/** Only a row with a number of its own can be told to be written twice; others may well be equal. */
const isNumbered = (kind: RegisterKind, values: Record<string, unknown>): boolean =>
  kind.fields.some(field => field.number && values[field.key] !== undefined)

const twinName = (
  seen: ReadonlyMap<string, number>,
  kind: RegisterKind,
  cellOf: (field: FieldSpec) => Cell | undefined,
): string => `第 ${seen.get(JSON.stringify(contentOf(kind, cellOf))) ?? 0} 行`
