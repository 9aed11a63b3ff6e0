import { z } from 'zod'
import { Actions, Id, line, pageInput, pageOf, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { importMachine } from './rules.ts'
import {
  Change,
  Choices,
  Counts,
  IMPORT_STATES,
  ImportMode,
  ImportResult,
  Outline,
  Progress,
  Question,
  ROW_STATUSES,
  Settings,
  Understood,
} from './shapes.ts'

/** Bytes of a spreadsheet that may be imported. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024
/** Rows of a spreadsheet that may be imported at once. */
export const MAX_ROWS = 100_000

const Kind = z.string().min(1).max(60).meta({ title: '台账' })
const Done = z.object({})

const ImportLine = Counts.extend({
  id: Id,
  kind: z.string(),
  kindTitle: z.string(),
  state: z.enum(IMPORT_STATES),
  fileName: z.string(),
  fileBytes: z.int(),
  userName: z.string(),
  error: z.string().nullable(),
  progress: Progress.nullable(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
})

const FieldLine = z.object({ key: z.string(), title: z.string(), required: z.boolean(), note: z.string() })
const OptionLine = z.object({
  key: z.string(),
  title: z.string(),
  type: z.enum(['select', 'switch']),
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
  default: z.string(),
  note: z.string(),
})
const KindLine = z.object({
  id: z.string(),
  title: z.string(),
  noun: z.string(),
  fields: z.array(FieldLine),
  sheetOptions: z.array(OptionLine),
  listPath: z.string().nullable(),
})

const ImportDetail = ImportLine.extend({
  version: Version,
  settings: Settings,
  outline: Outline,
  questions: z.array(Question),
  mode: ImportMode.nullable(),
  result: ImportResult.nullable(),
  /** The register and those whose sheets may come along. */
  kinds: z.array(KindLine),
  options: z.array(OptionLine),
  actions: Actions,
})

const Row = z.object({
  position: z.int(),
  sheet: z.string(),
  row: z.int(),
  status: z.enum(ROW_STATUSES),
  reason: z.string().nullable(),
  cells: z.array(z.string()),
  understood: z.array(Understood),
  effect: z.enum(['created', 'updated']).nullable(),
  /** What an update changes: 单价 12元 → 13元. */
  changes: z.array(Change),
  record: z.object({ kind: z.string(), id: Id }).nullable(),
})

const View = z.object({
  id: Id,
  name: z.string(),
  query: z.string(),
  shared: z.boolean(),
  mine: z.boolean(),
  ownerName: z.string(),
})

export const contract = defineContract({
  id: 'register',
  title: '台账',
  operations: {
    kinds: query({
      title: '查看可以导入的台账',
      input: z.strictObject({}),
      output: z.object({ kinds: z.array(KindLine) }),
      access: 'signed-in',
    }),
    upload: command({
      title: '上传要导入的表格',
      input: z.strictObject({ kind: Kind }),
      output: z.object({ id: Id }),
      access: 'signed-in',
      upload: { maxBytes: MAX_FILE_BYTES, maxFiles: 1 },
    }),
    get: query({
      title: '查看一次导入',
      input: z.strictObject({ id: Id }),
      output: ImportDetail,
      access: 'signed-in',
    }),
    list: query({
      title: '查看导入记录',
      input: z.strictObject({ kind: Kind.optional(), ...pageInput }),
      output: pageOf(ImportLine),
      access: 'signed-in',
    }),
    setMapping: command({
      title: '指定表格怎么读',
      input: z.strictObject({ id: Id, version: Version, settings: Settings }),
      output: Done,
      access: 'signed-in',
    }),
    setChoices: command({
      title: '回答导入中拿不准的问题',
      input: z.strictObject({ id: Id, version: Version, choices: Choices }),
      output: Done,
      access: 'signed-in',
    }),
    preview: command({
      title: '预演导入',
      input: z.strictObject({ id: Id }),
      output: Done,
      access: 'signed-in',
    }),
    commit: command({
      title: '写入导入的内容',
      input: z.strictObject({ id: Id, mode: ImportMode }),
      output: Done,
      access: 'signed-in',
    }),
    discard: command({
      title: '放弃导入',
      input: z.strictObject({ id: Id }),
      output: Done,
      access: 'signed-in',
    }),
    rows: query({
      title: '查看导入的各行',
      input: z.strictObject({
        id: Id,
        status: z.enum(ROW_STATUSES).optional(),
        sheet: line(200).optional(),
        ...pageInput,
      }),
      output: pageOf(Row),
      access: 'signed-in',
    }),
    downloadErrors: query({
      title: '下载没有导入的行',
      input: z.strictObject({ id: Id }),
      output: FileOutput,
      access: 'signed-in',
    }),
    template: query({
      title: '下载导入模板',
      input: z.strictObject({ kind: Kind }),
      output: FileOutput,
      access: 'signed-in',
    }),
    views: query({
      title: '查看存下的视图',
      input: z.strictObject({ register: Kind }),
      output: z.object({ views: z.array(View) }),
      access: 'signed-in',
    }),
    saveView: command({
      title: '存下视图',
      input: z.strictObject({
        register: Kind,
        name: requiredLine(30).meta({ title: '视图名称' }),
        query: z.string().max(2000, '筛选条件太长，不能存成视图'),
        shared: z.boolean().default(false),
      }),
      output: z.object({ id: Id }),
      access: 'signed-in',
    }),
    deleteView: command({
      title: '删除视图',
      input: z.strictObject({ id: Id }),
      output: Done,
      access: 'signed-in',
    }),
  },
  errors: {
    kind_unknown: { status: 404, text: '没有“{kind}”这种台账可以导入。{way}' },
    no_file: { status: 400, text: '没有收到文件。请选择一个 Excel 或 CSV 表格再上传。' },
    unreadable: { status: 422, text: '{why}' },
    too_many_rows: {
      status: 413,
      text: '表格有 {rows} 行，一次最多导入 {limit} 行。请按月份或工种拆成几个文件，分几次导入。',
    },
    nothing_recognised: { status: 422, text: '{why}' },
    mapping_incomplete: {
      status: 422,
      text: '工作表“{sheet}”还缺 {missing}。请指定它们在哪一列，或者不导入这张工作表。',
    },
    no_sheet: {
      status: 422,
      text: '没有选中任何工作表，所以没有可导入的内容。请至少选一张工作表并指定它的列。',
    },
    sheet_unknown: { status: 422, text: '文件里没有“{sheet}”这张工作表，有：{names}。请换一个名称。' },
    column_unknown: { status: 422, text: '没有找到“{column}”这一列，表头是：{names}。请照表头的字写。' },
    choice_unknown: { status: 422, text: '没有“{text}”这一项，可以写：{names}。' },
    field_unknown: { status: 422, text: '没有“{field}”这个项目，可以指定：{names}。' },
    busy: { status: 409, text: '这份表格正在处理中，请等它结束，不用再点一次。' },
    committed: {
      status: 409,
      text: '这份表格已在 {when} 导入完毕，不会再写一遍。如有新内容，请上传新的表格。',
    },
    not_previewed: { status: 409, text: '这份表格还没有预演，或预演后又改过。请先看一遍预演结果再导入。' },
    refused_rows: {
      status: 422,
      text: '有 {refused} 行不能导入，因为选了“全部或不导入”，所以没有写入任何内容。请改好这些行，或改为只导入没有问题的行。',
    },
    all_refused: {
      status: 422,
      text: '{refused} 行都不能导入，所以没有写入任何内容。请看每一行的原因，改好后再导入。',
    },
    taken_over: { status: 409, text: '这次导入已由另一次操作接手，本次没有写入任何内容。' },
    not_yours: { status: 403, text: '视图“{name}”是{owner}存的，只有本人能改。您可以另存一个自己的视图。' },
  },
  machines: [importMachine],
})

export const register = contract.operations
