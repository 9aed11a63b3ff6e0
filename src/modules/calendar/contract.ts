import { z } from 'zod'
import { Day, Id, line, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { command, defineContract, query } from '../../kernel/pure/operation.ts'
import { OFFICE, STAFF } from '../../kernel/pure/roles.ts'
import { DAY_KIND_CODES } from './day-kinds.ts'

const manage = ['admin', ...OFFICE] as const

const TermCode = z
  .string()
  .regex(/^20\d{2}-(autumn|spring)$/, '要写成 2025-autumn 或 2026-spring')
  .meta({ title: '学期' })
const Year = z.int().min(2000, '年份太早').max(2099, '年份太晚').meta({ title: '学年开始的年份' })
const Clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, '时间要写成 07:30 这样')
  .meta({ title: '时间' })
const Applies = z.union([z.enum(['school', 'vacation']), TermCode]).meta({ title: '用于' })
const Weekday = z.int().min(1).max(7).meta({ title: '星期' })

const Term = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  from: Day,
  to: Day,
  version: z.int(),
})
const PlainTerm = Term.pick({ code: true, name: true, from: true, to: true })

const WeekSpan = z.strictObject({ weekday: Weekday, from: Clock, to: Clock })
export type WeekSpan = z.output<typeof WeekSpan>

const OwnDay = z.object({
  day: Day,
  kind: z.enum(['off', 'work']),
  title: z.string(),
  like: z.int().nullable(),
})

const termDates = {
  from: Day.meta({ title: '开学日期' }),
  to: Day.meta({ title: '结束日期' }),
}

export const contract = defineContract({
  id: 'calendar',
  title: '校历',
  operations: {
    year: query({
      title: '查看校历',
      input: z.strictObject({ year: Year.optional() }),
      output: z.object({
        year: z.int(),
        today: Day,
        terms: z.array(Term),
        months: z.array(
          z.object({
            month: z.string(),
            days: z.array(
              z.object({
                day: Day,
                weekday: z.int(),
                kind: z.enum(DAY_KIND_CODES),
                why: z.string(),
                school: z.boolean(),
                week: z.int().nullable(),
              }),
            ),
          }),
        ),
        ownDays: z.array(OwnDay),
        /** False while the public holidays of the year are not announced. */
        holidaysKnown: z.boolean(),
      }),
      access: STAFF,
    }),
    currentTerm: query({
      title: '查看当前学期',
      input: z.strictObject({}),
      output: z.object({
        today: Day,
        current: PlainTerm.nullable(),
        week: z.int().nullable(),
        previous: PlainTerm.nullable(),
        next: PlainTerm.nullable(),
      }),
      access: STAFF,
    }),
    terms: query({
      title: '查看学期',
      input: z.strictObject({}),
      output: z.object({ terms: z.array(Term) }),
      access: STAFF,
    }),
    hours: query({
      title: '查看作息时间',
      input: z.strictObject({}),
      output: z.object({
        /** True while the school has set none and the usual hours hold. */
        usual: z.boolean(),
        sets: z.array(z.object({ applies: z.string(), title: z.string(), spans: z.array(WeekSpan) })),
      }),
      access: STAFF,
    }),
    createYear: command({
      title: '生成一学年的学期',
      input: z.strictObject({ year: Year }),
      output: z.object({ created: z.array(z.string()), kept: z.array(z.string()) }),
      access: manage,
    }),
    createTerm: command({
      title: '新增学期',
      input: z.strictObject({ code: TermCode, ...termDates }),
      output: z.object({ id: Id, version: z.int() }),
      access: manage,
    }),
    updateTerm: command({
      title: '修改学期',
      input: z.strictObject({
        id: Id,
        version: Version,
        name: requiredLine(40).meta({ title: '名称' }),
        ...termDates,
      }),
      output: z.object({ id: Id, version: z.int() }),
      access: manage,
    }),
    markDays: command({
      title: '登记放假或调休',
      input: z.strictObject({
        from: Day.meta({ title: '从' }),
        to: Day.meta({ title: '到' }),
        kind: z.enum(['off', 'work']).meta({ title: '放假还是上班' }),
        title: requiredLine(30).meta({ title: '事由' }),
        like: Weekday.nullable().default(null).meta({ title: '按星期几的作息' }),
      }),
      output: z.object({ days: z.int(), replaced: z.int() }),
      access: manage,
    }),
    clearDays: command({
      title: '撤销放假或调休',
      input: z.strictObject({ from: Day.meta({ title: '从' }), to: Day.meta({ title: '到' }) }),
      output: z.object({ cleared: z.int() }),
      access: manage,
    }),
    setHours: command({
      title: '设定作息时间',
      input: z.strictObject({ applies: Applies, spans: z.array(WeekSpan).max(70) }),
      output: z.object({ spans: z.int() }),
      access: manage,
    }),
    importRow: command({
      title: '导入放假调休',
      input: z.strictObject({
        from: Day.meta({ title: '开始日期' }),
        to: Day.optional().meta({ title: '结束日期' }),
        kind: z.enum(['off', 'work']).meta({ title: '类型' }),
        title: line(30).default('').meta({ title: '事由' }),
      }),
      output: z.object({ id: Id, outcome: z.enum(['created', 'updated']) }),
      access: manage,
    }),
  },
  errors: {
    term_exists: { status: 409, text: '{name}已经有了。请直接修改它的起止日期。' },
    term_order: { status: 422, text: '结束日期要晚于开学日期。请改日期。' },
    term_season: { status: 422, text: '{name}的开学日期不会是 {from}。请检查年份，或另选学期。' },
    term_length: { status: 422, text: '{name}从 {from} 到 {to} 太长了。请检查日期。' },
    term_overlap: { status: 422, text: '日期和{other}（{from} 至 {to}）重叠。请错开后再保存。' },
    days_order: { status: 422, text: '结束日期不能早于开始日期。请改日期。' },
    days_many: { status: 422, text: '一次最多登记 100 天。更长的假期请改学期的起止日期。' },
    hours_flawed: { status: 422, text: '作息时间没有保存：{detail}' },
    like_off: { status: 422, text: '放假的日子不用选“按星期几的作息”。请清空。' },
  },
})

/** What other modules and the pages call. */
export const calendar = contract.operations
