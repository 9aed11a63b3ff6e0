import type { FieldSpec, RegisterKind } from '../../../mechanisms/register/index.ts'
import { OFF, ON, termSpan } from '../../../mechanisms/register/index.ts'
import { type FieldKind, REPAIR_FIELDS, TRADES } from '../../../mechanisms/register/parse/index.ts'
import { loadCalendar, termByCode } from '../../calendar/index.ts'
import { contract } from '../contract.ts'
import { learnFault } from './answers.ts'
import { repairReader } from './reader.ts'

/** How long ago a row without a day of completion counts as finished. */
export const BLANK_DONE = { old: 'old', done: 'done', open: 'open' } as const

const EXAMPLES: Readonly<Record<string, string>> = {
  externalNo: 'D0001',
  reportedOn: '2025-09-03',
  reporter: '王老师',
  place: '学生宿舍5号楼 311',
  fault: '更换灯管2只',
  quantity: '2只',
  handling: '已修好',
  worker: '陆师傅',
  doneOn: '2025-09-04',
  rating: '满意',
}

const TYPES: Partial<Record<FieldKind, FieldSpec['type']>> = {
  day: 'day',
  quantity: 'quantity',
  money: 'money',
}

const fields: readonly FieldSpec[] = REPAIR_FIELDS.map(field => ({
  key: field.key,
  title: field.title,
  aliases: field.aliases,
  type: TYPES[field.kind] ?? 'text',
  ...(field.required || field.key === 'place' ? { required: true } : {}),
  ...(EXAMPLES[field.key] ? { example: EXAMPLES[field.key] } : { rare: true }),
}))

/** Repair registers as trades keep them: several sheets, a line or several a row, dittos and subtotals. */
export const repairRegister: RegisterKind = {
  id: 'repair',
  title: '报修登记',
  noun: '张报修单',
  operation: contract.operations.recordFinished,
  fields,
  alongside: ['damage'],
  once: true,
  skipCodes: ['workorder.duplicate'],
  recordKind: 'workorder.order',
  listPath: '/orders',
  async options(ctx) {
    const { terms } = await loadCalendar(ctx)
    return [
      {
        key: 'term',
        title: '学期',
        type: 'select',
        choices: [
          { value: '', label: '从表格里看' },
          ...[...terms].reverse().map(term => ({ value: term.code, label: term.name })),
        ],
        default: '',
        note: '没写年份的日期按这个学期算',
      },
      {
        key: 'createPlaces',
        title: '表里有、系统里没有的房间',
        type: 'switch',
        choices: [
          { value: ON, label: '自动建立' },
          { value: OFF, label: '不建立，只记到楼' },
        ],
        default: ON,
      },
      {
        key: 'blankDone',
        title: '没写完成日期的行',
        type: 'select',
        choices: [
          { value: BLANK_DONE.old, label: '一个月以前的算修好了' },
          { value: BLANK_DONE.done, label: '都算修好了' },
          { value: BLANK_DONE.open, label: '都算还没修好' },
        ],
        default: BLANK_DONE.old,
        note: '算修好的，完成日期记为报修当天；整张表没有完成日期一列的，都算修好了',
      },
    ]
  },
  sheetOptions: [
    {
      key: 'trade',
      title: '工种',
      type: 'select',
      choices: [
        { value: '', label: '看每行写的' },
        ...TRADES.map(({ code, name }) => ({ value: code, label: name })),
      ],
      default: '',
    },
  ],
  span: (ctx, options, sheets, fileName) =>
    termSpan(options.term, sheets, fileName, code => termByCode(ctx, code)),
  reader: repairReader,
  learn: learnFault,
}
