import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { emptyValue, unwrapNull, type ValueSchema, valueWords } from './value-words.ts'

const schemaOf = (schema: z.ZodType): ValueSchema => z.toJSONSchema(schema, { io: 'input' }) as ValueSchema

const Count = z
  .enum(['clock', 'school'])
  .meta({ title: '怎样计', labels: { clock: '按钟点', school: '按上班时间' } })
const Level = z.strictObject({
  respond: z.int().min(1).meta({ title: '到场' }),
  count: Count,
  finish: z.int().nullable().meta({ title: '修好' }),
})

describe('values in words', () => {
  it('say numbers with their unit, choices by their names, and what is left open', () => {
    expect(valueWords(schemaOf(z.int()), 7, '天')).toBe('7 天')
    expect(valueWords(schemaOf(z.boolean()), false)).toBe('否')
    expect(valueWords(schemaOf(Count), 'school')).toBe('按上班时间')
    expect(valueWords(schemaOf(Level), { respond: 120, count: 'clock', finish: null })).toBe(
      '到场：120；怎样计：按钟点；修好：不限',
    )
    expect(valueWords(schemaOf(z.array(z.string())), ['台盆', '灯管'])).toBe('台盆、灯管')
    expect(valueWords(schemaOf(z.array(z.string())), [])).toBe('没有')
  })

  it('start from what the schema accepts', () => {
    for (const schema of [
      z.int().min(3),
      z.number(),
      z.boolean(),
      Count,
      Level,
      z.array(Level),
      z.string(),
      z.int().nullable(),
    ])
      expect(schema.safeParse(emptyValue(schemaOf(schema))).success).toBe(true)
  })

  it('keep the title of what may be left open', () => {
    expect(unwrapNull(schemaOf(Level).properties!.finish!)).toMatchObject({
      nullable: true,
      inner: { type: 'integer', title: '修好' },
    })
  })
})
