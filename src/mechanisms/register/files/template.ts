import type { FieldSpec } from '../fields.ts'
import type { RegisterKind } from '../kind.ts'
import { writeWorkbook } from './workbook-writer.ts'

/** Begins the example row, which an import leaves out. */
export const EXAMPLE_MARK = '例：'

const TYPE_NOTES: Record<FieldSpec['type'], string> = {
  text: '文字',
  day: '日期，如 2025-09-03；也可写 2025.9.3、9月3日',
  instant: '日期和时间，如 2025-09-03 14:20',
  number: '数字',
  quantity: '数量，可带量词，如 2把、两扇',
  money: '金额，单位元，如 60 或 60元',
  choice: '从右边列出的词里选一个',
  yesno: '是 或 否',
}

/** An empty spreadsheet to fill in: headings, an example, and on a second sheet what to write where. */
export function templateFile(kind: RegisterKind): Promise<Buffer> {
  const fields = kind.fields.filter(field => !field.rare)
  return writeWorkbook([
    {
      name: kind.title,
      columns: fields.map(field => ({
        title: field.title,
        width: Math.max(12, field.title.length * 2 + 4),
        format: '@',
      })),
      rows: [fields.map((field, i) => (i === 0 ? EXAMPLE_MARK : '') + (field.example ?? ''))],
    },
    {
      name: '填写说明',
      columns: [
        { title: '列', width: 18 },
        { title: '是否必填', width: 10, align: 'center' },
        { title: '怎么填', width: 44, wrap: true },
        { title: '也认识的列名', width: 36, wrap: true },
      ],
      rows: fields.map(field => [
        field.title,
        field.required ? '必填' : '可空',
        [TYPE_NOTES[field.type], choicesOf(field), field.note].filter(Boolean).join('。'),
        field.aliases?.join('、') ?? '',
      ]),
    },
  ])
}

const choicesOf = (field: FieldSpec): string =>
  field.options
    ? Object.values(field.options)
        .map(words => words.split('|')[0])
        .join('、')
    : ''
