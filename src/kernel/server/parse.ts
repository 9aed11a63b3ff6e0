import { z } from 'zod'
import { kernelError } from '../pure/errors.ts'
import type { Operation } from '../pure/operation.ts'
import { wording } from './wording.ts'

z.config({ customError: wording })

/** Input checked by the operation's schema; refusals name each field in Chinese. */
export function parseInput(spec: Operation, input: unknown): unknown {
  const result = spec.input.safeParse(input)
  if (result.success) return result.data
  const fields: Record<string, string> = {}
  for (const issue of result.error.issues) {
    const path = issue.path.map(String).join('.')
    fields[path] ??= issue.message
  }
  const [first] = result.error.issues
  const name = first ? titleAt(spec.input, first.path) : undefined
  const detail = Object.values(fields)[0] ?? '内容不完整'
  throw kernelError('kernel.invalid', { detail: name ? `${name}：${detail}` : detail }, fields)
}

/** 中文 title of the field at a path, from the schema's metadata. */
function titleAt(schema: z.ZodType, path: PropertyKey[]): string | undefined {
  let current: unknown = schema
  let title: string | undefined
  for (const step of path) {
    current = unwrap(current)
    const node = current as { shape?: Record<string, z.ZodType>; element?: z.ZodType }
    current = typeof step === 'number' ? node.element : node.shape?.[String(step)]
    if (!current) return title
    title = (current as z.ZodType).meta?.()?.title ?? title
  }
  return title
}

function unwrap(schema: unknown): unknown {
  let current = schema as { unwrap?: () => unknown; def?: { innerType?: unknown } }
  for (let depth = 0; depth < 6 && current?.def?.innerType; depth++)
    current = current.def.innerType as typeof current
  return current
}

/** PostgreSQL stores neither NUL nor lone surrogates; said here, once, instead of failing in a query. */
export function assertStorable(value: unknown): void {
  if (!storable(value, 0)) throw kernelError('kernel.invalid', { detail: '含有不能保存的字符，请删去后重试' })
}

function storable(value: unknown, depth: number): boolean {
  if (depth > 30) return false
  if (typeof value === 'string') return !value.includes('\u0000') && isWellFormed(value)
  if (Array.isArray(value)) return value.every(item => storable(item, depth + 1))
  if (value !== null && typeof value === 'object')
    return Object.entries(value).every(([key, item]) => storable(key, depth + 1) && storable(item, depth + 1))
  return true
}

const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text)
