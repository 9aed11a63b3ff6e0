import type { z } from 'zod'
import { z as zod } from 'zod'
import { minimalInput } from '../../src/testing/minimal-input.ts'

export interface Attack {
  name: string
  input: unknown
  /** Refused before anything is looked up, whoever sends it. */
  malformed: boolean
}

const INJECTIONS = [
  `'; drop table school; --`,
  `" or 1=1 --`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the attack
  '${7*7}{{7*7}}<script>alert(1)</script>',
  '../../../../etc/passwd',
  '%2e%2e%2f%00',
  '\u202e\ufeff你好\u{20bb7}',
]
const TAKEN_OVER = {
  school_id: '',
  schoolId: '',
  roles: ['admin'],
  actor: 'system',
  created_by: '',
  isAdmin: true,
}

/** The hostile inputs for one operation, made from its own input schema. */
export function attacksOn(schema: z.ZodType, foreignIds: readonly string[]): Attack[] {
  const valid = minimalInput(schema) as Record<string, unknown>
  const properties = Object.keys(shapeOf(schema))
  const strings = properties.filter(key => typeof valid[key] === 'string')
  const [first] = properties
  return [
    { name: 'valid shape', input: valid, malformed: false },
    { name: 'unknown field', input: { ...valid, nonsense: 1 }, malformed: true },
    { name: 'mass assignment', input: { ...valid, ...TAKEN_OVER }, malformed: true },
    { name: 'not an object', input: [valid], malformed: true },
    ...(first
      ? [
          {
            name: 'wrong types',
            input: { ...valid, [first]: { $gt: '' } },
            malformed: typeof valid[first] === 'string',
          },
          {
            name: 'all null',
            input: Object.fromEntries(properties.map(key => [key, null])),
            malformed: false,
          },
        ]
      : []),
    ...(strings[0]
      ? [{ name: 'oversized', input: { ...valid, [strings[0]]: '长'.repeat(500_000) }, malformed: true }]
      : []),
    ...INJECTIONS.map((text, i) => ({
      name: `injection ${i + 1}`,
      input: { ...valid, ...Object.fromEntries(strings.map(key => [key, text])) },
      malformed: false,
    })).slice(0, strings.length > 0 ? INJECTIONS.length : 0),
    ...foreignIds.map((id, i) => ({
      name: `foreign id ${i + 1}`,
      input: withIds(valid, id),
      malformed: false,
    })),
  ]
}

const NOBODY = '0197c0de-0000-7000-8000-0000000000ff'

/** The same input with every id replaced. */
export function withIds(input: unknown, id: string): unknown {
  if (input === NOBODY) return id
  if (Array.isArray(input)) return input.map(item => withIds(item, id))
  if (input && typeof input === 'object')
    return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, withIds(value, id)]))
  return input
}

export const takesIds = (schema: z.ZodType): boolean => JSON.stringify(minimalInput(schema)).includes(NOBODY)

function shapeOf(schema: z.ZodType): Record<string, unknown> {
  const json = zod.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { properties?: object }
  return (json.properties ?? {}) as Record<string, unknown>
}
