import { z } from 'zod'

interface Schema {
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  exclusiveMinimum?: number
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  default?: unknown
}

/** The smallest input that a schema takes: required fields only, ids that exist nowhere. */
export function minimalInput(schema: z.ZodType): unknown {
  return sample(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema, 0)
}

function sample(schema: Schema, depth: number): unknown {
  if (depth > 12) return null
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = schema.anyOf ?? schema.oneOf
  if (choice) return sample(choice[0] as Schema, depth + 1)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map(key => [key, sample(schema.properties?.[key] ?? {}, depth + 1)]),
      )
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}, depth + 1))
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1, 1)
    case 'boolean':
      return false
    case 'string':
      return text(schema)
    default:
      return {}
  }
}

const WISHES = [
  '2025-09-03',
  '2025-09-03T08:00:00Z',
  'abcdefgh',
  'abcdefghijkmnpqrstuvwx',
  '13800001234',
  '08:00',
  '2025-autumn',
  'abc',
  '测试',
  '00',
  'a1',
  'demo1',
]

function text(schema: Schema): string {
  if (schema.format === 'uuid') return '0197c0de-0000-7000-8000-0000000000ff'
  if (schema.format === 'date') return '2025-09-03'
  if (schema.format === 'date-time') return '2025-09-03T08:00:00Z'
  if (schema.pattern) return WISHES.find(wish => new RegExp(schema.pattern as string, 'u').test(wish)) ?? 'x'
  return '测试'.padEnd(schema.minLength ?? 2, '文')
}
