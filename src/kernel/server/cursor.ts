import { z } from 'zod'
import { kernelError } from '../pure/errors.ts'

/**
 * Keyset cursors: the sort key of the last row shown, opaque to the client. The next page begins after it,
 * wherever rows were added or removed meanwhile.
 */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** The key inside a cursor, checked against its shape: a cursor is input like any other. */
export function decodeCursor<T extends readonly [z.ZodType, ...z.ZodType[]]>(
  cursor: string | undefined,
  shape: T,
): { [K in keyof T]: z.output<T[K]> } | undefined {
  if (cursor === undefined) return undefined
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return z.tuple(shape as unknown as [z.ZodType, ...z.ZodType[]]).parse(key) as {
      [K in keyof T]: z.output<T[K]>
    }
  } catch {
    throw kernelError('kernel.invalid', { detail: '翻页的位置已经失效，请从第一页重新看' })
  }
}

/** Cuts one row more than asked for into a page and the cursor of the next. */
export function pageFrom<Row>(
  found: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number | null)[],
): { rows: Row[]; next: string | null } {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null }
}
