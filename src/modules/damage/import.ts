import type { ParsedOf } from '../../kernel/pure/operation.ts'
import {
  type ClaimedSheet,
  type FieldSpec,
  guessOnce,
  OutsideDays,
  outsideQuestions,
  type Prepared,
  type PreparedRow,
  type Reader,
  type ReadRequest,
  type RegisterKind,
  termSpan,
} from '../../mechanisms/register/index.ts'
import {
  DAMAGE_FIELDS,
  type DamageRecord,
  type ReadRow,
  readRepairBook,
  type SheetReading,
} from '../../mechanisms/register/parse/index.ts'
import { termByCode } from '../calendar/index.ts'
import { contract } from './contract.ts'

type Input = ParsedOf<typeof contract.operations.recordPaid>

const EXAMPLES: Readonly<Record<string, string>> = {
  day: '2025-09-15',
  classText: '高职25机电4班',
  liable: '张三',
  item: '玻璃',
  quantity: '1块',
  amount: '28',
  receiptNo: 'NO.20250001',
}

const fields: readonly FieldSpec[] = DAMAGE_FIELDS.map(field => ({
  key: field.key,
  title: field.title,
  aliases: field.aliases,
  type: field.kind === 'day' || field.kind === 'money' || field.kind === 'quantity' ? field.kind : 'text',
  ...(field.required ? { required: true } : {}),
  ...(EXAMPLES[field.key] ? { example: EXAMPLES[field.key] } : { rare: true }),
}))

const DOUBTFUL = 0.49

const reader: Reader = {
  claim(sheet) {
    const guess = guessOnce(sheet, 'damage')
    const isMine = guessOnce(sheet).kind === 'damage'
    return {
      score: isMine ? guess.score : guess.score * DOUBTFUL,
      headerRow: guess.mapping.headerRow,
      columns: guess.mapping.columns,
      values: {},
    }
  },
  missing({ columns }) {
    const has = (field: string): boolean => columns[field] !== undefined
    return [
      ...(has('day') || has('date') ? [] : ['日期']),
      ...(has('item') ? [] : ['损坏物品']),
      ...(has('amount') ? [] : ['赔偿金额']),
    ]
  },
  prepare: async (_ctx, sheets, request) => prepare(sheets, request),
}

/** Registers of compensation that was paid, as they stand beside the repairs. */
export const damageRegister: RegisterKind = {
  id: 'damage',
  title: '损坏赔偿登记',
  noun: '件赔偿',
  operation: contract.operations.recordPaid,
  fields,
  once: true,
  skipCodes: ['damage.duplicate'],
  recordKind: 'damage.case',
  listPath: '/damages',
  span: (ctx, options, sheets, fileName) =>
    termSpan(options.term, sheets, fileName, code => termByCode(ctx, code)),
  reader,
}

function prepare(sheets: readonly ClaimedSheet[], request: ReadRequest): Prepared {
  const book = readRepairBook(
    { fileName: request.fileName, sheets: sheets.map(({ sheet }) => sheet) },
    {
      ...(request.span ? { term: request.span } : {}),
      sheets: Object.fromEntries(
        sheets.map(({ sheet, settings: { headerRow, columns } }) => [
          sheet.name,
          { kind: 'damage' as const, headerRow, columns },
        ]),
      ),
    },
  )
  const outside = new OutsideDays()
  return {
    rows: book.sheets.flatMap((reading, i) =>
      sheetRows(reading, sheets[i] as ClaimedSheet, request, outside),
    ),
    questions: outsideQuestions(outside, request.span),
    sheets: book.sheets.map(({ name, notes, subtotals }) => ({
      name,
      notes,
      subtotalChecks: subtotals.map(({ row, label, claimed, computed, agrees, excludedReason }) => ({
        row,
        label,
        stated: claimed,
        computed,
        ok: agrees,
        note: excludedReason ?? '',
      })),
    })),
    duplicates: book.sheets.flatMap(({ rows }) =>
      rows.flatMap(({ sheet, rowNo, duplicateOf }) =>
        duplicateOf ? [{ sheet, row: rowNo, of: `第 ${duplicateOf.rowNo} 行` }] : [],
      ),
    ),
    notes: [],
  }
}

function sheetRows(
  reading: SheetReading,
  { sheet }: ClaimedSheet,
  request: ReadRequest,
  outside: OutsideDays,
): PreparedRow[] {
  const first = reading.rows.findIndex(row => row.status !== 'skipped')
  return reading.rows.flatMap((row, i): PreparedRow[] => {
    const cells = (sheet.rows[row.rowNo - 1] ?? []).map(cell => (cell.merged === 'covered' ? '' : cell.text))
    const source = { sheet: sheet.name, row: row.rowNo, cells, understood: [] }
    if (row.status === 'skipped') {
      const isAbove = (row.skip === 'title' || row.skip === 'header') && (first < 0 || i < first)
      return row.skip === 'blank' || isAbove
        ? []
        : [{ ...source, status: 'skipped', reason: row.reason ?? '' }]
    }
    if (row.status === 'refused') return [{ ...source, status: 'refused', reason: row.reason ?? '' }]
    return [recordRow(source, row, request, outside)]
  })
}

function recordRow(
  source: Pick<PreparedRow, 'sheet' | 'row' | 'cells' | 'understood'>,
  row: ReadRow,
  request: ReadRequest,
  outside: OutsideDays,
): PreparedRow {
  const record = row.damage as DamageRecord
  const { span, answers } = request
  const refused = row.questions.flatMap(({ topic, key, text }) =>
    topic === 'date' && key && span
      ? outside.problem(key, span, answers, { sheet: source.sheet, row: source.row, text })
      : [],
  )
  if (refused.length > 0) return { ...source, status: 'refused', reason: refused.join('；') }
  const input: Partial<Input> = {
    occurredOn: record.day,
    unitText: record.classText,
    liableKind: liableKind(record),
    liableName: record.shared ? '' : record.liable,
    item: record.item,
    quantity: record.qty ?? 1,
    amountFen: record.amountFen,
    receiptNo: record.receiptNo ?? '',
    note: [record.shared ? record.liable : '', record.remark].filter(Boolean).join('；'),
    shared: record.shared,
    ...(request.importId ? { importId: request.importId } : {}),
  }
  return {
    ...source,
    understood: [
      { title: '日期', text: record.day },
      { title: '班级或寝室', text: record.classText },
      { title: '责任人', text: record.liable },
      { title: '物品', text: `${record.item}${record.qty ? ` ${record.qty}${record.measure ?? ''}` : ''}` },
      { title: '金额', text: `${record.amountFen / 100}元` },
      { title: '收据号', text: record.receiptNo ?? '' },
    ],
    status: 'ready',
    input,
    content: [
      record.day,
      record.classText,
      record.liable,
      record.item,
      String(record.amountFen),
      record.receiptNo ?? '',
      record.remark ?? '',
    ],
    totals: [
      { group: '赔偿(元)', item: '赔偿金额(元)', quantity: record.amountFen / 100, unit: '元', counts: true },
    ],
    unsure: row.guesses.map(({ text, taken }) => ({ text, taken })),
  }
}

/** Who pays, as far as the register says. */
function liableKind({ shared, liable, classText }: DamageRecord): Input['liableKind'] {
  if (!shared) return liable === '' ? 'unknown' : 'person'
  if (/寝|宿/.test(liable) || /寝|宿/.test(classText)) return 'room'
  return /班/.test(liable) ? 'class' : 'unknown'
}
