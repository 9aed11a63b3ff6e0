import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../pure/errors.ts'
import { decodeCursor, encodeCursor, pageFrom } from './cursor.ts'

describe('cursors', () => {
  it('carry their key', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, number) => {
        expect(decodeCursor(encodeCursor([text, number, null]), [z.string(), z.int(), z.null()])).toEqual([
          text,
          number,
          null,
        ])
      }),
    )
  })
  it('are refused in plain words when they were tampered with', () => {
    for (const bad of ['', 'xx', encodeCursor(['a']), encodeCursor([1, 2])])
      expect(() => decodeCursor(bad, [z.string(), z.int()])).toThrow(AppError)
    expect(decodeCursor(undefined, [z.string()])).toBeUndefined()
  })
  it('walk a list without loss or repetition', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 7 }), (numbers, limit) => {
        const sorted = [...numbers].sort((a, b) => a - b)
        const seen: number[] = []
        let cursor: string | null = null
        do {
          const after: readonly [number] | undefined = decodeCursor(cursor ?? undefined, [z.int()])
          const found: number[] = sorted.filter(n => !after || n > after[0]).slice(0, limit + 1)
          const page: { rows: number[]; next: string | null } = pageFrom(found, limit, n => [n])
          seen.push(...page.rows)
          cursor = page.next
        } while (cursor)
        expect(seen).toEqual(sorted)
      }),
    )
  })
})
