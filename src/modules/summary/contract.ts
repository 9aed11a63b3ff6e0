import { z } from 'zod'
import { Actions, Day, Id, prose, Version } from '../../kernel/pure/fields.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { LEADERS } from '../../kernel/pure/roles.ts'
import { Doc } from '../../mechanisms/metric/prose/doc.ts'
import { reportMachine, type SIGNERS } from './rules.ts'

const TermCode = z
  .string()
  .regex(/^\d{4}-(autumn|spring)$/, '学期要写成 2025-autumn（秋季）或 2026-spring（春季）')
  .meta({ title: '学期' })
const State = z.enum(['draft', 'signed', 'approved'])
const FORMATS = ['docx', 'md', 'json', 'txt'] as const

const READERS = [...LEADERS, 'clerk', 'auditor', 'accountant', 'district_officer'] as const
const AUTHORS = ['director', 'clerk'] as const

const Missing = z.object({ key: z.string(), text: z.string(), section: z.string(), sectionTitle: z.string() })
const Uncovered = z.object({ section: z.string(), code: z.string(), title: z.string() })

export const Report = z.object({
  /** null: shown as the system writes it now; nothing is stored yet. */
  id: Id.nullable(),
  term: z.string(),
  termName: z.string(),
  from: Day,
  to: Day,
  state: State,
  version: z.int(),
  doc: Doc,
  missing: z.array(Missing),
  uncovered: z.array(Uncovered),
  asAt: z.date(),
  /** Numbers in free words, for which the author alone answers. */
  ownNumbers: z.int(),
  seals: z.array(
    z.object({
      role: z.string(),
      title: z.string(),
      name: z.string().nullable(),
      on: Day.nullable(),
    }),
  ),
  actions: Actions,
})

const which = { id: Id, version: Version }
const Changed = z.object({ id: Id, version: z.int(), state: State })
const reason = prose(500).min(1, '请写明理由').meta({ title: '理由' })

export const contract = defineContract({
  id: 'summary',
  title: '工作总结',
  machines: [reportMachine],
  operations: {
    list: query({
      title: '查看各学期总结',
      input: z.strictObject({}),
      output: z.object({
        rows: z.array(
          z.object({
            term: z.string(),
            termName: z.string(),
            from: Day,
            to: Day,
            state: State.nullable(),
            updatedAt: z.date().nullable(),
          }),
        ),
      }),
      access: READERS,
    }),
    get: query({
      title: '查看工作总结',
      input: z.strictObject({ term: TermCode }),
      output: Report,
      access: READERS,
    }),
    start: command({
      title: '起草工作总结',
      input: z.strictObject({ term: TermCode }),
      output: Changed,
      access: AUTHORS,
    }),
    save: command({
      title: '保存工作总结',
      input: z.strictObject({ ...which, doc: Doc }),
      output: Changed.extend({ ownNumbers: z.int() }),
      access: AUTHORS,
    }),
    refresh: command({
      title: '按最新记录更新数字',
      input: z.strictObject(which),
      output: Changed.extend({
        changed: z.array(z.object({ title: z.string(), before: z.string(), after: z.string() })),
      }),
      access: AUTHORS,
    }),
    rewrite: command({
      title: '重新生成全文',
      input: z.strictObject(which),
      output: Changed,
      access: AUTHORS,
    }),
    sign: command({ title: '签字', input: z.strictObject(which), output: Changed, access: ['director'] }),
    withdraw: command({
      title: '撤回签字',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: ['director'],
    }),
    approve: command({
      title: '审定工作总结',
      input: z.strictObject(which),
      output: Changed,
      access: ['principal', 'vice_principal'],
    }),
    reopen: command({
      title: '退回修改',
      input: z.strictObject({ ...which, reason }),
      output: Changed,
      access: ['principal', 'vice_principal'],
    }),
    export: query({
      title: '导出工作总结',
      input: z.strictObject({ term: TermCode, format: z.enum(FORMATS).default('docx') }),
      output: FileOutput,
      access: READERS,
    }),
  },
  errors: {
    term_unknown: { status: 404, text: '没有“{term}”这个学期。请在校历里先建好学期，再写总结。' },
    started: { status: 409, text: '{term}的总结已经有人起草了，请直接打开。' },
    figure_changed: {
      status: 422,
      text: '有 {count} 个数字和系统记录不一致（{names}）。数字来自记录，不能改写；要更正，请改记录后点“按最新记录更新”。',
      rule: '总结里的每个数字都要能打开它的记录',
    },
    own_signature: {
      status: 403,
      text: '您已作为撰写人签过字，审定要由另一位校领导来签。',
      rule: '撰写和审定不是同一人',
    },
    not_started: { status: 409, text: '{term}的总结还没有起草，请先点“起草”。' },
  },
})

export const summary = contract.operations
export type SignerKey = keyof typeof SIGNERS
