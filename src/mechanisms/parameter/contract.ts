import { z } from 'zod'
import { Day, prose, requiredLine } from '../../kernel/pure/fields.ts'
import { command, defineContract, query } from '../../kernel/pure/operation.ts'
import { STAFF } from '../../kernel/pure/roles.ts'

const Key = z
  .string()
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/, '制度参数的代号不对，请从“制度参数”页面进入')
  .max(100)
  .meta({ title: '制度参数' })

const Version = z.object({
  value: z.unknown(),
  source: z.string(),
  note: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  setBy: z.string(),
  setAt: z.date(),
})

export const Parameter = z.object({
  key: z.string(),
  title: z.string(),
  about: z.string(),
  unit: z.string(),
  mark: z.enum(['sure', 'unsure']),
  /** JSON schema of the value, from which the form is drawn. */
  schema: z.record(z.string(), z.unknown()),
  value: z.unknown(),
  /** Where the value in force comes from; the default's source while nothing is set. */
  source: z.string(),
  isDefault: z.boolean(),
  validFrom: z.string().nullable(),
  /** Set already, holds from a later day. */
  coming: Version.nullable(),
  versions: z.number(),
})

export const contract = defineContract({
  id: 'parameter',
  title: '制度参数',
  operations: {
    list: query({
      title: '查看制度参数',
      input: z.strictObject({ on: Day.optional().meta({ title: '日期' }) }),
      output: z.object({ rows: z.array(Parameter) }),
      access: STAFF,
    }),
    history: query({
      title: '查看制度参数的历次规定',
      input: z.strictObject({ key: Key }),
      output: z.object({ title: z.string(), unit: z.string(), default: z.unknown(), rows: z.array(Version) }),
      access: STAFF,
    }),
    set: command({
      title: '修改制度参数',
      input: z.strictObject({
        key: Key,
        value: z.unknown().meta({ title: '新的规定' }),
        validFrom: Day.meta({ title: '从哪天起' }),
        source: requiredLine(200).meta({ title: '依据' }),
        note: prose(500).default('').meta({ title: '说明' }),
      }),
      output: z.object({}),
      access: ['director', 'vice_principal', 'principal'],
    }),
  },
  errors: {
    unknown: { status: 404, text: '没有这项制度参数。请从“制度参数”页面重新选择。' },
    value: { status: 422, text: '“{title}”的值不对：{why}。原来的规定没有变。' },
    later: {
      status: 409,
      text: '“{title}”已有从 {latest} 起的规定，新规定要从更晚的日期开始。已经执行过的规定不能改写。',
      rule: '执行过的规定保留原样，新规定另起一条',
    },
  },
})

export const parameter = contract.operations
